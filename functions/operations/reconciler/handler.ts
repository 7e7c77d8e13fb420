import * as z from "zod";
import { reconcile } from "#shared/usecases/reconcile.ts";
import { scheduled } from "../../runtime/scheduled.ts";

const input = z.strictObject({ kind: z.enum(["frequent", "daily"]) });

export const handler = scheduled(
  "reconciler",
  (ports, at, event) => reconcile(ports, input.parse(event).kind, at),
  ({ scanned, expected, oldestOverdueMinutes, repairs, leftOver, calendarDaysLeft }) => ({
    Scanned: scanned,
    Expected: expected,
    OldestOverdue: oldestOverdueMinutes,
    Repairs: repairs,
    RepairsLeftOver: leftOver,
    CalendarDaysLeft: calendarDaysLeft,
  }),
);
