import type { Measure, Observe } from "./measure.ts";
import { isWithin } from "./month.ts";

/** Each need that was identified for somebody whose case closed in the month: 1 where it was met, else 0. */
const needs =
  (...met: readonly ("yes" | "partly" | "no")[]): Observe =>
  ({ closed, outcomes = {} }, period) =>
    closed && isWithin(period, closed.at)
      ? Object.values(outcomes).flatMap((answer) =>
          answer.identified ? [{ at: closed.at, value: met.includes(answer.achieved) ? 1 : 0 }] : [],
        )
      : [];

const only =
  (observe: Observe): Observe =>
  (...asked) =>
    observe(...asked).filter(({ value }) => value === 1);

const atClosing =
  "Of cases closed in the month, as the outcomes were last recorded before. One person may have a need in several areas, and each counts.";

/** What was needed, and what of it was achieved, for everybody who left (CST-11, CST-19). */
export const outcomeMeasures = {
  "needs-identified": {
    title: "Needs identified",
    definition: `Areas in which a need was identified. ${atClosing}`,
    unit: "needs",
    summary: "count",
    observe: needs(),
  },
  "needs-achieved": {
    title: "Needs met",
    definition: `Identified needs of which it was recorded that the outcome was achieved. Partly does not count. ${atClosing}`,
    unit: "needs",
    summary: "count",
    observe: only(needs("yes")),
  },
  "needs-partly-achieved": {
    title: "Needs met in part",
    definition: `Identified needs of which it was recorded that the outcome was partly achieved. ${atClosing}`,
    unit: "needs",
    summary: "count",
    observe: only(needs("partly")),
  },
  "needs-achieved-share": {
    title: "Share of needs met",
    definition: `Needs met, of all that were identified. Partly does not count. ${atClosing}`,
    unit: "per cent",
    summary: "percent",
    observe: needs("yes"),
  },
} as const satisfies Readonly<Record<string, Measure>>;
