import type { CaseCourse, Promised } from "./course.ts";
import { type Measure, type Observe, once } from "./measure.ts";
import { isWithin } from "./month.ts";

type Which = (course: CaseCourse) => Promised | undefined;

const received =
  (which: Which): Observe =>
  (course, period) =>
    once(which(course) !== undefined && isWithin(period, course.receivedAt), course.receivedAt);

const isKept = ({ due, doneAt }: Promised): boolean => doneAt !== undefined && doneAt <= due;

const inTime =
  (which: Which): Observe =>
  (course, period) => {
    const promised = which(course);
    return promised && isKept(promised) ? once(isWithin(period, course.receivedAt), course.receivedAt) : [];
  };

const emergency: Which = (course) => course.emergency;
const alert: Which = (course) => course.alert;

/** What could not wait for a meeting (CST-05, CST-08). */
export const urgentMeasures = {
  emergencies: {
    title: "Emergencies received",
    definition:
      "Referrals received in the month that said they were an emergency, and were not for another service.",
    unit: "cases",
    summary: "count",
    observe: received(emergency),
  },
  "emergencies-in-time": {
    title: "Emergencies decided in time",
    definition:
      "Emergencies received in the month about which somebody decided within the time that the policy gives, two hours from receipt at any hour. Leaving it to the meeting is a decision.",
    unit: "cases",
    summary: "count",
    observe: inTime(emergency),
  },
  alerts: {
    title: "Alerts to another service",
    definition:
      "Referrals received in the month that are for another service, and whose receipt there somebody must confirm: acute mental ill health, or no home.",
    unit: "cases",
    summary: "count",
    observe: received(alert),
  },
  "alerts-in-time": {
    title: "Alerts confirmed in time",
    definition:
      "Alerts of the month about which somebody confirmed, by the time that the policy gives, that the other service has them.",
    unit: "cases",
    summary: "count",
    observe: inTime(alert),
  },
} as const satisfies Readonly<Record<string, Measure>>;
