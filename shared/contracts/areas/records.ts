import { caseTeam, changed, ofCase, type StaffOperations } from "../operation.ts";

const promising = [...ofCase, "already-decided", "not-the-worker"] as const;

/** What the team writes down about a case. */
export const recordOperations = {
  "POST /api/v1/cases/{caseRef}/commitments": {
    id: "makeCommitment",
    summary: "Promise something about a person by a day; it is chased until somebody says what became of it",
    roles: caseTeam,
    request: "CommitmentMade",
    answer: changed,
    problems: [...promising, "not-by-hand", "too-many-open", "not-on-roster", "day-is-past"],
  },
  "POST /api/v1/cases/{caseRef}/commitments/{commitment}/outcome": {
    id: "sayOutcomeOfCommitment",
    summary: "Say what became of a promise",
    roles: caseTeam,
    request: "CommitmentOutcome",
    answer: changed,
    problems: [...promising, "no-such-commitment"],
  },
  "POST /api/v1/cases/{caseRef}/commitments/{commitment}/due": {
    id: "moveCommitment",
    summary: "Give a promise another day, and say why",
    roles: caseTeam,
    request: "CommitmentMoved",
    answer: changed,
    problems: [...promising, "no-such-commitment", "day-is-past"],
  },
} as const satisfies StaffOperations;
