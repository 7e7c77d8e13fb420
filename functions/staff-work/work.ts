import type * as z from "zod";
import * as requests from "#shared/contracts/requests/work.ts";
import { workAsked } from "#shared/contracts/work-query.ts";
import type { WorkRecord } from "#shared/domain/case/work-commands.ts";
import { readWork } from "#shared/usecases/read-work.ts";
import { recordWork } from "#shared/usecases/record-work.ts";
import { problemOf } from "../runtime/refusals.ts";
import { read, readBody, type StaffHandler, type StaffHandlers } from "../runtime/staff.ts";
import { caseRefOf, changedCase } from "../runtime/standing.ts";

/** One kind of record, read by its contract. */
const writes = <Schema extends z.ZodType>(
  schema: Schema,
  recordOf: (body: z.infer<Schema>) => WorkRecord & { readonly words?: string | undefined },
): StaffHandler => ({
  answer: async (request) => {
    const { ports, staff, body, at } = request;
    const caseRef = caseRefOf(request);
    return changedCase(await recordWork(ports, staff, caseRef, recordOf(readBody(schema, body)), at));
  },
});

/** What the team writes down about a case, and reads again (CST-12, CST-13, CST-20). */
export const workRoutes = {
  "GET /api/v1/cases/{caseRef}/records": {
    answer: async (request) => {
      const { ports, staff, at, query } = request;
      const asked = read(workAsked, query, "the query of the address");
      const found = await readWork(ports, staff, caseRefOf(request), asked, at);
      if (found.refused) throw problemOf(found.refused);
      return { status: 200, body: found.found };
    },
  },
  "POST /api/v1/cases/{caseRef}/contacts": writes(requests.contact, (body) => ({ what: "contact", ...body })),
  "POST /api/v1/cases/{caseRef}/risk": writes(requests.risk, (body) => ({ what: "risk", ...body })),
  "POST /api/v1/cases/{caseRef}/warnings": writes(requests.warning, (body) => ({ what: "warning", ...body })),
  "POST /api/v1/cases/{caseRef}/conversations": writes(requests.conversation, (body) => ({
    what: "conversation",
    ...body,
  })),
  "POST /api/v1/cases/{caseRef}/readings": writes(requests.reading, (body) => ({ what: "reading", ...body })),
  "POST /api/v1/cases/{caseRef}/referrals-on": writes(requests.referralOn, (body) => ({
    what: "referral-on",
    ...body,
  })),
  "POST /api/v1/cases/{caseRef}/concerns": writes(requests.concern, (body) => ({ what: "concern", ...body })),
  "POST /api/v1/cases/{caseRef}/capacity-assessments": writes(requests.capacityAssessment, (body) => ({
    what: "capacity",
    ...body,
  })),
} satisfies StaffHandlers;
