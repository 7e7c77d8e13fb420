import { describe, expect, it } from "vitest";
import type { Instant } from "#shared/domain/calendar-day.ts";
import { policies } from "#shared/services/registry.ts";
import { endClosure, recordConsultation, requestClosure } from "#shared/usecases/close-case.ts";
import { aCouncil, type Council, type CouncilOptions } from "#test/support/council.ts";
import { gonePathway, outcomesRecorded } from "#test/support/leaving.ts";
import { actor } from "#test/support/staff.ts";

/** Allocated and asked to close on that Tuesday: reviews and consultations are both due on Tuesday 1 December 2026. */
const tuesday: Instant = "2026-11-17T11:00:00.000Z";

async function asked(
  council: Council,
  submissionId: string,
  reason: "offers-not-accepted" | "self-supporting",
) {
  const caseRef = await council.allocated({ submissionId });
  await (reason === "offers-not-accepted" ? gonePathway : outcomesRecorded)(council, caseRef);
  const request = { reason, evidence: "Seven visits.", agencies: [] };
  const { refused } = await requestClosure(council.ports(), actor("anneke"), caseRef, request, council.at);
  if (refused) throw new Error(`The closure was refused: ${refused.name}`);
  await council.machines.settle();
  return caseRef;
}
async function several(
  count: number,
  reason: "offers-not-accepted" | "self-supporting",
  options?: CouncilOptions,
) {
  const council = await aCouncil({ at: tuesday, ...options });
  const refs: string[] = [];
  for (let n = 0; n < count; n++) refs.push(await asked(council, `TEST-${n}`, reason));
  return { council, refs };
}
const mailsOf = (council: Council, who: string, said: string) =>
  council.mailer.sent.filter(
    ({ to, subject, text }) => to.includes(`${who}@team.example`) && `${subject} ${text}`.includes(said),
  );

describe("A morning's mail while closures are weighed", () => {
  it("A3, CST-19: holds whom the worker has to ask, beside the reviews that are due", async () => {
    const { council, refs } = await several(2, "offers-not-accepted");
    await council.advance("2026-12-01T18:00:00.000Z");
    for (const who of ["anneke", "idris"]) {
      const [only, ...others] = mailsOf(council, who, "1 December 2026: 4 due today");
      expect(others).toEqual([]);
      for (const ref of refs)
        expect(only?.text).toContain(
          `- Case ${ref}: ask the team and the agencies about closing it, due on Tuesday 1 December 2026 at 17:00`,
        );
    }
    // Nothing is left to go by itself, at five as little as at nine.
    expect(mailsOf(council, "anneke", "Still to ask about closing")).toEqual([]);
    expect(council.inbox("idris").at(-1)).toMatch(/^For Tuesday 1 December 2026/);
  });

  it("A3, I5: holds every closure that a manager has to decide, and then whoever is to step in", async () => {
    const { council } = await several(3, "self-supporting");
    await council.advance("2026-11-25T09:10:00.000Z");
    expect(mailsOf(council, "mira", "24 November 2026: 3 due today")).toHaveLength(1);
    expect(council.told("mira").at(-1)).toMatch(/^Due today: Case \S+: decide whether it closes, due on/);
    expect(mailsOf(council, "juno", "25 November 2026: 3 please step in")).toHaveLength(1);
    expect(mailsOf(council, "juno", "Still to decide")).toEqual([]);
  });

  it("CST-19: leaves out what was decided, or answered by everybody, before it went", async () => {
    const { council, refs } = await several(2, "self-supporting");
    const consulted = await asked(council, "TEST-asked", "offers-not-accepted");
    await council.advance("2026-11-24T09:00:30.000Z");
    const kept = { ended: "kept", words: "Not yet." } as const;
    await endClosure(council.ports(), actor("mira"), refs[0] ?? "", kept, council.at);
    const heard = { with: "team", answer: "agrees", words: "They agree." } as const;
    await recordConsultation(council.ports(), actor("anneke"), consulted, heard, council.at);
    await council.machines.settle();
    await council.advance("2026-11-24T10:00:00.000Z");
    expect(council.inbox("mira").filter((subject) => subject.startsWith("Still to decide"))).toEqual([
      `Still to decide: closing case ${refs[1]}`,
    ]);
    expect(mailsOf(council, "anneke", "Still to ask")).toEqual([]);
  });

  it("X-03: asks nobody who has handed the case over meanwhile", async () => {
    const { council, refs } = await several(1, "offers-not-accepted");
    await council.advance("2026-11-24T09:00:30.000Z");
    const [caseRef = ""] = refs;
    const document = await council.document(caseRef);
    const state = { ...document.state, worker: "bram" };
    await council.store.replace({ ...document, version: document.version + 1, state });
    await council.advance("2026-11-24T10:00:00.000Z");
    expect(mailsOf(council, "anneke", "Still to ask")).toEqual([]);
  });

  it("CST-19: says at once that a closure was asked for, and to whom it falls", async () => {
    const { council, refs } = await several(1, "self-supporting");
    const consulted = await asked(council, "TEST-asked", "offers-not-accepted");
    expect(council.at).toBe(tuesday);
    expect(council.inbox("mira")).toContain(`Please decide: closing case ${refs[0]}`);
    expect(council.inbox("anneke")).toContain(`Please ask about closing case ${consulted}`);
  });

  it("L3: nobody is reminded of one consultation more than four times before somebody else steps in", async () => {
    const { council } = await several(1, "offers-not-accepted");
    await council.advance("2026-12-04T08:00:00.000Z");
    for (const who of ["anneke", "idris"]) {
      const told = mailsOf(council, who, "about closing");
      const reminders = told.filter(({ subject }) => !subject.startsWith("Please ask"));
      expect(reminders.length, who).toBeGreaterThan(1);
      expect(reminders.length, who).toBeLessThanOrEqual(4);
    }
    await council.advance("2026-12-04T10:00:00.000Z");
    expect(council.inbox("juno")).toEqual([expect.stringMatching(/^Still to ask about closing case/)]);
  });
});

describe("A rung of a closure at another hour than the morning's", () => {
  const atFive: CouncilOptions["between"] = (ports) => ({
    ...ports,
    policies: policies.map((each) => {
      const { consultationLadder: ladder } = each.closure;
      const steps = ladder.steps.map((step) =>
        step.says === "due" ? { ...step, after: { workingDays: 0, at: "17:00" } } : step,
      );
      return { ...each, closure: { ...each.closure, consultationLadder: { ...ladder, steps } } };
    }),
  });

  it("A3, I5: is told then to whoever has not read it that day, and to nobody twice", async () => {
    const { council, refs } = await several(1, "offers-not-accepted", { between: atFive });
    await council.advance("2026-12-01T16:59:00.000Z");
    const before = [council.inbox("anneke").length, council.inbox("idris").length];
    expect(mailsOf(council, "anneke", "1 December 2026: 2 due today")).toHaveLength(1);
    await council.advance("2026-12-01T18:00:00.000Z");
    expect(council.inbox("anneke")).toHaveLength(before[0] ?? 0);
    expect(council.inbox("idris").slice(before[1])).toEqual([`Still to ask about closing case ${refs[0]}`]);
  });

  it("A7: where a service groups neither, each rung is a mail of its own, at once", async () => {
    const between: CouncilOptions["between"] = (ports) => ({
      ...ports,
      policies: policies.map((each) => ({
        ...each,
        reminders: { ...each.reminders, grouped: ["review", "commitment"] },
      })),
    });
    const { council } = await several(2, "self-supporting", { between });
    await council.advance("2026-11-24T09:00:00.000Z");
    expect(council.inbox("mira").filter((subject) => subject.startsWith("Still to decide"))).toHaveLength(2);
  });
});
