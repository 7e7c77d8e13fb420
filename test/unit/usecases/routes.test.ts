import { describe, expect, it } from "vitest";
import { examples } from "#shared/contracts/examples.ts";
import { emergencyCall } from "#shared/contracts/requests/emergency.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { policies } from "#shared/services/registry.ts";
import { acknowledgeAlert } from "#shared/usecases/decide-allocation.ts";
import { caseKey } from "#shared/usecases/keys.ts";
import { listOpenCases, readCase } from "#shared/usecases/read-cases.ts";
import { attachForm, recordEmergency } from "#shared/usecases/record-emergency.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { acute, emergency, noHome, winston } from "#test/support/referrals.ts";
import { actor } from "#test/support/staff.ts";

const call = emergencyCall.parse(examples.EmergencyCall);
/** Not restricted, so that the duty desk sees it. */
const plain = { ...call, needAreas: ["hoarding" as const] };

async function telephone(council: Council, over: Partial<typeof call> = {}, by = "duty-desk") {
  const recorded = await recordEmergency(council.ports(), actor(by), { ...plain, ...over }, council.at);
  if ("refused" in recorded) throw new Error(recorded.refused.name);
  await council.machines.settle();
  return recorded;
}
const promises = async (council: Council, caseRef: string) =>
  commitmentsOf(await council.case(caseRef)).map(({ kind }) => kind);
const running = async (council: Council): Promise<readonly string[]> => {
  const names: string[] = [];
  for await (const { name } of council.machines.running()) names.push(name);
  return names;
};

describe("The alert of an acute risk", () => {
  it("CST-05: is somebody's within half an hour, or climbs, apart from the other service having the referral", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(acute);
    expect(commitmentsOf(await council.case(caseRef))).toMatchObject([
      { kind: "alert-receipt", obligation: { owner: "duty", due: "2026-11-11T11:12:00.000Z" } },
    ]);
    await council.advanceMinutes(31);
    const unheard = `Overdue, please step in: Has anybody got this alert?, case ${caseRef}`;
    expect([council.inbox("night-desk"), council.inbox("mira")]).toEqual([[unheard], [unheard]]);
  });

  it("CST-05: is held by whoever acknowledges it until the other service is known to have it", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(acute);
    const take = (who: string) => acknowledgeAlert(council.ports(), actor(who), caseRef, council.at);
    expect((await take("anneke")).refused?.name).toBe("not-a-decision-maker");
    expect((await take("duty-desk")).refused).toBeUndefined();
    await council.machines.settle();
    await council.advanceMinutes(100);
    expect(council.inbox("mira")).toEqual([]);
    const held = await council.document(caseRef);
    expect(held.state).toMatchObject({ phase: "referred", alertHeld: { by: "duty-desk" } });
    expect(held.due).toMatchObject({ step: "AwaitSignpostConfirmed", owner: "duty-desk" });
    await council.advanceMinutes(30);
    expect(council.inbox("mira")).toEqual([expect.stringContaining("Still waiting. Acute risk")]);
    expect((await council.confirm(caseRef)).refused).toBeUndefined();
    expect(await running(council)).toEqual([]);
    expect((await take("mira")).refused?.name).toBe("already-decided");
  });
});

describe("Somebody with no home", () => {
  it("CST-02: is passed on to the single point of access, by mail where its address is known, and confirmed by a person", async () => {
    const email = "access@spa.example";
    const withAddress = policies.map((policy) => ({
      ...policy,
      closure: {
        ...policy.closure,
        agencies: policy.closure.agencies.map((each) =>
          each.id === "single-point-of-access" ? { ...each, email } : each,
        ),
      },
    }));
    const council = await aCouncil({ between: (ports) => ({ ...ports, policies: withAddress }) });
    const caseRef = await council.refer(noHome);
    const { referralRef } = await council.case(caseRef);
    expect(council.inbox(email)).toEqual([`A referral for you: ${referralRef}`]);
    expect((await council.case(caseRef)).obligation).toMatchObject({ kind: "signpost", owner: "duty" });
    const without = await aCouncil();
    await without.refer(noHome);
    expect(without.inbox(email)).toEqual([]);
    expect(without.reports).toEqual([]);
  });
});

describe("An emergency that is telephoned", () => {
  it("CST-08: is a case at once, the manager's within two hours, and its form is chased until it comes", async () => {
    const council = await aCouncil();
    const { caseRef } = await telephone(council);
    expect(await council.case(caseRef)).toMatchObject({
      provisional: true,
      obligation: { kind: "emergency", owner: "manager", due: "2026-11-11T12:42:00.000Z" },
      facts: { safeContact: { call: "no", letter: "not-known", noted: true } },
    });
    expect(await promises(council, caseRef)).toContain("retrospective-form");
    await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
    await council.advance("2026-11-18T18:00:00.000Z");
    const chases = council
      .inbox("mira")
      .filter((subject) => subject.includes("The referral form is missing"));
    expect(chases.length).toBeGreaterThan(1);
  });

  it("X-05, CST-08: of a caller who cannot be written to, is told to a manager where the duty desk cannot see the case, and says what is so", async () => {
    const asked = async (council: Council, over: Partial<typeof call>) => {
      const { caseRef, referralRef } = await telephone(council, over);
      const subject = `Referral ${referralRef}: please telephone the referrer`;
      const desks = ["duty-desk", "mira"].filter((who) => council.inbox(who).includes(subject));
      const text = council.mailer.sent.find((mail) => mail.subject === subject)?.text;
      const promised = commitmentsOf(await council.case(caseRef)).find(
        ({ kind }) => kind === "referrer-call",
      );
      return { desks, text, owner: promised?.obligation?.owner };
    };
    const unsafe = { safeContact: { ...call.safeContact, call: "no" as const } };
    const at = "2026-11-14T20:00:00.000Z";
    const restricted = await asked(await aCouncil({ at }), {
      ...unsafe,
      needAreas: ["vulnerability-and-abuse" as const],
    });
    expect(restricted).toMatchObject({ desks: ["mira"], owner: "manager" });
    expect(await asked(await aCouncil({ at }), unsafe)).toMatchObject({
      desks: ["duty-desk"],
      owner: "duty",
    });
    expect(restricted.text).toMatch(/Nothing has been decided yet/);
    expect(restricted.text).not.toMatch(/what was decided/);
  });

  it("CST-08, F1: sent twice with the same words is one case; the caller who left an address is asked for the form", async () => {
    const council = await aCouncil();
    const caller = { ...call.caller, email: "odile@police.example" };
    const first = await telephone(council, { caller });
    expect(await telephone(council, { caller })).toEqual(first);
    expect(council.inbox("odile@police.example")).toEqual([
      `Your emergency call is recorded: ${first.referralRef}`,
    ]);
    expect((await telephone(council, { caller, words: "Another flat." })).caseRef).not.toBe(first.caseRef);
  });

  it("F1: is one case too where it is sent again about midnight, and another one the next morning", async () => {
    const council = await aCouncil({ at: "2026-11-11T23:50:00.000Z" });
    const first = await telephone(council);
    await council.advanceMinutes(20);
    expect(await telephone(council)).toEqual(first);
    await council.advanceMinutes(60);
    expect((await telephone(council)).caseRef).not.toBe(first.caseRef);
  });

  it("CST-08, X-05: restricted from the start, is open to whoever took it until somebody has decided about it", async () => {
    const council = await aCouncil();
    const night = { by: "night-desk" };
    const { needAreas } = call;
    const { caseRef } = await telephone(council, { needAreas }, night.by);
    expect((await council.case(caseRef)).restricted).toBeDefined();
    const sees = async (by: string) => {
      const staff = actor(by);
      const read = await readCase(council.ports(), staff, caseRef, "urgent-safety", council.at);
      const listed = await listOpenCases(council.ports(), staff, council.at);
      return [read.refused?.name ?? "read", listed.length];
    };
    expect(await sees("night-desk")).toEqual(["read", 1]);
    expect(await sees("duty-desk")).toEqual(["not-found", 0]);
    const allocate = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;
    const another = await telephone(council, { needAreas, words: "Another flat." }, night.by);
    expect((await council.decide(another.caseRef, allocate, night)).refused).toBeUndefined();
    expect((await council.decide(caseRef, allocate)).refused).toBeUndefined();
    expect(await sees("night-desk")).toEqual(["not-found", 0]);
  });

  it("CST-08: its form, which quotes it, is shown to the manager; attached by a person, the form's own case ends", async () => {
    const council = await aCouncil();
    const { caseRef, referralRef } = await telephone(council);
    const form = await council.refer({
      ...emergency,
      submissionId: "FORM-1",
      emergencyReference: ` ${referralRef.toLowerCase()}`,
    });
    expect(await council.case(caseRef)).toMatchObject({ form: { caseRef: form, attached: false } });
    expect((await council.case(form)).possibleDuplicates).toEqual([caseRef]);
    expect(council.inbox("mira")).toContain(`Case ${caseRef}: its referral form has come`);
    const formRef = (await council.case(form)).referralRef;
    const attach = (who: string, ref = formRef) =>
      attachForm(council.ports(), actor(who), caseRef, ref, council.at);
    expect((await attach("mira", "R-0000000000")).refused?.name).toBe("no-such-form");
    expect((await attach("mira", referralRef)).refused?.name).toBe("no-such-form");
    expect((await attach("mira")).refused).toBeUndefined();
    await council.machines.settle();
    expect(await promises(council, caseRef)).not.toContain("retrospective-form");
    expect(await council.case(form)).toMatchObject({
      phase: "declined",
      declined: { as: "attached", to: caseRef },
    });
    expect(await council.case(caseRef)).toMatchObject({
      phase: "referred",
      screening: { tenure: "council" },
    });
    expect((await running(council)).some((name) => name.startsWith(form))).toBe(false);
    expect((await attach("mira")).refused?.name).toBe("no-form-expected");
    expect(council.reports).toEqual([]);
  });

  it("CST-08, CST-20, X-01, X-05: what its form's own case kept or promised goes on: the restriction, the offers, the look at who it is", async () => {
    const council = await aCouncil();
    const earlier = await council.refer({ person: winston });
    const { caseRef, referralRef } = await telephone(council);
    const form = await council.refer({
      ...emergency,
      submissionId: "FORM-1",
      person: winston,
      needAreas: ["vulnerability-and-abuse"],
      safeContact: { call: "no" },
      agencies: [{ name: "Fire service", offer: "Smoke alarms", offerBy: "2026-12-01" }],
      emergencyReference: referralRef,
    });
    expect(await council.case(form)).toMatchObject({ possibleDuplicates: expect.arrayContaining([earlier]) });
    expect((await council.case(caseRef)).restricted).toBeUndefined();
    const formRef = (await council.case(form)).referralRef;
    await attachForm(council.ports(), actor("mira"), caseRef, formRef, council.at);
    await council.machines.settle();
    const held = await council.case(caseRef);
    expect(held.restricted).toMatchObject({ by: "mira", named: [] });
    expect(held.possibleDuplicates).toEqual([earlier]);
    const [offer, ...others] = commitmentsOf(held).filter(({ kind }) => kind === "agency-offer");
    const check = commitmentsOf(held).find(({ kind }) => kind === "person-check");
    expect(offer).toMatchObject({
      kind: "agency-offer",
      about: "fire-service",
      obligation: { due: "2026-12-01T17:00:00.000Z" },
    });
    expect(check).toMatchObject({ kind: "person-check", obligation: { owner: "manager" } });
    expect(others).toEqual([]);
    const words = await council.store.content(caseKey(held.council, caseRef), offer?.content ?? "");
    expect(words).toContain("Smoke alarms");
    // Nothing of the form's own case, nor of the promise that has been kept, waits on.
    const names = await running(council);
    expect(names.some((name) => name.startsWith(form))).toBe(false);
    expect(names.filter((name) => name.startsWith(`${caseRef}-commitment`))).toHaveLength(
      commitmentsOf(held).length,
    );
    expect(council.reports).toEqual([]);
  });

  it("CST-08: a form whose own case was decided about has come all the same, and one of a case that is over is looked at for itself", async () => {
    const council = await aCouncil();
    const { caseRef, referralRef } = await telephone(council);
    const form = await council.refer({ submissionId: "FORM-1", emergencyReference: referralRef });
    await council.decide(form, { decision: "advise", reason: "other-team-fits" });
    const formRef = (await council.case(form)).referralRef;
    const attach = (to: string, ref = formRef) =>
      attachForm(council.ports(), actor("mira"), to, ref, council.at);
    expect((await attach(caseRef)).refused).toBeUndefined();
    expect(await promises(council, caseRef)).not.toContain("retrospective-form");
    expect((await council.case(form)).declined).toMatchObject({ as: "advised" });
    const over = await telephone(council, { words: "Another flat." });
    await council.decide(over.caseRef, { decision: "advise", reason: "other-team-fits" });
    const late = await council.refer({ submissionId: "FORM-2", emergencyReference: over.referralRef });
    const lateRef = (await council.case(late)).referralRef;
    expect((await attach(over.caseRef, lateRef)).refused?.name).toBe("already-decided");
    expect((await council.case(late)).phase).toBe("referred");
  });

  it("X-01: a form that quotes what is no telephoned emergency is a referral like any other", async () => {
    const council = await aCouncil();
    const other = await council.case(await council.refer());
    const quoting = await council.refer({ submissionId: "FORM-1", emergencyReference: other.referralRef });
    expect((await council.case(quoting)).possibleDuplicates).toEqual([]);
    expect((await council.case(other.caseRef)).form).toBeUndefined();
  });
});
