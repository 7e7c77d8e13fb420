import { dayOf } from "../calendar-day.ts";
import { daysFrom, workingDaysBetween } from "./days.ts";
import { type Measure, type Observe, once } from "./measure.ts";
import { hadBy, isWithin } from "./month.ts";

const calendarDays: Observe = ({ receivedAt, allocatedAt }, period) =>
  isWithin(period, allocatedAt) ? once(true, allocatedAt, daysFrom(receivedAt, allocatedAt)) : [];

const workingDays: Observe = ({ receivedAt, allocatedAt }, period, { division }) =>
  isWithin(period, allocatedAt)
    ? once(true, allocatedAt, workingDaysBetween(dayOf(receivedAt), dayOf(allocatedAt), division))
    : [];

/** The age of a case that had no worker at the end of the month, and no answer that ended it. */
const unallocatedAge: Observe = ({ receivedAt, way, allocatedAt, endedAt }, period) => {
  const isOurs = hadBy(period, receivedAt) && way?.outcome !== "signposted";
  const waits = isOurs && !hadBy(period, allocatedAt) && !hadBy(period, endedAt);
  return waits ? once(true, period.end, daysFrom(receivedAt, period.end)) : [];
};

const counted =
  "Counted from the day of receipt to the day of the first allocation, for cases first allocated in the month.";
const waiting =
  "Cases that at the end of the month had neither a worker nor another answer: those that wait for the meeting, were deferred by it, or are emergencies not decided yet. Referrals that are for another service do not count.";

/** From receipt to a worker, and who has none yet (CST-06, CST-07). */
export const allocationMeasures = {
  allocated: {
    title: "Cases allocated",
    definition: "Cases that were first given to a worker in the month. A change of worker does not count.",
    unit: "cases",
    summary: "count",
    observe: calendarDays,
  },
  "days-to-allocation-median": {
    title: "Days to allocation, median",
    definition: `Calendar days. ${counted}`,
    unit: "days",
    summary: "median",
    observe: calendarDays,
  },
  "days-to-allocation-ninetieth": {
    title: "Days to allocation, 90th percentile",
    definition: `Calendar days: nine cases in ten did not wait longer. ${counted}`,
    unit: "days",
    summary: "ninetieth",
    observe: calendarDays,
  },
  "working-days-to-allocation-median": {
    title: "Working days to allocation, median",
    definition: `Days on which offices are open. ${counted}`,
    unit: "working days",
    summary: "median",
    observe: workingDays,
  },
  "working-days-to-allocation-ninetieth": {
    title: "Working days to allocation, 90th percentile",
    definition: `Days on which offices are open: nine cases in ten did not wait longer. ${counted}`,
    unit: "working days",
    summary: "ninetieth",
    observe: workingDays,
  },
  unallocated: {
    title: "Cases without a worker",
    definition: waiting,
    unit: "cases",
    summary: "count",
    observe: unallocatedAge,
  },
  "unallocated-days-median": {
    title: "Age of cases without a worker, median",
    definition: `Calendar days since receipt. ${waiting}`,
    unit: "days",
    summary: "median",
    observe: unallocatedAge,
  },
  "unallocated-days-longest": {
    title: "Age of the oldest case without a worker",
    definition: `Calendar days since receipt. ${waiting}`,
    unit: "days",
    summary: "largest",
    observe: unallocatedAge,
  },
} as const satisfies Readonly<Record<string, Measure>>;
