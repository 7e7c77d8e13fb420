import {
  outcomes,
  pathwayWords,
  promptAnswer,
  supportOffer,
  wayOut,
} from "#shared/contracts/requests/leaving.ts";
import { reopening } from "#shared/contracts/requests/reopening.ts";
import {
  answerPrompt,
  beginNonEngagement,
  endNonEngagement,
  noteWayOut,
  recordOffer,
  recordOutcomes,
} from "#shared/usecases/leaving.ts";
import { reopenCase } from "#shared/usecases/reopen-case.ts";
import { problemOf } from "../runtime/refusals.ts";
import { readBody, type StaffHandlers, type StaffRequest } from "../runtime/staff.ts";
import { caseRefOf, changedCase } from "../runtime/standing.ts";

const about = (request: StaffRequest) => ({ caseRef: caseRefOf(request), at: request.at });

/** What leads to an end of support: offers, the pathway for non-engagement, ways out, and outcomes (CST-18, CST-19). */
export const leavingRoutes = {
  "POST /api/v1/cases/{caseRef}/non-engagement": {
    answer: async (request) => {
      const { ports, staff, body } = request;
      const { words } = readBody(pathwayWords, body);
      return changedCase(await beginNonEngagement(ports, staff, about(request), words));
    },
  },
  "POST /api/v1/cases/{caseRef}/non-engagement/end": {
    answer: async (request) => {
      const { ports, staff, body } = request;
      const { words } = readBody(pathwayWords, body);
      return changedCase(await endNonEngagement(ports, staff, about(request), words));
    },
  },
  "POST /api/v1/cases/{caseRef}/non-engagement/prompts": {
    answer: async (request) => {
      const { ports, staff, body } = request;
      return changedCase(await answerPrompt(ports, staff, about(request), readBody(promptAnswer, body)));
    },
  },
  "POST /api/v1/cases/{caseRef}/offers": {
    answer: async (request) => {
      const { ports, staff, body } = request;
      return changedCase(await recordOffer(ports, staff, about(request), readBody(supportOffer, body)));
    },
  },
  "POST /api/v1/cases/{caseRef}/reopening": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const reopened = await reopenCase(ports, staff, caseRefOf(request), readBody(reopening, body), at);
      if ("refused" in reopened) throw problemOf(reopened.refused);
      return { status: 200, body: reopened };
    },
  },
  "POST /api/v1/cases/{caseRef}/ways-out": {
    answer: async (request) => {
      const { ports, staff, body } = request;
      return changedCase(await noteWayOut(ports, staff, about(request), readBody(wayOut, body)));
    },
  },
  "POST /api/v1/cases/{caseRef}/outcomes": {
    answer: async (request) => {
      const { ports, staff, body } = request;
      return changedCase(await recordOutcomes(ports, staff, about(request), readBody(outcomes, body)));
    },
  },
} satisfies StaffHandlers;
