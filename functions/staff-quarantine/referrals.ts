import { parameters } from "#shared/contracts/api.ts";
import { referrerCallEnded } from "#shared/contracts/requests/referrer-call.ts";
import { endCall, readReferralStanding } from "#shared/usecases/referrer-call.ts";
import { notFound, problemOf } from "../runtime/refusals.ts";
import { readBody, type StaffHandlers, type StaffRequest } from "../runtime/staff.ts";

function referralRefOf({ path }: StaffRequest): string {
  const parsed = parameters.referralRef.safeParse(path.referralRef);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

/** A referral by its own reference, and the call that its referrer is owed where no letter can go (CST-07). */
export const referralRoutes = {
  "GET /api/v1/referrals/{referralRef}": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      const read = await readReferralStanding(ports, staff, referralRefOf(request), at);
      if (read.refused) throw problemOf(read.refused);
      return { status: 200, body: read.found };
    },
  },
  "POST /api/v1/referrals/{referralRef}/call": {
    answer: async (request) => {
      const { ports, staff, at, body } = request;
      const ended = await endCall(
        ports,
        staff,
        referralRefOf(request),
        readBody(referrerCallEnded, body),
        at,
      );
      if (ended.refused) throw problemOf(ended.refused);
      return { status: 200, body: ended.found };
    },
  },
} satisfies StaffHandlers;
