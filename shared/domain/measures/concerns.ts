import type { Policy } from "../policy.ts";
import type { MeasuredConcern } from "./course.ts";
import { type Measure, type Observe, once } from "./measure.ts";
import { isWithin } from "./month.ts";

type Ended = NonNullable<MeasuredConcern["ended"]>;

/** The concerns that ended in the month, by when that was said. */
const ended =
  (are: (ended: Ended) => boolean): Observe =>
  ({ concerns }, period) =>
    [...concerns.values()].flatMap(({ ended: end }) =>
      end && are(end) ? once(isWithin(period, end.at), end.at) : [],
    );

const whenSaid = "It counts in the month in which it was said, also where the concern was raised before.";

/** Concerns about somebody's safety, and what came of them (CST-12, CST-20). */
export const concernMeasures = {
  "concerns-raised": {
    title: "Safeguarding concerns raised",
    definition:
      "Safeguarding concerns that were recorded in the month. Each concern counts, also where one person has several.",
    unit: "concerns",
    summary: "count",
    observe: ({ concerns }, period) =>
      [...concerns.values()].flatMap(({ raisedAt }) => once(isWithin(period, raisedAt), raisedAt)),
  },
  "concerns-followed-up": {
    title: "Safeguarding concerns with a result",
    definition: `Safeguarding concerns of which somebody said what came of them. ${whenSaid}`,
    unit: "concerns",
    summary: "count",
    observe: ended(({ hasResult }) => hasResult),
  },
  "concerns-without-result": {
    title: "Safeguarding concerns that ended without a result",
    definition: `Safeguarding concerns that were not followed up, were taken back, or had no result yet as the case ended. ${whenSaid}`,
    unit: "concerns",
    summary: "count",
    observe: ended(({ hasResult }) => !hasResult),
  },
} as const satisfies Readonly<Record<string, Measure>>;

/** One measure for each result that the service's policy knows, such as `concern-enquiry` (A7). */
export const concernResultMeasures = ({ work }: Pick<Policy, "work">): Readonly<Record<string, Measure>> =>
  Object.fromEntries(
    work.concernResults.map(({ id, title }): [string, Measure] => [
      `concern-${id}`,
      {
        title: `Result of a safeguarding concern: ${title}`,
        definition: `Safeguarding concerns with the result ${id}, of those with a result. ${whenSaid}`,
        unit: "concerns",
        summary: "count",
        observe: ended(({ result }) => result === id),
      },
    ]),
  );
