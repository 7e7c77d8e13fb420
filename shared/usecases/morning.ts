import type { Instant } from "#shared/domain/calendar-day.ts";
import { type CaseloadsLooked, tellAboveLimits } from "./above-limits.ts";
import { type AllClears, sendAllClears } from "./all-clear.ts";
import { type Announced, announceCover } from "./announce-cover.ts";
import { nameOf, type Ports } from "./ports.ts";
import { dueOnce } from "./read-due.ts";

/** What is done once a morning; each is safe to do again. */
const jobs = { cover: announceCover, caseloads: tellAboveLimits, allClear: sendAllClears };

/** What each job came to; one that failed is not there, and is counted. */
export interface Morning {
  readonly cover?: Announced | undefined;
  readonly caseloads?: CaseloadsLooked | undefined;
  readonly allClear?: AllClears | undefined;
  readonly failedJobs: number;
}

/** The jobs of a morning, one after the other. One that fails stops no other. */
export async function morning(outside: Ports, at: Instant): Promise<Morning> {
  // Mails are all that a morning writes, and they stand in no due index.
  const ports = { ...outside, store: dueOnce(outside.store) };
  let failedJobs = 0;
  const done = async <Result>(job: string, work: (ports: Ports, at: Instant) => Promise<Result>) => {
    try {
      return await work(ports, at);
    } catch (error) {
      failedJobs++;
      ports.report({ problem: "morning-job-failed", job, error: nameOf(error) });
      return undefined;
    }
  };
  const cover = await done("cover", jobs.cover);
  const caseloads = await done("caseloads", jobs.caseloads);
  const allClear = await done("all-clear", jobs.allClear);
  return { cover, caseloads, allClear, failedJobs };
}
