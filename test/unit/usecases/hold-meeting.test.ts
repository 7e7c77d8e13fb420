import { beforeEach, describe, expect, test } from "vitest";
import type { CalendarDay } from "#shared/domain/calendar-day.ts";
import type { MeetingEvent } from "#shared/domain/meeting.ts";
import { evolveMeeting } from "#shared/domain/meeting.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { amendReferral } from "#shared/usecases/amend-referral.ts";
import { meetingKey } from "#shared/usecases/change-meeting.ts";
import { takeIn } from "#shared/usecases/decide-allocation.ts";
import { closeMeeting, correctMinutes, moveOnAgenda, openMeeting } from "#shared/usecases/hold-meeting.ts";
import { listOpenCases } from "#shared/usecases/read-cases.ts";
import { readMeeting } from "#shared/usecases/read-meeting.ts";
import { readMinutes } from "#shared/usecases/read-minutes.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { aReferral } from "#test/support/referrals.ts";
import { actor } from "#test/support/staff.ts";

const tuesday = "2026-11-17" as const;
const ten = "2026-11-17T10:00:00.000Z";
const mira = actor("mira");
const sat = { chair: "mira", present: ["mira", "anneke"], apologies: ["bram"] };
const allocate = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;

let council: Council;
beforeEach(async () => {
  council = await aCouncil();
});

const refer = (n: number, over = {}) => council.refer({ submissionId: `TEST-${n}`, ...over });
const open = (day: CalendarDay = tuesday, attendance = sat) =>
  openMeeting(council.ports(), mira, policy, day, attendance, council.at);
const close = (day: CalendarDay = tuesday) => closeMeeting(council.ports(), mira, policy, day, council.at);
const pack = (day: CalendarDay = tuesday) => readMeeting(council.ports(), mira, policy, day, council.at);
const minutes = (day: CalendarDay = tuesday) => readMinutes(council.ports(), mira, policy, day, council.at);
const move = (caseRef: string, place: number) => {
  const moved = { caseRef, place, reason: "The fire service called." };
  return moveOnAgenda(council.ports(), mira, policy, tuesday, moved, council.at);
};
const take = async (caseRef: string) => {
  const taken = await takeIn(council.ports(), mira, tuesday, caseRef, council.at);
  await council.machines.settle();
  return taken;
};
const order = async () => (await pack()).agenda.map(({ reference }) => reference);

describe("The pack of a meeting", () => {
  test("CST-06: ranks who waits, and shows the reasons for each rank", async () => {
    const routine = await refer(1);
    await council.advance("2026-11-12T10:00:00.000Z");
    const urgent = await refer(2, { urgency: { level: "urgent" } });
    const { agenda } = await pack();
    expect(agenda).toMatchObject([
      {
        reference: urgent,
        place: 1,
        score: 48,
        reasons: [
          { fact: "urgency", value: "urgent", points: 30 },
          { fact: "home-at-risk", value: "yes", points: 15 },
          { fact: "working-days-waited", value: 3, points: 3 },
        ],
        decision: null,
      },
      { reference: routine, place: 2, score: 19, workingDaysWaited: 4, meetingsWaited: 0, deferrals: 0 },
    ]);
  });

  test("CST-06, CST-10: puts a home at risk further up, and one with a notice by how near that is, and says so", async () => {
    const home = { tenure: "private-rented", atRiskOfLoss: "yes" };
    const later = await refer(1, { home: { ...home, noticeExpires: "2027-01-11" } });
    const unsaid = await refer(2, { home: { tenure: "private-rented" } });
    const atRisk = await refer(3, { home });
    const sooner = await refer(4, { home: { ...home, noticeExpires: "2026-11-24" } });
    const safe = await refer(5, { home: { ...home, atRiskOfLoss: "no" } });
    const { agenda } = await pack();
    expect(agenda.map(({ reference }) => reference)).toEqual([sooner, later, atRisk, unsaid, safe]);
    expect(agenda[0]?.screening).toMatchObject({ noticeExpires: "2026-11-24" });
    expect(agenda[0]?.reasons.slice(0, 2)).toEqual([
      { fact: "home-at-risk", value: "yes", points: 15 },
      { fact: "notice", value: "2026-11-24", points: 30 },
    ]);
    expect(agenda[3]?.reasons[0]).toEqual({ fact: "home-at-risk", value: "not-known", points: 5 });
  });

  test("CST-04, CST-06: goes by a notice that a later version of the referral names", async () => {
    const first = await refer(1);
    const second = await refer(2);
    const body = aReferral({
      submissionId: "TEST-2",
      home: { tenure: "council", atRiskOfLoss: "yes", noticeExpires: "2026-11-20" },
    });
    expect(await order()).toEqual([first, second]);
    const said = { body, reason: "more-known", words: "The landlord wrote." } as const;
    await amendReferral(council.ports(), mira, second, said, council.at);
    expect(await order()).toEqual([second, first]);
  });

  test("CST-06: shows what came after the agenda closed, and what was deferred beyond it", async () => {
    await council.advance("2026-11-16T12:00:00.000Z");
    const late = await refer(1);
    await council.advance("2026-11-17T10:05:00.000Z");
    const later = await refer(2);
    const { agenda, arrivedSince } = await pack();
    expect([agenda, arrivedSince.map(({ reference }) => reference)]).toEqual([[], [late, later]]);
  });

  test("F44: of another council is empty", async () => {
    await refer(1);
    const other = { ...policy, council: "medway" };
    const elsewhere = await readMeeting(council.ports(), mira, other, tuesday, council.at);
    expect(elsewhere.agenda).toEqual([]);
  });
});

describe("A meeting that is held", () => {
  test("CST-06, CST-07: is run from the pack to its minutes: opened, one taken in, one moved, decided, closed", async () => {
    const [first, second, third] = [await refer(1), await refer(2), await refer(3)];
    await council.advance("2026-11-16T15:00:00.000Z");
    const late = await refer(4);
    await council.advance(ten);
    await open();
    expect((await take(late)).refused).toBeUndefined();
    expect(await order()).toHaveLength(4);
    await move(late, 1);
    expect((await order())[0]).toBe(late);
    await council.decide(late, allocate, { meeting: tuesday });
    await council.decide(first, { decision: "advise", reason: "needs-met" }, { meeting: tuesday });
    const defer = { decision: "defer", until: "2026-12-08", reason: "more-information" } as const;
    await council.decide(second, defer, { meeting: tuesday });
    await council.advance("2026-11-17T11:00:00.000Z");
    expect((await close()).refused).toBeUndefined();

    const record = await minutes();
    expect(record).toMatchObject({
      held: true,
      opened: { by: "mira", at: ten },
      attendance: { chair: "mira", present: ["mira", "anneke"], apologies: ["bram"] },
      closed: { by: "mira", at: "2026-11-17T11:00:00.000Z" },
      takenIn: [{ caseRef: late, by: "mira" }],
      moved: [{ caseRef: late, place: 1, reason: "The fire service called." }],
      decisions: [
        { caseRef: late, decision: "allocated", worker: "anneke", supervisor: "idris", by: "mira" },
        { caseRef: first, decision: "advised", reason: "needs-met" },
        { caseRef: second, decision: "deferred", reason: "more-information", until: "2026-12-08" },
      ],
      notReached: [third],
      carriedTo: "2026-11-24",
    });
    expect(record.text).toContain("Community Support Team: allocation meeting of Tuesday 17 November 2026");
    expect(record.text).toContain(`1. ${late}: allocated, to anneke, supervised by idris, recorded by mira`);
    expect(record.text).toContain("On the agenda of Tuesday 24 November 2026:");
    expect(record.text).not.toContain("fire service");
    expect((await pack("2026-11-24")).agenda.map(({ reference }) => reference)).toEqual([third]);
    expect(await minutes()).toEqual(record);
  });

  test("CST-06: keeps the order that lay on the table, whatever is learnt later", async () => {
    const refs = [await refer(1), await refer(2)];
    await council.advance(ten);
    await open();
    const before = await order();
    await council.decide(before[0] ?? "", allocate, { meeting: tuesday });
    expect(await order()).toEqual(before);
    expect((await pack()).agenda.map(({ decision }) => decision)).toEqual(["allocated", null]);
    expect(before.toSorted()).toEqual(refs.toSorted());
  });

  test("F27: is not reached by every case: what is left over is told to the service manager the same day", async () => {
    await refer(1);
    await council.advance(ten);
    await open();
    await close();
    await close();
    await council.advance("2026-11-17T17:00:00.000Z");
    // The meeting was held: nobody is told that it may not have been.
    expect(council.inbox("juno")).toEqual([
      "Allocation meeting of Tuesday 17 November 2026: a case was not reached",
    ]);
  });

  test("CST-06, I5: carries what it did not reach over to the next one, where it is owed, and counts its wait from the start", async () => {
    const [left, decided, deferred] = [await refer(1), await refer(2), await refer(3)];
    await council.advance(ten);
    await open();
    await council.decide(decided, allocate, { meeting: tuesday });
    const defer = { decision: "defer", until: "2026-12-08", reason: "more-information" } as const;
    await council.decide(deferred, defer, { meeting: tuesday });
    await close();
    await council.machines.settle();
    const list = await listOpenCases(council.ports(), mira, council.at);
    const line = (caseRef: string) => list.find(({ reference }) => reference === caseRef);
    expect(line(left)).toMatchObject({ meeting: "2026-11-24", due: "2026-11-24T10:00:00.000Z" });
    expect(line(deferred)).toMatchObject({ meeting: "2026-12-08" });
    expect((await council.history(left)).filter(({ type }) => type === "CaseCarriedOver")).toMatchObject([
      { by: "holdfast", facts: { meeting: tuesday, until: "2026-11-24" } },
    ]);
    // Not held, the next one is missed for it like for any other; and its age is told from its receipt on.
    await council.advance("2026-11-26T18:00:00.000Z");
    expect(council.inbox("juno")).toContain(
      "Allocation meeting of Tuesday 24 November 2026: cases are still waiting",
    );
    expect(council.inbox("mira").some((subject) => subject.includes(left))).toBe(true);
    const { obligation } = await council.case(left);
    expect((await council.decide(left, allocate)).refused).toBeUndefined();
    expect(obligation?.meeting).toBe("2026-11-24");
  });

  test("CST-06: closed while the next one sits, leaves it on the table there", async () => {
    const caseRef = await refer(1);
    await council.advance(ten);
    await open();
    await council.advance("2026-11-24T10:15:00.000Z");
    await open("2026-11-24");
    await close();
    await council.machines.settle();
    expect((await council.case(caseRef)).obligation?.meeting).toBe("2026-11-24");
    expect((await pack("2026-11-24")).agenda.map(({ reference }) => reference)).toEqual([caseRef]);
    await close("2026-11-24");
    expect((await minutes("2026-11-24")).notReached).toEqual([caseRef]);
    expect((await council.case(caseRef)).obligation?.meeting).toBe("2026-12-01");
  });

  test("F19, F5: a crash after the close loses nobody, because the sweep carries over what is owed", async () => {
    const caseRef = await refer(1);
    await council.advance(ten);
    await open();
    const dispatched = council.ports();
    await closeMeeting({ ...dispatched, dispatch: async () => 0 }, mira, policy, tuesday, council.at);
    expect((await council.case(caseRef)).obligation?.meeting).toBe(tuesday);
    await council.advanceMinutes(6);
    await council.sweep();
    expect((await council.case(caseRef)).obligation?.meeting).toBe("2026-11-24");
  });

  test("CST-06: deferred and then taken in again, a case is open once more and is decided at the same meeting", async () => {
    const caseRef = await refer(1);
    await council.advance(ten);
    await open();
    const defer = { decision: "defer", until: "2026-12-08", reason: "more-information" } as const;
    await council.decide(caseRef, defer, { meeting: tuesday });
    expect((await council.decide(caseRef, allocate, { meeting: tuesday })).refused?.name).toBe(
      "not-on-agenda",
    );
    expect((await pack()).later).toMatchObject([{ reference: caseRef, deferrals: 1, meeting: "2026-12-08" }]);
    await take(caseRef);
    expect((await pack()).agenda).toMatchObject([{ reference: caseRef, decision: null, takenIn: true }]);
    expect((await council.decide(caseRef, allocate, { meeting: tuesday })).refused).toBeUndefined();
    await close();
    expect(await minutes()).toMatchObject({
      notReached: [],
      decisions: [{ decision: "deferred" }, { decision: "allocated" }],
    });
  });

  test("CST-07: two managers who decide at once decide once; and nothing is decided at it once it is closed", async () => {
    const [one, other] = [await refer(1), await refer(2)];
    await council.advance(ten);
    await open();
    const answers = await Promise.all([
      council.decide(one, allocate, { meeting: tuesday }),
      council.decide(one, { decision: "advise", reason: "needs-met" }, { by: "juno", meeting: tuesday }),
    ]);
    expect(answers.map(({ refused }) => refused?.name).toSorted()).toEqual(["already-decided", undefined]);
    await close();
    expect((await council.decide(other, allocate, { meeting: tuesday })).refused?.name).toBe(
      "meeting-closed",
    );
    expect((await take(other)).refused?.name).toBe("meeting-closed");
    expect((await council.decide(other, allocate)).refused).toBeUndefined();
    expect((await minutes()).decisions).toHaveLength(1);
    expect((await minutes()).notReached).toEqual([other]);
  });

  test("CST-06: opened twice, with somebody who came late, it is opened once and the attendance is put right", async () => {
    await council.advance(ten);
    await open();
    await open();
    const late = { ...sat, present: ["mira", "anneke", "bram"], apologies: [] };
    await open(tuesday, late);
    const history = await council.store.history(meetingKey(policy, tuesday));
    expect(history.map(({ type, by }) => [type, by])).toEqual([
      ["MeetingOpened", "mira"],
      ["AttendanceRecorded", "mira"],
    ]);
    expect((await minutes()).attendance).toEqual(late);
  });
});

describe("The minutes of a meeting", () => {
  test("X-06: are corrected by an appended correction only, which says who and when", async () => {
    await council.advance(ten);
    await open();
    await close();
    const before = await minutes();
    const words = "Bram was there from half past ten.";
    await correctMinutes(council.ports(), mira, policy, tuesday, words, council.at);
    await correctMinutes(council.ports(), mira, policy, tuesday, words, council.at);
    const after = await minutes();
    expect(after.corrections).toEqual([{ by: "mira", at: ten, words }]);
    expect({ ...after, corrections: [], text: "" }).toEqual({ ...before, text: "" });
    expect([before.text.includes("Bram"), after.text.includes("Bram")]).toEqual([false, false]);
    expect(after.text).toContain(
      "Corrections, kept with the record:\n1. by mira on Tuesday 17 November 2026",
    );
  });

  test("F27: say of a meeting that was not held that it was not", async () => {
    expect(await minutes()).toMatchObject({ held: false, decisions: [], attendance: null });
    expect((await minutes()).text).toContain("This meeting was not held.");
  });

  test("F27: of a meeting that nobody opened, and that decided something, are minutes of a meeting held", async () => {
    const [one, other] = [await refer(1), await refer(2)];
    await council.advance("2026-11-17T10:30:00.000Z");
    await council.decide(one, allocate, { meeting: tuesday });
    expect((await minutes()).held).toBe(true);
    await close();
    expect(await minutes()).toMatchObject({
      opened: null,
      notReached: [other],
      decisions: [{ caseRef: one }],
    });
  });

  test("A9: of a meeting that an older release minuted, are still read", () => {
    const old = { day: tuesday, service: policy.service, caseRef: "C-1", decision: "allocated", at: ten };
    const event = { type: "DecisionMinuted", key: "k", ...old } satisfies MeetingEvent;
    expect(evolveMeeting({ day: tuesday, service: policy.service, decisions: [] }, event)).toEqual({
      day: tuesday,
      service: policy.service,
      decisions: [{ key: "k", caseRef: "C-1", decision: "allocated", at: ten }],
    });
  });
});

describe("A meeting that is refused", () => {
  test.each([
    ["opened before its day", "2026-11-24", sat, "meeting-not-yet"],
    ["opened on a day without one", "2026-11-18", sat, "not-a-meeting-day"],
    ["opened a week late", "2026-11-10", sat, "meeting-passed"],
    ["opened with somebody whom nobody knows", tuesday, { ...sat, present: ["winston"] }, "not-on-roster"],
  ] as const)("CST-06: cannot be %s", async (_what, day, attendance, refused) => {
    await council.advance(ten);
    expect(
      (await open(day, { ...attendance, present: [...attendance.present], apologies: [] })).refused?.name,
    ).toBe(refused);
  });

  test("CST-06: is opened and closed by managers only, and closed only where it was held", async () => {
    await council.advance(ten);
    const anneke = actor("anneke");
    expect((await openMeeting(council.ports(), anneke, policy, tuesday, sat, council.at)).refused?.name).toBe(
      "not-a-decision-maker",
    );
    expect((await close()).refused?.name).toBe("meeting-not-held");
    await open();
    await close();
    expect((await open(tuesday, { ...sat, apologies: [] })).refused?.name).toBe("meeting-closed");
    expect((await close()).refused).toBeUndefined();
  });

  test("CST-06: moves nobody who is not on its agenda, nor to a place that it does not have", async () => {
    const caseRef = await refer(1);
    expect((await move("C-0000000000", 1)).refused?.name).toBe("not-on-agenda");
    expect((await move(caseRef, 2)).refused?.name).toBe("no-such-place");
    expect((await move(caseRef, 1)).refused).toBeUndefined();
  });
});

describe("A decision that is taken outside a meeting", () => {
  test("F27, CST-06: on a Tuesday makes no meeting held, which nobody has opened, and nobody is asked to close one", async () => {
    const [one, other] = [await refer(1), await refer(2)];
    await council.advance("2026-11-17T10:30:00.000Z");
    expect((await council.decide(one, allocate)).refused).toBeUndefined();
    expect(await pack()).toMatchObject({ held: false, opened: null, decisions: [] });
    for (const instant of ["2026-11-17T17:00:00.000Z", "2026-11-25T09:00:00.000Z"]) {
      await council.advance(instant);
      await council.reconcile();
    }
    expect(council.inbox("juno").filter((subject) => /still waiting$/.test(subject))).not.toEqual([]);
    expect(council.inbox("mira").filter((subject) => /close its minutes/.test(subject))).toEqual([]);
    expect((await council.case(other)).phase).toBe("referred");
  });

  test("CST-06: while a meeting is open is one of the meeting's, in its minutes", async () => {
    const caseRef = await refer(1);
    await council.advance("2026-11-17T10:30:00.000Z");
    await open();
    await council.decide(caseRef, allocate);
    expect(await pack()).toMatchObject({ held: true, decisions: [{ caseRef, decision: "allocated" }] });
    const late = await refer(2);
    await close();
    await council.decide(late, { decision: "advise", reason: "needs-met" });
    expect((await pack()).decisions).toHaveLength(1);
  });
});

describe("A meeting that was opened and never closed", () => {
  const toClose = "Allocation meeting of Tuesday 17 November 2026: please close its minutes";
  const chased = (who: string) => council.inbox(who).filter((subject) => subject.startsWith(toClose)).length;

  test("F27, I5: is chased the next morning, then with the service manager, and each week, until it is closed or they are told for the last time", async () => {
    await council.advance(ten);
    await open();
    const at = async (instant: string) => {
      await council.advance(instant);
      await council.reconcile();
      return [chased("mira"), chased("juno")];
    };
    expect(await at("2026-11-18T08:59:00.000Z")).toEqual([0, 0]);
    expect(await at("2026-11-18T09:00:00.000Z")).toEqual([1, 0]);
    expect(await at("2026-11-18T09:15:00.000Z")).toEqual([1, 0]);
    expect(await at("2026-11-19T09:00:00.000Z")).toEqual([1, 1]);
    expect(await at("2026-11-26T09:00:00.000Z")).toEqual([2, 2]);
    expect(await at("2026-12-03T09:00:00.000Z")).toEqual([3, 3]);
    expect(await at("2026-12-10T09:00:00.000Z")).toEqual([4, 4]);
    expect(council.inbox("juno")).toContain(toClose);
    expect(council.inbox("juno")).not.toContain(`${toClose} (asked for the last time)`);
    expect(await at("2026-12-17T09:00:00.000Z")).toEqual([5, 5]);
    expect(council.inbox("juno").at(-1)).toBe(`${toClose} (asked for the last time)`);
    for (const month of ["2027-01", "2027-06", "2028-11"])
      expect(await at(`${month}-15T09:00:00.000Z`)).toEqual([5, 5]);
    expect(
      (await council.store.dueUntil("milton-keynes")).filter(({ key }) => key.kind === "meeting"),
    ).toEqual([]);
    expect((await close()).refused).toBeUndefined();
  });

  test("F27: whose last rungs all passed in an outage is asked for once, and then no more", async () => {
    await council.advance(ten);
    await open();
    await council.advance("2027-03-01T09:00:00.000Z");
    for (const _ of [1, 2, 3]) await council.reconcile();
    expect([chased("mira"), chased("juno")]).toEqual([1, 1]);
    expect(council.inbox("mira").at(-1)).toMatch(/last time/);
  });

  test("F27, CST-07: one that only has decisions recorded is chased the same, and once, also where it is opened later", async () => {
    const [one, other] = [await refer(1), await refer(2)];
    await council.advance("2026-11-17T10:30:00.000Z");
    for (const caseRef of [one, other]) await council.decide(caseRef, allocate, { meeting: tuesday });
    const at = async (instant: string) => {
      await council.advance(instant);
      await council.reconcile();
      return [chased("mira"), chased("juno")];
    };
    expect(await at("2026-11-18T08:59:00.000Z")).toEqual([0, 0]);
    expect(await at("2026-11-18T09:00:00.000Z")).toEqual([1, 0]);
    expect(await at("2026-11-18T09:15:00.000Z")).toEqual([1, 0]);
    await open();
    expect(await at("2026-11-18T17:00:00.000Z")).toEqual([1, 0]);
    expect(await at("2026-11-19T09:00:00.000Z")).toEqual([1, 1]);
    await close();
    expect(await at("2026-12-19T09:00:00.000Z")).toEqual([1, 1]);
    const history = await council.store.history(meetingKey(policy, tuesday));
    expect(history.map(({ type }) => type)).toEqual([
      "DecisionMinuted",
      "MeetingChaseBegun",
      "DecisionMinuted",
      "MeetingRungReached",
      "MeetingOpened",
      "MeetingRungReached",
      "MeetingClosed",
    ]);
  });

  test("F27: closed the same day, nobody is chased", async () => {
    await council.advance(ten);
    await open();
    await close();
    await council.advance("2026-11-30T09:00:00.000Z");
    await council.reconcile();
    expect([chased("mira"), chased("juno")]).toEqual([0, 0]);
  });
});

describe("A Tuesday that is a bank holiday", () => {
  test("X-02, F25: Tuesday 28 December 2027 sits on Wednesday the 29th: agenda, opening, decisions and minutes", async () => {
    council = await aCouncil({ at: "2027-12-22T09:00:00.000Z" });
    const caseRef = await refer(1);
    await council.advance("2027-12-29T10:00:00.000Z");
    expect((await open("2027-12-28")).refused?.name).toBe("not-a-meeting-day");
    expect((await open("2027-12-29")).refused).toBeUndefined();
    expect((await pack("2027-12-29")).agenda.map(({ reference }) => reference)).toEqual([caseRef]);
    await council.decide(caseRef, allocate, { meeting: "2027-12-29" });
    await close("2027-12-29");
    expect((await minutes("2027-12-29")).text).toContain("allocation meeting of Wednesday 29 December 2027");
  });
});
