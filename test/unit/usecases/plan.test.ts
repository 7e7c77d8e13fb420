import { describe, expect, test } from "vitest";
import type { PlanWritten } from "#shared/contracts/requests/plan.ts";
import { calendarDay } from "#shared/domain/calendar-day.ts";
import { policies } from "#shared/services/registry.ts";
import { decidePlan, writePlan } from "#shared/usecases/plan.ts";
import { readPlan } from "#shared/usecases/read-plan.ts";
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
