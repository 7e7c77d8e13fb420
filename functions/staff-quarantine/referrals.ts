import { parameters } from "#shared/contracts/api.ts";
import { agencyCallEnded } from "#shared/contracts/requests/agency-call.ts";
import { referrerCallEnded } from "#shared/contracts/requests/referrer-call.ts";
import { endAgencyCall } from "#shared/usecases/agency-call.ts";
import { readReferralStanding } from "#shared/usecases/referral-standing.ts";
import { endCall } from "#shared/usecases/referrer-call.ts";
import type { Reply } from "../runtime/http.ts";
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

/** Where a referral stands once somebody has said how a call about it ended. */
function ended(changed: Awaited<ReturnType<typeof endCall>>): Reply {
  if (changed.refused) throw changed.refused.name === "not-found" ? notThere() : problemOf(changed.refused);
  return { status: 200, body: changed.found };
}

/** A referral by its own reference, and the calls that are owed where no letter can go (CST-07, CST-19). */
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
      const { ports, staff, at } = request;
      const said = readBody(referrerCallEnded, request.body);
      return ended(await endCall(ports, staff, referralRefOf(request), said, at));
    },
  },
  "POST /api/v1/referrals/{referralRef}/agency-call": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      const said = readBody(agencyCallEnded, request.body);
      return ended(await endAgencyCall(ports, staff, referralRefOf(request), said, at));
    },
  },
} satisfies StaffHandlers;
