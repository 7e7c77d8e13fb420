import { describe, expect, test } from "vitest";
import { dayOf, type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { OpenCase } from "#shared/domain/case/commands.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { type PastEvent, streamNotKnown } from "#shared/domain/measures/course.ts";
import { reportCsv } from "#shared/domain/measures/csv.ts";
import { measuresOf } from "#shared/domain/measures/registry.ts";
import { measure } from "#shared/domain/measures/report.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { policies } from "#shared/services/registry.ts";
import { aCase, type CaseBuilder } from "#test/support/cases.ts";
import { noNeeds } from "#test/support/leaving.ts";
import { actor, team } from "#test/support/staff.ts";
import { figures, paidBy } from "./support.ts";

/** Received on Wednesday 11 November 2026 and screened at once. */
const aReferral = (at = "2026-11-11T10:42:00.000Z") => aCase({}, { at }).screened();
const allocatedAt = (at: string, received?: string) => aReferral(received).at(at).entered().allocated();
const advise = { decision: "advise", reason: "needs-met" } as const;

describe("What came in", () => {
  test("CST-11, X-02: counts by the month in London, so that the last night of March is already April", () => {
    const late = aReferral("2027-03-31T23:30:00.000Z");
    expect(figures([late], { month: "2027-03" })["referrals-received"]).toBe(0);
    expect(figures([late], { month: "2027-04" })["referrals-received"]).toBe(1);
  });

  test("CST-11, STG-09: counts who was supported before, and not who was merely alike", () => {
    const again = aCase({ earlier: [{ caseRef: "C-0000000001", closedOn: "2026-05-01" }] }).screened();
    const alike = aCase({ possibleDuplicates: ["C-0000000002"] }).screened();
    expect(figures([again, alike])).toMatchObject({ "referrals-received": 2, "re-entries": 1 });
  });
});

describe("The referrer's answer", () => {
  test("CST-07, CST-11: within ten working days is in time, and the eleventh is late", () => {
    // Wednesday the 11th, and ten working days on is Wednesday the 25th.
    const inTime = aReferral().at("2026-11-25T16:00:00.000Z");
    const late = aReferral().at("2026-11-26T09:00:00.000Z");
    for (const each of [inTime, late]) each.entered().given(each.decision(advise));
    expect(figures([inTime, late])).toMatchObject({
      "referrals-answered": 2,
      "answered-in-time": 1,
      "answered-late": 1,
      "answered-in-time-share": 50,
      "days-to-answer-median": 10.5,
      advised: 2,
    });
  });

  test("CST-07: to be deferred is not to be answered, and shows as waiting too long", () => {
    const deferred = aReferral().at("2026-11-17T11:00:00.000Z").entered();
    deferred.given(deferred.decision(deferred.deferral()));
    expect(figures([deferred])).toMatchObject({ "referrals-answered": 0, "unanswered-too-long": 1 });
  });

  test("CST-05: an alert to another service answers at once", () => {
    const acute = aCase({
      screening: { acuteRiskNow: "yes", urgency: "routine", tenure: "council" },
    }).screened();
    expect(figures([acute])).toMatchObject({ signposted: 1, "days-to-answer-median": 0, unallocated: 0 });
  });
});

describe("The answer to a referrer who has to be telephoned", () => {
  const decidedAt = "2026-11-17T11:00:00.000Z";
  const advised = (over: Partial<OpenCase> = {}) => {
    const held = aCase(over, { at: "2026-11-11T10:42:00.000Z" }).screened().at(decidedAt).entered();
    return held.given(held.decision(advise));
  };
  const owed = (held: CaseBuilder, letter = "answer/advised", at = decidedAt): PastEvent => ({
    at,
    event: {
      type: "ReferrerCallOwed",
      owner: "duty",
      instead: `${held.state.caseRef}/${letter}`,
      cameAt: at,
      due: "2026-11-18T17:00:00.000Z",
      rungs: [],
    },
  });
  const ended = (spokenAt: string, as: "told" | "cannot-be-told" = "told", at = spokenAt): PastEvent => ({
    at,
    event: { type: "ReferrerCallEnded", as, by: "duty-desk", at, spokenAt, content: "call-1" },
  });
  const november = (...past: readonly PastEvent[]) => figures([past]);
  const december = (...past: readonly PastEvent[]) => figures([past], { month: "2026-12" });

  test("CST-07, CST-11: counts on the day on which they were told, whenever that was written down", () => {
    const held = advised();
    const past = [
      ...held.past,
      owed(held),
      ended("2026-11-30T15:00:00.000Z", "told", "2026-12-02T09:00:00.000Z"),
    ];
    expect(november(...past)).toMatchObject({
      "referrals-answered": 1,
      advised: 1,
      "answered-late": 1,
      "days-to-answer-median": 13,
      "unanswered-too-long": 0,
    });
    expect(december(...past)).toMatchObject({ "referrals-answered": 0 });
  });

  test("CST-07: is none while the call is open, and shows as waiting too long", () => {
    const held = advised();
    const open = [...held.past, owed(held)];
    expect(november(...open)).toMatchObject({
      "referrals-answered": 0,
      advised: 0,
      "unanswered-too-long": 1,
    });
    // As the letter went, that was the answer; the call about the end of support takes nothing of it.
    expect(november(...held.past, owed(held, "closed/referrer"))).toMatchObject({ "referrals-answered": 1 });
  });

  test("CST-07: is none where there is no way left to tell them, and they wait no longer", () => {
    const held = advised();
    const past = [...held.past, owed(held), ended("2026-11-30T15:00:00.000Z", "cannot-be-told")];
    expect(november(...past)).toMatchObject({ "referrals-answered": 0, "unanswered-too-long": 0 });
    // Of what was put off somebody may be told or not: the decision is still to come.
    const waits = aReferral().at("2026-11-12T09:00:00.000Z");
    const call = [owed(waits, "answer/deferred/2026-12-01", waits.now), ended(waits.now, "cannot-be-told")];
    expect(november(...waits.past, ...call)).toMatchObject({ "unanswered-too-long": 1 });
  });

  test("CST-07, F37: a letter that came back was no answer, and the call that followed it is", () => {
    const held = advised();
    const back = owed(held, "answer/advised", "2026-11-20T09:00:00.000Z");
    const past = [...held.past, back, ended("2026-12-01T09:00:00.000Z")];
    expect(november(...past)).toMatchObject({ "referrals-answered": 0 });
    expect(december(...past)).toMatchObject({ "referrals-answered": 1 });
  });

  test("CST-07, CST-11: is owed from the month of the decision to the month in which they were told", () => {
    const held = aCase({ callReferrer: true }, { at: "2026-11-11T10:42:00.000Z" }).screened();
    held.at(decidedAt).entered().allocated();
    const past = [...held.past, owed(held, "answer/allocated"), ended("2026-12-02T09:00:00.000Z")];
    const none = { "referrals-answered": 0, accepted: 0, "answers-cannot-be-told": 0 };
    expect(november(...past)).toMatchObject({
      ...none,
      "referrals-decided": 1,
      allocated: 1,
      "answers-still-owed": 1,
    });
    expect(december(...past)).toMatchObject({
      "referrals-decided": 0,
      allocated: 0,
      "answers-still-owed": 0,
      "referrals-answered": 1,
      accepted: 1,
    });
    const lost = [...past.slice(0, -1), ended("2026-12-02T09:00:00.000Z", "cannot-be-told")];
    expect(december(...lost)).toMatchObject({
      ...none,
      "answers-cannot-be-told": 1,
      "answers-still-owed": 0,
    });
    // Told after all, with something else that there was to tell: then it was only late.
    const after = [...lost, owed(held, "closed/referrer", "2026-12-09T09:00:00.000Z")];
    const told = [...after, ended("2027-01-05T09:00:00.000Z")];
    expect(december(...told)).toMatchObject({ ...none, "answers-still-owed": 1 });
    expect(figures([told], { month: "2027-01" })).toMatchObject({ accepted: 1, "answers-still-owed": 0 });
  });

  test("CST-07, CST-11: is not the allocation, where the first answer was advice that a meeting comes back to", () => {
    const held = aReferral().at(decidedAt).entered();
    const later = { decision: "advise", reason: "suitable-later", until: "2026-12-01" } as const;
    held.given(held.decision(later)).at("2026-12-01T11:00:00.000Z").entered().allocated();
    expect(figures([held])).toMatchObject({ "referrals-answered": 1, advised: 1, accepted: 0, allocated: 0 });
    expect(figures([held], { month: "2026-12" })).toMatchObject({
      "referrals-answered": 0,
      "referrals-decided": 0,
      accepted: 0,
      allocated: 1,
    });
  });

  test("CST-07, F37: is the call in which they were told of it, where its letter came back only after that", () => {
    const held = advised();
    const spokenAt = "2026-12-01T09:00:00.000Z";
    const instead = `${held.state.caseRef}/answer/advised`;
    const hadTold = { type: "ReferrerCallHadTold", instead, cameAt: decidedAt, spokenAt } as const;
    const past = [...held.past, { at: "2026-12-04T09:00:00.000Z", event: hadTold }];
    expect(november(...held.past)).toMatchObject({ "referrals-answered": 1, "answers-still-owed": 0 });
    expect(november(...past)).toMatchObject({ "referrals-answered": 0, "answers-still-owed": 1 });
    expect(december(...past)).toMatchObject({ "referrals-answered": 1, "answers-still-owed": 0 });
  });

  test("CST-07: what they were told before it was decided was not the answer", () => {
    const held = advised();
    const early = ended("2026-11-16T09:00:00.000Z", "told", "2026-11-20T09:00:00.000Z");
    const past = [...held.past, owed(held), early, owed(held)];
    expect(november(...past)).toMatchObject({ "referrals-answered": 0 });
    expect(december(...past, ended("2026-12-01T09:00:00.000Z"))).toMatchObject({ "referrals-answered": 1 });
  });

  test("CST-07: is the call that is owed in the place of the case's own, where that was open as it was decided", () => {
    const held = aCase({ callReferrer: true }, { at: "2026-11-11T10:42:00.000Z" }).screened();
    held.at(decidedAt).entered().allocated();
    const past = [...held.past, owed(held, "answer/allocated")];
    expect(november(...past)).toMatchObject({ "referrals-answered": 0, allocated: 1 });
    expect(november(...past, ended("2026-11-24T09:00:00.000Z"))).toMatchObject({
      "referrals-answered": 1,
      "days-to-answer-median": 9,
    });
  });

  test("CST-07: is the letter, where the decision that ended the case ended its promise to telephone", () => {
    const held = advised({ callReferrer: true });
    expect(figures([held])).toMatchObject({ "referrals-answered": 1 });
    expect(november(...held.past, owed(held))).toMatchObject({ "referrals-answered": 0 });
  });

  test("CST-05, CST-07: of a referral for another service is any call that says so", () => {
    const acuteRisk = { acuteRiskNow: "yes", urgency: "routine", tenure: "council" } as const;
    const held = aCase({ callReferrer: true, screening: acuteRisk }).screened();
    expect(figures([held])).toMatchObject({ signposted: 0 });
    held.at(plusMinutes(held.now, 30)).given({ type: "confirm-signpost", by: actor("duty-desk") });
    expect(figures([held])).toMatchObject({ signposted: 0 });
    const told = [owed(held, "signpost/confirmed", held.now), ended("2026-11-12T09:00:00.000Z")];
    expect(november(...held.past, ...told)).toMatchObject({ signposted: 1, "days-to-answer-median": 1 });
  });
});

describe("From receipt to a worker", () => {
  test("CST-11, X-02: counts calendar days and working days apart, over Christmas and its substitute days", () => {
    // Wednesday 23 December to Tuesday 29 December 2026: Christmas Day, and Monday 28th for Boxing Day, are off.
    const held = allocatedAt("2026-12-29T11:00:00.000Z", "2026-12-23T10:00:00.000Z");
    expect(figures([held], { month: "2026-12" })).toMatchObject({
      allocated: 1,
      "days-to-allocation-median": 6,
      "working-days-to-allocation-median": 2,
    });
  });

  test("CST-11: gives the median and the ninetieth percentile of ten", () => {
    const ten = Array.from({ length: 10 }, (_, day) =>
      allocatedAt(`2026-11-${11 + day}T12:00:00.000Z`, "2026-11-11T08:00:00.000Z"),
    );
    expect(figures(ten)).toMatchObject({
      "days-to-allocation-median": 4.5,
      "days-to-allocation-ninetieth": 8,
    });
  });

  test("CST-11: tells who has no worker at the end of the month, and for how long, also once they have one", () => {
    const waiting = allocatedAt("2026-12-08T11:00:00.000Z");
    const newer = aReferral("2026-11-29T10:00:00.000Z");
    expect(figures([waiting, newer])).toMatchObject({
      unallocated: 2,
      "unallocated-days-longest": 20,
      "unallocated-days-median": 11,
    });
    expect(figures([waiting, newer], { month: "2026-12" })).toMatchObject({
      unallocated: 1,
      "unallocated-days-longest": 33,
    });
  });
});

describe("Reviews", () => {
  const allocated = () => allocatedAt("2026-11-17T11:00:00.000Z", "2026-11-11T10:00:00.000Z");

  test("CST-17, CST-11: given by the evening of the due day is on time, on the next day late, and never is outstanding", () => {
    const onTime = allocated().at("2026-12-01T21:00:00.000Z").reviewed();
    const late = allocated().at("2026-12-02T08:00:00.000Z").reviewed();
    const half = allocated().at("2026-12-01T10:00:00.000Z").gave("worker");
    expect(
      figures([onTime, late, half], { month: "2026-12", asOf: "2026-12-03T09:00:00.000Z" }),
    ).toMatchObject({
      "reviews-due": 3,
      "reviews-completed": 2,
      "reviews-on-time": 1,
      "reviews-late": 1,
      "reviews-outstanding": 1,
      "reviews-on-time-share": 33.3,
      "reviews-with-sight": 2,
      "reviews-with-sight-share": 100,
    });
  });

  test("CST-17: one without sight of the person is complete, and says so", () => {
    const held = allocated().at("2026-12-01T10:00:00.000Z");
    held.gave("worker", { answers: { seen: false } }).gave("supervisor");
    expect(figures([held], { month: "2026-12", asOf: "2026-12-02T09:00:00.000Z" })).toMatchObject({
      "reviews-completed": 1,
      "reviews-with-sight": 0,
    });
  });

  test("CST-17, CST-11: a fortnight that passed while an earlier review stood open is due and missed, month by month", () => {
    const held = allocated().at("2027-02-20T10:00:00.000Z");
    const of = (month: string, asOf = "2027-03-01T09:00:00.000Z") => {
      const { "reviews-due": due, "reviews-missed": missed, ...rest } = figures([held], { month, asOf });
      return [due, missed, rest["reviews-outstanding"], rest["reviews-late"], rest["reviews-on-time-share"]];
    };
    // Planned for 1 December; then 15 and 29 December, 12 and 26 January and 9 February, each a Tuesday.
    const standing = "2027-02-20T10:00:00.000Z";
    expect(["2026-12", "2027-01", "2027-02"].map((month) => of(month, standing))).toEqual([
      [3, 2, 1, 0, 0],
      [2, 2, 0, 0, 0],
      [1, 1, 0, 0, 0],
    ]);
    held.reviewed();
    expect(held.state.review?.planned).toBe("2027-02-23");
    expect(["2026-12", "2027-01", "2027-02"].map((month) => of(month))).toEqual([
      [3, 2, 0, 1, 0],
      [2, 2, 0, 0, 0],
      [2, 1, 1, 0, 0],
    ]);
  });

  test("CST-17: one that is given late within its fortnight, or early, misses none; and a case that is over none after its end", () => {
    const late = allocated().at("2026-12-14T10:00:00.000Z").reviewed();
    late.at("2026-12-29T10:00:00.000Z").reviewed();
    const early = allocated().at("2026-11-26T10:00:00.000Z").reviewed();
    const asked = { month: "2026-12", asOf: "2026-12-29T12:00:00.000Z" };
    expect(figures([late], asked)).toMatchObject({ "reviews-due": 3, "reviews-missed": 1 });
    expect(figures([early], { ...asked, asOf: "2026-12-15T12:00:00.000Z" })["reviews-missed"]).toBe(0);
    const over = allocated().at("2026-12-28T10:00:00.000Z");
    const past = [...over.past, { at: over.now, event: { type: "CaseClosed" } } as unknown as PastEvent];
    expect(figures([past], { month: "2027-01", asOf: "2027-02-01T09:00:00.000Z" })["reviews-due"]).toBe(0);
    expect(figures([past], { month: "2026-12", asOf: "2027-02-01T09:00:00.000Z" })).toMatchObject({
      "reviews-outstanding": 1,
      "reviews-missed": 1,
    });
  });

  test("F20: one that its ladder handed on is still one review, due when it was", () => {
    const held = allocated();
    while (held.obligation.rungs[held.obligation.reached]) {
      held.atNextRung();
      if (held.state.episode.sequence > 2) break;
    }
    expect(figures([held], { month: "2026-12" })["reviews-outstanding"]).toBe(1);
    expect(figures([held], { month: "2026-12" }).escalations).toBeGreaterThan(2);
  });

  test("CST-19: closing a case before a review is due leaves none due", () => {
    const held = allocated().at("2026-11-30T10:00:00.000Z");
    held.given({ type: "record-outcomes", by: actor("anneke"), roster: team, answers: noNeeds.answers });
    held.given({
      type: "request-closure",
      by: actor("anneke"),
      reason: "self-supporting",
      evidence: "closure-evidence",
      agencies: [],
      roster: team,
    });
    held.given({ type: "end-closure", by: actor("mira"), ended: "closed" });
    expect(figures([held], { month: "2026-12" })["reviews-due"]).toBe(0);
    expect(figures([held])).toMatchObject({
      "closed-planned": 1,
      "closed-unplanned": 0,
      "closed-self-supporting": 1,
      "days-of-support-median": 13,
    });
  });
});

describe("What became of somebody", () => {
  test("CST-11, CST-19: counts the needs of whoever left, as last recorded, and met only where they were met", () => {
    const held = allocatedAt("2026-11-17T11:00:00.000Z", "2026-11-11T10:00:00.000Z");
    const [first, second, third] = policy.closure.outcomes;
    const record = (answers: object) =>
      held.given({ type: "record-outcomes", by: actor("anneke"), roster: team, answers });
    const none = Object.fromEntries(policy.closure.outcomes.map((area) => [area, { identified: false }]));
    record({ ...none, [first ?? ""]: { identified: true, achieved: "no" } });
    record({
      [first ?? ""]: { identified: true, achieved: "yes" },
      [second ?? ""]: { identified: true, achieved: "partly" },
      [third ?? ""]: { identified: true, achieved: "no" },
    });
    const asked = {
      type: "request-closure",
      reason: "self-supporting",
      evidence: "evidence",
      agencies: [],
    } as const;
    held.at("2026-11-20T10:00:00.000Z").given({ ...asked, by: actor("anneke"), roster: team });
    expect(figures([held])["needs-identified"]).toBe(0);
    held.given({ type: "end-closure", by: actor("mira"), ended: "closed" });
    expect(figures([held])).toMatchObject({
      "needs-identified": 3,
      "needs-achieved": 1,
      "needs-partly-achieved": 1,
      "needs-achieved-share": 33.3,
    });
  });
});

describe("What came of a safeguarding concern", () => {
  const raised = (held: CaseBuilder, reference: string, at: Instant) =>
    held.at(at).given({
      type: "record-work",
      by: actor("anneke"),
      roster: team,
      record: { what: "concern", reference, on: dayOf(at) },
      content: `concern-${reference}`,
    });
  const ended = (held: CaseBuilder, by: string, as: "kept" | "not-kept", result: string) =>
    held.given({
      type: "end-commitment",
      by: actor(by),
      id: commitmentsOf(held.state)[0]?.id ?? 0,
      as,
      result,
      content: "said",
      roster: team,
    });
  /** Two concerns of November: one came to an enquiry in December, of the other a manager said what had come of it. */
  const followed = () => {
    const held = allocatedAt("2026-11-17T11:00:00.000Z", "2026-11-11T10:00:00.000Z");
    raised(held, "SA-1", "2026-11-18T10:00:00.000Z");
    raised(held, "SA-2", "2026-11-19T10:00:00.000Z").at("2026-12-03T10:00:00.000Z");
    ended(held, "anneke", "kept", "enquiry");
    return ended(held, "mira", "not-kept", "advice");
  };

  test("CST-12, CST-20, CST-11: is counted by the policy's words, in the month in which it was said", () => {
    expect(figures([followed()])).toMatchObject({ "concerns-raised": 2, "concerns-followed-up": 0 });
    expect(figures([followed()], { month: "2026-12" })).toMatchObject({
      "concerns-raised": 0,
      "concerns-followed-up": 2,
      "concerns-without-result": 0,
      "concern-enquiry": 1,
      "concern-advice": 1,
    });
  });

  test("CST-10, CST-11: is counted by funding stream, and the file has its definition beside it", () => {
    const past = paidBy(followed(), "housing-revenue-account");
    expect(figures([past], { month: "2026-12", stream: "housing-revenue-account" })["concern-enquiry"]).toBe(
      1,
    );
    const asked = { from: "2026-12", to: "2026-12", asOf: "2027-01-02T09:00:00.000Z" };
    expect(reportCsv(measure([past], policy, asked))).toContain(
      '2026-12,yes,housing-revenue-account,concern-enquiry,Result of a safeguarding concern: A safeguarding enquiry,1,concerns,1,,,,no,"Safeguarding concerns with the result enquiry, of those with a result. It counts',
    );
  });

  test("CST-20: is none for a concern that was dropped before each had to have one, which shows as such", () => {
    const held = allocatedAt("2026-11-17T11:00:00.000Z", "2026-11-11T10:00:00.000Z");
    raised(held, "SA-1", "2026-11-18T10:00:00.000Z");
    const id = commitmentsOf(held.state)[0]?.id ?? 0;
    held.past.push({ at: held.now, event: { type: "CommitmentEnded", id, as: "withdrawn", by: "anneke" } });
    expect(figures([held])).toMatchObject({ "concerns-followed-up": 0, "concerns-without-result": 1 });
  });

  test("A7: has a measure for each word of a service, and none for another's", () => {
    const work = { ...policy.work, concernResults: [{ id: "made-safe", title: "The person was made safe" }] };
    const found = figures([], { policy: { ...policy, work } });
    expect(found).toMatchObject({ "concern-made-safe": 0 });
    expect(found).not.toHaveProperty("concern-enquiry");
  });
});

describe("What could not wait", () => {
  const urgent = { screening: { acuteRiskNow: "no", urgency: "emergency", tenure: "council" } } as const;
  const acute = { screening: { acuteRiskNow: "yes", urgency: "routine", tenure: "council" } } as const;

  test("CST-08, CST-11: an emergency decided in two hours is in time, a minute later is not", () => {
    const [soon, late] = ["2026-11-11T12:42:00.000Z", "2026-11-11T12:43:00.000Z"].map((at) => {
      const held = aCase(urgent).screened().at(at);
      return held.given(held.decision({ decision: "meeting" }));
    });
    expect(figures([soon, late].flatMap((each) => each ?? []))).toMatchObject({
      emergencies: 2,
      "emergencies-in-time": 1,
    });
  });

  test("CST-05, CST-11: an alert is in time only once somebody has confirmed it", () => {
    const confirmed = aCase(acute).screened().at("2026-11-11T11:00:00.000Z");
    confirmed.given({ type: "confirm-signpost", by: actor("duty-desk") });
    expect(figures([confirmed, aCase(acute).screened()])).toMatchObject({ alerts: 2, "alerts-in-time": 1 });
  });
});

describe("By funding stream", () => {
  const reviewed = () =>
    allocatedAt("2026-11-17T11:00:00.000Z", "2026-11-11T10:00:00.000Z")
      .at("2026-12-01T09:30:00.000Z")
      .reviewed();

  test("CST-10, CST-11: counts a case from its receipt for whoever pays for the worker that took it", () => {
    const cases = [paidBy(reviewed(), "housing-revenue-account"), reviewed().past, aReferral().past];
    const received = (stream: string) => figures(cases, { stream })["referrals-received"];
    expect(["housing-revenue-account", streamNotKnown, "not-allocated", "all"].map(received)).toEqual([
      1, 1, 1, 3,
    ]);
  });

  test("CST-11: after a change of worker counts for whoever pays now, and the earlier months stand", () => {
    const past = [...paidBy(reviewed(), "housing-revenue-account")];
    const changed = { type: "WorkerChanged", worker: "bram", fundingStream: "general-fund" };
    past.push({ at: "2026-12-10T10:00:00.000Z", event: changed as never });
    const asked = { month: "2026-12", asOf: "2026-12-28T10:00:00.000Z" };
    expect(figures([past], { ...asked, stream: "housing-revenue-account" })["reviews-due"]).toBe(1);
    expect(figures([past], { ...asked, stream: "general-fund" })["reviews-due"]).toBe(1);
  });

  test("CST-11, A7: an agreement says which measures its stream reports, and what they should reach", () => {
    const hra = {
      fundingStream: "housing-revenue-account",
      measures: ["reviews-on-time-share"],
      targets: { "reviews-on-time-share": { atLeast: 90 } },
    };
    const [any] = policy.measures.agreements;
    const agreed = { ...policy, measures: { ...policy.measures, agreements: any ? [any, hra] : [] } };
    const report = measure([paidBy(reviewed(), hra.fundingStream)], agreed, {
      from: "2026-12",
      to: "2026-12",
      asOf: "2026-12-02T09:00:00.000Z",
    });
    expect(report.months[0]?.streams[1]).toEqual({
      fundingStream: "housing-revenue-account",
      figures: [
        {
          id: "reviews-on-time-share",
          value: 100,
          of: 1,
          target: { atLeast: 90 },
          met: true,
          withheld: false,
        },
      ],
    });
  });
});

describe("The definitions", () => {
  test("CST-11: stand beside every number, in whole sentences", () => {
    for (const { title, definition } of measuresOf(policy).values()) {
      expect(title).toMatch(/^[A-Z0-9]/);
      expect(definition).toMatch(/^[A-Z].*\.$/);
    }
    const { definitions, months } = measure([], policy, {
      from: "2026-11",
      to: "2026-11",
      asOf: "2026-12-01T00:00:00.000Z",
    });
    const defined = new Set(definitions.map(({ id }) => id));
    const given = months.flatMap(({ streams }) =>
      streams.flatMap((each) => each.figures.map(({ id }) => id)),
    );
    expect(given.filter((id) => !defined.has(id))).toEqual([]);
  });

  test("A7: every measure and target that a policy names is one that there is", () => {
    for (const each of policies)
      for (const agreement of each.measures.agreements) {
        const named = agreement.measures === "all" ? [] : agreement.measures;
        const unknown = [...named, ...Object.keys(agreement.targets)].filter(
          (id) => !measuresOf(each).has(id),
        );
        expect(unknown).toEqual([]);
      }
  });

  test("CST-11: a month that is not over says so, and counts only what has happened", () => {
    const held = aReferral("2026-11-20T10:00:00.000Z");
    const report = measure([held.past], policy, {
      from: "2026-10",
      to: "2026-11",
      asOf: "2026-11-15T00:00:00.000Z",
    });
    expect(report.months.map(({ month, isOver }) => [month, isOver])).toEqual([
      ["2026-10", true],
      ["2026-11", false],
    ]);
    expect(figures([held], { asOf: "2026-11-15T00:00:00.000Z" })["referrals-received"]).toBe(0);
  });
});
