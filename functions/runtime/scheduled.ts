import type { Instant } from "#shared/domain/calendar-day.ts";
import { forOneInvocation } from "#shared/usecases/compose.ts";
import type { Ports } from "#shared/usecases/ports.ts";
import { now } from "./clock.ts";
import { log } from "./log.ts";
import { putMetrics } from "./metrics.ts";
import { realPorts } from "./ports.ts";

/** The handler of a job that the platform starts: by a schedule, or with what it has to tell. Its figures are put at the end of each run, so that a run that dies is missed. */
export function scheduled<Result>(
  job: string,
  work: (ports: Ports, at: Instant, event: unknown) => Promise<Result>,
  figuresOf: (result: Result) => Readonly<Record<string, number>>,
) {
  const ports = realPorts();
  return async (event: unknown): Promise<void> => {
    const at = now();
    const figures = figuresOf(await work(forOneInvocation(ports), at, event));
    putMetrics(at, figures);
    log("info", "job-done", { job, ...figures });
  };
}
