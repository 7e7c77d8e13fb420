import { dayOf } from "../calendar-day.ts";
import type { CaseCourse, MeasuredReview } from "./course.ts";
import { type Measure, type Observe, once } from "./measure.ts";
import { isWithin, type Period } from "./month.ts";

/** The reviews that fell due in the month while the case was open. Closing a case stops a review that is not done. */
const dueIn = ({ reviews, endedAt }: CaseCourse, period: Period): readonly MeasuredReview[] =>
  [...reviews.values()].filter(
    ({ due, completedAt }) =>
      isWithin(period, due) &&
      (completedAt !== undefined || endedAt === undefined || dayOf(endedAt) > dayOf(due)),
  );

const isOnTime = ({ due, completedAt }: MeasuredReview): boolean =>
  completedAt !== undefined && dayOf(completedAt) <= dayOf(due);
const isLate = (review: MeasuredReview): boolean => review.completedAt !== undefined && !isOnTime(review);

const those =
  (are: (review: MeasuredReview) => boolean): Observe =>
  (course, period) =>
    dueIn(course, period)
      .filter(are)
      .map(({ due }) => ({ at: due, value: 1 }));

const share =
  (of: (review: MeasuredReview) => boolean, are: (review: MeasuredReview) => boolean): Observe =>
  (course, period) =>
    dueIn(course, period)
      .filter(of)
      .map((review) => ({ at: review.due, value: are(review) ? 1 : 0 }));

const isCompleted = ({ completedAt }: MeasuredReview): boolean => completedAt !== undefined;
const isSeen = ({ seen, completedAt }: MeasuredReview): boolean => completedAt !== undefined && seen === true;

const due =
  "Reviews whose due day is in the month. A case that ended on or before the due day, without the review, has none due.";
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
    definition: `Of the reviews due in the month, those without both halves at the time of this report. Due is always completed on time, completed late and not completed yet together. ${due}`,
    unit: "reviews",
    summary: "count",
    observe: those((review) => !isCompleted(review)),
  },
  "reviews-on-time-share": {
    title: "Share of reviews on time",
    definition: `Of all reviews due in the month, completed or not. ${onTime}`,
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
