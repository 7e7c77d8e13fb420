import { dispatch } from "./dispatch.ts";
import type { OutsidePorts, Ports } from "./ports.ts";
import { rosterOnce } from "./read-roster.ts";

/** Ties the relay to the ports that its effects need. */
export function compose(outside: OutsidePorts): Ports {
  const ports: Ports = { ...outside, dispatch: (document, at) => dispatch(ports, document, at) };
  return ports;
}

/** The same ports for one invocation: in it the roster is read once. */
export const forOneInvocation = (ports: OutsidePorts): Ports =>
  compose({ ...ports, store: rosterOnce(ports.store) });
