import { describe, expect, it } from "vitest";
import type { AllocationRequest } from "#shared/contracts/api.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { evolveCase } from "#shared/domain/case/evolve.ts";
import { courseOf, type PastEvent } from "#shared/domain/measures/course.ts";
import type { Policies, Policy } from "#shared/domain/policy.ts";
import { policies } from "#shared/services/registry.ts";
import { aCase } from "#test/support/cases.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { emergency } from "#test/support/referrals.ts";

const referrer = "odile.farrant@housing.example";
const letters = (council: Council) =>
  council.mailer.sent
    .filter(({ to }) => to.includes(referrer))
    .map(({ subject, text }) => `${subject} ${text}`);
const acute: AllocationRequest = { decision: "advise", reason: "acute-mental-health" };
const noHome: AllocationRequest = { decision: "redirect", reason: "no-home" };

/** The history as the measures read it. */
const courseIn = async (council: Council, caseRef: string) => {
  const past = (await council.history(caseRef)).map(
    ({ at, type, facts }) => ({ at, event: { ...facts, type } }) as unknown as PastEvent,
  );
  return courseOf(past);
};

describe("A decision that a referral is for another service", () => {
  it("CST-05, I1: of an acute risk alerts the duty desk at once, and is owed within two hours until somebody confirms", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    expect((await council.decide(caseRef, acute)).refused).toBeUndefined();
    const held = await council.case(caseRef);
    expect(held).toMatchObject({
      phase: "referred",
      signposted: "acute-mental-health",
      obligation: { kind: "signpost", owner: "duty", due: "2026-11-11T12:42:00.000Z" },
    });
    expect(commitmentsOf(held)).toMatchObject([
      { kind: "alert-receipt", obligation: { due: "2026-11-11T11:12:00.000Z" } },
    ]);
    expect(council.inbox("duty-desk")).toEqual([`Acute risk, case ${caseRef}`]);
    expect(letters(council).at(-1)).toMatch(
      /act now[\s\S]*makes sure that another service has this referral/,
    );
    await council.advanceMinutes(121);
    expect(council.inbox("night-desk")).toContain(`Still waiting. Acute risk, case ${caseRef}`);
    expect((await council.confirm(caseRef)).refused).toBeUndefined();
    expect(await council.case(caseRef)).toMatchObject({
      phase: "declined",
      declined: { as: "signposted", reason: "acute-mental-health" },
    });
    expect(letters(council).at(-1)).toMatch(/has reached the other service/);
    for await (const { name } of council.machines.running()) expect(name).toBeUndefined();
    expect(council.reports).toEqual([]);
  });

  it("CST-02, CST-05: of somebody with no home is owed by the next working day, at a meeting and in its minutes too", async () => {
    const council = await aCouncil({ at: "2026-11-11T10:42:00.000Z" });
    const caseRef = await council.refer();
    await council.advance("2026-11-17T10:30:00.000Z");
    await council.decide(caseRef, noHome, { meeting: "2026-11-17" });
    expect(await council.case(caseRef)).toMatchObject({
      phase: "referred",
      obligation: { kind: "signpost", due: "2026-11-18T17:00:00.000Z" },
    });
    expect(council.inbox("duty-desk")).toEqual([`No home, case ${caseRef}`]);
    expect(letters(council).filter((letter) => letter.includes("single point of\naccess"))).toHaveLength(1);
    await council.advance("2026-11-19T09:00:00.000Z");
    expect(council.inbox("mira")).toContain(`Still waiting. No home, case ${caseRef}`);
  });

  it("CST-08, CST-05: ends the emergency and begins the alert", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(emergency);
    await council.decide(caseRef, acute, { by: "night-desk" });
    expect((await council.case(caseRef)).obligation?.kind).toBe("signpost");
    await council.advanceMinutes(24 * 60);
    expect(council.inbox("mira").filter((subject) => /Emergency/.test(subject))).toHaveLength(1);
    expect((await council.decide(caseRef, acute)).refused?.name).toBe("nothing-to-decide");
  });

  it("CST-05, CST-07: follows from the letter that the policy sends, whatever the reason", async () => {
    const withLetter = policies.map((policy: Policy) => ({
      ...policy,
      referral: { ...policy.referral, advice: { "outside-remit": { letter: "no-home" } } },
    })) as Policies;
    const council = await aCouncil({ between: (ports) => ({ ...ports, policies: withLetter }) });
    const caseRef = await council.refer();
    await council.decide(caseRef, { decision: "advise", reason: "outside-remit" });
    expect((await council.case(caseRef)).obligation?.kind).toBe("signpost");
  });

  it("CST-07, CST-11: is measured as the manager's answer on its day, and as an alert that ends when it is confirmed", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    await council.decide(caseRef, noHome);
    const open = await courseIn(council, caseRef);
    expect(open).toMatchObject({
      answered: { as: "redirected", at: council.at },
      way: { reason: "no-home" },
    });
    expect([open?.endedAt, open?.alert?.doneAt]).toEqual([undefined, undefined]);
    await council.advanceMinutes(60);
    await council.confirm(caseRef);
    expect(await courseIn(council, caseRef)).toMatchObject({
      endedAt: council.at,
      alert: { doneAt: council.at },
    });
  });

  it("A9: made before an alert followed from it has ended its case, and stays so", () => {
    const held = aCase().screened();
    const old = { type: "AllocationDecided", decision: "redirected", reason: "no-home" } as const;
    expect(evolveCase(held.state, old).phase).toBe("declined");
    expect(evolveCase(held.state, { ...old, signposts: "no-home" }).phase).toBe("referred");
  });
});
