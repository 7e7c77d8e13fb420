import { dayOf, plusDays } from "../calendar-day.ts";
import { reviewDue } from "../case/next-obligation.ts";
import type { Policy } from "../policy.ts";
import type { CaseCourse, MeasuredReview } from "./course.ts";
import { type Measure, type Observe, once } from "./measure.ts";
import { isWithin, type Period } from "./month.ts";

/** A review that is measured; missed, where its day passed while an earlier one stood open, and it was never asked for. */
type Due = MeasuredReview & { readonly isMissed?: true };

/** The reviews that fell due in the month while the case was open. Closing a case stops a review that is not done. */
const dueIn = (course: CaseCourse, period: Period, policy: Policy): readonly Due[] =>
  [...course.reviews.values(), ...missedBy(course, period, policy)].filter(
    ({ due, completedAt }) =>
      isWithin(period, due) &&
      (completedAt !== undefined || course.endedAt === undefined || dayOf(course.endedAt) > dayOf(due)),
  );

/**
 * The days of the rhythm that passed while an earlier review stood open: the next one is planned past them, so that it is
 * still to come, and they are owed by nobody; but a fortnight without a review is one (CST-17).
 */
function missedBy({ planned }: CaseCourse, { end }: Period, policy: Policy): readonly Due[] {
  const { everyDays } = policy.review;
  return [...planned].flatMap(([cycle, day]) => {
    const next = planned.get(cycle + 1) ?? dayOf(end);
    const missed: Due[] = [];
    for (let each = plusDays(day, everyDays); each < next; each = plusDays(each, everyDays))
      missed.push({ due: reviewDue(policy, each), isMissed: true });
    return missed;
  });
}

const isOnTime = ({ due, completedAt }: Due): boolean =>
  completedAt !== undefined && dayOf(completedAt) <= dayOf(due);
const isLate = (review: Due): boolean => review.completedAt !== undefined && !isOnTime(review);

const those =
  (are: (review: Due) => boolean): Observe =>
  (...asked) =>
    dueIn(...asked)
      .filter(are)
      .map(({ due }) => ({ at: due, value: 1 }));

const share =
  (of: (review: Due) => boolean, are: (review: Due) => boolean): Observe =>
  (...asked) =>
    dueIn(...asked)
      .filter(of)
      .map((review) => ({ at: review.due, value: are(review) ? 1 : 0 }));

const isCompleted = ({ completedAt }: Due): boolean => completedAt !== undefined;
const isMissed = (review: Due): boolean => review.isMissed === true;
const isSeen = ({ seen, completedAt }: Due): boolean => completedAt !== undefined && seen === true;

const due =
  "Reviews whose due day is in the month. Every fortnight of a case has one, also a fortnight that passed while an earlier review was still open. A case that ended on or before the due day, without the review, has none due.";
const onTime = "On time means that both halves were given by the end of the due day.";

/** The fortnightly review of two people, and whether it had sight of the person (CST-17). */
export const reviewMeasures = {
  "reviews-due": {
    title: "Reviews due",
    definition: due,
    unit: "reviews",
    summary: "count",
    observe: those(() => true),
  },
  "reviews-completed": {
    title: "Reviews completed",
    definition: `Of the reviews due in the month, those with both halves given by the time of this report, also later than their month. ${due}`,
    unit: "reviews",
    summary: "count",
    observe: those(isCompleted),
  },
  "reviews-on-time": {
    title: "Reviews completed on time",
    definition: `Of the reviews due in the month. ${onTime} ${due}`,
    unit: "reviews",
    summary: "count",
    observe: those(isOnTime),
  },
  "reviews-late": {
    title: "Reviews completed late",
    definition: `Of the reviews due in the month, those completed after their due day. ${due}`,
    unit: "reviews",
    summary: "count",
    observe: those(isLate),
  },
  "reviews-outstanding": {
    title: "Reviews not completed yet",
    definition: `Of the reviews due in the month, those that stand open without both halves at the time of this report. Due is always completed on time, completed late, not completed yet and missed together. ${due}`,
    unit: "reviews",
    summary: "count",
    observe: those((review) => !isCompleted(review) && !isMissed(review)),
  },
  "reviews-missed": {
    title: "Reviews missed",
    definition: `Of the reviews due in the month, those whose day passed while an earlier review of the case was still open. They are never given: the late review takes their place, and counts once, for its own day. ${due}`,
    unit: "reviews",
    summary: "count",
    observe: those(isMissed),
  },
  "reviews-on-time-share": {
    title: "Share of reviews on time",
    definition: `Of all reviews due in the month, completed, missed or not. ${onTime}`,
    unit: "per cent",
    summary: "percent",
    observe: share(() => true, isOnTime),
  },
  "reviews-with-sight": {
    title: "Reviews with sight of the person",
    definition:
      "Completed reviews due in the month whose worker said that they had seen the person. A review without sight of the person is complete, and is not counted here.",
    unit: "reviews",
    summary: "count",
    observe: those(isSeen),
  },
  "reviews-with-sight-share": {
    title: "Share of reviews with sight of the person",
    definition:
      "Of the completed reviews due in the month, those whose worker said that they had seen the person.",
    unit: "per cent",
    summary: "percent",
    observe: share(isCompleted, isSeen),
  },
  escalations: {
    title: "Escalations",
    definition:
      "How often somebody else was asked to step in because something was late: a review, an emergency, an alert, a meeting, a consultation, a closure or a promise. Each level of a case counts once, however many people it told. Reminders do not count.",
    unit: "escalations",
    summary: "count",
    observe: ({ escalations }, period) => escalations.flatMap((at) => once(isWithin(period, at), at)),
  },
} as const satisfies Readonly<Record<string, Measure>>;
