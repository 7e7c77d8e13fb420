import { caseTeam, changed, managers, ofCase, read, type StaffOperations } from "../operation.ts";

const promising = [...ofCase, "already-decided", "not-the-worker"] as const;

const recording = [...promising, "not-allocated-yet"] as const;

/** What the team writes down about a case. */
export const recordOperations = {
  "POST /api/v1/cases/{caseRef}/commitments": {
    id: "makeCommitment",
    summary: "Promise something about a person by a day; it is chased until somebody says what became of it",
    roles: caseTeam,
    request: "CommitmentMade",
    answer: changed,
    problems: [...promising, "not-by-hand", "too-many-open", "not-on-roster", "day-is-past", "too-far-ahead"],
  },
  "POST /api/v1/cases/{caseRef}/commitments/{commitment}/outcome": {
    id: "sayOutcomeOfCommitment",
    summary: "Say what became of a promise",
    roles: caseTeam,
    request: "CommitmentOutcome",
    answer: changed,
    problems: [
      ...promising,
      "no-such-commitment",
      "not-by-hand",
      "not-in-policy",
      "not-a-decision-maker",
      "same-person",
    ],
  },
  "POST /api/v1/cases/{caseRef}/commitments/{commitment}/due": {
    id: "moveCommitment",
    summary: "Give a promise another day, and say why",
    roles: caseTeam,
    request: "CommitmentMoved",
    answer: changed,
    problems: [...promising, "no-such-commitment", "not-by-hand", "day-is-past", "too-far-ahead"],
  },
  "POST /api/v1/cases/{caseRef}/non-engagement": {
    id: "beginNonEngagement",
    summary: "Begin the pathway for somebody who takes up nothing that is offered; the next offer is chased",
    roles: caseTeam,
    request: "PathwayWords",
    answer: changed,
    problems: [...recording, "pathway-open"],
  },
  "POST /api/v1/cases/{caseRef}/non-engagement/end": {
    id: "endNonEngagement",
    summary: "Leave that pathway: the person engages after all, or you go another way",
    roles: managers,
    request: "PathwayWords",
    answer: changed,
    problems: [...ofCase, "already-decided", "not-allocated-yet", "no-pathway-open"],
  },
  "POST /api/v1/cases/{caseRef}/non-engagement/prompts": {
    id: "answerPrompt",
    summary: "Say what was done about capacity or about the risk between agencies, or why it is not needed",
    roles: caseTeam,
    request: "PromptAnswer",
    answer: changed,
    problems: [...recording, "no-pathway-open"],
  },
  "POST /api/v1/cases/{caseRef}/offers": {
    id: "recordOffer",
    summary:
      "Record an offer of support that you made, and what came of it; a manager records one for others",
    roles: caseTeam,
    request: "SupportOffer",
    answer: changed,
    problems: [
      ...ofCase,
      "already-decided",
      "not-allocated-yet",
      "day-not-reached",
      "day-too-early",
      "not-on-roster",
      "away-that-day",
      "not-the-one-who-offered",
      "not-in-policy",
      "channel-not-safe",
    ],
  },
  "POST /api/v1/cases/{caseRef}/reopening": {
    id: "reopenCase",
    summary: "Take up a closed case again: a new case, linked to the old one, which stays closed",
    roles: caseTeam,
    request: "Reopening",
    answer: read("EmergencyRecorded"),
    problems: [...ofCase, "not-closed"],
  },
  "POST /api/v1/cases/{caseRef}/ways-out": {
    id: "noteWayOut",
    summary: "Note how near the person is to one of the ways out, with what shows it",
    roles: caseTeam,
    request: "WayOut",
    answer: changed,
    problems: [...recording, "reason-not-in-policy"],
  },
  "POST /api/v1/cases/{caseRef}/outcomes": {
    id: "recordOutcomes",
    summary: "Record by area whether there was a need, and whether it was met",
    roles: caseTeam,
    request: "Outcomes",
    answer: changed,
    problems: [...recording, "reason-not-in-policy"],
  },
  "POST /api/v1/cases/{caseRef}/person-check": {
    id: "decidePerson",
    summary: "Say whether another case is the same person's: it is linked to this one, and never merged",
    roles: caseTeam,
    request: "PersonCheck",
    answer: changed,
    problems: [...ofCase, "not-the-worker", "not-a-possible-match", "already-decided"],
  },
  "POST /api/v1/cases/{caseRef}/referral/versions": {
    id: "amendReferral",
    summary: "Give the referral another version, written whole or as it came again; every version stays kept",
    roles: caseTeam,
    request: "Amendment",
    answer: changed,
    problems: [...ofCase, "already-decided", "reason-not-in-policy", "no-such-body"],
  },
} as const satisfies StaffOperations;
