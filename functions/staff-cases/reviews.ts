import { parameters } from "#shared/contracts/api.ts";
import { supervisorHalf, workerHalf } from "#shared/contracts/requests/review-halves.ts";
import { sayInstant } from "#shared/domain/calendar-day.ts";
import type { ReviewPart } from "#shared/domain/case/case.ts";
import { giveReviewPart } from "#shared/usecases/give-review-part.ts";
import { calendarOfMine, calendarOfReview } from "#shared/usecases/review-calendar.ts";
import type { Reply } from "../runtime/http.ts";
import { Problem } from "../runtime/problem.ts";
import { problemOf } from "../runtime/refusals.ts";
import { read, readBody, type StaffHandlers, type StaffRequest } from "../runtime/staff.ts";
import { caseRefOf, changedCase } from "../runtime/standing.ts";

/** The fortnightly review and its two halves (CST-17). */
export const reviewRoutes = {
  "POST /api/v1/cases/{caseRef}/reviews/{cycle}/worker": {
    answer: (request) => giveHalf(request, "worker"),
  },
  "POST /api/v1/cases/{caseRef}/reviews/{cycle}/supervisor": {
    answer: (request) => giveHalf(request, "supervisor"),
  },
  "GET /api/v1/cases/{caseRef}/reviews/{cycle}/calendar.ics": {
    answer: async (request) => {
      const { ports, staff, at, path } = request;
      const caseRef = caseRefOf(request);
      const cycle = read(parameters.cycle, path.cycle, "the review in the address");
      const made = await calendarOfReview(ports, staff, caseRef, cycle, at);
      if (made.refused) throw problemOf(made.refused);
      return calendar(made.text, `${caseRef}-review-${cycle}.ics`);
    },
  },
  "GET /api/v1/calendar.ics": {
    answer: async ({ ports, staff, at }) => calendar(await calendarOfMine(ports, staff, at), "reviews.ics"),
  },
} satisfies StaffHandlers;

const calendar = (body: string, file: string): Reply => ({ status: 200, type: "text/calendar", file, body });

async function giveHalf(request: StaffRequest, part: ReviewPart): Promise<Reply> {
  const { ports, staff, at, body, path } = request;
  const caseRef = caseRefOf(request);
  const cycle = read(parameters.cycle, path.cycle, "the review in the address");
  const half = part === "worker" ? readBody(workerHalf, body) : readBody(supervisorHalf, body);
  const changed = await giveReviewPart(ports, staff, caseRef, cycle, part, half, at);
  const { name, details } = changed.refused ?? {};
  // Somebody who sends their half again, having seen no answer, must not think that it is lost (F13).
  if (name === "already-given" && details?.identical) {
    const detail = `Your half is in, exactly as you sent it now, since ${sayInstant(String(details.at))}. You need do nothing more.`;
    throw new Problem(name, { ...details, reason: name, detail });
  }
  return changedCase(changed);
}
