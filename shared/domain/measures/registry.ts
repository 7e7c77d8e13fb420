import type { Policy } from "../policy.ts";
import { allocationMeasures } from "./allocation.ts";
import { closureMeasures } from "./closures.ts";
import { concernMeasures, concernResultMeasures } from "./concerns.ts";
import type { Measure } from "./measure.ts";
import { outcomeMeasures } from "./outcomes.ts";
import { referralMeasures } from "./referrals.ts";
import { reviewMeasures } from "./reviews.ts";
import { urgentMeasures } from "./urgent.ts";

/**
 * Every measure that there is for a service, by its id, in the order of a report. Ids are append-only: agreements name
 * them (A9).
 */
export const measuresOf = (policy: Pick<Policy, "work">): ReadonlyMap<string, Measure> =>
  new Map<string, Measure>(
    Object.entries({
      ...referralMeasures,
      ...allocationMeasures,
      ...urgentMeasures,
      ...reviewMeasures,
      ...closureMeasures,
      ...outcomeMeasures,
      ...concernMeasures,
      ...concernResultMeasures(policy),
    }),
  );
