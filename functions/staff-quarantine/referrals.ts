import { parameters } from "#shared/contracts/api.ts";
import { referrerCallEnded } from "#shared/contracts/requests/referrer-call.ts";
import { endCall, readReferralStanding } from "#shared/usecases/referrer-call.ts";
import { Problem } from "../runtime/problem.ts";
import { problemOf } from "../runtime/refusals.ts";
import { readBody, type StaffHandlers, type StaffRequest } from "../runtime/staff.ts";

/** The same answer for what is not there and for what belongs to another council, or to a case that one may not see (F44, X-05). */
const notThere = () => new Problem("no-such-referral");

function referralRefOf({ path }: StaffRequest): string {
  const parsed = parameters.referralRef.safeParse(path.referralRef);
  if (!parsed.success) throw notThere();
  return parsed.data;
}

/** A referral by its own reference, and the call that its referrer is owed where no letter can go (CST-07). */
export const referralRoutes = {
  "GET /api/v1/referrals/{referralRef}": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      const read = await readReferralStanding(ports, staff, referralRefOf(request), at);
      if (read.refused) throw notThere();
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
      if (ended.refused) throw ended.refused.name === "not-found" ? notThere() : problemOf(ended.refused);
      return { status: 200, body: ended.found };
    },
  },
} satisfies StaffHandlers;
