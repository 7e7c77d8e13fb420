import { describe, expect, it } from "vitest";
import type { CaseHours } from "#shared/contracts/requests/case-hours.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { readCaseloads } from "#shared/usecases/caseloads.ts";
import { changeHours } from "#shared/usecases/hand-over.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { actor, aPost, teamWith } from "#test/support/staff.ts";

const words = "Two visits a week.";
async function takes(council: Council, caseRef: string, said: Partial<CaseHours>, by = "mira") {
  const asked = { hours: 2, words, ...said };
  const changed = await changeHours(council.ports(), actor(by, council.roster), caseRef, asked, council.at);
  await council.machines.settle();
  return changed.refused;
}
const left = async (council: Council) =>
  (await readCaseloads(council.ports(), actor("mira"), policy, council.at)).staff.find(
    ({ staffId }) => staffId === "anneke",
  )?.room;
/** A worker with ten hours a week, and two cases of two hours each. */
async function busy() {
  const council = await aCouncil({ roster: teamWith(aPost("anneke", "worker", { weeklyHours: 10 })) });
  const refs: string[] = [];
  for (const submissionId of ["TEST-1", "TEST-2"]) refs.push(await council.allocated({ submissionId }));
  return { council, caseRef: refs[0] ?? "" };
}

describe("The weekly hours of a case", () => {
  it("CST-09: are changed by a manager with a reason, and what is left of the worker's follows", async () => {
    const { council, caseRef } = await busy();
    expect(await left(council)).toMatchObject({ hours: 4, hoursLeft: 6 });
    expect(await takes(council, caseRef, { hours: 8 })).toBeUndefined();
    expect(await left(council)).toMatchObject({ hours: 10, hoursLeft: 0 });
    expect(await takes(council, caseRef, { hours: 0.5 }, "juno")).toBeUndefined();
    expect(await left(council)).toMatchObject({ hours: 2.5, hoursLeft: 7.5 });
    const changed = (await council.history(caseRef)).filter(({ type }) => type === "HoursChanged");
    expect(changed.map(({ by, facts }) => [by, facts.hours])).toEqual([
      ["mira", 8],
      ["juno", 0.5],
    ]);
    expect(JSON.stringify(changed)).not.toContain(words);
  });

  it("CST-09: beyond what the worker has are a limit that is passed with a reason, and fewer are never one", async () => {
    const { council, caseRef } = await busy();
    const full = { name: "hours-full", details: { staff: "anneke", hoursLeft: 8, hours: 8.25 } };
    expect(await takes(council, caseRef, { hours: 8.25 })).toEqual(full);
    const override = { reason: "urgent-risk", words: "A fire." } as const;
    expect(await takes(council, caseRef, { hours: 12, override })).toBeUndefined();
    const last = (await council.history(caseRef)).findLast(({ type }) => type === "HoursChanged");
    expect(last?.facts.override).toMatchObject({ reason: "urgent-risk", passed: ["hours-full"] });
    expect(await left(council)).toMatchObject({ hoursLeft: -4 });
    expect(await takes(council, caseRef, { hours: 11 })).toBeUndefined();
  });

  it("CST-09: are no worker's to change, nor of a case that has none or is over", async () => {
    const { council, caseRef } = await busy();
    expect((await takes(council, caseRef, { hours: 3 }, "anneke"))?.name).toBe("not-a-decision-maker");
    const waiting = await council.refer({ submissionId: "TEST-3" });
    expect((await takes(council, waiting, { hours: 3 }))?.name).toBe("not-allocated-yet");
    await council.decide(waiting, { decision: "advise", reason: "needs-met" });
    expect((await takes(council, waiting, { hours: 3 }))?.name).toBe("already-decided");
    const before = await council.document(caseRef);
    expect(await takes(council, caseRef, { hours: 2 })).toBeUndefined();
    expect((await council.document(caseRef)).version).toBe(before.version);
  });
});
