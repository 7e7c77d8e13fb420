import { describe, expect, test } from "vitest";
import { examples } from "#shared/contracts/examples.ts";
import { emergencyCall } from "#shared/contracts/requests/emergency.ts";
import { yearsAfter } from "#shared/domain/case/retention.ts";
import { attachForm, recordEmergency } from "#shared/usecases/record-emergency.ts";
import { decideRetention, holdCase, holdPerson, listRetention } from "#shared/usecases/retention.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { actor } from "#test/support/staff.ts";

const officer = actor("records-desk");
const listed = async (council: Council) =>
  (await listRetention(council.ports(), officer, council.at)).map(({ caseRef }) => caseRef);
const decide = (
  council: Council,
  caseRef: string,
  over: { decision?: "extend"; until?: `${number}-${number}-${number}` } = {},
) =>
  decideRetention(
    council.ports(),
    officer,
    caseRef,
    { decision: "approve", reason: "no-longer-needed", words: "Looked at.", ...over },
    council.at,
  );
const hold = { hold: "set", reason: "inquiry", words: "The coroner." } as const;

/** A case that was declined on Tuesday 17 November 2026, and is kept for two years. */
async function declined(council: Council): Promise<string> {
  const caseRef = await council.refer();
  await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
  return caseRef;
}
const start = { at: "2026-11-17T11:00:00.000Z" };

describe("Retention by the council's schedule", () => {
  test("CST-20, F41: is a list of what has reached its day, not a day before, and nothing goes by itself", async () => {
    const council = await aCouncil(start);
    const caseRef = await declined(council);
    await council.refer({ submissionId: "TEST-2" });
    await council.advance("2028-11-16T11:00:00.000Z");
    expect(await listed(council)).toEqual([]);
    expect((await decide(council, caseRef)).refused?.name).toBe("kept-for-longer");
    await council.advance("2028-11-17T11:00:00.000Z");
    expect(await listed(council)).toEqual([caseRef]);
    await council.advance("2028-12-17T11:00:00.000Z");
    expect((await council.case(caseRef)).phase).toBe("declined");
  });

  test("CST-08, CST-20: a form's own case ended when it was attached, whatever is written in its history later", async () => {
    const council = await aCouncil(start);
    const call = emergencyCall.parse(examples.EmergencyCall);
    const told = await recordEmergency(council.ports(), actor("duty-desk"), call, council.at);
    if ("refused" in told) throw new Error(told.refused.name);
    const form = await council.refer({ submissionId: "FORM-1", emergencyReference: told.referralRef });
    const { referralRef } = await council.case(form);
    await attachForm(council.ports(), actor("mira"), told.caseRef, referralRef, council.at);
    await council.decide(told.caseRef, { decision: "advise", reason: "other-team-fits" });
    await council.advance("2028-10-02T11:00:00.000Z");
    await holdCase(council.ports(), officer, form, hold, council.at);
    const lift = { ...hold, hold: "lift" } as const;
    await holdCase(council.ports(), officer, form, lift, council.at);
    await council.advance("2028-11-17T11:00:00.000Z");
    expect(await listed(council)).toContain(form);
  });

  test("CST-20: an approval is recorded, and is an instruction to the records officer; the case stays", async () => {
    const council = await aCouncil(start);
    const caseRef = await declined(council);
    await council.advance("2028-11-17T11:00:00.000Z");
    expect((await decide(council, caseRef)).refused).toBeUndefined();
    expect(await listed(council)).toEqual([]);
    expect(council.inbox("records-desk")).toEqual([`Case ${caseRef} may be erased`]);
    expect((await council.history(caseRef)).at(-1)).toMatchObject({
      type: "RetentionApproved",
      by: "records-desk",
    });
    expect((await council.read(caseRef)).referral?.person.family).toBe("Achterberg");
    await holdCase(council.ports(), officer, caseRef, hold, council.at);
    expect(council.inbox("records-desk")).toContain(`Stop: case ${caseRef} must be kept`);
    expect((await council.case(caseRef)).retention?.approved).toBeUndefined();
  });

  test("CST-20: an extension keeps it off until its day, and not beyond what the policy allows", async () => {
    const council = await aCouncil(start);
    const caseRef = await declined(council);
    await council.advance("2028-11-17T11:00:00.000Z");
    const extend = (until: `${number}-${number}-${number}`) =>
      decide(council, caseRef, { decision: "extend", until });
    expect((await extend("2028-11-01")).refused?.name).toBe("not-an-extension");
    expect((await extend("2060-11-01")).refused?.name).toBe("not-an-extension");
    expect((await extend("2030-01-01")).refused).toBeUndefined();
    expect(await listed(council)).toEqual([]);
    await council.advance("2030-01-01T11:00:00.000Z");
    expect(await listed(council)).toEqual([caseRef]);
  });

  test("CST-20: a legal hold on the case or its person keeps it off the list until it is lifted", async () => {
    const council = await aCouncil(start);
    const caseRef = await declined(council);
    const { personRef } = await council.case(caseRef);
    await council.advance("2028-11-17T11:00:00.000Z");
    const lift = { ...hold, hold: "lift" } as const;
    const onCase = (what: typeof hold | typeof lift) =>
      holdCase(council.ports(), officer, caseRef, what, council.at);
    const onPerson = (what: typeof hold | typeof lift) =>
      holdPerson(council.ports(), officer, personRef, what, council.at);
    for (const set of [onCase, onPerson]) {
      await set(hold);
      expect(await listed(council)).toEqual([]);
      expect((await decide(council, caseRef)).refused?.name).toBe("on-hold");
      await set(lift);
      expect(await listed(council)).toEqual([caseRef]);
      expect((await set(lift)).refused?.name).toBe("not-on-hold");
    }
  });

  test("CST-20, F40: a case that is open has no date, whoever asks", async () => {
    const council = await aCouncil(start);
    const caseRef = await council.allocated();
    expect((await decide(council, caseRef)).refused?.name).toBe("still-open");
  });
});

test("X-02: years after a leap day end on the first of March", () => {
  expect(yearsAfter("2028-02-29", 2)).toBe("2030-03-01");
  expect(yearsAfter("2028-02-29", 4)).toBe("2032-02-29");
  expect(yearsAfter("2026-11-17", 8)).toBe("2034-11-17");
});
