import type { CalendarDay, Instant } from "#shared/domain/calendar-day.ts";
import type { Actor } from "#shared/domain/decision.ts";
import type { ClosureReason } from "#shared/domain/policy.ts";
import { changeCase } from "./change-case.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { keepWords } from "./words.ts";

type Staff = Actor & { readonly council: string };

/** The worker or a manager asks for a case to be closed, with evidence in their own words (CST-19). */
export async function requestClosure(
  ports: Ports,
  by: Staff,
  caseRef: string,
  request: {
    readonly reason: ClosureReason;
    readonly evidence: string;
    readonly agencies: readonly string[];
  },
  at: Instant,
) {
  const { reason, agencies } = request;
  const evidence = await keepWords(ports, by.council, caseRef, "closure-evidence", {
    reason,
    evidence: request.evidence,
  });
  const roster = await rosterOf(ports, by.council);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "request-closure",
    by,
    reason,
    evidence,
    agencies,
    roster,
  }));
}

/** Somebody says that they asked an agency about a closure, on which day, and how (CST-19). */
export async function noteAsking(
  ports: Ports,
  by: Staff,
  caseRef: string,
  asked: { readonly with: string; readonly on: CalendarDay; readonly words: string },
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, "consultation-asked", asked);
  const roster = await rosterOf(ports, by.council);
  const { with: agency, on } = asked;
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "note-asking",
    by,
    with: agency,
    on,
    content,
    roster,
  }));
}

/** What the team or an agency said about a closure, or that it stayed silent past the deadline (CST-19). */
export async function recordConsultation(
  ports: Ports,
  by: Staff,
  caseRef: string,
  heard: {
    readonly with: string;
    readonly answer: "agrees" | "objects" | "silent";
    readonly words?: string | undefined;
  },
  at: Instant,
) {
  const content = heard.words
    ? await keepWords(ports, by.council, caseRef, "consultation", { with: heard.with, words: heard.words })
    : undefined;
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "record-consultation",
    by,
    with: heard.with,
    answer: heard.answer,
    content,
  }));
}

/** A manager closes the case or keeps it open, or the request is taken back (CST-19, I7). */
export async function endClosure(
  ports: Ports,
  by: Staff,
  caseRef: string,
  end: {
    readonly ended: "closed" | "kept" | "withdrawn";
    readonly words: string;
    /** Why it closes although somebody objected. */
    readonly despiteObjections?: string | undefined;
  },
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, "closure-decision", end);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "end-closure",
    by,
    ended: end.ended,
    meetsObjections: end.despiteObjections !== undefined,
    content,
  }));
}
