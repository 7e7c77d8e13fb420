import type { WayIn } from "../screening.ts";

/** How far a way in is from the meeting, which is all that a version moves it along: to less is a person's decision. */
export const distance = (way: WayIn): number => {
  if (way.outcome === "meeting") return 0;
  if (way.outcome === "emergency") return 2;
  return way.reason === "acute-mental-health" ? 3 : 1;
};

/** Whether a way in is that of an acute risk or an emergency, and the one before was not as urgent (CST-05, CST-08). */
export const isMoreUrgent = (way: WayIn, before: WayIn): boolean =>
  distance(way) > Math.max(distance(before), 1);
