import { sweep } from "#shared/usecases/sweep.ts";
import { scheduled } from "../../runtime/scheduled.ts";

export const handler = scheduled("sweep", sweep, ({ swept, oldestMinutes, parked }) => ({
  IntentsSwept: swept,
  OldestIntentMinutes: oldestMinutes,
  IntentsParked: parked,
}));
