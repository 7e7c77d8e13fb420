import { expect } from "vitest";
import type { LocalHost } from "#test/support/host.ts";
import { canariesIn } from "./markers.ts";
import { serviceManager } from "./staff.ts";

/** What is read besides the cases, and shows no more than ids, days and numbers. */
const readings = [
  "/cases",
  "/cases.csv",
  "/caseloads",
  "/calendar.ics",
  "/measures?from=2026-11&to=2026-11",
  "/measures.csv?from=2026-11&to=2026-11",
  "/meetings/next",
  "/retention",
  "/quarantine",
] as const;

/** Each place beside the API where a word of a referral, or of whoever works with it, stands and should not (A4, F42, F43). */
export async function leaks(which: LocalHost): Promise<readonly string[]> {
  const executions = await which.executions();
  const histories = await Promise.all(executions.map(({ name }) => which.events(name)));
  return foundIn({
    "names of executions": executions,
    "histories of executions": histories,
    mails: await which.everyMail(),
    "what is logged": which.log(),
  });
}

/** Each answer of the API that is of ids, days and numbers only, and still has such a word in it. */
export async function shownLeaks(which: LocalHost, caseRefs: readonly string[]): Promise<readonly string[]> {
  const read = async (path: string) => {
    const answer = await which.as(serviceManager, "GET", path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer;
  };
  const places: Record<string, unknown> = {};
  for (const path of readings) places[path] = (await read(path)).text;
  for (const caseRef of caseRefs) {
    const why = "?reason=urgent-safety";
    places[`what runs for ${caseRef}`] = (await read(`/cases/${caseRef}/operation${why}`)).text;
    const { body } = await read(`/cases/${caseRef}${why}`);
    places[`the events of ${caseRef}`] = (body as { history: unknown }).history;
  }
  return foundIn(places);
}

const foundIn = (places: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(places).flatMap(([place, seen]) =>
    canariesIn(JSON.stringify(seen)).map((word) => `${word} in ${place}`),
  );
