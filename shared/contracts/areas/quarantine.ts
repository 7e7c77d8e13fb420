import type { Role } from "#shared/domain/decision.ts";
import { whyRead } from "../keeping.ts";
import {
  caseTeam,
  deciders,
  managers,
  read,
  type StaffOperations,
  signedIn,
  withBody,
} from "../operation.ts";

/** Nobody has sorted out yet what a quarantined body holds: only those whom its ladder may reach read it. */
const quarantineDesk: readonly Role[] = ["duty", ...managers];
const quarantineReaders: readonly Role[] = ["duty", ...deciders];

const ofQuarantine = [...withBody, "not-quarantined", "already-settled"] as const;

const ofCalls = ["no-call-owed", "no-call-owed-then", "not-yet"] as const;

/** What could not be read, and waits for somebody (X-01, F7). */
export const quarantineOperations = {
  "GET /api/v1/referrals/{referralRef}": {
    id: "showReferral",
    summary:
      "Which case a referral became, and who still waits for a call about it; that you read it is logged",
    roles: caseTeam,
    answer: read("ReferralStanding"),
    problems: [...signedIn, "no-such-referral"],
  },
  "POST /api/v1/referrals/{referralRef}/call": {
    id: "endReferrerCall",
    summary:
      "Say that a referrer who cannot be written to was told what became of the referral, or cannot be",
    roles: caseTeam,
    request: "ReferrerCallEnded",
    answer: read("ReferralStanding"),
    problems: [...withBody, "no-such-referral", ...ofCalls],
  },
  "POST /api/v1/referrals/{referralRef}/agency-call": {
    id: "endAgencyCall",
    summary:
      "Say that an agency of a closed case that cannot be written to was told so, by telephone or letter, or cannot be",
    roles: caseTeam,
    request: "AgencyCallEnded",
    answer: read("ReferralStanding"),
    problems: [...withBody, "no-such-referral", ...ofCalls],
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
    query: whyRead,
    problems: [...signedIn, "does-not-fit", "not-quarantined", "reason-needed", "reason-not-in-policy"],
  },
  "POST /api/v1/quarantine/{reference}/mend": {
    id: "mendQuarantined",
    summary: "Keep a mended body beside the original, which stays as it came",
    roles: quarantineDesk,
    request: "Mending",
    answer: read("QuarantineStanding"),
    problems: [...ofQuarantine, "still-does-not-fit", "submission-id-taken"],
  },
  "POST /api/v1/quarantine/{reference}/accept": {
    id: "acceptQuarantined",
    summary: "Make it a referral and a case; clocks run from its first receipt",
    roles: quarantineDesk,
    request: "Confirmation",
    answer: read("QuarantineStanding"),
    problems: [...ofQuarantine, "still-does-not-fit", "submission-id-taken"],
  },
  "POST /api/v1/quarantine/{reference}/discard": {
    id: "discardQuarantined",
    summary:
      "Put it aside for a reason, and say why; its referrer is told, where the service says so; it stays kept",
    roles: quarantineDesk,
    request: "Discarding",
    answer: read("QuarantineStanding"),
    problems: [...ofQuarantine, "reason-not-in-policy"],
  },
  "POST /api/v1/quarantine/{reference}/call": {
    id: "endQuarantinedCall",
    summary: "Say that whoever sent what was discarded, and cannot be written to, was told so, or cannot be",
    roles: quarantineDesk,
    request: "ReferrerCallEnded",
    answer: read("QuarantineStanding"),
    problems: [...withBody, "not-quarantined", ...ofCalls],
  },
} as const satisfies StaffOperations;
