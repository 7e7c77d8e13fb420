import { describe, expect, it } from "vitest";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { samePersonAs } from "#shared/domain/case/linked-cases.ts";
import { reEntryOf } from "#shared/domain/case/re-entry.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { emergency, winston } from "#test/support/referrals.ts";
import { close, find } from "#test/support/same-person.ts";

/** Two referrals of one name and birthday, by two agencies; gives back the references of their cases. */
async function twice(council: Council): Promise<readonly [first: string, second: string]> {
  const first = await council.refer();
  const person = { given: "W.", family: "ACHTERBERG", dateOfBirth: "1961-07-19" };
  return [first, await council.refer({ submissionId: "FIRE-7", person })];
}
const checks = async (council: Council, caseRef: string) =>
  commitmentsOf(await council.case(caseRef)).filter(({ kind }) => kind === "person-check");

describe("Somebody who may be known already", () => {
  it("X-01, F2: is looked at by the duty desk, who is chased until they decide", async () => {
    const council = await aCouncil();
    const [first, second] = await twice(council);
    expect(await checks(council, first)).toEqual([]);
    expect(await checks(council, second)).toMatchObject([
      { kind: "person-check", obligation: { owner: "duty" } },
    ]);
    await council.advance("2026-11-20T17:00:00.000Z");
    const chased = council
      .inbox("duty-desk")
      .filter((subject) => subject.includes("Perhaps the same person"));
    expect(chased.length).toBeGreaterThan(1);
    expect(council.inbox("mira")).toContainEqual(expect.stringContaining("Perhaps the same person"));
  });

  it("X-01, F2: found to be the same is linked in both histories, and nothing is merged or dropped", async () => {
    const council = await aCouncil();
    const [first, second] = await twice(council);
    expect((await find(council, second, first, "same-person")).refused).toBeUndefined();
    const [one, other] = [await council.case(first), await council.case(second)];
    expect([samePersonAs(one), samePersonAs(other)]).toEqual([[second], [first]]);
    expect(one.personRef).not.toBe(other.personRef);
    expect([one.phase, other.phase]).toEqual(["referred", "referred"]);
    expect(await checks(council, second)).toEqual([]);
    for (const caseRef of [first, second])
      expect(
        (await council.history(caseRef)).find(({ type }) => type === "PersonDecided")?.facts,
      ).toMatchObject({
        by: "duty-desk",
      });
    expect(JSON.stringify(await council.history(second))).not.toContain("sister");
  });

  it("X-01: not to be told yet is asked again later, with the reason kept; different people are not linked", async () => {
    const council = await aCouncil();
    const [first, second] = await twice(council);
    const [before] = await checks(council, second);
    await council.advanceMinutes(60 * 24);
    await find(council, second, first, "cannot-tell-yet");
    const [after] = await checks(council, second);
    expect(String(after?.obligation?.due) > String(before?.obligation?.due)).toBe(true);
    await find(council, second, first, "different-people");
    expect(await checks(council, second)).toEqual([]);
    expect(samePersonAs(await council.case(first))).toEqual([]);
  });

  it("X-06: a finding that was wrong is corrected from either case, and both histories keep both findings", async () => {
    const council = await aCouncil();
    const [first, second] = await twice(council);
    await find(council, second, first, "same-person");
    expect((await find(council, second, first, "same-person")).refused?.name).toBe("already-decided");
    expect((await find(council, first, second, "different-people", "mira")).refused).toBeUndefined();
    expect(samePersonAs(await council.case(second))).toEqual([]);
    const found = (await council.history(second)).filter(({ type }) => type === "PersonDecided");
    expect(found.map(({ facts }) => facts.decision)).toEqual(["same-person", "different-people"]);
  });

  it("X-05: of a restricted case is looked at by a manager, and the duty desk is told nothing of it", async () => {
    const council = await aCouncil();
    const cuckooed = {
      ...emergency,
      needAreas: ["vulnerability-and-abuse"],
      agencies: [{ name: "GP", offer: "A visit" }],
    };
    const first = await council.refer(cuckooed);
    const second = await council.refer({ ...cuckooed, submissionId: "FIRE-7", person: winston });
    const promised = commitmentsOf(await council.case(second));
    expect(promised.map(({ kind, obligation }) => [kind, obligation?.owner])).toEqual([
      ["agency-offer", "worker"],
      ["person-check", "manager"],
    ]);
    await council.advance("2026-12-03T17:00:00.000Z");
    expect(council.inbox("duty-desk")).toEqual([]);
    const offered = council.told("mira").filter((line) => /an agency's offer/i.test(line));
    expect(offered.some((line) => line.includes(second))).toBe(true);
    expect((await find(council, second, first, "same-person")).refused?.name).toBe("not-found");
    expect((await find(council, second, first, "same-person", "mira")).refused).toBeUndefined();
  });

  it("F2: a case that nobody named cannot be linked, and a worker of other cases cannot link", async () => {
    const council = await aCouncil();
    const [first, second] = await twice(council);
    const third = await council.refer({ submissionId: "OTHER-1", person: { family: "Brandt" } });
    expect((await find(council, second, third, "same-person")).refused?.name).toBe("not-a-possible-match");
    expect((await find(council, second, first, "same-person", "carys")).refused?.name).toBe("not-the-worker");
  });
});

describe("Somebody who comes back", () => {
  it("CST-20, STG-09: is shown with how often, how often of late, and who held them last", async () => {
    const council = await aCouncil();
    for (const submissionId of ["OLD-1", "OLD-2"])
      await close(council, await council.allocated({ submissionId, person: winston }));
    const again = await council.case(await council.refer());
    expect(reEntryOf(again, policy)).toMatchObject({
      times: 2,
      recently: 2,
      isCycle: true,
      last: { worker: "anneke", supervisor: "idris" },
    });
    const soon = { ...policy, referral: { ...policy.referral, reEntry: { withinDays: 730, cycle: 3 } } };
    expect(reEntryOf(again, soon)?.isCycle).toBe(false);
    const old = { ...again, receivedAt: "2029-11-11T10:42:00.000Z" };
    expect(reEntryOf(old, policy)).toMatchObject({ times: 2, recently: 0, isCycle: false });
  });

  it("CST-20: counts no case that somebody found to be another person's", async () => {
    const council = await aCouncil();
    const before = await council.allocated({ submissionId: "OLD-1", person: winston });
    await close(council, before);
    const again = await council.refer();
    await find(council, again, before, "different-people");
    expect(reEntryOf(await council.case(again), policy)).toBeUndefined();
    expect((await council.history(before)).at(-1)?.type).toBe("PersonDecided");
  });
});
