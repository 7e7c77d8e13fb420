import { quarantineOperations } from "#shared/contracts/areas/quarantine.ts";
import { staffArea } from "../runtime/staff.ts";
import { quarantineRoutes } from "./quarantine.ts";
import { referralRoutes } from "./referrals.ts";

/** The referral desk: what could not be read, and who waits for a call. */
export const area = staffArea(quarantineOperations, { ...quarantineRoutes, ...referralRoutes });
