import type { PlanDecision, PlanWritten } from "#shared/contracts/requests/plan.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Staff } from "./case-gate.ts";
import { changeCase } from "./change-case.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { keepWords } from "./words.ts";

/** A version of the plan: its words are kept first, also those of one that comes too late (CST-12 to CST-15, F14). */
export async function writePlan(ports: Ports, by: Staff, caseRef: string, written: PlanWritten, at: Instant) {
  const { basedOn, submit, accommodation, earlyFocus, goals, objectives } = written;
  const content = await keepWords(ports, by.council, caseRef, "plan", written);
  const actions = await Promise.all(
    written.actions.map(async ({ words, ...action }) => ({
      ...action,
      content: await keepWords(ports, by.council, caseRef, "commitment", {
        ...action,
        kind: "action",
        words,
      }),
    })),
  );
  const roster = await rosterOf(ports, by.council);
  const plan = {
    ...(accommodation ? { accommodation: coded(accommodation) } : {}),
    earlyFocus,
    goals: goals.map(coded),
    objectives: objectives.map(coded),
  };
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "write-plan",
    by,
    basedOn,
    submit,
    plan,
    actions,
    content,
    roster,
  }));
}

/** The same without its words: what the case and its history hold (A4). */
function coded<T extends { readonly words?: string | undefined }>({
  words: _,
  ...facts
}: T): Omit<T, "words"> {
  return facts;
}

/** A supervisor or manager approves a version of the plan, or sends it back with words. */
export async function decidePlan(
  ports: Ports,
  by: Staff,
  caseRef: string,
  { version, decision, words }: PlanDecision,
  at: Instant,
) {
  const said = { version, decision, words };
  const content = await keepWords(ports, by.council, caseRef, "plan-decision", said);
  const roster = await rosterOf(ports, by.council);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "decide-plan",
    by,
    version,
    decision,
    content,
    roster,
  }));
}
