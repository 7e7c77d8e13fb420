import { confirmation, discarding, mending, parameters } from "#shared/contracts/api.ts";
import { referrerCallEnded } from "#shared/contracts/requests/referrer-call.ts";
import { listQuarantined, outcomeOf, readQuarantined } from "#shared/usecases/read-quarantine.ts";
import { shownCall } from "#shared/usecases/referral-standing.ts";
import { endQuarantinedCall } from "#shared/usecases/referrer-call.ts";
import {
  acceptQuarantined,
  discardQuarantined,
  mendQuarantined,
  type Settled,
} from "#shared/usecases/settle-quarantined.ts";
import type { Reply } from "../runtime/http.ts";
import { Problem } from "../runtime/problem.ts";
import { problemOf } from "../runtime/refusals.ts";
import { readBody, type StaffHandlers, type StaffRequest } from "../runtime/staff.ts";
import { whyOf } from "../runtime/standing.ts";

/** The same answer for what is not there and for what belongs to another council (F44). */
const notThere = () => new Problem("not-quarantined");

function referenceOf({ path }: StaffRequest): string {
  const parsed = parameters.quarantineRef.safeParse(path.reference);
  if (!parsed.success) throw notThere();
  return parsed.data;
}

/** What a change answers: where the quarantined referral now stands. */
async function changedQuarantine({ ports }: StaffRequest, changed: Settled): Promise<Reply> {
  if (changed.faults) {
    throw new Problem("still-does-not-fit", { reason: "still-does-not-fit", faults: changed.faults });
  }
  if (changed.refused) throw changed.refused.name === "not-found" ? notThere() : problemOf(changed.refused);
  const { state } = changed;
  const { referralRef: reference, mended, settled } = state;
  const status = settled?.as ?? (mended ? "mended" : "quarantined");
  const outcome = await outcomeOf(ports, state);
  return { status: 200, body: { reference, status, outcome, call: shownCall(state.call) } };
}

/** The quarantine desk: what could not be read is seen whole, mended and accepted, or discarded with a reason (X-01, F7). */
export const quarantineRoutes = {
  "GET /api/v1/quarantine": {
    answer: async ({ ports, staff }) => ({
      status: 200,
      body: { quarantined: await listQuarantined(ports, staff.council) },
    }),
  },
  "GET /api/v1/quarantine/{reference}": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      const reference = referenceOf(request);
      const read = await readQuarantined(ports, staff, reference, whyOf(request), at);
      if (read.refused) throw read.refused.name === "not-found" ? notThere() : problemOf(read.refused);
      return { status: 200, body: read.found };
    },
  },
  "POST /api/v1/quarantine/{reference}/mend": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      const { body } = readBody(mending, request.body);
      return changedQuarantine(request, await mendQuarantined(ports, staff, referenceOf(request), body, at));
    },
  },
  "POST /api/v1/quarantine/{reference}/accept": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      readBody(confirmation, request.body === "" ? "{}" : request.body);
      return changedQuarantine(request, await acceptQuarantined(ports, staff, referenceOf(request), at));
    },
  },
  "POST /api/v1/quarantine/{reference}/discard": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      const why = readBody(discarding, request.body);
      return changedQuarantine(
        request,
        await discardQuarantined(ports, staff, referenceOf(request), why, at),
      );
    },
  },
  "POST /api/v1/quarantine/{reference}/call": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      const said = readBody(referrerCallEnded, request.body);
      return changedQuarantine(
        request,
        await endQuarantinedCall(ports, staff, referenceOf(request), said, at),
      );
    },
  },
} satisfies StaffHandlers;
