import {
  caseReaders,
  caseTeam,
  changed,
  ofCase,
  ofReading,
  read,
  type StaffOperations,
} from "../operation.ts";
import { workAsked } from "../work-query.ts";

const writing = [...ofCase, "already-decided", "not-the-worker"] as const;
const listed = [...writing, "not-in-policy", "day-not-reached"] as const;

/** What the team writes down about a case as it works. */
export const workOperations = {
  "GET /api/v1/cases/{caseRef}/records": {
    id: "listRecords",
    summary:
      "What was written down about a case, newest first: contacts, risks, warnings, conversations and more",
    roles: caseReaders,
    query: workAsked,
    answer: read("WorkRecords"),
    problems: ofReading,
  },
  "POST /api/v1/cases/{caseRef}/contacts": {
    id: "recordContact",
    summary: "Record a contact with the person, or the attempt at one",
    roles: caseTeam,
    request: "Contact",
    answer: changed,
    problems: [...listed, "day-too-early", "channel-not-safe", "contact-contradicts-itself"],
  },
  "POST /api/v1/cases/{caseRef}/risk": {
    id: "recordRisk",
    summary: "Record the risks as they are, what was agreed, and when somebody looks again",
    roles: caseTeam,
    request: "Risk",
    answer: changed,
    problems: [...writing, "not-in-policy", "not-an-agency", "day-is-past", "too-far-ahead"],
  },
  "POST /api/v1/cases/{caseRef}/warnings": {
    id: "noteWarning",
    summary: "Warn whoever visits, or lift a warning",
    roles: caseTeam,
    request: "Warning",
    answer: changed,
    problems: [...writing, "not-in-policy", "no-such-warning", "day-is-past", "too-far-ahead"],
  },
  "POST /api/v1/cases/{caseRef}/conversations": {
    id: "recordConversation",
    summary: "Record a conversation about goals by a form of the service's, or that the person declined it",
    roles: caseTeam,
    request: "Conversation",
    answer: changed,
    problems: listed,
  },
  "POST /api/v1/cases/{caseRef}/readings": {
    id: "takeReading",
    summary: "Keep a reading of a licensed tool as numbers",
    roles: caseTeam,
    request: "Reading",
    answer: changed,
    problems: [...listed, "scores-do-not-fit"],
  },
  "POST /api/v1/cases/{caseRef}/referrals-on": {
    id: "referOn",
    summary: "Refer the person on; what becomes of it is chased",
    roles: caseTeam,
    request: "ReferralOn",
    answer: changed,
    problems: listed,
  },
  "POST /api/v1/cases/{caseRef}/concerns": {
    id: "raiseConcern",
    summary: "Note a safeguarding concern that was raised; its outcome is chased",
    roles: caseTeam,
    request: "Concern",
    answer: changed,
    problems: [...writing, "day-not-reached"],
  },
  "POST /api/v1/cases/{caseRef}/capacity-assessments": {
    id: "linkCapacityAssessment",
    summary: "Link a mental capacity assessment about one decision",
    roles: caseTeam,
    request: "CapacityAssessment",
    answer: changed,
    problems: listed,
  },
} as const satisfies StaffOperations;
