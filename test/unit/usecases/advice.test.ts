import { describe, expect, it } from "vitest";
import type { Policies, Policy } from "#shared/domain/policy.ts";
import { policies } from "#shared/services/registry.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { emergency } from "#test/support/referrals.ts";

const referrer = "odile.farrant@housing.example";
const lastLetter = (council: Council) => council.mailer.sent.filter(({ to }) => to.includes(referrer)).at(-1);
const later = { decision: "advise", reason: "suitable-later" } as const;

describe("A coded reason for advice", () => {
  it("CST-07: decides the letter, by the service's policy", async () => {
    const withLetter = policies.map((policy: Policy) => ({
      ...policy,
      referral: { ...policy.referral, advice: { "client-specific-team": { letter: "other-team-fits" } } },
    })) as Policies;
    const council = await aCouncil({ between: (ports) => ({ ...ports, policies: withLetter }) });
    const caseRef = await council.refer();
    await council.decide(caseRef, { decision: "advise", reason: "client-specific-team" });
    expect(lastLetter(council)?.text).toContain("Another team is better placed");
    expect((await council.case(caseRef)).declined).toEqual({ as: "advised", reason: "client-specific-team" });
    const own = await aCouncil();
    await own.decide(await own.refer(), { decision: "advise", reason: "client-specific-team" });
    expect(lastLetter(own)?.text).toContain("The council has a team for people with these needs");
  });

  it("CST-07, X-02: decides the return date: the referrer is advised now, and the first meeting on or after the day looks again", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    expect((await council.decide(caseRef, later)).refused).toBeUndefined();
    // Sixty working days after Wednesday 11 November 2026, past Christmas and New Year, is Tuesday 9 February 2027.
    expect(await council.case(caseRef)).toMatchObject({
      phase: "referred",
      lookAgain: { on: "2027-02-09", reason: "suitable-later" },
      obligation: { kind: "allocation", meeting: "2027-02-09", owner: "manager" },
    });
    expect(lastLetter(council)?.text).toMatch(
      /cannot take it on now[\s\S]*Our team may be able[\s\S]*We will look at it again on Tuesday 9 February 2027\./,
    );
    expect((await council.decide(caseRef, later)).refused?.name).toBe("already-decided");
  });

  it("CST-07, CST-06: a case that comes back is never forgotten, and nags nobody before its day", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    await council.decide(caseRef, later);
    await council.advance("2027-02-09T09:00:00.000Z");
    expect([council.inbox("mira"), council.inbox("juno")]).toEqual([[], []]);
    await council.advance("2027-02-09T18:00:00.000Z");
    expect(council.inbox("juno")).toEqual([expect.stringMatching(/cases are still waiting$/)]);
    await council.advance("2027-02-24T10:00:00.000Z");
    expect(council.inbox("mira")).toEqual([
      expect.stringContaining(`Case ${caseRef}: waiting for a decision`),
    ]);
    const allocate = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;
    expect((await council.decide(caseRef, allocate)).refused).toBeUndefined();
    expect(await council.case(caseRef)).not.toHaveProperty("lookAgain");
    expect(council.reports).toEqual([]);
  });

  it("CST-07, CST-08: an emergency that is advised so waits for that meeting like any other", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(emergency);
    expect((await council.decide(caseRef, later)).refused).toBeUndefined();
    expect((await council.case(caseRef)).obligation).toMatchObject({
      kind: "allocation",
      meeting: "2027-02-09",
    });
    expect(council.reports).toEqual([]);
  });

  it("CST-07, X-05: a referrer who is not told outcomes hears that the referral was considered", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({ relationship: "family" });
    await council.decide(caseRef, later);
    expect(lastLetter(council)?.subject).toMatch(/we have considered it$/);
    expect(lastLetter(council)?.text).not.toMatch(/February/);
  });
});
