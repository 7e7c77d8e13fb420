import { correction, moment, retrying, reviewDate } from "#shared/contracts/keeping.ts";
import { instant } from "#shared/domain/calendar-day.ts";
import type { TrackName } from "#shared/domain/case/track.ts";
import { correctEntry, moveReview, retryCase } from "#shared/usecases/mend-case.ts";
import { readAsAt, readHistory } from "#shared/usecases/read-history.ts";
import { readOperation } from "#shared/usecases/read-operation.ts";
import { problemOf } from "../runtime/refusals.ts";
import { read, readBody, type StaffHandlers } from "../runtime/staff.ts";
import { caseRefOf, changedCase, standing, whyOf } from "../runtime/standing.ts";

/** What happened and what was known; and what is put right without editing anything by hand. */
export const auditRoutes = {
  "GET /api/v1/cases/{caseRef}/history": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      const caseRef = caseRefOf(request);
      const found = await readHistory(ports, staff, caseRef, whyOf(request), at);
      if (found.refused) throw problemOf(found.refused);
      return { status: 200, body: { caseRef, history: found.history } };
    },
  },
  "GET /api/v1/cases/{caseRef}/as-at/{moment}": {
    answer: async (request) => {
      const { ports, staff, path, at } = request;
      const caseRef = caseRefOf(request);
      const until = instant(read(moment, path.moment, "the day or instant in the address"));
      const found = await readAsAt(ports, staff, caseRef, { until, why: whyOf(request) }, at);
      if (found.refused) throw problemOf(found.refused);
      const { known, contents, history } = found;
      return {
        status: 200,
        body: { caseRef, asAt: until, known: known ? standing(known) : null, contents, history },
      };
    },
  },
  "POST /api/v1/cases/{caseRef}/corrections": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const caseRef = caseRefOf(request);
      return changedCase(await correctEntry(ports, staff, caseRef, readBody(correction, body), at));
    },
  },
  "POST /api/v1/cases/{caseRef}/review-date": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const caseRef = caseRefOf(request);
      return changedCase(await moveReview(ports, staff, caseRef, readBody(reviewDate, body), at));
    },
  },
  "GET /api/v1/cases/{caseRef}/operation": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      const read = await readOperation(ports, staff, caseRefOf(request), whyOf(request), at);
      if (read.refused) throw problemOf(read.refused);
      return { status: 200, body: read.found };
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
