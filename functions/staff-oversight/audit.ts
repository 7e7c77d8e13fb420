import { correction, moment, reviewDate } from "#shared/contracts/keeping.ts";
import { instant } from "#shared/domain/calendar-day.ts";
import { correctEntry, moveReview } from "#shared/usecases/mend-case.ts";
import { readAsAt, readHistory } from "#shared/usecases/read-history.ts";
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
} satisfies StaffHandlers;
