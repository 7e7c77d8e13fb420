import type { CommitmentRule } from "#shared/domain/policy.ts";
import { keeping } from "./community-support-keeping.ts";
import { communitySupportMeasures } from "./community-support-measures.ts";
import { communitySupportPeople } from "./community-support-people.ts";
import { communitySupportReferrals } from "./community-support-referrals.ts";
import { communitySupportWork } from "./community-support-work.ts";
import { readPolicy } from "./policy-schema.ts";

const wd = (workingDays: number, at = "09:00") => ({ workingDays, at });
/** A promise: kept within some working days, else chased with its owner, and then with whoever is named. */
const promised = (
  withinWorkingDays: number,
  owner: CommitmentRule["owner"],
  then: readonly [CommitmentRule["owner"], CommitmentRule["owner"]],
) => ({
  withinWorkingDays,
  at: "17:00",
  owner,
  ladder: {
    steps: [
      { after: wd(-2), to: ["owner"], says: "reminder" },
      { after: wd(0), to: ["owner"], says: "due" },
      { after: wd(2), to: ["owner", then[0]], says: "overdue" },
      { after: wd(5), to: then, says: "escalation" },
    ],
    repeat: { every: wd(5), times: 6, to: then },
  },
});
const hours = (n: number) => ({ minutes: n * 60 });

/** The Milton Keynes Community Support Team (CST-01 to CST-20). Numbers that the source does not give are defaults. */
export const communitySupportTeam = readPolicy({
  council: "milton-keynes",
  service: "community-support-team",
  title: "Community Support Team",
  division: "england-and-wales",
  meeting: {
    weekday: 2,
    startsAt: "10:00",
    endsAt: "17:00",
    cutOff: wd(-1, "12:00"),
    ladder: {
      steps: [{ after: wd(0, "17:00"), to: ["service-manager"], says: "escalation" }],
      repeat: { every: wd(5, "17:00"), times: 8, to: ["service-manager", "director"] },
    },
    deferral: {
      withinDays: 42,
      reasons: [
        "more-information",
        "waiting-for-agency",
        "no-capacity",
        "person-not-available",
        "conflict-of-interest",
        "joint-assessment",
      ],
    },
    ageing: {
      steps: [
        { after: wd(10), to: ["manager"] },
        { after: wd(15), to: ["manager", "service-manager"] },
      ],
      every: wd(5),
      to: ["manager", "service-manager"],
    },
    ranking: {
      acuteRiskNow: { "not-known": 10 },
      urgency: { urgent: 30, "not-known": 5 },
      tenure: { "temporary-accommodation": 5, "not-known": 5 },
      homeAtRisk: { yes: 15, "not-known": 5 },
      // Whoever must leave within 56 days is threatened with homelessness in law (Homelessness Reduction Act 2017).
      notice: [
        { withinDays: 7, points: 30 },
        { withinDays: 28, points: 20 },
        { withinDays: 56, points: 10 },
      ],
      reEntry: 10,
      eachWorkingDay: 1,
      eachMeeting: 5,
      eachDeferral: 5,
    },
    closingLadder: {
      steps: [
        { after: wd(1), to: ["manager"], says: "overdue" },
        { after: wd(2), to: ["service-manager"], says: "escalation" },
      ],
      repeat: { every: wd(5), times: 4, to: ["manager", "service-manager"] },
    },
  },
  screening: { withinMinutes: 30 },
  signpost: {
    acuteWithinMinutes: 120,
    otherWithinWorkingDays: 1,
    otherAt: "17:00",
    acuteLadder: {
      steps: [
        { after: { minutes: -60 }, to: ["duty"], says: "reminder" },
        { after: { minutes: 0 }, to: ["out-of-hours", "manager"], says: "escalation" },
        { after: hours(1), to: ["service-manager"], says: "escalation" },
      ],
      repeat: { every: hours(4), times: 12, to: ["service-manager", "director"] },
    },
    otherLadder: {
      steps: [
        { after: wd(0, "17:00"), to: ["duty"], says: "due" },
        { after: wd(1), to: ["manager"], says: "escalation" },
      ],
      repeat: { every: wd(2), times: 10, to: ["service-manager"] },
    },
  },
  emergency: {
    withinMinutes: 120,
    ladder: {
      steps: [
        { after: { minutes: -60 }, to: ["manager"], says: "reminder" },
        { after: { minutes: 0 }, to: ["out-of-hours"], says: "escalation" },
        { after: hours(1), to: ["service-manager"], says: "escalation" },
        { after: hours(2), to: ["director"], says: "escalation" },
      ],
      repeat: { every: hours(4), times: 12, to: ["out-of-hours", "director"] },
    },
  },
  review: {
    everyDays: 14,
    at: "09:00",
    earliestDaysBefore: 7,
    tellManagerAfterUnseen: 2,
    changeWithinDays: 28,
    ladder: {
      steps: [
        { after: wd(-2), to: ["worker"], says: "reminder" },
        { after: wd(0), to: ["outstanding"], says: "due" },
        { after: wd(1), to: ["outstanding"], says: "overdue" },
        { after: wd(3), to: ["deputy"], says: "escalation" },
        { after: wd(5), to: ["service-manager"], says: "escalation" },
      ],
      repeat: { every: wd(5), times: 3, to: ["service-manager"] },
    },
  },
  reminders: {
    grouped: ["review", "commitment", "consultation", "closure"],
    notBefore: "09:00",
    waitMinutes: 1,
    aheadWorkingDays: 2,
  },
  stage: { days: 84 },
  closure: {
    reasons: [
      { reason: "functioning-network", planned: true, consult: false },
      { reason: "self-supporting", planned: true, consult: false },
      { reason: "out-of-poverty", planned: true, consult: false },
      { reason: "working-independently", planned: true, consult: false },
      { reason: "arrears-under-control", planned: true, consult: false },
      { reason: "actively-engaging", planned: true, consult: false },
      { reason: "offers-not-accepted", planned: false, consult: true },
    ],
    answerWithinWorkingDays: 10,
    decideWithinWorkingDays: 5,
    at: "17:00",
    consultationLadder: {
      steps: [
        { after: wd(-5), to: ["worker", "manager"], says: "reminder" },
        { after: wd(-2), to: ["worker", "manager"], says: "reminder" },
        { after: wd(0), to: ["worker", "manager"], says: "due" },
        { after: wd(3), to: ["service-manager"], says: "escalation" },
      ],
      repeat: { every: wd(5), times: 6, to: ["manager", "service-manager"] },
    },
    decisionLadder: {
      steps: [
        { after: wd(0), to: ["manager"], says: "due" },
        { after: wd(1), to: ["service-manager"], says: "escalation" },
      ],
      repeat: { every: wd(5), times: 6, to: ["service-manager", "director"] },
    },
    agencies: [
      { id: "environmental-health", names: ["Environmental health"], email: null },
      { id: "fire-service", names: ["Fire service", "Fire and rescue"], email: null },
      { id: "police", names: ["Police"], email: null },
      { id: "probation", names: ["Probation"], email: null },
      { id: "single-point-of-access", names: ["Single point of access"], email: null },
      { id: "general-practice", names: ["GP", "General practice"], email: null },
    ],
    outcomes: [
      "home",
      "money",
      "physical-health",
      "mental-health",
      "substance-misuse",
      "safety",
      "networks",
      "work-and-learning",
      "choice-and-control",
    ],
  },
  nonEngagement: {
    atLeast: { offers: 4, days: 4, people: 2, places: 2, channels: 2 },
    prompts: ["capacity", "multi-agency-risk"],
  },
  quarantine: {
    withinWorkingDays: 1,
    at: "17:00",
    ladder: {
      steps: [
        { after: { minutes: 0 }, to: ["duty"], says: "due" },
        { after: wd(1), to: ["manager"], says: "escalation" },
        { after: wd(2), to: ["service-manager"], says: "escalation" },
      ],
      repeat: { every: wd(2), times: 10, to: ["manager", "service-manager"] },
    },
    discardReasons: ["test-submission", "duplicate", "not-a-referral", "sent-elsewhere"],
    // The first of two is answered; but the second may be another agency's, which would hear nothing.
    discardAnswers: {
      "test-submission": "never",
      duplicate: "by-mail",
      "not-a-referral": "always",
      "sent-elsewhere": "always",
    },
  },
  commitments: {
    "agency-offer": promised(10, "worker", ["supervisor", "manager"]),
    "retrospective-form": promised(2, "manager", ["manager", "service-manager"]),
    "person-check": promised(2, "duty", ["manager", "service-manager"]),
    handover: promised(2, "worker", ["manager", "service-manager"]),
    plan: promised(20, "worker", ["supervisor", "manager"]),
    "plan-approval": promised(5, "supervisor", ["manager", "service-manager"]),
    "risk-review": promised(20, "worker", ["supervisor", "manager"]),
    action: promised(10, "worker", ["supervisor", "manager"]),
    challenge: promised(5, "worker", ["supervisor", "manager"]),
    "referral-on": promised(10, "worker", ["supervisor", "manager"]),
    "safeguarding-concern": promised(3, "worker", ["supervisor", "manager"]),
    "agency-told": promised(5, "worker", ["supervisor", "manager"]),
    "next-offer": promised(5, "worker", ["supervisor", "manager"]),
    "alert-receipt": {
      ...promised(1, "duty", ["manager", "service-manager"]),
      ladder: {
        steps: [
          { after: { minutes: 0 }, to: ["out-of-hours", "manager"], says: "escalation" },
          { after: { minutes: 30 }, to: ["service-manager"], says: "escalation" },
        ],
        repeat: { every: hours(4), times: 12, to: ["service-manager", "director"] },
      },
    },
    "acute-call": {
      ...promised(1, "duty", ["manager", "service-manager"]),
      ladder: {
        steps: [
          { after: { minutes: -60 }, to: ["owner"], says: "reminder" },
          { after: { minutes: 0 }, to: ["out-of-hours", "manager"], says: "escalation" },
          { after: hours(1), to: ["service-manager"], says: "escalation" },
        ],
        repeat: { every: hours(4), times: 12, to: ["service-manager", "director"] },
      },
    },
    "new-risk": {
      ...promised(1, "worker", ["manager", "service-manager"]),
      ladder: {
        steps: [
          { after: { minutes: -60 }, to: ["owner"], says: "reminder" },
          { after: { minutes: 0 }, to: ["supervisor", "out-of-hours"], says: "escalation" },
          { after: hours(1), to: ["service-manager"], says: "escalation" },
        ],
        repeat: { every: hours(4), times: 12, to: ["service-manager", "director"] },
      },
    },
    "funding-check": promised(5, "manager", ["manager", "service-manager"]),
    "referrer-call": promised(1, "duty", ["manager", "service-manager"]),
    "consent-basis": promised(2, "duty", ["manager", "service-manager"]),
  },
  measures: communitySupportMeasures,
  keeping,
  people: communitySupportPeople,
  referral: communitySupportReferrals,
  work: communitySupportWork,
  adviceReasons: [
    "outside-remit",
    "other-team-fits",
    "needs-met",
    "not-enough-known",
    "no-home",
    "acute-mental-health",
    "outside-council",
    "client-specific-team",
    "suitable-later",
  ],
});
