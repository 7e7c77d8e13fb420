import { describe, expect, it } from "vitest";
import type { AmendmentBody } from "#shared/contracts/requests/amendment.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import type { CaseEvent } from "#shared/domain/case/events.ts";
import { evolveCase } from "#shared/domain/case/evolve.ts";
import { amendReferral } from "#shared/usecases/amend-referral.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { acute, aReferral, type Body, emergency } from "#test/support/referrals.ts";
import { actor } from "#test/support/staff.ts";

async function amends(council: Council, caseRef: string, said: AmendmentBody, by = "duty-desk") {
  const amended = await amendReferral(council.ports(), actor(by), caseRef, said, council.at);
  await council.machines.settle();
  if ("faults" in amended) return amended.faults;
  return amended.refused?.name;
}
const written = (over: Body = {}): AmendmentBody => ({
  body: aReferral(over),
  reason: "more-known",
  words: "Seen on Monday.",
});
const running = async (council: Council): Promise<readonly string[]> => {
  const names: string[] = [];
  for await (const { name } of council.machines.running()) names.push(name);
  return names;
};
const referrer = "odile.farrant@housing.example";

describe("Another version of a referral", () => {
  it("CST-04: is kept beside the one before, by whom, when and why; the case goes by what it says", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    const over = { home: { tenure: "private-rented" }, welfareVisits: "yes", agencies: [{ name: "Police" }] };
    expect(await amends(council, caseRef, written(over))).toBeUndefined();
    const held = await council.case(caseRef);
    expect(held).toMatchObject({
      version: { version: 2, by: "duty-desk", at: council.at, reason: "more-known" },
      screening: { tenure: "private-rented" },
      facts: { welfareVisits: "yes" },
      agencies: ["police"],
      obligation: { kind: "allocation", meeting: "2026-11-17" },
    });
    const found = await council.read(caseRef);
    expect(found.referral?.home.tenure).toBe("private-rented");
    const key = { council: held.council, kind: "referral", id: held.referralRef } as const;
    const bodies = (await council.store.contentNames(key)).filter((name) => name.startsWith("body-"));
    expect(bodies).toHaveLength(2);
    expect(await amends(council, caseRef, written(over))).toBeUndefined();
    expect((await council.case(caseRef)).version?.version).toBe(2);
    expect(await amends(council, caseRef, written())).toBeUndefined();
    expect(await council.case(caseRef)).toMatchObject({
      version: { version: 3 },
      screening: { tenure: "council" },
    });
    const lines = (await council.history(caseRef)).filter(({ type }) => type === "ReferralAmended");
    expect(lines).toMatchObject([{ by: "duty-desk", facts: { version: 2 } }, { facts: { version: 3 } }]);
    expect(JSON.stringify(lines)).not.toMatch(/Monday|Achterberg|stairs/);
    const folded = (await council.history(caseRef)).reduce<Case | undefined>(
      (state, { type, facts }) => evolveCase(state, { type, ...facts } as CaseEvent),
      undefined,
    );
    expect(folded?.version).toEqual((await council.case(caseRef)).version);
  });

  it("CST-04: may be what the case shows of the one before, written out again", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    const { referral } = await council.read(caseRef);
    const body = { ...(JSON.parse(JSON.stringify(referral)) as Body), reason: "And the cooker." };
    expect(await amends(council, caseRef, { ...written(), body })).toBeUndefined();
    expect((await council.read(caseRef)).referral).toEqual({ ...referral, reason: "And the cooker." });
  });

  it("X-01: may be the other body that came under the same submission id, once somebody has compared them", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    await council.receive(JSON.stringify(aReferral({ reason: "Worse than that." })));
    await council.machines.settle();
    expect(await council.case(caseRef)).not.toHaveProperty("version");
    const { bodies } = await council.read(caseRef);
    expect(bodies.map(({ body }) => Object(body).reason)).toEqual([
      "The stairs are blocked.",
      "Worse than that.",
    ]);
    expect(await amends(council, caseRef, { adopt: `body-${"0".repeat(32)}` })).toBe("no-such-body");
    expect(await amends(council, caseRef, { adopt: bodies[1]?.content ?? "" })).toBeUndefined();
    expect((await council.case(caseRef)).version).toMatchObject({ version: 2, reason: "came-again" });
    expect((await council.read(caseRef)).referral?.reason).toBe("Worse than that.");
  });

  it("CST-04: of another submission, another service or another shape is refused, and nothing is half done", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    const before = await council.document(caseRef);
    const another = written({ submissionId: "TEST-9" });
    expect(await amends(council, caseRef, another)).toMatchObject([{ at: "submissionId" }]);
    expect(await amends(council, caseRef, written({ surprise: 1 }))).toMatchObject([{ at: "the body" }]);
    const stranger = { ...actor("mira"), council: "another-council" };
    const there = await amendReferral(council.ports(), stranger, caseRef, written(), council.at);
    expect(there).toMatchObject({ refused: { name: "not-found" } });
    expect(await council.document(caseRef)).toEqual(before);
    await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    expect(await amends(council, caseRef, written())).toBe("already-decided");
  });

  it("X-05: the safe-contact rule of the version that counts governs every letter from then on", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    const unsafe = { relationship: "self", safeContact: { email: "no" } };
    await amends(council, caseRef, written(unsafe));
    const before = council.inbox(referrer).length;
    await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    expect(council.inbox(referrer)).toHaveLength(before);
    expect(council.inbox("duty-desk")).toContainEqual(expect.stringMatching(/please telephone the referrer/));
  });

  it("X-05: keeps the case to those who need to know where the new version asks for it", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    const over = { needAreas: ["vulnerability-and-abuse"], safeContact: { letter: "no" } };
    await amends(council, caseRef, written(over), "mira");
    expect((await council.case(caseRef)).restricted).toBeDefined();
    expect(await amends(council, caseRef, written(), "duty-desk")).toBe("not-found");
  });
});

describe("A version that shows what no meeting may wait for", () => {
  it("CST-04, CST-08: an emergency is the manager's within two hours of it, and its meeting's wait is over", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    await council.advanceMinutes(24 * 60);
    await amends(council, caseRef, written(emergency));
    expect(await council.case(caseRef)).toMatchObject({
      phase: "referred",
      episode: { workflow: "referral-triage", sequence: 2 },
      obligation: { kind: "emergency", owner: "manager", due: "2026-11-12T12:42:00.000Z" },
    });
    expect(await running(council)).toEqual([`${caseRef}-referral-triage-2-1`]);
    expect(council.inbox("mira")).toEqual([
      `Please read it now. Case ${caseRef}: its referral has a new version`,
      `Emergency, case ${caseRef}`,
    ]);
    await council.advanceMinutes(121);
    expect(council.inbox("night-desk")).toEqual([`Still waiting. Emergency, case ${caseRef}`]);
    await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
    expect((await council.case(caseRef)).phase).toBe("supported");
    expect(council.reports).toEqual([]);
  });

  it("CST-04, CST-05: an acute risk is signposted at once, with its alert and what the referrer must do now", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    await amends(council, caseRef, written(acute));
    const held = await council.case(caseRef);
    expect(held).toMatchObject({ signposted: "acute-mental-health", obligation: { kind: "signpost" } });
    expect(commitmentsOf(held)).toMatchObject([{ kind: "alert-receipt" }]);
    expect(council.inbox(referrer)).toContain(`Please act now on your referral ${held.referralRef}`);
    expect((await council.confirm(caseRef)).refused).toBeUndefined();
    expect(await running(council)).toEqual([]);
  });

  it("CST-08: an emergency stays one until somebody decides, whatever a later version says", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(emergency);
    await amends(council, caseRef, written());
    expect(await council.case(caseRef)).toMatchObject({
      screening: { urgency: "routine" },
      obligation: { kind: "emergency" },
    });
    await council.decide(caseRef, { decision: "meeting" });
    await amends(council, caseRef, written(emergency));
    expect((await council.case(caseRef)).obligation?.kind).toBe("emergency");
    expect(council.inbox("mira").filter((subject) => subject.startsWith("Emergency,"))).toHaveLength(2);
  });

  it("CST-06: what a person left to the meeting, knowing as much, stays with the meeting", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(emergency);
    await council.decide(caseRef, { decision: "meeting" });
    await amends(council, caseRef, written({ ...emergency, reason: "And the cooker." }));
    expect((await council.case(caseRef)).obligation?.kind).toBe("allocation");
  });

  it("CST-05: is told to the worker and the supervisor of a case that has them", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await amends(council, caseRef, written(acute));
    const subject = `Please read it now. Case ${caseRef}: its referral has a new version`;
    expect([council.inbox("anneke"), council.inbox("idris")]).toEqual([
      expect.arrayContaining([subject]),
      expect.arrayContaining([subject]),
    ]);
    expect((await council.case(caseRef)).obligation?.kind).toBe("review");
  });
});
