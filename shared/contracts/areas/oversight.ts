import type { Role } from "#shared/domain/decision.ts";
import { whyRead } from "../keeping.ts";
import {
  caseReaders,
  caseTeam,
  changed,
  deciders,
  managers,
  ofCase,
  ofReading,
  read,
  type StaffOperations,
  signedIn,
  withBody,
} from "../operation.ts";

/** Nobody has sorted out yet what a quarantined body holds: only those whom its ladder may reach read it. */
const quarantineDesk: readonly Role[] = ["duty", ...managers];
const quarantineReaders: readonly Role[] = ["duty", ...deciders];

const ofQuarantine = [...withBody, "not-quarantined", "already-settled"] as const;

/** What somebody must look at beside the cases. */
export const oversightOperations = {
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
    query: whyRead,
    problems: [...signedIn, "does-not-fit", "not-quarantined", "reason-needed", "reason-not-in-policy"],
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
  "POST /api/v1/cases/{caseRef}/restriction": {
    id: "restrictCase",
    summary: "Keep a case to those who need to know, or change who else they are",
    roles: managers,
    request: "Restriction",
    answer: changed,
    problems: [...ofCase, "reason-not-in-policy"],
  },
  "POST /api/v1/cases/{caseRef}/restriction/lifting": {
    id: "liftRestriction",
    summary: "Open a restricted case to the team again",
    roles: managers,
    request: "RestrictionLifting",
    answer: changed,
    problems: [...ofCase, "reason-not-in-policy", "not-restricted"],
  },
  "POST /api/v1/cases/{caseRef}/restriction/override": {
    id: "overrideRestriction",
    summary: "See a restricted case although you are not on its list; its supervisor is told",
    roles: deciders,
    request: "RestrictionOverride",
    answer: changed,
    problems: [...ofCase, "reason-not-in-policy", "not-restricted"],
  },
  "GET /api/v1/cases/{caseRef}/access": {
    id: "showAccessLog",
    summary: "Who read a case, when and why; that you read this is logged too",
    roles: [...managers, "auditor", "information-governance"],
    query: whyRead,
    answer: read("AccessLog"),
    problems: ofReading,
  },
  "GET /api/v1/cases/{caseRef}/history": {
    id: "showHistory",
    summary: "Everything that happened to a case, with who, when and why; each correction beside its line",
    roles: [...caseReaders, "auditor"],
    query: whyRead,
    answer: read("CaseHistory"),
    problems: ofReading,
  },
  "GET /api/v1/cases/{caseRef}/as-at/{moment}": {
    id: "showCaseAsAt",
    summary: "What was known of a case at the end of a day, or at an instant",
    roles: [...managers, "auditor"],
    query: whyRead,
    answer: read("CaseAsAt"),
    problems: [...ofReading, "not-yet"],
  },
  "POST /api/v1/cases/{caseRef}/corrections": {
    id: "correctEntry",
    summary: "Say that a line of the history is wrong, and what is right; the line stays as it is",
    roles: caseTeam,
    request: "Correction",
    answer: changed,
    problems: [...ofCase, "reason-not-in-policy", "no-such-entry", "not-yours-to-correct"],
  },
  "POST /api/v1/cases/{caseRef}/review-date": {
    id: "moveReview",
    summary: "Move the open review to another day, with a reason; the rhythm stays",
    roles: managers,
    request: "ReviewDate",
    answer: changed,
    problems: [
      ...ofCase,
      "no-review-open",
      "reason-not-in-policy",
      "already-due",
      "day-is-past",
      "moved-already",
      "too-far-from-planned",
    ],
  },
  "GET /api/v1/cases/{caseRef}/operation": {
    id: "showOperation",
    summary: "What runs for a case and what is still to be done for it; nothing of the person",
    roles: [...managers, "operator"],
    query: whyRead,
    answer: read("Operation"),
    problems: ofReading,
  },
  "POST /api/v1/cases/{caseRef}/retry": {
    id: "retryCase",
    summary: "Begin a stuck execution anew, or try again what was given up on",
    roles: [...managers, "operator"],
    request: "Retrying",
    answer: read("Retried"),
    problems: [...ofCase, "nothing-to-retry", "retried-just-now"],
  },
  "POST /api/v1/people/{personRef}/export": {
    id: "exportPerson",
    summary:
      "Everything that is kept about a person, for a subject access request, part by part; it is logged",
    roles: ["service-manager", "information-governance"],
    request: "ExportRequest",
    answer: read("PersonExport"),
    problems: [...withBody, "no-such-record", "reason-not-in-policy", "not-yet", "no-such-part"],
  },
} as const satisfies StaffOperations;
