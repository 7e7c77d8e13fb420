import * as z from "zod";
import { reconcile } from "#shared/usecases/reconcile.ts";
import { scheduled } from "../../runtime/scheduled.ts";

const input = z.strictObject({ kind: z.enum(["frequent", "daily"]) });

export const handler = scheduled(
  "reconciler",
  async (ports, at, event) => {
    const { kind } = input.parse(event);
    return { kind, ...(await reconcile(ports, kind, at)) };
  },
  ({
    kind,
    scanned,
    expected,
    unlisted,
    oldestOverdueMinutes,
    repairs,
    leftOver,
    failed,
    calendarDaysLeft,
  }) => ({
    Scanned: scanned,
    // Figures of their own, so that a daily run that stays away is missed although the frequent ones report (F54).
    ...(kind === "daily" ? { DailyScanned: scanned, Unlisted: unlisted } : {}),
    Expected: expected,
    OldestOverdue: oldestOverdueMinutes,
    Repairs: repairs,
    RepairsLeftOver: leftOver,
    ReconcileFailed: failed,
    CalendarDaysLeft: calendarDaysLeft,
  }),
);
