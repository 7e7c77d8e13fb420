import type { RequestName } from "./schemas.ts";

/** A good request of each kind, of nobody who lives. Tests read each with its contract. */
export const examples: Readonly<Record<RequestName, unknown>> = {
  AllocationChoice: { decision: "allocate", worker: "ada-quill", supervisor: "ivo-marsh" },
  MeetingDecision: { caseRef: "C-7M2QX4KD9T", decision: "advise", reason: "other-team-fits" },
  Confirmation: {},
  WorkerHalf: {
    seen: true,
    spokenTo: true,
    engagement: "in-part",
    goalsAgreed: "no",
    riskChange: "lower",
    progress: "The stairs are clear.",
  },
  SupervisorHalf: { agrees: true, comment: "Go on with the kitchen." },
  ClosureRequest: {
    reason: "offers-not-accepted",
    evidence: "Six visits and four letters without an answer.",
    agencies: ["environmental-health"],
  },
  Consultation: { with: "environmental-health", answer: "objects", words: "We visit on Monday." },
  ClosureDecision: { decision: "keep-open", words: "Try once more with the neighbour." },
  ClosureWithdrawal: { words: "They came to the door." },
  CommitmentMade: {
    kind: "agency-offer",
    due: "2099-12-01",
    about: "fire-service",
    words: "The fire service said it would fit smoke alarms.",
  },
  CommitmentOutcome: { outcome: "kept", words: "The alarms are up." },
  CommitmentMoved: { due: "2099-12-08", words: "They were called away, and come a week later." },
  Mending: {
    body: {
      formVersion: "1",
      submissionId: "EXAMPLE-0002",
      service: "community-support-team",
      reason: "As the referrer said on the telephone.",
    },
  },
  Discarding: { reason: "test-submission", words: "The supplier tried the form out." },
  Post: {
    name: "Ada Quill",
    email: "ada.quill@cst.example",
    roles: ["worker"],
    services: ["community-support-team"],
    deputy: "ben-marlow",
    startsOn: "2026-12-01",
    leavesOn: null,
  },
  Referral: {
    formVersion: "1",
    submissionId: "EXAMPLE-0001",
    submittedAt: "2026-11-11T10:42:00Z",
    service: "community-support-team",
    urgency: { level: "routine" },
    referrer: { name: "Odile Farrant", role: "Housing officer", email: "odile.farrant@housing.example" },
    person: { given: "Winston", family: "Achterberg", dateOfBirth: "1961-07-19" },
    home: { tenure: "council", atRiskOfLoss: "unknown" },
    needAreas: ["hoarding"],
    reason: "The stairs are blocked.",
    mentalHealth: { acuteRiskNow: "no" },
  },
};
