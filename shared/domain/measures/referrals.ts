import { dayOf } from "../calendar-day.ts";
import { type CaseCourse, isReEntry } from "./course.ts";
import { workingDaysBetween } from "./days.ts";
import { type Measure, type Observe, once } from "./measure.ts";
import { hadBy, isWithin } from "./month.ts";

const received: Observe = ({ receivedAt }, period) => once(isWithin(period, receivedAt), receivedAt);

const answered =
  (as?: NonNullable<CaseCourse["answered"]>["as"]): Observe =>
  ({ answered }, period) =>
    answered && (as === undefined || answered.as === as)
      ? once(isWithin(period, answered.at), answered.at)
      : [];

const daysToAnswer: Observe = ({ receivedAt, answered }, period, { division }) => {
  if (!answered || !isWithin(period, answered.at)) return [];
  return once(true, answered.at, workingDaysBetween(dayOf(receivedAt), dayOf(answered.at), division));
};

const inTime: Observe = (course, period, policy) =>
  daysToAnswer(course, period, policy).map(({ at, value }) => ({
    at,
    value: value <= policy.measures.answerWithinWorkingDays ? 1 : 0,
  }));

const only =
  (wanted: number): Observe =>
  (...asked) =>
    inTime(...asked).filter(({ value }) => value === wanted);

/** Received before the end of the month, and by then without an answer for longer than the policy allows. */
const unansweredTooLong: Observe = (course, period, { division, measures }) => {
  const { receivedAt, answered, cannotBeToldSince } = course;
  const isOver = hadBy(period, answered?.at) || hadBy(period, cannotBeToldSince);
  const waits = hadBy(period, receivedAt) && !isOver;
  const days = waits ? workingDaysBetween(dayOf(receivedAt), dayOf(period.end), division) : 0;
  return once(days > measures.answerWithinWorkingDays, period.end);
};

const decided: Observe = ({ answer }, period) => (answer ? once(isWithin(period, answer.at), answer.at) : []);

/** Decided by the end of the month, and by then neither told nor given up. */
const stillOwed: Observe = ({ answer, answered, cannotBeToldSince }, period) => {
  const isOver = hadBy(period, answered?.at ?? cannotBeToldSince);
  return once(hadBy(period, answer?.at) && !isOver, period.end);
};

const cannotBeTold: Observe = ({ answered, cannotBeToldSince: since }, period) =>
  !answered && isWithin(period, since) ? once(true, since) : [];

const theAnswer =
  "The answer is the allocation, the advice, the redirection, or the message that another service has been alerted; being deferred to another meeting is not an answer, and advice is one although a meeting looks at the case again later. The first counts, on the day on which it is decided; where the referrer has to be telephoned, also because their letter came back, on the day on which they were told.";

/** What came in, and how soon whoever sent it was answered (CST-07). */
export const referralMeasures = {
  "referrals-received": {
    title: "Referrals received",
    definition:
      "Referrals that became a case, by the day of their first receipt. The same submission sent twice counts once. A body that could not be read counts, by its first receipt, once the duty desk has accepted it.",
    unit: "referrals",
    summary: "count",
    observe: received,
  },
  "re-entries": {
    title: "Referrals about somebody who may have been supported before",
    definition:
      "Referrals received in the month that are about somebody who is, or may be, the person of a case that had closed before: by what a person found, or else by name, date of birth and address, of which two match. A match is a sign and not a proof. Once somebody has found that it was another person's, that case counts no more, also for past months. Earlier referrals that were advised or redirected do not count.",
    unit: "referrals",
    summary: "count",
    observe: (course, period, policy) => (isReEntry(course) ? received(course, period, policy) : []),
  },
  "referrals-answered": {
    title: "Referrals answered",
    definition: `Referrals whose referrer was answered in the month, whenever they came. ${theAnswer} It is the sum of those answered that the referral was accepted, with advice, that it was redirected, and that it was signposted. It is not what was decided in the month, nor made of the cases allocated in it: whoever is telephoned may know in a later month.`,
    unit: "referrals",
    summary: "count",
    observe: answered(),
  },
  "referrals-decided": {
    title: "Referrals decided",
    definition:
      "Referrals whose first answer was decided in the month, whether their referrer knows it or not: the allocation, the advice, the redirection, or the alert of another service. The answers still owed at the end of the month before, and these, are together the referrals answered in the month, the answers that cannot be told, and the answers still owed at its end. That holds of all streams together: between the decision and the answer a case may come to a worker whom another stream pays for.",
    unit: "referrals",
    summary: "count",
    observe: decided,
  },
  "answers-still-owed": {
    title: "Answers decided and not told yet",
    definition:
      "Referrals whose first answer was decided by the end of the month, and whose referrer still waited for it then: they have to be telephoned, also because their letter came back. A letter that comes back later counts here from its decision on, in months that were reported before too.",
    unit: "referrals",
    summary: "count",
    observe: stillOwed,
  },
  "answers-cannot-be-told": {
    title: "Answers that cannot be told",
    definition:
      "Referrals of whom somebody said in the month that there is no way left to tell their referrer the answer. Where they were told after all, they count as answered, and not here.",
    unit: "referrals",
    summary: "count",
    observe: cannotBeTold,
  },
  "answered-in-time": {
    title: "Answered within the agreed days",
    definition: `Of the referrals answered in the month, those answered within the working days that the policy names, counted from the day after receipt. ${theAnswer}`,
    unit: "referrals",
    summary: "count",
    observe: only(1),
  },
  "answered-late": {
    title: "Answered after the agreed days",
    definition: "Of the referrals answered in the month, all that were not answered within the agreed days.",
    unit: "referrals",
    summary: "count",
    observe: only(0),
  },
  "answered-in-time-share": {
    title: "Share answered within the agreed days",
    definition: "Referrals answered within the agreed days, of all that were answered in the month.",
    unit: "per cent",
    summary: "percent",
    observe: inTime,
  },
  "days-to-answer-median": {
    title: "Working days to the answer, median",
    definition: `From the day of receipt to the day of the answer, for referrals answered in the month. ${theAnswer}`,
    unit: "working days",
    summary: "median",
    observe: daysToAnswer,
  },
  "unanswered-too-long": {
    title: "Without an answer for longer than agreed",
    definition:
      "Referrals that at the end of the month had no answer yet and were past the agreed working days, those whose referrer was still to be telephoned among them. They are not in the other figures about answers until they are answered. A referrer of whom somebody has said that they cannot be told is in none of these figures from then on.",
    unit: "referrals",
    summary: "count",
    observe: unansweredTooLong,
  },
  accepted: {
    title: "Answered that the referral was accepted",
    definition:
      "Referrals whose referrer was told in the month, as their first answer, that the case has a worker. Cases allocated are others: they count on the day of the allocation, whenever the referrer knew of it, and also where the first answer was advice.",
    unit: "referrals",
    summary: "count",
    observe: answered("allocated"),
  },
  advised: {
    title: "Answered with information and advice",
    definition:
      "Referrals whose referrer was given information and advice in the month as their first answer. A meeting that looks at such a case again may still allocate it.",
    unit: "referrals",
    summary: "count",
    observe: answered("advised"),
  },
  redirected: {
    title: "Redirected to another service",
    definition: "Referrals whose referrer was told in the month that a manager redirected them.",
    unit: "referrals",
    summary: "count",
    observe: answered("redirected"),
  },
  signposted: {
    title: "Signposted at once",
    definition:
      "Referrals that were for another service from the start, because of acute mental ill health or because the person has no home, and whose referrer was told so in the month.",
    unit: "referrals",
    summary: "count",
    observe: answered("signposted"),
  },
} as const satisfies Readonly<Record<string, Measure>>;
