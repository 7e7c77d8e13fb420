import { morning } from "#shared/usecases/morning.ts";
import { scheduled } from "../../runtime/scheduled.ts";

export const handler = scheduled("morning", morning, ({ cover, caseloads, allClear, failedJobs }) => ({
  // A job that failed has no figures, so that its silence is missed (F54).
  ...(cover ? { MorningLooked: cover.looked } : {}),
  MorningFailed: (cover?.failed ?? 0) + (caseloads?.failed ?? 0) + failedJobs,
  ...(allClear ? { AllClearSent: allClear.sent, AllClearUnsent: allClear.unsent } : {}),
}));
