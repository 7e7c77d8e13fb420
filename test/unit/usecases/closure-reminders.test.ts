import { describe, expect, it } from "vitest";
import type { Instant } from "#shared/domain/calendar-day.ts";
import { policies } from "#shared/services/registry.ts";
import { endClosure, recordConsultation, requestClosure } from "#shared/usecases/close-case.ts";
import { aCouncil, type Council, type CouncilOptions } from "#test/support/council.ts";
import { gonePathway, outcomesRecorded } from "#test/support/leaving.ts";
import { actor } from "#test/support/staff.ts";

/** Allocated from that Tuesday on. */
const tuesday: Instant = "2026-11-17T11:00:00.000Z";

type Reason = "offers-not-accepted" | "self-supporting";

/** A case whose worker may ask to close it; for non-engagement three days have passed by then. */
async function closable(council: Council, submissionId: string, reason: Reason) {
  const caseRef = await council.allocated({ submissionId });
  await (reason === "offers-not-accepted" ? gonePathway : outcomesRecorded)(council, caseRef);
  return caseRef;
}

async function ask(council: Council, caseRef: string, reason: Reason, by = "anneke") {
  const request = { reason, evidence: "Seven visits.", agencies: [] };
  const { refused } = await requestClosure(council.ports(), actor(by), caseRef, request, council.at);
  if (refused) throw new Error(`The closure was refused: ${refused.name}`);
  await council.machines.settle();
}

/** So many cases that were all asked to close at once, as soon as each may be. */
async function several(count: number, reason: Reason, options?: CouncilOptions) {
  const council = await aCouncil({ at: tuesday, ...options });
  const refs: string[] = [];
  for (let n = 0; n < count; n++) refs.push(await closable(council, `TEST-${n}`, reason));
  for (const ref of refs) await ask(council, ref, reason);
  return { council, refs };
}
const mailsOf = (council: Council, who: string, said: string) =>
  council.mailer.sent.filter(
    ({ to, subject, text }) => to.includes(`${who}@team.example`) && `${subject} ${text}`.includes(said),
  );

describe("A morning's mail while closures are weighed", () => {
  it("A3, CST-19: holds whom worker and manager have to ask, beside the reviews that are late", async () => {
    const { council, refs } = await several(2, "offers-not-accepted");
    await council.advance("2026-12-07T18:00:00.000Z");
    for (const who of ["anneke", "mira"]) {
      const [only, ...others] = mailsOf(council, who, "For Monday 7 December 2026");
      expect(others).toEqual([]);
      for (const ref of refs)
        expect(only?.text).toContain(
          `- Case ${ref}: ask the team and the agencies about closing it, due on Monday 7 December 2026 at 17:00`,
        );
      // Nothing is left to go by itself, at five as little as at nine.
      expect(mailsOf(council, who, "Still to ask about closing")).toEqual([]);
    }
  });

  it("A3, I5: holds every closure that a manager has to decide, and then whoever is to step in", async () => {
    const { council } = await several(3, "self-supporting");
    await council.advance("2026-11-25T09:10:00.000Z");
    expect(mailsOf(council, "mira", "24 November 2026: 3 due today")).toHaveLength(1);
    expect(council.told("mira").at(-1)).toMatch(/^Due today: Case \S+: decide whether it closes, due on/);
    expect(mailsOf(council, "juno", "25 November 2026: 3 please step in")).toHaveLength(1);
    expect(mailsOf(council, "juno", "Still to decide")).toEqual([]);
  });

  it("CST-19: leaves out what was decided before it went", async () => {
    const { council, refs } = await several(2, "self-supporting");
    await council.advance("2026-11-24T09:00:30.000Z");
    const kept = { ended: "kept", words: "Not yet." } as const;
    await endClosure(council.ports(), actor("mira"), refs[0] ?? "", kept, council.at);
    await council.machines.settle();
    await council.advance("2026-11-24T10:00:00.000Z");
    expect(council.inbox("mira").filter((subject) => subject.startsWith("Still to decide"))).toEqual([
      `Still to decide: closing case ${refs[1]}`,
    ]);
  });

  it("CST-19: asks nobody about a closure that everybody has answered before it went", async () => {
    const { council, refs } = await several(1, "offers-not-accepted");
    await council.advance("2026-11-27T09:00:30.000Z");
    const heard = { with: "team", answer: "agrees", words: "They agree." } as const;
    const [caseRef = ""] = refs;
    const said = await recordConsultation(council.ports(), actor("mira"), caseRef, heard, council.at);
    expect(said.refused).toBeUndefined();
    await council.machines.settle();
    await council.advance("2026-11-27T10:00:00.000Z");
    for (const who of ["anneke", "mira"]) expect(mailsOf(council, who, "Still to ask")).toEqual([]);
    for (const { text } of mailsOf(council, "anneke", "For Friday 27 November 2026"))
      expect(text).not.toContain("ask the team");
  });

  it("X-03: asks nobody who has handed the case over meanwhile", async () => {
    const { council, refs } = await several(1, "offers-not-accepted");
    await council.advance("2026-11-27T09:00:30.000Z");
    const [caseRef = ""] = refs;
    const document = await council.document(caseRef);
    const state = { ...document.state, worker: "bram" };
    await council.store.replace({ ...document, version: document.version + 1, state });
    await council.advance("2026-11-27T10:00:00.000Z");
    expect(mailsOf(council, "anneke", "about closing").map(({ subject }) => subject)).toEqual([
      `Please ask about closing case ${caseRef}`,
    ]);
  });

  it("CST-19: says at once that a closure was asked for, and to whom it falls", async () => {
    const decided = await several(1, "self-supporting");
    expect(decided.council.inbox("mira")).toContain(`Please decide: closing case ${decided.refs[0]}`);
    const consulted = await several(1, "offers-not-accepted");
    for (const who of ["anneke", "mira"])
      expect(consulted.council.inbox(who)).toContain(`Please ask about closing case ${consulted.refs[0]}`);
  });

  it.each([
    ["offers-not-accepted", "2026-12-07T18:00:00.000Z"],
    ["self-supporting", "2026-11-24T18:00:00.000Z"],
  ] as const)(
    "X-04: says each rung of one that a manager asked for (%s) also to whoever may weigh it",
    async (reason, until) => {
      for (const [by, weighs] of [
        ["anneke", false],
        ["mira", true],
      ] as const) {
        const council = await aCouncil({ at: tuesday });
        await ask(council, await closable(council, "TEST-1", reason), reason, by);
        const before = council.told("juno").length;
        await council.advance(until);
        expect(council.told("mira").some((line) => /closing|closes/.test(line))).toBe(true);
        const heard = council
          .told("juno")
          .slice(before)
          .filter((line) => /closing|closes/.test(line));
        expect(heard.length > 0, by).toBe(weighs);
      }
    },
  );

  it("L3: nobody is reminded of one consultation more than four times before somebody else steps in", async () => {
    const { council } = await several(1, "offers-not-accepted");
    await council.advance("2026-12-09T08:00:00.000Z");
    for (const who of ["anneke", "mira"]) {
      const told = mailsOf(council, who, "about closing");
      const reminders = told.filter(({ subject }) => !subject.startsWith("Please ask"));
      expect(reminders.length, who).toBeGreaterThan(1);
      expect(reminders.length, who).toBeLessThanOrEqual(4);
    }
    expect(mailsOf(council, "juno", "about closing")).toEqual([]);
    await council.advance("2026-12-09T10:00:00.000Z");
    expect(mailsOf(council, "juno", "about closing")).toHaveLength(1);
  });
});

describe("A rung of a closure at another hour than the morning's", () => {
  const atFive: CouncilOptions["between"] = (ports) => ({
    ...ports,
    policies: policies.map((each) => {
      const { consultationLadder: ladder } = each.closure;
      const steps = ladder.steps.flatMap((step) =>
        step.says === "due"
          ? [
              { ...step, to: ["worker" as const] },
              { ...step, after: { workingDays: 0, at: "17:00" } },
            ]
          : [step],
      );
      return { ...each, closure: { ...each.closure, consultationLadder: { ...ladder, steps } } };
    }),
  });

  it("A3, I5: is told then to whoever has not read it that day, and to nobody twice", async () => {
    const { council, refs } = await several(1, "offers-not-accepted", { between: atFive });
    await council.advance("2026-12-04T16:59:00.000Z");
    const before = [council.inbox("anneke").length, council.inbox("mira").length];
    expect(council.told("anneke").at(-1)).toMatch(/about closing|ask the team/);
    await council.advance("2026-12-04T18:00:00.000Z");
    expect(council.inbox("anneke")).toHaveLength(before[0] ?? 0);
    expect(council.inbox("mira").slice(before[1])).toEqual([`Still to ask about closing case ${refs[0]}`]);
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
