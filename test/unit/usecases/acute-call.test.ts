import { describe, expect, it } from "vitest";
import type { Case } from "#shared/domain/case/case.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { sayOutcome } from "#shared/usecases/commitments.ts";
import { readReferralStanding } from "#shared/usecases/referral-standing.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { acute } from "#test/support/referrals.ts";
import { actor } from "#test/support/staff.ts";

/** Left a number and no address. */
const byTelephone = { referrer: { name: "Odile Farrant", email: null, phone: "07700 900101" } };
const calls = (held: Case) =>
  commitmentsOf(held)
    .filter(({ kind }) => kind.endsWith("-call"))
    .map(({ kind, obligation }) => [kind, obligation?.owner, obligation?.due]);
const subject = (caseRef: string) => `Overdue, please step in: Telephone the referrer now, case ${caseRef}`;
const chases = (council: Council, who: string, caseRef: string) =>
  council.inbox(who).filter((each) => each === subject(caseRef)).length;

describe("The referrer of an acute risk who cannot be written to", () => {
  it("CST-05, CST-07: is telephoned within two hours, on a Friday evening too, with what to do now", async () => {
    const council = await aCouncil({ at: "2026-11-13T19:00:00.000Z" });
    const caseRef = await council.refer({ ...byTelephone, ...acute });
    expect(calls(await council.case(caseRef))).toEqual([["acute-call", "duty", "2026-11-13T21:00:00.000Z"]]);
    const asked = council.mailer.sent.filter(({ text }) => text.includes("tell them this now"));
    expect(council.inbox("duty-desk")).toHaveLength(2);
    expect(asked).toMatchObject([
      { to: ["duty-desk@team.example"], text: expect.stringMatching(/999[\s\S]*111/) },
    ]);
    await council.advance("2026-11-13T20:59:00.000Z");
    expect([chases(council, "night-desk", caseRef), chases(council, "mira", caseRef)]).toEqual([0, 0]);
    await council.advance("2026-11-13T21:00:00.000Z");
    expect([chases(council, "night-desk", caseRef), chases(council, "mira", caseRef)]).toEqual([1, 1]);
    await council.advance("2026-11-13T22:00:00.000Z");
    expect(chases(council, "juno", caseRef)).toBe(1);
    expect(council.reports).toEqual([]);
  });

  it("CST-05: is telephoned no more once somebody says that they know", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({ ...byTelephone, ...acute });
    const call = commitmentsOf(await council.case(caseRef)).find(({ kind }) => kind === "acute-call");
    const kept = { outcome: "kept", words: "She calls the crisis service." } as const;
    const said = await sayOutcome(
      council.ports(),
      actor("duty-desk"),
      caseRef,
      call?.id ?? 0,
      kept,
      council.at,
    );
    expect(said.refused).toBeUndefined();
    await council.advanceMinutes(24 * 60);
    expect(chases(council, "night-desk", caseRef)).toBe(0);
  });

  it("CST-05: is telephoned within two hours of when a manager found the risk, and not by the next day's promise besides", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(byTelephone);
    expect(calls(await council.case(caseRef))).toEqual([
      ["referrer-call", "duty", "2026-11-12T17:00:00.000Z"],
    ]);
    await council.advanceMinutes(60);
    await council.decide(caseRef, { decision: "advise", reason: "acute-mental-health" });
    const held = await council.case(caseRef);
    expect(calls(held)).toEqual([["acute-call", "duty", "2026-11-11T13:42:00.000Z"]]);
    const standing = await readReferralStanding(council.ports(), actor("mira"), held.referralRef, council.at);
    expect(standing).toMatchObject({ found: { call: null } });
  });

  it("X-05: is a manager's to telephone where the case is restricted", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({
      ...byTelephone,
      ...acute,
      needAreas: ["vulnerability-and-abuse"],
      safeContact: { call: "no", text: "no", email: "no", letter: "no", note: null },
    });
    expect(calls(await council.case(caseRef))).toMatchObject([["acute-call", "manager", expect.anything()]]);
  });

  it("CST-07: of anything else has until the next working day, as before", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(byTelephone);
    expect(calls(await council.case(caseRef))).toEqual([
      ["referrer-call", "duty", "2026-11-12T17:00:00.000Z"],
    ]);
  });
});
