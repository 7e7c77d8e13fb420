import { describe, expect, it } from "vitest";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { amendReferral } from "#shared/usecases/amend-referral.ts";
import { sayOutcome } from "#shared/usecases/commitments.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { acute, aReferral, type Body, emergency, noHome } from "#test/support/referrals.ts";
import { actor, aPost, teamWith } from "#test/support/staff.ts";

async function amends(council: Council, caseRef: string, over: Body, by = "duty-desk") {
  const body = { body: aReferral(over), reason: "has-changed", words: "Seen on Monday." } as const;
  const amended = await amendReferral(council.ports(), actor(by, council.roster), caseRef, body, council.at);
  await council.machines.settle();
  if ("faults" in amended || amended.refused) throw new Error(JSON.stringify(amended));
}
const owed = async (council: Council, caseRef: string) =>
  commitmentsOf(await council.case(caseRef)).map(({ kind, obligation }) => [
    kind,
    obligation?.owner,
    obligation?.due,
  ]);
const says = async (council: Council, caseRef: string, kind: string, by: string) => {
  const id = commitmentsOf(await council.case(caseRef)).find((promise) => promise.kind === kind)?.id ?? 0;
  const kept = { outcome: "kept", words: "Seen, and safe." } as const;
  return (await sayOutcome(council.ports(), actor(by, council.roster), caseRef, id, kept, council.at)).refused
    ?.name;
};
const referrer = "odile.farrant@housing.example";
const council = (over: Body = {}) => ({ home: { tenure: "council", ...over } });
const paid = teamWith(aPost("anneke", "worker", { fundingStream: "housing-revenue-account" }));

describe("A version that shows an acute risk and keeps the case from the desk", () => {
  it("X-05, CST-05: owes the call to its referrer, and a sign that the alert was seen, to the manager", async () => {
    const held = await aCouncil();
    const byTelephone = { referrer: { name: "Odile Farrant", email: null, phone: "07700 900101" } };
    const caseRef = await held.refer(byTelephone);
    const safeContact = { call: "no", text: "no", email: "no", letter: "no", note: null };
    const unsafe = { needAreas: ["vulnerability-and-abuse"], safeContact };
    await amends(held, caseRef, { ...byTelephone, ...acute, ...unsafe });
    expect((await held.case(caseRef)).restricted).toBeDefined();
    expect(await owed(held, caseRef)).toEqual([
      ["alert-receipt", "manager", expect.anything()],
      ["acute-call", "manager", expect.anything()],
    ]);
  });
});

describe("A version that says that there is no home", () => {
  it("CST-02, CST-04: leaves the meeting at once, as at screening, and its referrer is told", async () => {
    const held = await aCouncil();
    const caseRef = await held.refer();
    await amends(held, caseRef, noHome);
    expect(await held.case(caseRef)).toMatchObject({
      phase: "referred",
      signposted: "no-home",
      obligation: { kind: "signpost", owner: "duty", due: "2026-11-12T17:00:00.000Z" },
    });
    expect(held.inbox("duty-desk")).toContain(`No home, case ${caseRef}`);
    expect(held.inbox(referrer)).toContainEqual(expect.stringMatching(/^Please act now/));
    expect(held.inbox("duty-desk")).not.toContainEqual(expect.stringMatching(/read it now/));
    expect((await held.confirm(caseRef)).refused).toBeUndefined();
    for await (const { name } of held.machines.running()) expect(name).toBeUndefined();
  });

  it("CST-08: does not take an emergency from whoever left it to the meeting, nor from the manager", async () => {
    const held = await aCouncil();
    const caseRef = await held.refer(emergency);
    await amends(held, caseRef, noHome);
    expect((await held.case(caseRef)).obligation?.kind).toBe("emergency");
  });
});

describe("A version of the referral of a case that has a worker", () => {
  it.each([["an acute risk", acute] as const, ["an emergency", emergency] as const])(
    "CST-05, CST-08, I5: that shows %s is the worker's to answer within two hours, and then others'",
    async (_what, over) => {
      const held = await aCouncil();
      const caseRef = await held.allocated();
      await held.advance("2026-11-13T19:00:00.000Z");
      await amends(held, caseRef, over);
      expect(await owed(held, caseRef)).toEqual([["new-risk", "worker", "2026-11-13T21:00:00.000Z"]]);
      const subject = `Overdue, please step in: A new risk, case ${caseRef}`;
      const told = () =>
        ["idris", "night-desk", "mira", "juno"].filter((who) => held.inbox(who).includes(subject));
      await held.advance("2026-11-13T21:00:00.000Z");
      expect(told()).toEqual(["idris", "night-desk"]);
      await held.advance("2026-11-13T22:00:00.000Z");
      expect(told()).toEqual(["idris", "night-desk", "juno"]);
      expect(await says(held, caseRef, "new-risk", "anneke")).toBeUndefined();
      expect(await owed(held, caseRef)).toEqual([]);
      await amends(held, caseRef, { ...over, reason: "The same, told once more." });
      expect(await owed(held, caseRef)).toEqual([]);
      expect((await held.case(caseRef)).obligation?.kind).toBe("review");
    },
  );

  it("CST-10: that says the home is none that the worker's money is for is the manager's to decide about", async () => {
    const held = await aCouncil({ roster: paid });
    const caseRef = await held.allocated(council());
    await amends(held, caseRef, council({ tenure: "private-rented" }));
    expect(await owed(held, caseRef)).toEqual([["funding-check", "manager", "2026-11-18T17:00:00.000Z"]]);
    expect(held.inbox("mira")).toContainEqual(expect.stringMatching(/its referral has a new version/));
    await amends(held, caseRef, { ...council({ tenure: "private-rented" }), reason: "More is known." });
    expect(await owed(held, caseRef)).toHaveLength(1);
    expect(await says(held, caseRef, "funding-check", "mira")).toBeUndefined();
    expect(await owed(held, caseRef)).toEqual([]);
  });

  it("CST-10: that leaves the home one that the worker's money is for, or a worker whom any money pays, asks nobody", async () => {
    const fenced = await aCouncil({ roster: paid });
    const one = await fenced.allocated(council());
    await amends(fenced, one, { ...council(), reason: "More is known." });
    expect(await owed(fenced, one)).toEqual([]);
    const free = await aCouncil();
    const other = await free.allocated(council());
    await amends(free, other, council({ tenure: "private-rented" }));
    expect(await owed(free, other)).toEqual([]);
    expect(free.inbox("mira")).not.toContainEqual(expect.stringMatching(/its referral has a new version/));
  });
});
