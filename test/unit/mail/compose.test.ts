import { describe, expect, it } from "vitest";
import { assertSendable } from "#shared/adapters/mail-rules.ts";
import { adviceReasons } from "#shared/domain/advice-reasons.ts";
import type { MailMessage, Reminder } from "#shared/domain/mail-message.ts";
import { discardReasons } from "#shared/domain/policy.ts";
import { signpostReasons } from "#shared/domain/screening.ts";
import { adviceTexts } from "#shared/mail/advice.ts";
import { compose } from "#shared/mail/compose.ts";

const caseRef = "C-7M2QX4KD9T";
const referralRef = "R-7M2QX4KD9T";
const due = "2027-03-30T08:00:00.000Z";
const rungs = ["reminder", "due", "overdue", "escalation", "hand-over"] as const;
const outcomes = ["allocated", "advised", "redirected", "deferred"] as const;

const counts = { open: 108, dueToday: 9, overdue: 2, unallocated: 6, quarantined: 1, restarted: 0 };
const reminders: readonly Reminder[] = rungs.flatMap((says) => [
  { kind: "review-due", caseRef, cycle: 3, due, says },
  { kind: "commitment-due", caseRef, commitment: 7, about: "challenge", due, says },
  { kind: "consultation-due", caseRef, due, says },
  { kind: "closure-to-decide", caseRef, due, says },
]);

/** Every message that there is, in every wording. */
const messages: readonly MailMessage[] = [
  { kind: "referral-received", referralRef },
  ...adviceReasons.map((reason) => ({ kind: "referral-signposted", referralRef, reason }) as const),
  ...outcomes.flatMap((outcome) => [
    { kind: "referral-answered", referralRef, outcome } as const,
    ...adviceReasons.map((reason) => ({ kind: "referral-answered", referralRef, outcome, reason }) as const),
  ]),
  { kind: "referral-answered", referralRef, outcome: "deferred", until: "2026-11-24" },
  {
    kind: "referral-answered",
    referralRef,
    outcome: "advised",
    reason: "suitable-later",
    until: "2026-12-01",
  },
  ...discardReasons.map((reason) => ({ kind: "referral-not-taken-on", referralRef, reason }) as const),
  { kind: "referrer-unreachable", referralRef },
  { kind: "referrer-unreachable", referralRef, caseRef },
  { kind: "referrer-unreachable", referralRef, caseRef, isUndecided: true },
  { kind: "referrer-unreachable", referralRef, advice: "acute-mental-health" },
  ...(["referrer", "agency"] as const).map(
    (returned) => ({ kind: "referrer-unreachable", referralRef, caseRef, returned }) as const,
  ),
  ...[1, 3].map((count) => ({ kind: "answers-unread", caseRef, count }) as const),
  { kind: "other-body", caseRef, referralRef },
  { kind: "referral-held", caseRef, referralRef },
  { kind: "referral-held", caseRef, referralRef, meeting: "2026-12-01" },
  { kind: "referral-amended", caseRef, version: 2 },
  { kind: "referral-amended", caseRef, version: 3, urgent: true },
  { kind: "possible-duplicate", caseRef },
  ...[true, false].map(
    (isSame) => ({ kind: "same-person", caseRef, about: "C-0000000001", isSame }) as const,
  ),
  ...([...rungs, "opened"] as const).flatMap((says) => [
    { kind: "emergency-alert", caseRef, due, says } as const,
    { kind: "referral-quarantined", referralRef, due, says } as const,
    ...(["acute-mental-health", "no-home"] as const).map(
      (reason) => ({ kind: "signpost-alert", caseRef, reason, due, says }) as const,
    ),
  ]),
  { kind: "consultation-due", caseRef, due, says: "opened" },
  { kind: "closure-to-decide", caseRef, due, says: "opened" },
  ...reminders,
  { kind: "meeting-not-held", meeting: "2026-11-17" },
  { kind: "case-allocated", caseRef, due },
  ...rungs.map((says) => ({ kind: "form-missing", referralRef, caseRef, due, says }) as const),
  { kind: "form-arrived", caseRef, form: "C-0000000001" },
  { kind: "form-arrived", caseRef, form: "C-0000000001", isOver: true },
  { kind: "all-clear", day: "2026-12-01", next: "2026-12-02", ...counts },
  { kind: "reminders", day: "2026-12-01", nth: 1, asked: [], lines: reminders },
  { kind: "reminders", day: "2026-12-01", nth: 2, asked: [], lines: reminders.slice(1) },
  { kind: "reminders", day: "2026-12-01", nth: 2, asked: [], lines: reminders.slice(0, 1) },
  ...[1, 3].map((count) => ({ kind: "above-limits", day: "2026-12-01", count }) as const),
  { kind: "plan-lapsed", caseRef },
  ...(["higher", "new"] as const).map(
    (change) => ({ kind: "risk-raised", caseRef, cycle: 3, change }) as const,
  ),
  ...[false, true].map(
    (again) => ({ kind: "agency-asked", referralRef, caseRef, answerBy: due, again }) as const,
  ),
  { kind: "promise-moved", caseRef, commitment: 7, about: "agency-offer", due },
  { kind: "review-challenged", caseRef, cycle: 3, changeBy: "2026-12-08" },
  ...[1, 2, 3, 11, 22].map((times) => ({ kind: "person-not-seen", caseRef, cycle: 23, times }) as const),
];

describe("A mail's words", () => {
  it.each(messages.map((message) => [message.kind, message] as const))(
    "%s: can be sent, and says something",
    (_kind, message) => {
      const { subject, text } = compose(message);
      expect(() => assertSendable({ key: "tag", to: ["one@team.example"], subject, text })).not.toThrow();
      expect(subject.length).toBeLessThan(100);
      expect(text.length).toBeGreaterThan(60);
      expect(`${subject} ${text}`).not.toMatch(/undefined|null|\[object|NaN|\$\{/);
    },
  );

  it("X-02: says a due time as London's clocks show it", () => {
    expect(compose({ kind: "case-allocated", caseRef, due }).text).toContain(
      "Tuesday 30 March 2027 at 09:00",
    );
  });

  it("CST-17: counts the reviews without sight of the person as people say it", () => {
    const said = (times: number) => compose({ kind: "person-not-seen", caseRef, cycle: 23, times }).text;
    expect([2, 3, 4, 11, 12, 22].map((times) => /the (\w+) review/.exec(said(times))?.[1])).toEqual([
      ...["2nd", "3rd", "4th", "11th", "12th", "22nd"],
    ]);
  });

  it.each(adviceReasons)("CST-07: the referrer reads a fixed text for %s", (reason) => {
    const advised = compose({ kind: "referral-answered", referralRef, outcome: "advised", reason });
    expect(advised.text).toContain(adviceTexts[reason]);
    expect(advised.text).toContain("999");
  });

  it("CST-05: promises that somebody makes sure of it where, and only where, somebody is asked to", () => {
    const promising = adviceReasons.filter((reason) => /makes sure|checking/.test(adviceTexts[reason]));
    expect(promising).toEqual(signpostReasons);
    expect(adviceReasons.filter((reason) => /have passed/.test(adviceTexts[reason]))).toEqual([]);
  });

  it("CST-05: of an acute risk tells the referrer what to do now, at any hour", () => {
    const { text } = compose({ kind: "referral-signposted", referralRef, reason: "acute-mental-health" });
    expect(text).toMatch(/999/);
    expect(text).toMatch(/111/);
    expect(text).toMatch(/GP/);
  });
});
