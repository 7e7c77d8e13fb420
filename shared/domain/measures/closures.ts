import { type ClosureReason, closureReasons } from "../policy.ts";
import type { CaseCourse } from "./course.ts";
import { daysFrom } from "./days.ts";
import { type Measure, type Observe, once } from "./measure.ts";
import { isWithin } from "./month.ts";

type Closed = NonNullable<CaseCourse["closed"]>;

const closed =
  (are: (closed: Closed) => boolean = () => true): Observe =>
  ({ closed }, period) =>
    closed && are(closed) ? once(isWithin(period, closed.at), closed.at) : [];

const daysOfSupport: Observe = ({ closed, allocatedAt }, period) =>
  closed && allocatedAt && isWithin(period, closed.at)
    ? once(true, closed.at, daysFrom(allocatedAt, closed.at))
    : [];

const ways: Readonly<Record<ClosureReason, string>> = {
  "functioning-network": "the person has a support network that works",
  "self-supporting": "the person supports themselves",
  "out-of-poverty": "the person is out of fuel or food poverty",
  "working-independently": "the person has work and functions independently",
  "arrears-under-control": "the person is not in high arrears",
  "actively-engaging": "the person engages with other services",
  "offers-not-accepted": "offers of support were not accepted",
};

const closedFor = (reason: ClosureReason): Measure => ({
  title: `Closed because ${ways[reason]}`,
  definition: `Cases that a manager closed in the month with the reason ${reason}.`,
  unit: "cases",
  summary: "count",
  observe: closed((ended) => ended.reason === reason),
});

type ClosedFor = `closed-${ClosureReason}`;
const byReason = Object.fromEntries(
  closureReasons.map((reason) => [`closed-${reason}`, closedFor(reason)]),
) as Readonly<Record<ClosedFor, Measure>>;

const lengths = "From the day of the first allocation to the day of closing, for cases closed in the month.";

/** How cases ended, and how long support lasted (CST-18, CST-19). */
export const closureMeasures = {
  "closed-planned": {
    title: "Planned closures",
    definition:
      "Cases closed in the month for a reason that the policy calls planned. Somebody who did not take up what was offered is not a planned closure, and not a success.",
    unit: "cases",
    summary: "count",
    observe: closed(({ planned }) => planned),
  },
  "closed-unplanned": {
    title: "Unplanned closures",
    definition: "Cases closed in the month for a reason that the policy does not call planned.",
    unit: "cases",
    summary: "count",
    observe: closed(({ planned }) => !planned),
  },
  ...byReason,
  "days-of-support-median": {
    title: "Days of support at closing, median",
    definition: `Calendar days. ${lengths}`,
    unit: "days",
    summary: "median",
    observe: daysOfSupport,
  },
  "days-of-support-ninetieth": {
    title: "Days of support at closing, 90th percentile",
    definition: `Calendar days: nine cases in ten were not supported longer. ${lengths}`,
    unit: "days",
    summary: "ninetieth",
    observe: daysOfSupport,
  },
} as const satisfies Readonly<Record<string, Measure>>;
