import type { SupervisorHalf, WorkerHalf } from "#shared/contracts/requests/review-halves.ts";

/** Halves of a review as somebody gives them. */
export const aWorkerHalf: WorkerHalf & { readonly seen: true } = {
  seen: true,
  spokenTo: true,
  engagement: "engaging",
  goalsAgreed: "no",
  riskChange: "same",
  progress: "The stairs are clear.",
};
const { seen: _, ...others } = aWorkerHalf;
export const anUnseenHalf: WorkerHalf = {
  ...others,
  seen: false,
  lastSeenOn: "2026-11-09",
  spokenTo: false,
  engagement: "not-engaging",
  progress: "Nobody came to the door.",
};
export const aSupervisorHalf: SupervisorHalf = { agrees: true, comment: "Go on." };
export const aChallenge: SupervisorHalf = {
  agrees: false,
  comment: "The kitchen cannot wait.",
  change: "Visit twice a week.",
  changeBy: "2026-12-08",
};
