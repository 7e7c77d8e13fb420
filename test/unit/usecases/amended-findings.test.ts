import { describe, expect, it } from "vitest";
import { examples } from "#shared/contracts/examples.ts";
import { emergencyCall } from "#shared/contracts/requests/emergency.ts";
import { commitmentsOf, mostOpen } from "#shared/domain/case/commitment.ts";
import { amendReferral } from "#shared/usecases/amend-referral.ts";
import { makeCommitment, sayOutcome } from "#shared/usecases/commitments.ts";
import { decidePerson } from "#shared/usecases/decide-person.ts";
import { caseKey } from "#shared/usecases/keys.ts";
import { attachForm, recordEmergency } from "#shared/usecases/record-emergency.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { acute, aReferral, type Body, emergency, winston } from "#test/support/referrals.ts";
import { actor, council as id } from "#test/support/staff.ts";

async function amends(council: Council, caseRef: string, over: Body, by = "duty-desk") {
  const said = { body: aReferral(over), reason: "more-known", words: "Seen on Monday." } as const;
  const amended = await amendReferral(council.ports(), actor(by), caseRef, said, council.at);
  await council.machines.settle();
  if ("faults" in amended) throw new Error(`The version did not fit: ${JSON.stringify(amended.faults)}`);
  if (amended.refused) throw new Error(`The version was refused: ${amended.refused.name}`);
}
const promised = async (council: Council, caseRef: string) => commitmentsOf(await council.case(caseRef));
const offers = async (council: Council, caseRef: string) =>
  (await promised(council, caseRef)).filter(({ kind }) => kind === "agency-offer");
const checks = async (council: Council, caseRef: string) =>
  (await promised(council, caseRef)).filter(({ kind }) => kind === "person-check");

const alarms = { name: "Fire service", offer: "Smoke alarms", offerBy: "2026-12-01" };
const gp = { name: "GP", offer: "A visit" };
const meals = { name: "Old Oak Church", offer: "A warm meal on Sundays" };

describe("What agencies offer with a later version of a referral", () => {
  it("CST-04, CST-20: is promised and chased like what they offered first, with its words beside the case", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({ agencies: [alarms] });
    await amends(council, caseRef, { agencies: [meals, alarms] });
    const found = await offers(council, caseRef);
    expect(found).toMatchObject([
      { about: "fire-service", obligation: { due: "2026-12-01T17:00:00.000Z" } },
      { about: "agency-1", madeBy: "duty-desk", obligation: { due: "2026-11-25T17:00:00.000Z" } },
    ]);
    expect(await council.store.content(caseKey(id, caseRef), found[1]?.content ?? "")).toContain("warm meal");
    expect(JSON.stringify(await council.history(caseRef))).not.toMatch(/Oak|meal|alarms/);
    await council.advance("2026-11-25T18:00:00.000Z");
    expect(council.inbox("duty-desk")).toContainEqual(expect.stringMatching(/An agency's offer/));
    expect(council.reports).toEqual([]);
  });

  it("CST-20: is not promised twice, whatever its place in the form, and not again once it was kept", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({ agencies: [meals] });
    await amends(council, caseRef, { agencies: [gp, meals] });
    const [first, visit, ...more] = await offers(council, caseRef);
    expect(more).toEqual([]);
    const said = { outcome: "kept", words: "They come." } as const;
    for (const id of [first?.id ?? 0, visit?.id ?? 0])
      await sayOutcome(council.ports(), actor("mira"), caseRef, id, said, council.at);
    await amends(council, caseRef, { agencies: [] });
    await amends(council, caseRef, { agencies: [{ ...meals, name: "old oak church " }, gp] });
    expect(await offers(council, caseRef)).toEqual([]);
  });

  it("F14, CST-20: is promised once, though two people make versions with it at the same moment", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    const bodies = ["Seen on Monday.", "Seen on Tuesday."].map((reason) => ({ reason, agencies: [meals] }));
    await Promise.all(bodies.map((over) => amends(council, caseRef, over)));
    expect((await council.case(caseRef)).version?.version).toBe(3);
    expect(await offers(council, caseRef)).toHaveLength(1);
  });

  it("CST-20: is the worker's to chase where the case is allocated already", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await amends(council, caseRef, { agencies: [meals] }, "anneke");
    await council.advance("2026-11-27T18:00:00.000Z");
    expect(council.told("anneke")).toContainEqual(expect.stringMatching(/an agency's offer/i));
    expect(council.inbox("duty-desk").filter((subject) => /offer/i.test(subject))).toEqual([]);
  });

  it("CST-05: stands beside what an acute risk promises, each with a chase of its own", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    await amends(council, caseRef, { ...acute, agencies: [meals] });
    const found = await promised(council, caseRef);
    expect(found.map(({ kind }) => kind)).toEqual(["agency-offer", "alert-receipt"]);
    const sequences = [(await council.case(caseRef)).episode, ...found.map(({ episode }) => episode)].map(
      ({ sequence }) => sequence,
    );
    expect(new Set(sequences).size).toBe(3);
    const running: string[] = [];
    for await (const { name } of council.machines.running()) running.push(name);
    expect(running).toHaveLength(3);
  });

  it("A2, F20: of a case with as many promises as it can hold, still makes the version; the urgent way goes on", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    const made = { kind: "action", due: "2026-12-01", words: "Ring them." } as const;
    for (let n = 0; n < mostOpen; n++)
      await makeCommitment(council.ports(), actor("mira"), caseRef, made, council.at);
    await amends(council, caseRef, { ...emergency, agencies: [meals] });
    expect(await promised(council, caseRef)).toHaveLength(mostOpen);
    expect((await council.case(caseRef)).obligation?.kind).toBe("emergency");
  });
});

describe("A name that a later version changes", () => {
  const brandt = { ...winston, given: "Rosa", family: "Brandt" };

  it("X-01, F2: is looked up like the first, and the duty desk is told and chased until somebody decides", async () => {
    const council = await aCouncil();
    const known = await council.refer();
    const caseRef = await council.refer({ submissionId: "FIRE-7", person: brandt });
    expect(await checks(council, caseRef)).toEqual([]);
    await amends(council, caseRef, { submissionId: "FIRE-7", person: winston });
    expect((await council.case(caseRef)).possibleDuplicates).toEqual([known]);
    expect(await checks(council, caseRef)).toMatchObject([{ obligation: { owner: "duty" } }]);
    const subject = `Case ${caseRef}: perhaps the same person as another case`;
    expect(council.inbox("duty-desk").filter((each) => each === subject)).toHaveLength(1);
    await council.advance("2026-11-20T17:00:00.000Z");
    expect(council.inbox("mira")).toContainEqual(expect.stringContaining("Perhaps the same person"));
    const found = { caseRef: known, decision: "same-person", words: "The same door." } as const;
    expect(
      (await decidePerson(council.ports(), actor("duty-desk"), caseRef, found, council.at)).refused,
    ).toBe(undefined);
    expect(await checks(council, caseRef)).toEqual([]);
    expect((await council.case(known)).phase).toBe("referred");
  });

  it("X-01: of a case that has its worker already is looked at all the same", async () => {
    const council = await aCouncil();
    const known = await council.refer();
    const caseRef = await council.allocated({ submissionId: "FIRE-7", person: brandt });
    const born = { ...winston, family: "ACHTERBERG" };
    await amends(council, caseRef, { submissionId: "FIRE-7", person: born }, "anneke");
    expect((await council.case(caseRef)).possibleDuplicates).toEqual([known]);
    expect(await checks(council, caseRef)).toHaveLength(1);
  });

  it("X-01: is what a later referral of that name finds, as it finds the one before", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({ person: brandt });
    await amends(council, caseRef, { person: winston });
    const byNew = await council.refer({ submissionId: "GP-1", person: winston });
    const byOld = await council.refer({ submissionId: "GP-2", person: brandt });
    expect((await council.case(byNew)).possibleDuplicates).toEqual([caseRef]);
    expect((await council.case(byOld)).possibleDuplicates).toEqual([caseRef]);
  });

  it("X-01: a birthday that changes leads to others too, and what was found before stays", async () => {
    const council = await aCouncil();
    const first = await council.refer();
    const other = await council.refer({
      submissionId: "GP-1",
      person: { ...winston, dateOfBirth: "1961-07-20" },
    });
    const caseRef = await council.refer({ submissionId: "FIRE-7", person: winston });
    const corrected = { ...winston, dateOfBirth: "1961-07-20" };
    await amends(council, caseRef, { submissionId: "FIRE-7", person: corrected });
    expect((await council.case(caseRef)).possibleDuplicates).toEqual([first, other]);
    expect(await checks(council, caseRef)).toHaveLength(1);
  });

  it("X-01: that stays as it was asks nobody again, nor does a case that somebody has decided about", async () => {
    const council = await aCouncil();
    const known = await council.refer();
    const caseRef = await council.refer({ submissionId: "FIRE-7", person: winston });
    await amends(council, known, { reason: "Worse than that." });
    expect((await council.case(known)).possibleDuplicates).toEqual([]);
    const found = { caseRef: known, decision: "different-people", words: "Another sister." } as const;
    await decidePerson(council.ports(), actor("duty-desk"), caseRef, found, council.at);
    await amends(council, known, { person: brandt });
    await amends(council, known, { person: winston });
    expect(await checks(council, known)).toEqual([]);
    expect((await council.case(known)).possibleDuplicates).toEqual([]);
  });

  it("X-05: leads to a restricted case, so that this one is kept to the same people from then on", async () => {
    const council = await aCouncil();
    await council.refer({ needAreas: ["vulnerability-and-abuse"], ...emergency });
    const caseRef = await council.refer({ submissionId: "FIRE-7", person: brandt });
    await amends(council, caseRef, { submissionId: "FIRE-7", person: winston });
    expect((await council.case(caseRef)).restricted).toBeDefined();
    expect(await checks(council, caseRef)).toMatchObject([{ obligation: { owner: "manager" } }]);
  });

  it("CST-08: of a telephoned emergency whose form is attached never leads to the form's own case", async () => {
    const council = await aCouncil();
    const call = emergencyCall.parse(examples.EmergencyCall);
    const recorded = await recordEmergency(council.ports(), actor("mira"), call, council.at);
    if ("refused" in recorded) throw new Error(recorded.refused.name);
    const { caseRef, referralRef } = recorded;
    await council.machines.settle();
    const form = { submissionId: "FORM-1", emergencyReference: referralRef, person: winston };
    const formCase = await council.refer(form);
    const { referralRef: formRef } = await council.case(formCase);
    const attached = await attachForm(council.ports(), actor("mira"), caseRef, formRef, council.at);
    expect(attached.refused).toBeUndefined();
    await council.machines.settle();
    await amends(council, caseRef, { ...form, person: brandt }, "mira");
    await amends(council, caseRef, { ...form, person: winston }, "mira");
    expect((await council.case(caseRef)).possibleDuplicates).toEqual([]);
    expect(await checks(council, caseRef)).toEqual([]);
  });
});
