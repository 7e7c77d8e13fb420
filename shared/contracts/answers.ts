import * as z from "zod";
import { adviceReasons } from "#shared/domain/advice-reasons.ts";
import { grounds } from "#shared/domain/alikeness.ts";
import { stepNames } from "#shared/domain/case/obligation.ts";
import { personDecisions } from "#shared/domain/case/person-check-state.ts";
import { correctionReasons, restrictionReasons } from "#shared/domain/keeping-policy.ts";
import { channels, needAreas, relationships } from "#shared/domain/needs.ts";
import { absenceKinds, conflictKinds, handoverReasons } from "#shared/domain/people-policy.ts";
import { closureReasons, commitmentKinds, discardReasons, engagementPrompts } from "#shared/domain/policy.ts";
import { discardAnswered } from "#shared/domain/quarantined-referral.ts";
import { callOutcomes } from "#shared/domain/referral-call.ts";
import { topics } from "#shared/domain/referral-facts.ts";
import { amendmentReasons } from "#shared/domain/referral-policy.ts";
import { tenures, urgencies } from "#shared/domain/screening.ts";
import { caseRef, post, staffId } from "./api.ts";
import { missingHours } from "./missing-hours.ts";
import { planStanding } from "./plan-answers.ts";
import { referralBody } from "./referral.ts";
import { outcomes, promptAnswer, supportOffer, wayOut } from "./requests/leaving.ts";
import { shownHalf } from "./requests/review-halves.ts";
import { meetingTeam, room, suggested, totals } from "./team-answers.ts";
import { day, instant } from "./times.ts";
import { warningsStanding, workStanding } from "./work-answers.ts";

/**
 * What the API answers. Strict, so that a test sees a field that is answered and not described; the published
 * description lets fields be added, because whoever reads an answer must bear new ones (A9).
 */

export { day, instant };

const count = z.int().nonnegative();
const fault = z
  .strictObject({ at: z.string(), expected: z.string() })
  .meta({ description: "A place that could not be read, and what was expected there; never the value." });
const step = z.enum(Object.values(stepNames)).meta({ description: "As operators and staff read it." });
const owner = z.string().meta({ description: "Who answers for the step: a staff id, or a role." });
const nextStep = z.strictObject({ step, owner, due: instant });

/** One line of the list of open cases; a referral that could not be read is one too. */
export const openCase = z.strictObject({
  reference: z.string(),
  phase: z.string(),
  nextStep: z.string(),
  owner,
  due: instant,
  worker: staffId.nullable(),
  promise: z
    .enum(commitmentKinds)
    .nullable()
    .meta({ description: "What was promised, where the next step is to keep a promise." }),
  meeting: day.nullable().meta({ description: "The meeting that decides about it." }),
  restricted: z.boolean().meta({ description: "Only those who need to know see this line." }),
});
export const openCases = z.strictObject({ missingHours, cases: z.array(openCase) });

const givenHalf = z.strictObject({
  by: staffId,
  at: instant,
  content: z.string(),
  seen: z.boolean().optional(),
});
const consulted = z.strictObject({
  answer: z.enum(["agrees", "objects", "silent"]),
  by: staffId,
  at: instant,
  content: z.string().optional(),
  corrected: z
    .literal(true)
    .optional()
    .meta({ description: "It was corrected, and is asked for once more." }),
});
const execution = z.string().meta({ description: "The name of the execution that keeps its time." });

export const closureStanding = z.strictObject({
  reason: z.enum(closureReasons),
  requestedBy: staffId,
  requestedAt: instant,
  waitingFor: z.array(z.string()).meta({ description: "Who was asked and has not answered yet." }),
  answerBy: instant,
  asked: z
    .record(z.string(), z.strictObject({ first: day, again: day.optional() }))
    .meta({ description: "On which days each agency was asked, by mail or by somebody who said so." }),
  consulted: z.record(z.string(), consulted),
  ended: z.enum(["closed", "kept", "withdrawn"]).nullable(),
  nextStep: nextStep.nullable(),
  execution,
});

/** A promise that is open. */
const commitmentStanding = z.strictObject({
  id: count,
  kind: z.enum(commitmentKinds),
  about: z.string().nullable(),
  owner,
  due: instant,
  rungsReached: count,
  madeBy: z.string(),
  madeAt: instant,
  execution,
});

const noted = { by: staffId, at: instant, content: z.string() };
const screening = z.strictObject({
  acuteRiskNow: z.enum(["yes", "no", "not-known"]),
  urgency: z.enum(urgencies),
  tenure: z.enum(tenures),
  needAreas: z.array(z.enum(needAreas)).optional(),
  unsafeChannels: z.array(z.enum(channels)).optional(),
  atRiskOfLoss: z.enum(["yes", "no", "not-known"]).optional(),
  noticeExpires: day
    .optional()
    .meta({ description: "When a notice to leave the home expires, where one is named." }),
});
const earlierCase = z.strictObject({
  caseRef,
  closedOn: day,
  worker: staffId.optional(),
  supervisor: staffId.optional(),
});
const reEntry = z.strictObject({ times: count, recently: count, isCycle: z.boolean(), last: earlierCase });

const known = z.enum(["yes", "no", "not-known"]);
const referralFacts = z.strictObject({
  relationship: z.enum([...relationships, "not-known"]),
  consent: known,
  basisGiven: z.boolean(),
  safeContact: z.strictObject({ call: known, text: known, email: known, letter: known, noted: z.boolean() }),
  drugAndAlcoholReferral: known,
  substanceMisuse: known,
  environmentalHealth: known,
  conditionDescribed: z.boolean(),
  welfareVisits: known,
  seen: known,
  spokenTo: known,
  seenOn: day.optional(),
  capacityAssessments: count,
  interpreterNeeded: known,
  children: count,
  discussedWithManager: z.boolean(),
  told: z.array(z.enum(topics)),
});

export const emergencyRecorded = z.strictObject({ referralRef: z.string(), caseRef });

const phases = ["referred", "supported", "declined", "closed"] as const;
const alikeOn = z
  .array(z.strictObject({ caseRef, grounds: z.array(z.enum(grounds)) }))
  .meta({ description: "On what grounds each case may be the same person's; people decide." });
const personCheck = z.strictObject({
  caseRef,
  decision: z.enum(personDecisions),
  by: z.string(),
  at: instant,
});

/** Where a case stands: its next step, who answers for it, and by when. */
export const caseStanding = z.strictObject({
  warnings: warningsStanding.meta({ description: "What whoever visits must know first." }),
  caseRef,
  referralRef: z.string(),
  personRef: z.string(),
  service: z.string(),
  phase: z.enum(phases),
  receivedAt: instant,
  screening,
  facts: referralFacts
    .nullable()
    .meta({ description: "The form's other coded answers, so that nobody needs to open it to know them." }),
  provisional: z.boolean().meta({ description: "Opened by telephone; its form is still to come." }),
  form: z.strictObject({ referralRef: z.string(), caseRef, attached: z.boolean() }).nullable(),
  alertHeld: z.strictObject({ by: staffId, at: instant }).nullable(),
  possibleDuplicates: z.array(caseRef),
  alikeOn,
  samePersonAs: z.array(caseRef).meta({ description: "Cases that somebody found to be the same person's." }),
  personChecks: z.array(personCheck),
  lookAgain: z
    .strictObject({ on: day, reason: z.enum(adviceReasons) })
    .nullable()
    .meta({ description: "The referrer was advised, and the meeting of that day looks at it again." }),
  version: z
    .strictObject({
      version: count,
      by: staffId,
      at: instant,
      reason: z.enum([...amendmentReasons, "came-again"]),
      content: z.string(),
      words: z.string().optional(),
    })
    .nullable()
    .meta({ description: "The version of the referral that counts; null while that is the first." }),
  otherBodies: count.meta({ description: "How many other bodies came with the same submission id." }),
  unread: z.array(fault).meta({ description: "Answers of the referral that could not be read." }),
  worker: staffId.nullable(),
  supervisor: staffId.nullable(),
  declined: z
    .union([
      z.strictObject({ as: z.enum(["signposted", "advised", "redirected"]), reason: z.enum(adviceReasons) }),
      z.strictObject({ as: z.literal("attached"), to: caseRef }),
    ])
    .nullable(),
  nextStep: nextStep.extend({ meeting: day.nullable(), rungsReached: count }).nullable(),
  review: z
    .strictObject({
      cycle: count,
      planned: day,
      given: z.strictObject({ worker: givenHalf.optional(), supervisor: givenHalf.optional() }),
      objectives: z
        .array(z.string())
        .meta({ description: "Open objectives of the plan; the worker's half speaks of each." }),
    })
    .nullable(),
  challenge: z
    .strictObject({ cycle: count, by: staffId, at: instant, changeBy: day, content: z.string() })
    .nullable()
    .meta({ description: "A supervisor did not agree; it stands until a later review is agreed to." }),
  unseenReviews: count.meta({
    description: "How many reviews in a row were given without sight of the person.",
  }),
  closure: closureStanding.nullable(),
  commitments: z.array(commitmentStanding),
  nonEngagement: z
    .strictObject({
      begunBy: staffId,
      begunAt: instant,
      prompts: z.partialRecord(
        z.enum(engagementPrompts),
        z.strictObject({ ...noted, answer: promptAnswer.shape.answer }),
      ),
    })
    .nullable(),
  offers: z
    .array(supportOffer.omit({ words: true }).extend({ madeBy: staffId, day, content: z.string() }))
    .meta({ description: "Offers of support since one was last taken up." }),
  waysOut: z.partialRecord(
    z.enum(closureReasons),
    z.strictObject({ ...noted, standing: wayOut.shape.standing }),
  ),
  outcomes: outcomes.extend({ by: staffId, at: instant }).nullable(),
  handover: z
    .strictObject({
      part: z.enum(["worker", "supervisor"]),
      from: staffId,
      to: staffId,
      by: staffId,
      at: instant,
      reason: z.enum(handoverReasons),
    })
    .nullable()
    .meta({ description: "The case is offered to somebody, who has not answered yet." }),
  hours: z.number().nullable().meta({ description: "Hours a week that it is allowed." }),
  plan: planStanding.nullable(),
  work: workStanding,
  closed: z
    .strictObject({ reason: z.enum(closureReasons), planned: z.boolean(), by: staffId, at: instant })
    .nullable(),
  reEntry: reEntry
    .nullable()
    .meta({ description: "How often the person may have been here before, and who held them last." }),
  earlierCases: z.array(earlierCase),
  restricted: z
    .strictObject({
      reason: z.enum(restrictionReasons),
      by: z.string(),
      at: instant,
      named: z.array(staffId),
      overrides: z.array(z.strictObject({ by: z.string(), until: instant })),
    })
    .nullable()
    .meta({ description: "Kept to those who need to know; each reading needs a reason." }),
  execution,
});

export const historyEntry = z.strictObject({
  seq: count,
  at: instant,
  by: z.string(),
  type: z.string(),
  facts: z.record(z.string(), z.unknown()),
});

const endedCall = z.strictObject({
  outcome: z.enum(callOutcomes),
  by: staffId,
  at: instant.meta({ description: "When this was recorded." }),
  spokenAt: instant
    .nullable()
    .meta({ description: "When they spoke, or last tried to; null where nobody was asked yet." }),
  words: z.string().nullable(),
});
const referrerCalls = z
  .array(endedCall)
  .meta({ description: "How each call to a referrer who cannot be written to ended." });

const agencyCalls = z
  .array(endedCall.extend({ agency: z.string() }))
  .meta({ description: "How it ended with each agency that was told by telephone or by letter." });

/** A case with its referral as it was sent, the latest reviews in their givers' words, and its history. */
export const shownCase = caseStanding.extend({
  bodies: z
    .array(z.strictObject({ content: z.string(), body: z.unknown() }))
    .meta({ description: "Where the form came more than once: each body as it came, the first one first." }),
  referral: referralBody.nullable(),
  telephoned: referralBody
    .nullable()
    .meta({ description: "What was said on the telephone, where the form came later." }),
  sent: z
    .unknown()
    .meta({ description: "What was sent, where that is another form's own fields; else null." }),
  quarantineRef: z
    .string()
    .nullable()
    .meta({ description: "The quarantined referral that the referral was before it was accepted." }),
  reviews: z.array(
    z.strictObject({
      cycle: count,
      part: z.enum(["worker", "supervisor"]),
      by: staffId,
      at: instant,
      words: shownHalf.nullable(),
    }),
  ),
  corrections: z.array(
    z.strictObject({
      seq: count,
      of: count.meta({ description: "The number of the line of the history that is wrong." }),
      reason: z.enum(correctionReasons),
      by: z.string(),
      at: instant,
      words: z.string().nullable(),
    }),
  ),
  closureWords: z.array(
    z.strictObject({
      what: z.enum(["requested", "asked", "consulted", "ended"]),
      by: z.string(),
      at: instant,
      with: z.string().nullable(),
      words: z.string().nullable(),
      despiteObjections: z.string().nullable(),
    }),
  ),
  referrerCalls,
  agencyCalls,
  history: z.array(historyEntry),
});

const settledBy = { by: staffId, at: instant };
const outcome = z.discriminatedUnion("as", [
  z.strictObject({
    as: z.literal("accepted"),
    ...settledBy,
    referralRef: z.string(),
    caseRef: caseRef.nullable(),
    became: z.enum(["referral", "another-body", "under-way"]).meta({
      description:
        "Another body of a submission that was there already; or not carried out yet, which it will be.",
    }),
  }),
  z.strictObject({
    as: z.literal("discarded"),
    ...settledBy,
    reason: z.enum(discardReasons),
    words: z.string().nullable(),
    answered: z.enum(discardAnswered).nullable().meta({
      description:
        "How the referrer hears of it; by telephone, where the duty desk owes them a call. Null where nobody was told yet.",
    }),
  }),
]);

const quarantinedLine = z.strictObject({
  reference: z.string(),
  source: z.string(),
  service: z.string(),
  receivedAt: instant,
  status: z.enum(["quarantined", "mended", "accepted", "discarded"]),
  faultCount: count,
  due: instant,
  owner,
});
/** What waits for the duty desk, oldest due first. */
export const quarantine = z.strictObject({ quarantined: z.array(quarantinedLine) });

const openCall = z
  .strictObject({
    owner,
    due: instant,
    rungsReached: count,
    latestOutcomeAt: instant.nullable().meta({
      description: "When the latest came that there is to tell: to speak before it leaves that one owed.",
    }),
    considered: z
      .boolean()
      .meta({ description: "Say only that the referral was considered, and nothing of what became of it." }),
  })
  .nullable()
  .meta({ description: "The referrer cannot be written to, and waits to be telephoned." });

const openAgencyCall = z
  .strictObject({
    owner,
    due: instant,
    rungsReached: count,
    agencies: z.array(
      z.strictObject({
        agency: z.string().meta({ description: "As the case names it." }),
        since: instant.meta({ description: "Since when there is something to tell them." }),
      }),
    ),
  })
  .nullable()
  .meta({
    description: "Agencies that cannot be written to, and wait to be told that the support has ended.",
  });

/** A referral by its own reference; nothing of what it says. */
export const referralStanding = z.strictObject({
  reference: z.string(),
  caseRef,
  service: z.string(),
  source: z.string(),
  receivedAt: instant,
  call: openCall,
  agencyCall: openAgencyCall,
});

/** Where a quarantined referral stands after a change. */
export const quarantineStanding = quarantinedLine
  .pick({ reference: true, status: true })
  .extend({ outcome: outcome.nullable(), call: openCall });

/** One whole. */
export const shownQuarantined = quarantinedLine.extend({
  due: instant.nullable(),
  owner: owner.nullable(),
  rungsReached: count,
  faults: z.array(fault),
  faultsNow: z.array(fault).meta({ description: "What keeps it from being accepted as it stands today." }),
  body: z.string().nullable().meta({ description: "The body as it came." }),
  mended: z.strictObject({ by: staffId, at: instant, body: z.unknown() }).nullable(),
  outcome: outcome.nullable(),
  call: openCall,
  referrerCalls,
  history: z.array(historyEntry),
});

const act = { by: z.string(), at: instant };
const rankReason = z.strictObject({
  fact: z.enum([
    "acute-risk",
    "urgency",
    "home",
    "home-at-risk",
    "notice",
    "re-entry",
    "working-days-waited",
    "meetings-waited",
    "deferrals",
  ]),
  value: z.union([z.string(), z.number()]),
  points: count,
});
const ranked = {
  receivedAt: instant,
  score: count.meta({ description: "A starting point, by the service's points; people decide." }),
  reasons: z.array(rankReason),
  workingDaysWaited: count.meta({ description: "From receipt to the day of the meeting." }),
  meetingsWaited: count,
  deferrals: count,
};

/** A case that waits, by coded facts, ages and references. */
export const waitingLine = z.strictObject({
  reference: caseRef,
  ...ranked,
  meeting: day.nullable().meta({ description: "The meeting that is to decide." }),
  screening,
  reEntry: reEntry.extend({ last: earlierCase.nullable() }).nullable().meta({
    description: "Whether the person may have been here before; the last time, to whoever may see that case.",
  }),
  earlierCases: z.array(earlierCase),
  possibleDuplicates: z.array(caseRef),
  alikeOn,
  personChecks: z.array(personCheck),
  samePerson: z
    .array(
      z.strictObject({
        caseRef,
        phase: z.enum(phases),
        worker: staffId.nullable(),
        supervisor: staffId.nullable(),
      }),
    )
    .meta({ description: "Cases that were found to be the same person's, and who works on each." }),
  withheld: count.meta({ description: "Cases of perhaps the same person that you may not see." }),
});
const movedItem = z.strictObject({
  caseRef,
  place: count,
  ...act,
  reason: z.string().nullable(),
});
export const agendaLine = waitingLine.extend({
  place: count.meta({ description: "From 1, as the meeting takes it." }),
  takenIn: z.boolean(),
  moved: movedItem.nullable(),
  decision: z
    .string()
    .nullable()
    .meta({ description: "What became of it, `not-reached` or `decided-elsewhere`; null while it waits." }),
  suggested: suggested
    .nullable()
    .meta({ description: "Who could take it; people decide. Null once something became of it." }),
});
const attendance = z.strictObject({
  chair: staffId,
  present: z.array(staffId),
  apologies: z.array(staffId),
});
const minutedDecision = z.strictObject({
  key: z.string(),
  caseRef,
  decision: z.string(),
  at: instant,
  by: z.string().optional(),
  worker: staffId.optional(),
  supervisor: staffId.optional(),
  reason: z.string().optional(),
  until: day.optional(),
  conflicts: z
    .array(staffId)
    .optional()
    .meta({ description: "Who had a conflict of interest with the case, and so no part in the decision." }),
});
const sitting = {
  day,
  service: z.string(),
  held: z.boolean().meta({ description: "Opened, or with a decision recorded." }),
  opened: z.strictObject(act).nullable(),
  attendance: attendance.nullable(),
  closed: z.strictObject(act).nullable(),
  decisions: z.array(minutedDecision),
};

/** The pack of a meeting: enough to run it from. */
export const meeting = z.strictObject({
  ...sitting,
  cutOff: instant.meta({ description: "When its agenda closes; what comes later is for the next meeting." }),
  startsAt: instant,
  endsAt: instant,
  agenda: z.array(agendaLine),
  arrivedSince: z
    .array(waitingLine)
    .meta({ description: "Came after the agenda closed, and may be taken in." }),
  later: z.array(waitingLine).meta({ description: "Waits for a later meeting, by a decision." }),
  withheld: count.meta({ description: "How many cases of these three lists you may not see." }),
  team: meetingTeam,
});

/** What was recorded at a meeting, and nothing else. */
export const minutes = z.strictObject({
  ...sitting,
  agenda: z.array(caseRef).meta({ description: "In the order in which it was taken." }),
  withheld: count.meta({ description: "How many of its cases you may not see." }),
  ranked: z
    .array(z.strictObject({ caseRef, ...ranked }))
    .meta({ description: "The order proposed, with its reasons, as it was when the agenda was frozen." }),
  takenIn: z.array(z.strictObject({ caseRef, ...act })),
  moved: z.array(movedItem),
  notReached: z.array(caseRef).meta({ description: "Not decided; on the agenda of the next meeting." }),
  carriedTo: day.nullable(),
  corrections: z.array(z.strictObject({ ...act, words: z.string().nullable() })),
  text: z.string().meta({ description: "The same for people, with references and staff ids only." }),
});

const absence = z.strictObject({
  id: z.string(),
  version: count,
  kind: z.enum(absenceKinds).optional().meta({ description: "Told to the person and to who manages them." }),
  from: day,
  until: day.nullable(),
  cover: staffId.nullable(),
  recordedOn: day.optional(),
  cancelled: z.literal(true).optional(),
});
const conflict = z.strictObject({
  id: z.string(),
  kind: z.enum(conflictKinds),
  caseRef: caseRef.optional(),
  personRef: z.string().optional(),
  withdrawn: z.literal(true).optional(),
});
export const staffMember = z.strictObject({
  staffId,
  ...post.shape,
  absences: z.array(absence).optional(),
  conflicts: z
    .array(conflict)
    .optional()
    .meta({ description: "Told to the person and to who manages them." }),
  deadMailbox: z
    .strictObject({ since: instant })
    .optional()
    .meta({ description: "Mail to this address comes back." }),
});
/** A post after a change, with what its holder still holds: a leaver's cases go to others (X-03, F16). */
export const recordedPost = staffMember.extend({ openCases: z.array(caseRef) });
/** What was recorded about somebody's post, when, by whom and why; a lapsed conflict stays in it. */
export const staffHistory = z.strictObject({
  staffId,
  history: z.array(
    historyEntry.extend({
      why: z
        .string()
        .nullable()
        .meta({ description: "In the words of who changed it; null where none were asked for." }),
    }),
  ),
});
export const caseloads = z.strictObject({
  day,
  staff: z.array(
    z.strictObject({
      staffId,
      post: z.string().nullable(),
      fundingStream: z.string().nullable(),
      room,
      isOver: z.boolean().meta({ description: "Holds more cases or hours than the limit." }),
      presence: z.enum(["there", "away", "left", "not-started"]),
      awayUntil: day.nullable().meta({ description: "The last day away, where it is known." }),
      leavesOn: day.nullable(),
      standIn: staffId
        .nullable()
        .meta({ description: "Who is reached in their stead today, where they are not there." }),
      openCases: z.array(caseRef),
    }),
  ),
  byPost: z.record(z.string(), totals),
  byFundingStream: z.record(z.string(), totals),
});
export const roster = z.strictObject({ staff: z.array(staffMember) });

/** What a sender is told: the same body always gets the same answer. */
export const receivedReferral = z.discriminatedUnion("status", [
  z.strictObject({ status: z.enum(["accepted", "flagged"]), reference: z.string() }),
  z.strictObject({ status: z.literal("quarantined"), reference: z.string(), faults: z.array(fault) }),
]);

/** Whatever is not a success, as RFC 9457 has it. A refusal has coded details besides. */
export const problem = z.looseObject({
  type: z.string().startsWith("urn:holdfast:problem:").meta({ description: "What a program matches." }),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().meta({ description: "What a person can do about it." }),
  reason: z.string().optional().meta({ description: "The name of the rule's refusal." }),
  faults: z.array(fault).optional(),
  allowed: z
    .array(z.string())
    .optional()
    .meta({ description: "Where a coded word is not one of the service's: those that are." }),
});

/** The gateway's own refusal, before any code of ours runs. */
export const gatewayRefusal = z.strictObject({ message: z.string() });

/** Reviews as RFC 5545 has them. */
export const calendar = z
  .string()
  .startsWith("BEGIN:VCALENDAR\r\n")
  .meta({ description: "An iCalendar object (RFC 5545): references and instants, no names." });

/** This very description. */
export const apiDescription = z.looseObject({ openapi: z.string() });
