import type { FunctionHost } from "./function-host.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** Lambda tries an asynchronous invocation twice more, after one and two minutes. */
const retriesAfterMs = [60_000, 120_000];

/** Invokes a function for nobody who waits; a failed try is made again later, so it must not hold up the time that it waits for. */
export async function invokeForNobody(
  { functions, clock }: { readonly functions: FunctionHost; readonly clock: VirtualClock },
  arn: string,
  event: unknown,
  what: string,
  tries = 0,
): Promise<void> {
  const outcome = await functions.invoke(arn, event);
  if (outcome.ok) return;
  console.error(`${what} failed: ${outcome.errorType}: ${outcome.errorMessage}`);
  const pause = retriesAfterMs[tries];
  if (pause === undefined) return;
  clock.at(clock.now() + pause, () => invokeForNobody({ functions, clock }, arn, event, what, tries + 1));
}
