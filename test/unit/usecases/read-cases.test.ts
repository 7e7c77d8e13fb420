import { describe, expect, it } from "vitest";
import { currentMeeting } from "#shared/domain/meeting-calendar.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { listOpenCases, readCase } from "#shared/usecases/read-cases.ts";
import { readMeeting } from "#shared/usecases/read-meeting.ts";
import { aCouncil } from "#test/support/council.ts";
import { acute, emergency } from "#test/support/referrals.ts";
import { actor, aPost } from "#test/support/staff.ts";

describe("The list of open cases", () => {
  it("I2: names for each its next step, who and when, the earliest first, and none is blank", async () => {
    const council = await aCouncil();
    const refs = [
      await council.refer(),
      await council.refer({ ...acute, submissionId: "TEST-2" }),
      await council.refer({ ...emergency, submissionId: "TEST-3" }),
      await council.allocated({ submissionId: "TEST-4" }),
    ];
    const { reference } = await council.receive("not json");
    const open = await listOpenCases(council.ports(), actor("mira"), council.at);
    const seen = open.map((each) => [each.reference, each.nextStep, each.promise, each.owner, each.worker]);
    expect(seen).toEqual([
      [refs[1], "AwaitCommitment", "alert-receipt", "duty", null],
      [refs[2], "AwaitEmergencyDecision", null, "manager", null],
      [reference, "MendQuarantinedReferral", null, "duty", null],
      [refs[0], "AwaitAllocationMeeting", null, "manager", null],
      [refs[3], "Review", null, "anneke", "anneke"],
    ]);
    expect(open.map(({ due }) => due)).toEqual(open.map(({ due }) => due).toSorted());
  });

  it("I7: leaves out what is decided against, and is empty for another council (F44)", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    await council.decide(caseRef, { decision: "redirect", reason: "other-team-fits" });
    expect(await listOpenCases(council.ports(), actor("mira"), council.at)).toEqual([]);
    await council.refer({ submissionId: "TEST-2" });
    const elsewhere = { ...actor("mira"), council: "elsewhere" };
    expect(await listOpenCases(council.ports(), elsewhere, council.at)).toEqual([]);
    const { refused } = await readCase(council.ports(), elsewhere, caseRef, undefined, council.at);
    expect(refused).toMatchObject({ name: "not-found" });
  });
});

describe("The owner of an open case", () => {
  it("I1, X-03: is whoever is reached today, once the worker has left", async () => {
    const council = await aCouncil();
    await council.allocated();
    await council.post(aPost("anneke", "worker", { deputy: "bram", leavesOn: "2026-11-20" }));
    const owners = async (at: string) =>
      (await listOpenCases(council.ports(), actor("mira"), at)).map(({ owner }) => owner);
    expect(await owners("2026-11-20T12:00:00.000Z")).toEqual(["anneke"]);
    expect(await owners("2026-11-21T12:00:00.000Z")).toEqual(["bram"]);
  });
});

describe("The next meeting", () => {
  it("CST-06: has on its agenda what was there before it began, and shows what came in meanwhile", async () => {
    const council = await aCouncil();
    const early = await council.refer();
    await council.advance("2026-11-17T10:05:00.000Z");
    const late = await council.refer({ submissionId: "TEST-2" });
    const today = currentMeeting(policy, council.at);
    const meeting = await readMeeting(council.ports(), actor("mira"), policy, today, council.at);
    expect(meeting.day).toBe("2026-11-17");
    expect(meeting.agenda.map(({ reference }) => reference)).toEqual([early]);
    expect(meeting.arrivedSince.map(({ reference }) => reference)).toEqual([late]);
  });

  it("F27: has on its agenda whatever an earlier one left undecided", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    await council.advance("2026-11-18T09:00:00.000Z");
    const today = currentMeeting(policy, council.at);
    const meeting = await readMeeting(council.ports(), actor("mira"), policy, today, council.at);
    expect([meeting.day, meeting.agenda.map(({ reference }) => reference)]).toEqual([
      "2026-11-24",
      [caseRef],
    ]);
  });
});

describe("A case that is read", () => {
  it("CST-17: shows the words of its reviews, also of fortnights gone by, and its whole history", async () => {
    const council = await aCouncil({ at: "2026-11-17T11:00:00.000Z" });
    const caseRef = await council.allocated();
    await council.advance("2026-12-01T09:30:00.000Z");
    await council.giveBoth(caseRef);
    const read = await council.read(caseRef);
    expect(read?.reviews).toMatchObject([
      { cycle: 1, part: "worker", by: "anneke", words: { progress: "The stairs are clear." } },
      { cycle: 1, part: "supervisor", by: "idris", words: { comment: "Go on." } },
    ]);
    expect(read?.history.map(({ seq }) => seq)).toEqual(read?.history.map((_, index) => index + 1));
  });
});
