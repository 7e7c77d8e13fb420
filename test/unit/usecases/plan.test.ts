import { describe, expect, test } from "vitest";
import type { PlanWritten } from "#shared/contracts/requests/plan.ts";
import { calendarDay } from "#shared/domain/calendar-day.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { policies } from "#shared/services/registry.ts";
import { decidePlan, writePlan } from "#shared/usecases/plan.ts";
import { readPlan } from "#shared/usecases/read-plan.ts";
import { recordWork } from "#shared/usecases/record-work.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { aPlan } from "#test/support/plans.ts";
import { actor } from "#test/support/staff.ts";

/** A council under its real policy, where a plan is owed from the allocation on. */
const planning = () => aCouncil({ between: (ports) => ({ ...ports, policies }) });
async function write(council: Council, caseRef: string, over: Partial<PlanWritten> = {}, by = "anneke") {
  const changed = await writePlan(council.ports(), actor(by), caseRef, { ...aPlan, ...over }, council.at);
  await council.machines.settle();
  return changed;
}
async function decide(council: Council, caseRef: string, decision: "approve" | "send-back", by = "idris") {
  const said = { version: 1, decision, words: "Clear and kind." };
  const changed = await decidePlan(council.ports(), actor(by), caseRef, said, council.at);
  await council.machines.settle();
  return changed;
}
const read = async (council: Council, caseRef: string) => {
  const shown = await readPlan(council.ports(), actor("idris"), caseRef, undefined, council.at);
  if (shown.refused) throw new Error(shown.refused.name);
  return shown.found;
};
const chases = (council: Council, who: string, title: string) =>
  council.told(who).filter((line) => line.toLowerCase().includes(title.toLowerCase()));

describe("A plan that is owed", () => {
  test("CST-12, I5: is chased with the worker and then with others, until somebody submits it", async () => {
    const council = await planning();
    const caseRef = await council.allocated();
    const owed = (who: string) => chases(council, who, "A support plan is to be made").length;
    await council.advance("2026-12-09T18:00:00.000Z");
    expect([owed("anneke"), owed("idris")]).toEqual([2, 0]);
    await council.advance("2026-12-16T18:00:00.000Z");
    expect([owed("anneke"), owed("idris"), owed("mira")]).toEqual([3, 2, 1]);
    await write(council, caseRef, { actions: [] });
    await council.advance("2026-12-22T18:00:00.000Z");
    expect(owed("mira")).toBe(1);
    expect(chases(council, "idris", "A support plan to approve").length).toBeGreaterThan(0);
    await decide(council, caseRef, "approve");
    const names = [];
    for await (const { name } of council.machines.running()) names.push(name);
    expect(names).toEqual([`${caseRef}-support-stage-2-1`]);
  });
});

describe("A plan that lapses", () => {
  /** A case whose plan was approved, and then a risk rose. */
  async function lapsed() {
    const council = await planning();
    const caseRef = await council.allocated();
    await write(council, caseRef, { actions: [] });
    await decide(council, caseRef, "approve");
    await raise(council, caseRef, "high");
    return { council, caseRef };
  }
  async function raise(council: Council, caseRef: string, fire: string) {
    const reviewOn = calendarDay("2027-01-04");
    const risk = { what: "risk", levels: { fire }, joint: [], reviewOn, words: "Candles." } as const;
    const who = actor("anneke");
    expect((await recordWork(council.ports(), who, caseRef, risk, council.at)).refused).toBeUndefined();
    await council.machines.settle();
  }
  const lapses = (council: Council, who: string) =>
    council.inbox(who).filter((subject) => subject.includes("has lapsed"));

  test("CST-12, X-05: is told once to the worker and the supervisor, by the case's reference alone", async () => {
    const { council, caseRef } = await lapsed();
    const subject = `Case ${caseRef}: the approval of its support plan has lapsed`;
    for (const who of ["anneke", "idris"]) expect(lapses(council, who)).toEqual([subject]);
    expect(council.mailer.sent.filter((sent) => sent.subject === subject)).toHaveLength(2);
    expect(JSON.stringify(council.mailer.sent)).not.toMatch(/Candles|fire/);
    await raise(council, caseRef, "medium");
    await raise(council, caseRef, "high");
    await council.sweep();
    expect(lapses(council, "anneke")).toHaveLength(1);
  });

  test("CST-12: lapses anew after it was approved anew, and is told again", async () => {
    const { council, caseRef } = await lapsed();
    await council.advanceMinutes(10);
    await decide(council, caseRef, "approve");
    await raise(council, caseRef, "medium");
    await raise(council, caseRef, "high");
    for (const who of ["anneke", "idris"]) expect(lapses(council, who)).toHaveLength(2);
  });

  test("CST-12, I5: is chased with the worker as a plan to make, and with the supervisor as one to approve", async () => {
    const { council, caseRef } = await lapsed();
    const due = async () =>
      commitmentsOf(await council.case(caseRef)).map(({ kind, obligation }) => [kind, obligation?.owner]);
    expect(await due()).toEqual([
      ["plan", "worker"],
      ["plan-approval", "supervisor"],
      ["risk-review", "worker"],
    ]);
    await council.advance("2026-12-09T18:00:00.000Z");
    expect(chases(council, "idris", "A support plan to approve").length).toBeGreaterThan(0);
    expect(chases(council, "anneke", "A support plan is to be made").length).toBeGreaterThan(0);
    await decide(council, caseRef, "approve");
    expect(await due()).toEqual([["risk-review", "worker"]]);
  });

  test("CST-12: sent back, or written anew, leaves one of the two to be owed", async () => {
    const kinds = async (council: Council, caseRef: string) =>
      commitmentsOf(await council.case(caseRef)).map(({ kind }) => kind);
    const sentBack = await lapsed();
    await decide(sentBack.council, sentBack.caseRef, "send-back");
    expect(await kinds(sentBack.council, sentBack.caseRef)).toEqual(["plan", "risk-review"]);
    const written = await lapsed();
    await write(written.council, written.caseRef, { basedOn: 1, actions: [] });
    expect(await kinds(written.council, written.caseRef)).toEqual(["plan-approval", "risk-review"]);
  });
});

describe("A plan", () => {
  test("CST-13, CST-14: is read whole, with the person's own words, its actions, and who decided about it", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await write(council, caseRef);
    await decide(council, caseRef, "send-back");
    expect(await read(council, caseRef)).toMatchObject({
      shown: {
        accommodation: { kind: "council", words: "The flat at Bramble Yard." },
        goals: [{ id: "cook", agreed: "yes", words: "I want to cook in my own kitchen again." }],
        objectives: [
          { id: "kitchen", goal: "cook", title: "Hygiene at home", words: "The cooker can be reached." },
        ],
      },
      actions: [
        {
          objective: "kitchen",
          owner: "anneke",
          due: "2026-12-01T17:00:00.000Z",
          words: "Book the clearance.",
        },
      ],
      versions: [{ version: 1, submitted: true, by: "anneke" }],
      decisions: [{ version: 1, decision: "sent-back", by: "idris", words: "Clear and kind." }],
    });
  });

  test("F14: that comes too late changes nothing, and its words are kept under the name that is told", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await write(council, caseRef);
    const late = await write(council, caseRef, { words: "Mine." }, "bram");
    const kept = String(late.refused?.details.kept);
    const { key, version } = await council.document(caseRef);
    expect(JSON.parse((await council.store.content(key, kept)) ?? "null")).toMatchObject({ words: "Mine." });
    expect(version).toBe((await council.document(caseRef)).version);
    expect((await read(council, caseRef)).versions).toHaveLength(1);
  });

  test("F14: of two that are written at once, one stands and the other is refused", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    const both = await Promise.all([
      write(council, caseRef),
      write(council, caseRef, { words: "Mine." }, "bram"),
    ]);
    expect(both.map(({ refused }) => refused?.name)).toEqual([undefined, "changed-meanwhile"]);
  });

  test("A4: keeps its words beside the case, and only coded facts in its history", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    const due = calendarDay("2026-11-20");
    await write(council, caseRef, {
      actions: [{ objective: "kitchen", due, words: "Xanthippe calls." }],
      words: "Xanthippe",
    });
    await decide(council, caseRef, "approve");
    const history = JSON.stringify(await council.history(caseRef));
    expect(history).toContain("PlanApproved");
    expect(history + JSON.stringify(await council.case(caseRef))).not.toMatch(
      /Xanthippe|Bramble|own kitchen|Clear and/,
    );
  });
});
