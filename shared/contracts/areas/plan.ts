import { whyRead } from "../keeping.ts";
import {
  caseReaders,
  caseTeam,
  changed,
  ofCase,
  ofReading,
  read,
  type StaffOperations,
} from "../operation.ts";

const working = [...ofCase, "already-decided", "not-the-worker"] as const;

/** The plan of a case, and who approves it. */
export const planOperations = {
  "GET /api/v1/cases/{caseRef}/plan": {
    id: "showPlan",
    summary:
      "The plan of a case whole, in the words of who wrote it, with its actions and who decided about it",
    roles: caseReaders,
    query: whyRead,
    answer: read("ShownPlan"),
    problems: ofReading,
  },
  "PUT /api/v1/cases/{caseRef}/plan": {
    id: "writePlan",
    summary: "Write the next version of the plan, as a draft or for approval",
    roles: caseTeam,
    request: "PlanWritten",
    answer: changed,
    problems: [
      ...working,
      "not-allocated-yet",
      "changed-meanwhile",
      "not-in-policy",
      "no-accommodation",
      "early-focus-missing",
      "too-many-open",
      "not-on-roster",
      "day-is-past",
      "too-far-ahead",
    ],
  },
  "POST /api/v1/cases/{caseRef}/plan/decision": {
    id: "decidePlan",
    summary: "Approve a version of the plan that others wrote, or send it back",
    roles: caseTeam,
    request: "PlanDecision",
    answer: changed,
    problems: [...working, "no-plan-to-approve", "not-a-supervisor", "same-person", "changed-meanwhile"],
  },
} as const satisfies StaffOperations;
