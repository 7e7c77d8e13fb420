import { roles as everyone, type Role } from "#shared/domain/decision.ts";
import {
  caseReaders,
  caseTeam,
  changed,
  limits,
  managers,
  ofCase,
  read,
  type StaffOperations,
  signedIn,
  withBody,
  withCase,
} from "../operation.ts";

const rosterKeepers: readonly Role[] = ["roster-admin", "service-manager"];
const recordingAbsence = [
  ...withBody,
  "no-such-person",
  "not-yours-to-record",
  "own-deputy",
  "deputy-not-on-roster",
  "absence-overlaps",
] as const;

const handingOver = [...ofCase, "nothing-to-hand-over"] as const;
const taking = ["reason-not-in-policy", "same-person", "worker-not-on-roster", ...limits] as const;

/** Who works here, and who holds what. */
export const peopleOperations = {
  "POST /api/v1/cases/{caseRef}/handover": {
    id: "offerHandover",
    summary: "Offer a case to another worker or supervisor; whoever holds it keeps it until they accept",
    roles: ["supervisor", ...managers],
    request: "HandoverGiven",
    answer: changed,
    problems: [...handingOver, ...taking, "handover-under-way"],
  },
  "POST /api/v1/cases/{caseRef}/handover/move": {
    id: "moveCase",
    summary: "Move a case at once, where its holder has left",
    roles: managers,
    request: "HandoverGiven",
    answer: changed,
    problems: [...handingOver, ...taking, "still-in-post"],
  },
  "POST /api/v1/cases/{caseRef}/handover/answer": {
    id: "answerHandover",
    summary: "Accept or decline a case that is offered to you",
    roles: caseTeam,
    request: "HandoverAnswer",
    answer: changed,
    problems: [
      ...withCase,
      "nothing-to-hand-over",
      "no-handover-offered",
      "not-offered-to-you",
      "worker-not-on-roster",
      ...limits,
    ],
  },
  "POST /api/v1/cases/{caseRef}/handover/withdrawal": {
    id: "withdrawHandover",
    summary: "Take back the offer of a case",
    roles: ["supervisor", ...managers],
    request: "HandoverWithdrawal",
    answer: changed,
    problems: [...handingOver, "no-handover-offered", "not-a-decision-maker"],
  },
  "POST /api/v1/cases/{caseRef}/hours": {
    id: "changeHours",
    summary: "Say how many hours a week a case takes from now on, and why",
    roles: managers,
    request: "CaseHours",
    answer: changed,
    problems: [...ofCase, "already-decided", "not-allocated-yet", "hours-full", "reason-not-in-policy"],
  },
  "GET /api/v1/roster": {
    id: "showRoster",
    summary: "Everybody on your council's roster, those who have left included",
    roles: everyone,
    answer: read("Roster"),
    problems: signedIn,
  },
  "GET /api/v1/roster/{staffId}/history": {
    id: "showStaffHistory",
    summary:
      "Everything that was recorded about a post-holder, with who, when and why; that you read it is logged",
    roles: ["auditor", "roster-admin"],
    answer: read("StaffHistory"),
    problems: [...signedIn, "no-such-person"],
  },
  "PUT /api/v1/roster/{staffId}": {
    id: "recordPost",
    summary: "Record a joiner, a change, or a leaving date; it answers which cases a leaver still holds",
    roles: rosterKeepers,
    request: "Post",
    answer: read("RecordedPost"),
    problems: [
      ...withBody,
      "own-deputy",
      "address-taken",
      "deputy-not-on-roster",
      "service-not-configured",
      "post-not-in-policy",
      "would-leave-nobody",
    ],
  },
  "POST /api/v1/roster/{staffId}/absences": {
    id: "recordAbsence",
    summary: "Record when somebody is away, and who stands in; what falls due goes to them that same day",
    roles: everyone,
    request: "Absence",
    answer: read("StaffMember"),
    problems: recordingAbsence,
  },
  "PUT /api/v1/roster/{staffId}/absences/{absenceId}": {
    id: "correctAbsence",
    summary: "Correct an absence, or end it early, as its next version",
    roles: everyone,
    request: "Absence",
    answer: read("StaffMember"),
    problems: [...recordingAbsence, "no-such-absence"],
  },
  "POST /api/v1/roster/{staffId}/absences/{absenceId}/cancellation": {
    id: "cancelAbsence",
    summary: "Say that an absence does not take place",
    roles: everyone,
    request: "Confirmation",
    answer: read("StaffMember"),
    problems: [...withBody, "no-such-person", "not-yours-to-record", "no-such-absence"],
  },
  "POST /api/v1/roster/{staffId}/conflicts": {
    id: "declareConflict",
    summary: "Declare a conflict of interest with a case or a person",
    roles: caseReaders,
    request: "Conflict",
    answer: read("StaffMember"),
    problems: [...withCase, "no-such-person", "not-yours-to-record"],
  },
  "POST /api/v1/roster/{staffId}/conflicts/{conflictId}/withdrawal": {
    id: "withdrawConflict",
    summary: "Find that a declared conflict does not stand, and say why",
    roles: managers,
    request: "ConflictWithdrawal",
    answer: read("StaffMember"),
    problems: [...withBody, "no-such-person", "not-a-decision-maker", "no-such-conflict"],
  },
  "GET /api/v1/caseloads": {
    id: "showCaseloads",
    summary:
      "Who holds how many cases and hours, and what is left, by person, kind of post and funding stream",
    roles: caseReaders,
    answer: read("Caseloads"),
    problems: [...signedIn, "no-service"],
  },
} as const satisfies StaffOperations;
