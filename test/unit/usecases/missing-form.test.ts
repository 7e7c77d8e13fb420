import { describe, expect, it } from "vitest";
import { examples } from "#shared/contracts/examples.ts";
import { emergencyCall } from "#shared/contracts/requests/emergency.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { referralKey } from "#shared/usecases/keys.ts";
import { listOpenCases } from "#shared/usecases/read-cases.ts";
import { attachForm, recordEmergency } from "#shared/usecases/record-emergency.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { actor, council as id } from "#test/support/staff.ts";

const parsed = emergencyCall.parse(examples.EmergencyCall);
/** Not restricted; the caller left an address, so that nobody has to telephone them besides. */
const call = {
  ...parsed,
  needAreas: ["hoarding" as const],
  caller: { ...parsed.caller, email: "odile@police.example" },
};

async function telephone(council: Council) {
  const recorded = await recordEmergency(council.ports(), actor("duty-desk"), call, council.at);
  if ("refused" in recorded) throw new Error(recorded.refused.name);
  await council.machines.settle();
  return recorded;
}
/** Wednesday 11 November 2026: an emergency was telephoned, and is over; its form was promised by Friday the 13th. */
async function advised(council: Council) {
  const recorded = await telephone(council);
  await council.decide(recorded.caseRef, { decision: "advise", reason: "needs-met" });
  return recorded;
}
const asked = (council: Council, who: string) =>
  council.inbox(who).filter((subject) => /the referral form of R-/.test(subject)).length;
async function until(council: Council, at: string): Promise<void> {
  await council.advance(at);
  await council.reconcile();
  await council.machines.settle();
}
const referral = async (council: Council, referralRef: string) =>
  (await council.store.load<Referral>(referralKey(id, referralRef)))?.state;
const line = async (council: Council, referralRef: string) =>
  (await listOpenCases(council.ports(), actor("mira"), council.at)).find(
    ({ reference }) => reference === referralRef,
  );

describe("The form of a telephoned emergency that is over", () => {
  it("CST-08, I5: is still owed by the day that was promised, and asked for until it comes", async () => {
    const council = await aCouncil();
    const { caseRef, referralRef } = await advised(council);
    expect(await council.case(caseRef)).toMatchObject({ phase: "declined" });
    expect(await line(council, referralRef)).toMatchObject({
      nextStep: "AskForReferralForm",
      owner: "manager",
      due: "2026-11-13T17:00:00.000Z",
    });
    await until(council, "2026-11-13T08:59:00.000Z");
    expect(asked(council, "mira")).toBe(0);
    await until(council, "2026-11-13T09:00:00.000Z");
    expect([asked(council, "mira"), asked(council, "juno")]).toEqual([1, 0]);
    await until(council, "2026-11-20T09:00:00.000Z");
    expect([asked(council, "mira"), asked(council, "juno")]).toEqual([2, 1]);
    for (let week = 0; week < 60; week++) {
      await council.advanceMinutes(7 * 24 * 60);
      await council.reconcile();
    }
    expect(asked(council, "juno")).toBeGreaterThan(40);
    const before = asked(council, "juno");
    const form = await council.refer({ submissionId: "FORM-1", emergencyReference: referralRef });
    expect(await line(council, referralRef)).toBeUndefined();
    expect((await referral(council, referralRef))?.missingForm).toBeUndefined();
    expect((await council.case(form)).phase).toBe("referred");
    const come = council.mailer.sent.findLast(
      ({ subject }) => subject === `Case ${caseRef}: its referral form has come`,
    );
    expect(come?.text).toMatch(/which is over/);
    for (let week = 0; week < 4; week++) {
      await council.advanceMinutes(7 * 24 * 60);
      await council.reconcile();
    }
    expect(asked(council, "juno")).toBe(before);
    expect(council.reports).toEqual([]);
  });

  it("CST-08: has come where somebody says which form it is, and that form is looked at for itself", async () => {
    const council = await aCouncil();
    const { caseRef, referralRef } = await advised(council);
    const form = await council.refer({ submissionId: "FORM-1" });
    const formRef = (await council.case(form)).referralRef;
    const attach = (ref: string) => attachForm(council.ports(), actor("mira"), caseRef, ref, council.at);
    expect((await attach("R-0000000000")).refused?.name).toBe("no-such-form");
    expect((await attach(formRef)).refused).toBeUndefined();
    await council.machines.settle();
    expect(await line(council, referralRef)).toBeUndefined();
    expect(await council.case(form)).toMatchObject({ phase: "referred", obligation: { kind: "allocation" } });
    expect((await attach(formRef)).refused?.name).toBe("already-decided");
  });

  it("CST-08: is not owed where it had come before, and nobody had attached it yet", async () => {
    const council = await aCouncil();
    const { caseRef, referralRef } = await telephone(council);
    await council.refer({ submissionId: "FORM-1", emergencyReference: referralRef });
    await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    expect(await line(council, referralRef)).toBeUndefined();
  });

  it("CST-08: is the open case's to ask for while that is open, and nobody's twice", async () => {
    const council = await aCouncil();
    const { caseRef, referralRef } = await telephone(council);
    await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
    expect((await referral(council, referralRef))?.missingForm).toBeUndefined();
    const other = await council.refer();
    await council.decide(other, { decision: "advise", reason: "needs-met" });
    const { referralRef: plain } = await council.case(other);
    expect(await line(council, plain)).toBeUndefined();
  });
});
