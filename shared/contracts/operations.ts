import { roles as everyone, type Role } from "#shared/domain/decision.ts";
import type { ProblemName } from "./problems.ts";
import type { Route, StaffRoute } from "./routes.ts";
import type { AnswerName, RequestName } from "./schemas.ts";

/** What a route takes, answers and refuses. The function, the tests and the published description all read this. */
export interface Operation {
  /** A verb that a generated client can use as a function's name. */
  readonly id: string;
  readonly summary: string;
  /** Who may use it, by the roles of their token; a route without roles asks for no token. */
  readonly roles?: readonly Role[];
  readonly request?: RequestName;
  readonly answer: { readonly status: 200 | 202; readonly body: AnswerName };
  /** Every problem that it can give. A test produces each, and finds no other. */
  readonly problems: readonly ProblemName[];
}

/** Everyone who works with cases; whoever only keeps the roster sees none. */
const caseReaders: readonly Role[] = everyone.filter((role) => role !== "roster-admin");
const managers: readonly Role[] = ["manager", "service-manager"];
const deciders: readonly Role[] = [...managers, "out-of-hours", "director"];
/** The desks too: where a worker has left and nobody stands in, it is they who are told, and who may act. */
const caseTeam: readonly Role[] = ["worker", "supervisor", "duty", ...deciders];

/** Nobody has sorted out yet what a quarantined body holds: only those whom its ladder may reach read it. */
const quarantineDesk: readonly Role[] = ["duty", ...managers];
const quarantineReaders: readonly Role[] = ["duty", ...deciders];

const read = (body: AnswerName) => ({ status: 200, body }) as const;
const changed = read("CaseStanding");

const signedIn = ["token-incomplete", "not-your-role", "not-in-post", "internal"] as const;
const withBody = [...signedIn, "not-json", "does-not-fit"] as const;
const ofCase = [...withBody, "not-found"] as const;
const ofQuarantine = [...withBody, "not-quarantined", "already-settled"] as const;
const allocating = [
  ...ofCase,
  "already-decided",
  "nothing-to-decide",
  "reason-not-in-policy",
  "same-person",
  "worker-not-on-roster",
] as const;
const reviewing = [
  ...ofCase,
  "no-review-open",
  "already-given",
  "another-cycle",
  "review-not-yet",
  "same-person",
] as const;

const staffOperations: Readonly<Record<StaffRoute, Operation & { readonly roles: readonly Role[] }>> = {
  "GET /api/v1/cases": {
    id: "listOpenCases",
    summary: "Every open case of your council: its next step, who answers for it, and by when",
    roles: caseReaders,
    answer: read("OpenCases"),
    problems: signedIn,
  },
  "GET /api/v1/cases/{caseRef}": {
    id: "showCase",
    summary: "One case with its referral, its reviews and its history; that you read it is logged",
    roles: caseReaders,
    answer: read("ShownCase"),
    problems: [...signedIn, "not-found"],
  },
  "POST /api/v1/cases/{caseRef}/decision": {
    id: "decideCase",
    summary: "Decide about a referral outside a meeting",
    roles: deciders,
    request: "AllocationChoice",
    answer: changed,
    problems: [...allocating, "not-a-decision-maker"],
  },
  "POST /api/v1/cases/{caseRef}/confirmation": {
    id: "confirmSignpost",
    summary: "Confirm that another service has the referral",
    roles: ["duty", ...deciders],
    request: "Confirmation",
    answer: changed,
    problems: [...ofCase, "already-decided", "nothing-to-confirm"],
  },
  "POST /api/v1/cases/{caseRef}/reviews/{cycle}/worker": {
    id: "giveWorkerHalf",
    summary: "Give the worker's half of the open review",
    roles: caseTeam,
    request: "WorkerHalf",
    answer: changed,
    problems: [...reviewing, "not-the-worker"],
  },
  "POST /api/v1/cases/{caseRef}/reviews/{cycle}/supervisor": {
    id: "giveSupervisorHalf",
    summary: "Give the supervisor's half of the open review",
    roles: caseTeam,
    request: "SupervisorHalf",
    answer: changed,
    problems: [...reviewing, "not-a-supervisor"],
  },
  "POST /api/v1/cases/{caseRef}/closure": {
    id: "requestClosure",
    summary: "Ask for a case to be closed, with a reason and what shows it",
    roles: caseTeam,
    request: "ClosureRequest",
    answer: changed,
    problems: [
      ...ofCase,
      "already-decided",
      "nothing-to-close",
      "closure-under-way",
      "not-the-worker",
      "reason-not-in-policy",
      "not-an-agency",
    ],
  },
  "POST /api/v1/cases/{caseRef}/closure/consultations": {
    id: "recordConsultation",
    summary: "Record what the team or an agency said about a closure, or that it stayed silent",
    roles: caseTeam,
    request: "Consultation",
    answer: changed,
    problems: [
      ...ofCase,
      "no-closure-open",
      "not-the-worker",
      "not-asked",
      "already-given",
      "still-time-to-answer",
    ],
  },
  "POST /api/v1/cases/{caseRef}/closure/decision": {
    id: "decideClosure",
    summary: "Close the case, or keep it open",
    roles: managers,
    request: "ClosureDecision",
    answer: changed,
    problems: [
      ...ofCase,
      "already-decided",
      "no-closure-open",
      "same-person",
      "consultation-incomplete",
      "reason-not-in-policy",
    ],
  },
  "POST /api/v1/cases/{caseRef}/closure/withdrawal": {
    id: "withdrawClosure",
    summary: "Take back a request to close a case",
    roles: caseTeam,
    request: "ClosureWithdrawal",
    answer: changed,
    problems: [...ofCase, "already-decided", "no-closure-open", "not-a-decision-maker"],
  },
  "GET /api/v1/meetings/next": {
    id: "showNextMeeting",
    summary: "The meeting that sits now, or the next one: its agenda and its minutes",
    roles: caseReaders,
    answer: read("NextMeeting"),
    problems: [...signedIn, "no-service"],
  },
  "POST /api/v1/meetings/{date}/decisions": {
    id: "decideAtMeeting",
    summary: "Record what a meeting decided about a case",
    roles: managers,
    request: "MeetingDecision",
    answer: changed,
    problems: [...allocating, "not-a-meeting-day", "meeting-not-yet"],
  },
  "GET /api/v1/quarantine": {
    id: "listQuarantined",
    summary: "Referrals that could not be read and wait for somebody, oldest due first",
    roles: quarantineReaders,
    answer: read("Quarantine"),
    problems: signedIn,
  },
  "GET /api/v1/quarantine/{reference}": {
    id: "showQuarantined",
    summary: "One of them whole: its body, its faults and its history; that you read it is logged",
    roles: quarantineReaders,
    answer: read("ShownQuarantined"),
    problems: [...signedIn, "not-quarantined"],
  },
  "POST /api/v1/quarantine/{reference}/mend": {
    id: "mendQuarantined",
    summary: "Keep a mended body beside the original, which stays as it came",
    roles: quarantineDesk,
    request: "Mending",
    answer: read("QuarantineStanding"),
    problems: [...ofQuarantine, "still-does-not-fit"],
  },
  "POST /api/v1/quarantine/{reference}/accept": {
    id: "acceptQuarantined",
    summary: "Make it a referral and a case; clocks run from its first receipt",
    roles: quarantineDesk,
    request: "Confirmation",
    answer: read("QuarantineStanding"),
    problems: [...ofQuarantine, "still-does-not-fit"],
  },
  "POST /api/v1/quarantine/{reference}/discard": {
    id: "discardQuarantined",
    summary: "Put it aside for a reason, and say why; it stays kept",
    roles: quarantineDesk,
    request: "Discarding",
    answer: read("QuarantineStanding"),
    problems: [...ofQuarantine, "reason-not-in-policy"],
  },
  "GET /api/v1/roster": {
    id: "showRoster",
    summary: "Everybody on your council's roster, those who have left included",
    roles: everyone,
    answer: read("Roster"),
    problems: signedIn,
  },
  "PUT /api/v1/roster/{staffId}": {
    id: "recordPost",
    summary: "Record a joiner, a change, or a leaving date",
    roles: ["roster-admin", "service-manager"],
    request: "Post",
    answer: read("StaffMember"),
    problems: [...withBody, "own-deputy", "would-leave-nobody"],
  },
};

/** Every route of the API, once. */
export const operations: Readonly<Record<Route, Operation>> = {
  "POST /webhooks/referrals/{source}": {
    id: "postReferral",
    summary: "Send a referral",
    request: "Referral",
    answer: { status: 202, body: "ReceivedReferral" },
    problems: ["unknown-source", "too-large", "wrong-content-type", "not-signed", "internal"],
  },
  "GET /api/v1/openapi.json": {
    id: "describeApi",
    summary: "This description",
    answer: read("ApiDescription"),
    problems: [],
  },
  ...staffOperations,
};

/** Who may use a staff route. */
export const rolesOf = (route: StaffRoute): readonly Role[] => staffOperations[route].roles;
