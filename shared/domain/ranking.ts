import { type CalendarDay, dayOf, daysBetween, type Instant, workingDaysBetween } from "./calendar-day.ts";
import { agendaFor, meetingAfter } from "./meeting-calendar.ts";
import type { Policy } from "./policy.ts";
import type { RankingPoints } from "./ranking-points.ts";
import type { ScreeningFacts } from "./screening.ts";

/** What is known of a case that waits: coded facts only. */
export interface WaitingCase {
  readonly caseRef: string;
  readonly receivedAt: Instant;
  readonly screening: ScreeningFacts;
  readonly deferrals: number;
  /** How many closed cases may have been the same person's. */
  readonly earlier: number;
}

/** One reason for a rank, and how much it counted. */
export interface RankReason {
  readonly fact:
    | "acute-risk"
    | "urgency"
    | "home"
    | "home-at-risk"
    | "notice"
    | "re-entry"
    | "working-days-waited"
    | "meetings-waited"
    | "deferrals";
  readonly value: string | number;
  readonly points: number;
}

export interface RankedCase {
  readonly caseRef: string;
  readonly receivedAt: Instant;
  readonly score: number;
  readonly reasons: readonly RankReason[];
  readonly workingDaysWaited: number;
  readonly meetingsWaited: number;
  readonly deferrals: number;
}

/**
 * The waiting list of a meeting, in the order in which it is proposed, with the reasons (CST-06). The score informs
 * and people decide. Total and stable: by score, then who came first, then reference; age never lowers a rank, because
 * nothing that grows with it counts against anybody. It is the age on the meeting's day, whenever somebody looks; and
 * a notice is as near as it is on that day.
 */
export function rank(
  waiting: readonly WaitingCase[],
  policy: Policy,
  day: CalendarDay,
): readonly RankedCase[] {
  return waiting.map((one) => scored(one, policy, day)).sort(byRank);
}

const byRank = (one: RankedCase, other: RankedCase): number =>
  other.score - one.score ||
  compared(one.receivedAt, other.receivedAt) ||
  compared(one.caseRef, other.caseRef);

const compared = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);

function scored(
  { caseRef, receivedAt, screening, deferrals, earlier }: WaitingCase,
  policy: Policy,
  day: CalendarDay,
): RankedCase {
  const { acuteRiskNow, urgency, tenure, atRiskOfLoss = "not-known", noticeExpires } = screening;
  const points = policy.meeting.ranking;
  const workingDaysWaited = workingDaysBetween(dayOf(receivedAt), day, policy.division);
  const meetingsWaited = meetingsBefore(policy, receivedAt, day);
  const all: readonly RankReason[] = [
    { fact: "acute-risk", value: acuteRiskNow, points: points.acuteRiskNow[acuteRiskNow] ?? 0 },
    { fact: "urgency", value: urgency, points: points.urgency[urgency] ?? 0 },
    { fact: "home", value: tenure, points: points.tenure[tenure] ?? 0 },
    { fact: "home-at-risk", value: atRiskOfLoss, points: points.homeAtRisk[atRiskOfLoss] ?? 0 },
    ...(noticeExpires
      ? [{ fact: "notice", value: noticeExpires, points: noticePoints(points, noticeExpires, day) } as const]
      : []),
    { fact: "re-entry", value: earlier, points: earlier > 0 ? points.reEntry : 0 },
    {
      fact: "working-days-waited",
      value: workingDaysWaited,
      points: workingDaysWaited * points.eachWorkingDay,
    },
    { fact: "meetings-waited", value: meetingsWaited, points: meetingsWaited * points.eachMeeting },
    { fact: "deferrals", value: deferrals, points: deferrals * points.eachDeferral },
  ];
  const reasons = all.filter((reason) => reason.points > 0);
  const score = reasons.reduce((sum, reason) => sum + reason.points, 0);
  return { caseRef, receivedAt, score, reasons, workingDaysWaited, meetingsWaited, deferrals };
}

/** A notice that has expired is as near as one can be: whoever had it may lose the home any day. */
function noticePoints({ notice }: RankingPoints, expires: CalendarDay, day: CalendarDay): number {
  const daysLeft = daysBetween(day, expires);
  return notice.find(({ withinDays }) => daysLeft <= withinDays)?.points ?? 0;
}

/** How many meetings there have been, before the one on `day`, that could have decided about a referral. */
function meetingsBefore(policy: Policy, receivedAt: Instant, day: CalendarDay): number {
  let meetings = 0;
  for (let own = agendaFor(policy, receivedAt, receivedAt); own < day; own = meetingAfter(policy, own))
    meetings += 1;
  return meetings;
}
