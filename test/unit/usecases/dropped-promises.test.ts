import { beforeEach, describe, expect, it } from "vitest";
import { calendarDay } from "#shared/domain/calendar-day.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { endClosure, requestClosure } from "#shared/usecases/close-case.ts";
import { makeCommitment, moveCommitment, sayOutcome } from "#shared/usecases/commitments.ts";
import { recordWork } from "#shared/usecases/record-work.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { outcomesRecorded } from "#test/support/leaving.ts";
import { actor } from "#test/support/staff.ts";

let council: Council;
let caseRef: string;
beforeEach(async () => {
  council = await aCouncil();
  caseRef = await council.allocated();
});
const words = "They were called away.";
const offer = { kind: "agency-offer", due: calendarDay("2026-11-25"), about: "fire-service", words } as const;

/** The number of the promise that was just made. */
async function made(by = "anneke"): Promise<number> {
  await makeCommitment(council.ports(), actor(by), caseRef, offer, council.at);
  await council.machines.settle();
  return commitmentsOf(await council.case(caseRef)).at(-1)?.id ?? 0;
}
async function concern(by = "anneke"): Promise<number> {
  const raised = { what: "concern", reference: "SA-117", on: calendarDay("2026-11-11"), words } as const;
  const recorded = await recordWork(council.ports(), actor(by), caseRef, raised, council.at);
  expect(recorded.refused).toBeUndefined();
  await council.machines.settle();
  return commitmentsOf(await council.case(caseRef)).at(-1)?.id ?? 0;
}
async function move(id: number, day: string, by = "anneke") {
  const to = { due: calendarDay(day), words };
  const moved = await moveCommitment(council.ports(), actor(by), caseRef, id, to, council.at);
  await council.machines.settle();
  return moved.refused;
}
async function end(id: number, outcome: "kept" | "not-kept" | "withdrawn", by: string, result?: string) {
  const said = { outcome, words, ...(result ? { result } : {}) };
  const ended = await sayOutcome(council.ports(), actor(by), caseRef, id, said, council.at);
  await council.machines.settle();
  return ended.refused?.name;
}
const told = (who: string) => council.inbox(who).filter((subject) => subject.includes("a promise was moved"));

describe("A promise that is moved", () => {
  it("X-07: goes no further than the policy's days from today by whoever owes it, and its supervisor hears of each move", async () => {
    const id = await made();
    // 28 days after Wednesday 11 November 2026.
    expect(await move(id, "2026-12-10")).toEqual({
      name: "too-far-ahead",
      details: { day: "2026-12-10", latest: "2026-12-09" },
    });
    expect(told("idris")).toEqual([]);
    expect(await move(id, "2026-12-09")).toBeUndefined();
    expect(told("idris")).toEqual([`Case ${caseRef}: a promise was moved to Wednesday 9 December 2026`]);
    expect(await move(id, "2026-12-08")).toBeUndefined();
    expect(told("idris")).toHaveLength(2);
    expect(council.reports).toEqual([]);
  });

  it.each(["idris", "mira", "juno"])(
    "X-07: goes further by %s, and nobody is written to about it",
    async (by) => {
      const id = await made();
      const sent = council.mailer.sent.length;
      expect(await move(id, "2027-07-09", by)).toBeUndefined();
      expect((await move(id, "2027-07-10", by))?.name).toBe("too-far-ahead");
      expect(council.mailer.sent).toHaveLength(sent);
    },
  );

  it("X-07: is told to a manager where the case has no supervisor yet", async () => {
    caseRef = await council.refer({ submissionId: "TEST-2" });
    const id = await made("duty-desk");
    expect(await move(id, "2026-12-01", "duty-desk")).toBeUndefined();
    expect(told("mira")).toHaveLength(1);
  });
});

describe("A safeguarding concern", () => {
  it("CST-12: is not dropped by whoever raised it or owes it, nor by anybody without a word of what came of it", async () => {
    const id = await concern();
    for (const outcome of ["withdrawn", "not-kept"] as const) {
      expect(await end(id, outcome, "anneke", "no-action")).toBe("not-a-decision-maker");
      expect(await end(id, outcome, "idris")).toBe("not-in-policy");
    }
    expect(commitmentsOf(await council.case(caseRef)).map((each) => each.id)).toContain(id);
    expect(await end(id, "withdrawn", "idris", "no-action")).toBeUndefined();
    const [last] = (await council.history(caseRef)).filter(({ type }) => type === "CommitmentEnded");
    expect(last?.facts).toMatchObject({ id, as: "withdrawn", result: "no-action", by: "idris" });
  });

  it("CST-12, X-04: that a supervisor raised is dropped by somebody else", async () => {
    const id = await concern("idris");
    expect(await end(id, "withdrawn", "idris", "no-action")).toBe("same-person");
    expect(await end(id, "withdrawn", "mira", "no-action")).toBeUndefined();
  });

  it("CST-12: that was followed up is ended by its worker with what came of it", async () => {
    expect(await end(await concern(), "kept", "anneke", "enquiry")).toBeUndefined();
  });

  it("CST-12, CST-19: does not end in silence with its case", async () => {
    const id = await concern();
    await outcomesRecorded(council, caseRef);
    const request = { reason: "self-supporting", evidence: "Bills are paid.", agencies: [] } as const;
    await requestClosure(council.ports(), actor("anneke"), caseRef, request, council.at);
    await council.machines.settle();
    const close = () =>
      endClosure(council.ports(), actor("mira"), caseRef, { ended: "closed", words: "Agreed." }, council.at);
    expect((await close()).refused).toEqual({ name: "promises-open", details: { numbers: String(id) } });
  });

  it("CST-20: an offer that is not taken up is still dropped by whoever chases it", async () => {
    expect(await end(await made(), "withdrawn", "anneke")).toBeUndefined();
  });
});
