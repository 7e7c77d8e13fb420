import { restoring, retrying, sendersAsked } from "#shared/contracts/keeping.ts";
import { instant } from "#shared/domain/calendar-day.ts";
import type { TrackName } from "#shared/domain/case/track.ts";
import { listStuck } from "#shared/usecases/list-stuck.ts";
import { retryCase } from "#shared/usecases/mend-case.ts";
import { readOperation } from "#shared/usecases/read-operation.ts";
import { noteRestore } from "#shared/usecases/restores.ts";
import type { Reply } from "../runtime/http.ts";
import { problemOf } from "../runtime/refusals.ts";
import { readBody, type StaffHandlers, type StaffRequest } from "../runtime/staff.ts";
import { caseRefOf, whyOf } from "../runtime/standing.ts";

/** What is stuck, what runs for one case, and another try; in a function of its own, which alone may ask what runs (F52). */
export const operationRoutes = {
  "GET /api/v1/operations/stuck": {
    answer: async ({ ports, staff, at }) => ({ status: 200, body: await listStuck(ports, staff, at) }),
  },
  "GET /api/v1/cases/{caseRef}/operation": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      const read = await readOperation(ports, staff, caseRefOf(request), whyOf(request), at);
      if (read.refused) throw problemOf(read.refused);
      return { status: 200, body: read.found };
    },
  },
  "POST /api/v1/operations/restores": {
    answer: (request) => {
      const from = instant(readBody(restoring, request.body).from);
      return restored(request, { type: "record", from });
    },
  },
  "POST /api/v1/operations/restores/senders-asked": {
    answer: (request) => {
      readBody(sendersAsked, request.body);
      return restored(request, { type: "senders-asked" });
    },
  },
  "POST /api/v1/cases/{caseRef}/retry": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const caseRef = caseRefOf(request);
      const wanted = readBody(retrying, body);
      // The contract's pattern allows the names of tracks alone.
      const track = (wanted.what === "episode" ? wanted.track : "main") as TrackName;
      const changed = await retryCase(ports, staff, caseRef, { what: wanted.what, track }, at);
      if (changed.refused) throw problemOf(changed.refused);
      return { status: 200, body: { caseRef, what: wanted.what } };
    },
  },
} satisfies StaffHandlers;

async function restored(
  { ports, staff, at }: StaffRequest,
  command: Parameters<typeof noteRestore>[2],
): Promise<Reply> {
  const noted = await noteRestore(ports, staff, command, at);
  if (noted.refused) throw problemOf(noted.refused);
  return { status: 200, body: { missingHours: noted.found } };
}
