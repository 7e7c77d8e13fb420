import { dispatch } from "./dispatch.ts";
import type { OutsidePorts, Ports } from "./ports.ts";

/** Ties the relay to the ports that its effects need. */
export function compose(outside: OutsidePorts): Ports {
  const ports: Ports = { ...outside, dispatch: (document, at) => dispatch(ports, document, at) };
  return ports;
}
