import { describe, expect, it } from "vitest";
import { calendarDay } from "#shared/domain/calendar-day.ts";
import { currentMeeting } from "#shared/domain/meeting-calendar.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { readMeeting } from "#shared/usecases/read-meeting.ts";
import { aCouncil } from "#test/support/council.ts";
import { acute, bodyText, emergency, noHome } from "#test/support/referrals.ts";
import { actor, council as id } from "#test/support/staff.ts";

const farrant = "odile.farrant@housing.example";

describe("A referral", () => {
  it("CST-01, CST-07: opens a case, is answered, and waits for the meeting of 17 November 2026", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    expect(await council.case(caseRef)).toMatchObject({
      phase: "referred",
      obligation: { kind: "allocation", due: "2026-11-17T10:00:00.000Z" },
    });
    expect(council.inbox(farrant)).toEqual([expect.stringMatching(/^We have your referral R-/)]);
    expect(council.machines.started).toMatchObject([
      { workflow: "referral-triage", name: `${caseRef}-referral-triage-1-1`, status: "RUNNING" },
    ]);
    expect(council.reports).toEqual([]);
  });

  it("X-01, F1: sent fifty times over days is one case, one mail, and one and the same answer", async () => {
    const council = await aCouncil();
    const first = await council.receive(bodyText());
    for (let day = 0; day < 50; day++) {
      await council.advanceMinutes(60 * 5);
      expect(await council.receive(bodyText())).toEqual(first);
    }
    expect(council.machines.asked).toHaveLength(1);
    expect(council.inbox(farrant)).toHaveLength(1);
  });

  it("X-01: is the same body where only its spaces and the order of its fields differ", async () => {
    const council = await aCouncil();
    await council.receive(bodyText());
    const turned = JSON.stringify(
      Object.fromEntries(Object.entries(JSON.parse(bodyText())).reverse()),
      null,
      2,
    );
    expect(await council.receive(turned)).toMatchObject({ status: "accepted" });
  });

  it("X-01: with another body under the same submission id is kept and flagged; the first stands", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    const first = await council.case(caseRef);
    const other = bodyText({ reason: "The stairs and the kitchen are blocked." });
    const flagged = await council.receive(other);
    expect(flagged.status).toBe("flagged");
    expect(await council.receive(other)).toEqual(flagged);
    expect(await council.receive(bodyText())).toMatchObject({
      status: "accepted",
      reference: flagged.reference,
    });
    const now = await council.case(caseRef);
    expect(now).toEqual({ ...first, otherBodies: [expect.stringMatching(/^body-/)] });
    const key = { council: id, kind: "referral", id: flagged.reference } as const;
    expect(await council.store.contentNames(key)).toHaveLength(2);
    expect(await council.read(caseRef)).toMatchObject({
      referral: { reason: "The stairs are blocked." },
    });
    expect(council.inbox("duty-desk")).toEqual([expect.stringContaining("came again with changes")]);
  });

  it("X-01, F2: about the same name and birthday is flagged for a person, and never merged", async () => {
    const council = await aCouncil();
    const first = await council.refer();
    const person = { given: "W.", family: "ACHTERBERG ", dateOfBirth: "1961-07-19" };
    const second = await council.refer({ submissionId: "FIRE-7", person });
    expect((await council.case(second)).possibleDuplicates).toEqual([first]);
    expect((await council.case(first)).possibleDuplicates).toEqual([]);
    expect((await council.case(second)).personRef).not.toBe((await council.case(first)).personRef);
    expect(council.inbox("duty-desk")).toEqual([`Case ${second}: perhaps the same person as another case`]);
  });

  it.each([
    ["another birthday", { family: "Achterberg", dateOfBirth: "1961-07-20" }],
    ["no birthday", { family: "Achterberg" }],
    ["no name", { dateOfBirth: "1961-07-19" }],
  ])("X-01, F2: with %s is nobody's double", async (_what, person) => {
    const council = await aCouncil();
    await council.refer();
    const second = await council.refer({ submissionId: "FIRE-7", person });
    expect((await council.case(second)).possibleDuplicates).toEqual([]);
  });

  it("CST-07: from somebody without an address is answered by telephone, by the duty desk", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({ referrer: { name: "Odile Farrant", phone: "07700 900801" } });
    await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    expect(council.inbox("duty-desk")).toEqual([
      expect.stringContaining("please telephone the referrer"),
      expect.stringContaining("please telephone the referrer"),
    ]);
  });
});

describe("The way in", () => {
  it("CST-05: acute risk is signposted at once, owned by the duty desk, and never queued for the meeting", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({ ...acute, ...emergency, ...noHome });
    expect((await council.case(caseRef)).obligation).toMatchObject({
      kind: "signpost",
      owner: "duty",
      due: "2026-11-11T12:42:00.000Z",
    });
    expect(council.inbox("duty-desk")).toEqual([`Acute risk, case ${caseRef}`]);
    expect(council.inbox(farrant)[1]).toMatch(/^Please act now/);
    const today = currentMeeting(policy, council.at);
    const meeting = await readMeeting(council.ports(), actor("mira"), policy, today, council.at);
    expect([...meeting.agenda, ...meeting.arrivedSince]).toEqual([]);
  });

  it("CST-05: an acute risk that nobody confirms climbs, and the wait ends when somebody does", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(acute);
    await council.advance("2026-11-11T14:00:00.000Z");
    expect(council.inbox("duty-desk")).toHaveLength(2);
    expect([
      council.inbox("night-desk").length,
      council.inbox("mira").length,
      council.inbox("juno").length,
    ]).toEqual([2, 2, 2]);
    await council.confirm(caseRef);
    expect(council.machines.started.map(({ status }) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    const sent = council.mailer.sent.length;
    await council.advance("2026-11-13T14:00:00.000Z");
    expect(council.mailer.sent).toHaveLength(sent);
    expect(await council.store.dueUntil(id)).toEqual([]);
  });

  it("CST-08, F28: an emergency on Saturday night climbs to the night desk within two hours, not on Tuesday", async () => {
    const council = await aCouncil({ at: "2026-11-14T23:30:00.000Z" });
    const caseRef = await council.refer(emergency);
    expect(council.inbox("mira")).toEqual([`Emergency, case ${caseRef}`]);
    await council.advance("2026-11-15T01:29:00.000Z");
    expect(council.inbox("night-desk")).toEqual([]);
    await council.advance("2026-11-15T01:30:00.000Z");
    expect(council.inbox("night-desk")).toEqual([`Still waiting. Emergency, case ${caseRef}`]);
    await council.decide(caseRef, { decision: "meeting" }, { by: "night-desk" });
    expect((await council.case(caseRef)).obligation).toMatchObject({
      kind: "allocation",
      meeting: "2026-11-17",
    });
    expect(council.machines.started).toMatchObject([{ status: "RUNNING" }]);
  });

  it("CST-02: nobody without a home is left to wait for the meeting", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(noHome);
    await council.advance("2026-11-12T16:00:00.000Z");
    expect((await council.confirm(caseRef)).state).toMatchObject({ declined: { reason: "no-home" } });
  });
});

describe("Quarantine", () => {
  const broken = '{"formVersion":"1",';
  it("X-01, F7: keeps what does not fit whole, tells the duty desk, and answers the same again", async () => {
    const council = await aCouncil();
    const first = await council.receive(broken);
    expect(first).toMatchObject({ status: "quarantined", faults: [{ at: "the body", expected: "JSON" }] });
    expect(await council.receive(broken)).toEqual(first);
    const key = { council: id, kind: "quarantined-referral", id: first.reference } as const;
    const [name = ""] = await council.store.contentNames(key);
    expect(await council.store.content(key, name)).toBe(broken);
    expect(council.inbox("duty-desk")).toHaveLength(1);
    expect(await council.store.dueUntil(id)).toMatchObject([
      { due: { owner: "duty", at: "2026-11-12T17:00:00.000Z" } },
    ]);
  });

  it("X-01: keeps a referral for a service that is not configured", async () => {
    const council = await aCouncil();
    const kept = await council.receive(bodyText({ service: "complex-lives" }));
    expect(kept).toMatchObject({ status: "quarantined", faults: [{ at: "service" }] });
  });

  it("I5: is chased by its ladder while it is overdue, however often the reconciler runs", async () => {
    const council = await aCouncil();
    await council.receive(broken);
    const desks = ["duty-desk", "mira", "juno"];
    const chased: number[][] = [];
    for (const day of ["2026-11-12", "2026-11-13", "2026-11-16"].map(calendarDay)) {
      for (const hour of ["06:00", "17:30", "18:00"]) {
        await council.advance(`${day}T${hour}:00.000Z`);
        await council.reconcile();
      }
      chased.push(desks.map((desk) => council.inbox(desk).length));
    }
    // The duty desk was told once already, when it came.
    expect(chased).toEqual([
      [2, 0, 0],
      [2, 1, 0],
      [2, 1, 1],
    ]);
  });
});
