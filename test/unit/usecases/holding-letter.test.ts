import { describe, expect, it } from "vitest";
import { aCouncil, type Council } from "#test/support/council.ts";
import type { Body } from "#test/support/referrals.ts";

const referrer = "odile.farrant@housing.example";
const held = (council: Council) =>
  council.mailer.sent.filter(
    ({ to, subject }) => to.includes(referrer) && /we have not decided yet$/.test(subject),
  );

/** A case that nobody decides about, from Wednesday 11 November 2026 on. */
async function undecided(until: string, over: Body = {}) {
  const council = await aCouncil();
  const caseRef = await council.refer(over);
  await council.advance(until);
  return { council, caseRef };
}

describe("A referrer without an answer", () => {
  it("CST-07: hears within the policy's days when somebody looks at the referral, and the manager is told", async () => {
    const { council, caseRef } = await undecided("2026-11-18T12:00:00.000Z");
    const until = "2026-12-01";
    await council.decide(caseRef, { decision: "defer", until, reason: "no-capacity" });
    await council.advance("2026-11-25T08:59:00.000Z");
    expect(held(council)).toEqual([]);
    await council.advance("2026-11-25T09:01:00.000Z");
    expect(held(council)).toMatchObject([
      { text: expect.stringContaining("We will look at it on Tuesday 1 December 2026") },
    ]);
    expect(council.inbox("mira")).toEqual([
      expect.stringContaining(`Case ${caseRef}: waiting for a decision`),
    ]);
    await council.advance("2026-12-09T12:00:00.000Z");
    expect(held(council)).toHaveLength(2);
    expect(held(council)[1]?.text).not.toContain("1 December");
  });

  it("CST-07: once for each period, however long nothing ran", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    const { rungs = [] } = (await council.case(caseRef)).obligation ?? {};
    const days = rungs.filter(({ holding }) => holding).map(({ at }) => at.slice(0, 10));
    expect(days.slice(0, 2)).toEqual(["2026-11-25", "2026-12-09"]);
    council.machines.now = "2026-12-10T12:00:00.000Z";
    await council.advanceMinutes(1);
    expect(held(council)).toHaveLength(1);
  });

  it("CST-07: is answered by a decision, and hears nothing of this then", async () => {
    const { council, caseRef } = await undecided("2026-11-17T12:00:00.000Z");
    await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
    await council.advance("2026-12-10T12:00:00.000Z");
    expect(held(council)).toEqual([]);
  });

  it("X-05: is not told when, where outcomes are not theirs to know, nor written to where that is not safe", async () => {
    const family = await undecided("2026-11-25T12:00:00.000Z", { relationship: "family" });
    expect(held(family.council)).toHaveLength(1);
    expect(held(family.council)[0]?.text).not.toMatch(/December|look at it on/);
    const unsafe = { relationship: "self", safeContact: { email: "no" } };
    const { council } = await undecided("2026-11-25T12:00:00.000Z", unsafe);
    expect(held(council)).toEqual([]);
    const calls = council
      .inbox("duty-desk")
      .filter((subject) => subject.includes("please telephone the referrer"));
    expect(calls).toHaveLength(2);
  });
});
