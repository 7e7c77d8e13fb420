import { createHash } from "node:crypto";
import { examples } from "#shared/contracts/examples.ts";
import type { StaffRoute } from "#shared/contracts/routes.ts";
import type { RequestName } from "#shared/contracts/schemas.ts";
import { reference } from "#shared/domain/reference.ts";
import { aChallenge, anUnseenHalf, aWorkerHalf } from "#test/support/halves.ts";
import { aReferral, mkForm } from "#test/support/referrals.ts";
import { aPost, council, team } from "#test/support/staff.ts";

export interface Request {
  readonly path: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
}
type Bodies = readonly unknown[];
type Claims = Readonly<Record<string, string>>;

/** Colleagues whom something keeps from a case, where the world has them. */
const limited = [
  "without-places",
  "without-hours",
  "paid-for-others",
  "away-for-long",
  "in-conflict",
  "perhaps-in-conflict",
];
const choices: Bodies = [
  { decision: "allocate", worker: "anneke", supervisor: "idris" },
  { decision: "allocate", worker: "bram", supervisor: "idris" },
  { decision: "allocate", worker: "anneke", supervisor: "anneke" },
  { decision: "allocate", worker: "nobody" },
  ...limited.map((worker) => ({ decision: "allocate", worker, supervisor: "idris" })),
  { decision: "advise", reason: "needs-met" },
  ...["2026-11-17", "2026-10-27", "2026-11-18", "2027-03-02"].map((until) => ({
    decision: "defer",
    until,
    reason: "more-information",
  })),
  { decision: "meeting" },
];
const objective = { id: "objective-1", progress: "better" };
const workerHalves: Bodies = [
  anUnseenHalf,
  { ...anUnseenHalf, lastSeenOn: "2026-11-12" },
  { ...aWorkerHalf, objectives: [objective] },
];
const supervisorHalves: Bodies = [aChallenge, { ...aChallenge, changeBy: "2026-11-10" }];
const contact = Object(examples.Contact);
const risk = Object(examples.Risk);
const plan = Object(examples.PlanWritten);
const [action] = plan.actions;
const plansToWrite: Bodies = [
  { ...plan, basedOn: 1 },
  { ...plan, submit: false },
  { ...plan, accommodation: undefined },
  { ...plan, earlyFocus: {} },
  { ...plan, accommodation: { kind: "castle" } },
  { ...plan, actions: [{ ...action, due: "2020-12-01" }] },
  { ...plan, actions: [{ ...action, due: "2099-12-01" }] },
  { ...plan, actions: [{ ...action, staff: "nobody" }] },
];
const named = (caseRef: string): Bodies => choices.map((choice) => ({ caseRef, ...Object(choice) }));

const { staffId: _, ...post } = aPost("duty-desk", "duty");

/** The references that a submission has in each of these councils. */
const referenceOf = (prefix: "C" | "R", what: "case" | "referral", submissionId: string) =>
  reference(
    prefix,
    createHash("sha256")
      .update(JSON.stringify([what, council, mkForm.id, submissionId]))
      .digest(),
  );
const firstCase = referenceOf("C", "case", "TEST-0001");
const formOf = (submissionId: string) => referenceOf("R", "referral", submissionId);

/** A body that is not JSON, one that is the contract's example, and one with a field that nobody knows. */
const anyBody = (name: RequestName): readonly string[] => [
  "not JSON",
  JSON.stringify({ unasked: true }),
  JSON.stringify(examples[name]),
];

/** Everything about the case, and something about one that is not there and about none. */
const onCase = (caseRef: string, request?: RequestName, bodies: Bodies = []): readonly Request[] => {
  if (!request) return [caseRef, ...noCase].map((ref) => ({ path: { caseRef: ref } }));
  const texts = [...anyBody(request), ...bodies.map((body) => JSON.stringify(body))];
  return [
    ...texts.map((body) => ({ path: { caseRef }, body })),
    ...noCase.map((ref) => ({ path: { caseRef: ref }, body: JSON.stringify(examples[request]) })),
  ];
};
const noCase = ["C-0000000000", "zzz"];
/** The same requests with each of some numbers in the address. */
const numbered = (
  name: "cycle" | "commitment",
  requests: readonly Request[],
  numbers: readonly string[],
): readonly Request[] =>
  numbers.flatMap((number) =>
    requests.map(({ path, body }) => ({ path: { ...path, [name]: number }, ...(body ? { body } : {}) })),
  );
const inCycles = (requests: readonly Request[]) => numbered("cycle", requests, ["1", "2", "0"]);
const inCommitments = (requests: readonly Request[]) => numbered("commitment", requests, ["3", "9", "x"]);

/** Everything about the quarantined referral, where the world's reference is one, and about one that is not there. */
const onQuarantined = (reference: string, request?: RequestName, bodies: Bodies = []): readonly Request[] =>
  onCase(reference, request, bodies).map(({ path, ...rest }) => ({
    path: { reference: path.caseRef === "C-0000000000" ? "Q-0000000000" : (path.caseRef ?? "") },
    ...rest,
  }));

/** A period that there is, one that has not begun, and a service that nobody has. */
const periods: readonly Request[] = [
  { path: {}, query: { from: "2026-10", to: "2026-11" } },
  { path: {}, query: { from: "2026-11", to: "2027-01" } },
  { path: {}, query: { from: "2026-11", to: "2026-11", service: "another" } },
];
/** The person of the referral that every world has, as the council of the tests refers to them. */
const thePerson = reference(
  "P",
  createHash("sha256")
    .update(JSON.stringify(["person", council, mkForm.id, "TEST-0001"]))
    .digest(),
);

const lifting = { hold: "lift", reason: "inquiry", words: "It is over." };

/** The same without a reason, with one, and with one that nobody knows. */
const asking = (requests: readonly Request[]): readonly Request[] =>
  [undefined, "audit", "curiosity"].flatMap((reason) =>
    requests.map((request) => ({ ...request, ...(reason ? { query: { reason } } : {}) })),
  );
/** A meeting that is over, one that sits today, one to come, a day without one, and none. */
const days = ["2026-10-27", "2026-11-10", "2026-12-29", "2026-11-11", "2026-02-30"];
const atMeetings = (request: RequestName, bodies: Bodies): readonly Request[] =>
  days.flatMap((date) =>
    [...anyBody(request), ...bodies.map((body) => JSON.stringify(body))].map((body) => ({
      path: { date },
      body,
    })),
  );

const handovers: Bodies = ["bram", "anneke", ...limited].map((to) => ({
  to,
  reason: "skills",
  words: "Yes.",
}));
const leave = { kind: "leave", from: "2026-11-23", until: "2026-11-27", cover: null };
const absences: Bodies = [
  leave,
  { ...leave, cover: "anneke" },
  { ...leave, cover: "away-for-long" },
  { ...leave, until: "2026-11-20" },
];

/** Everything about some of the staff. */
const onStaff = (
  staff: readonly string[],
  path: Request["path"],
  request: RequestName,
  bodies: Bodies = [],
): readonly Request[] =>
  staff.flatMap((staffId) =>
    [...anyBody(request), ...bodies.map((body) => JSON.stringify(body))].map((body) => ({
      path: { ...path, staffId },
      body,
    })),
  );

/** They spoke long before there was anything to tell, and will speak tomorrow. */
const atOtherTimes = (said: object): Bodies =>
  ["2026-10-01T09:00:00Z", "2036-10-01T09:00:00Z"].map((spokenAt) => ({ ...said, spokenAt }));
const otherTimes = atOtherTimes(Object(examples.ReferrerCallEnded));
const policeTold = { ...Object(examples.AgencyCallEnded), agency: "police" };

/** What is asked of each route: good requests, and each way of asking wrongly. */
export const requestsOf: Readonly<Record<StaffRoute, (caseRef: string) => readonly Request[]>> = {
  "GET /api/v1/cases": () => [{ path: {} }],
  "GET /api/v1/cases/{caseRef}": (caseRef) => asking(onCase(caseRef)),
  "POST /api/v1/cases/{caseRef}/decision": (caseRef) => onCase(caseRef, "AllocationChoice", choices),
  "POST /api/v1/cases/{caseRef}/confirmation": (caseRef) => onCase(caseRef, "Confirmation"),
  "POST /api/v1/cases/{caseRef}/reviews/{cycle}/worker": (caseRef) =>
    inCycles(onCase(caseRef, "WorkerHalf", workerHalves)),
  "POST /api/v1/cases/{caseRef}/reviews/{cycle}/supervisor": (caseRef) =>
    inCycles(onCase(caseRef, "SupervisorHalf", supervisorHalves)),
  "GET /api/v1/cases/{caseRef}/reviews/{cycle}/calendar.ics": (caseRef) => inCycles(onCase(caseRef)),
  "GET /api/v1/calendar.ics": () => [{ path: {} }],
  "POST /api/v1/cases/{caseRef}/closure": (caseRef) =>
    onCase(caseRef, "ClosureRequest", [
      { reason: "self-supporting", evidence: "Seen at work every day." },
      { reason: "self-supporting", evidence: "Seen at work every day.", agencies: ["somebody"] },
    ]),
  "POST /api/v1/cases/{caseRef}/closure/asked": (caseRef) =>
    onCase(caseRef, "AgencyAsked", [
      { with: "team", on: "2026-11-13", words: "Round the table." },
      { with: "police", on: "2026-11-13", words: "Telephoned." },
      { with: "police", on: "2026-11-10", words: "Long before." },
      { with: "police", on: "2099-11-10", words: "Not yet." },
    ]),
  "POST /api/v1/cases/{caseRef}/closure/consultations": (caseRef) =>
    onCase(caseRef, "Consultation", [
      { with: "team", answer: "agrees", words: "Yes." },
      { with: "team", answer: "silent" },
      { with: "police", answer: "silent" },
      { with: "housing-association", answer: "objects", words: "No." },
    ]),
  "POST /api/v1/cases/{caseRef}/closure/decision": (caseRef) =>
    onCase(caseRef, "ClosureDecision", [{ decision: "close", words: "Yes." }]),
  "POST /api/v1/cases/{caseRef}/closure/withdrawal": (caseRef) => onCase(caseRef, "ClosureWithdrawal"),
  "POST /api/v1/cases/{caseRef}/commitments": (caseRef) =>
    onCase(caseRef, "CommitmentMade", [
      { kind: "handover", due: "2026-12-01", words: "Not by hand." },
      { kind: "action", due: "2020-12-01", words: "Long past." },
      { kind: "action", due: "2099-12-01", words: "Far ahead." },
      { kind: "action", due: "2026-12-01", staff: "nobody", words: "Nobody keeps it." },
    ]),
  "POST /api/v1/cases/{caseRef}/non-engagement": (caseRef) => onCase(caseRef, "PathwayWords"),
  "POST /api/v1/cases/{caseRef}/non-engagement/end": (caseRef) => onCase(caseRef, "PathwayWords"),
  "POST /api/v1/cases/{caseRef}/non-engagement/prompts": (caseRef) => onCase(caseRef, "PromptAnswer"),
  "POST /api/v1/cases/{caseRef}/offers": (caseRef) =>
    onCase(caseRef, "SupportOffer", [
      { ...Object(examples.SupportOffer), day: "2099-01-01" },
      { ...Object(examples.SupportOffer), madeBy: "nobody" },
      { ...Object(examples.SupportOffer), madeBy: "anneke" },
      { ...Object(examples.SupportOffer), madeBy: "away-for-long" },
      { ...Object(examples.SupportOffer), day: "2026-11-09" },
      { ...Object(examples.SupportOffer), channel: "letter" },
      { ...Object(examples.SupportOffer), channel: "letter", place: "at-a-distance" },
      { ...Object(examples.SupportOffer), channel: "letter", place: "at-a-distance", unsafeReason: "easier" },
    ]),
  "POST /api/v1/cases/{caseRef}/reopening": (caseRef) => onCase(caseRef, "Reopening"),
  "POST /api/v1/cases/{caseRef}/ways-out": (caseRef) => onCase(caseRef, "WayOut"),
  "POST /api/v1/cases/{caseRef}/outcomes": (caseRef) => onCase(caseRef, "Outcomes"),
  "POST /api/v1/cases/{caseRef}/commitments/{commitment}/outcome": (caseRef) =>
    inCommitments(
      onCase(caseRef, "CommitmentOutcome", [
        { outcome: "kept", result: "as-it-was", words: "Asked." },
        { outcome: "withdrawn", result: "no-action", words: "Not followed up." },
      ]),
    ),
  "POST /api/v1/cases/{caseRef}/commitments/{commitment}/due": (caseRef) =>
    inCommitments(
      onCase(caseRef, "CommitmentMoved", [
        { due: "2020-12-01", words: "Long past." },
        { due: "2099-12-01", words: "Far ahead." },
      ]),
    ),
  "POST /api/v1/emergencies": () =>
    [
      ...anyBody("EmergencyCall"),
      JSON.stringify({ ...Object(examples.EmergencyCall), service: "another-service" }),
    ].map((body) => ({ path: {}, body })),
  "POST /api/v1/cases/{caseRef}/retrospective-form": (caseRef) =>
    onCase(caseRef, "FormAttached", [{ referralRef: formOf("FORM-1") }]),
  "POST /api/v1/cases/{caseRef}/acknowledgement": (caseRef) => onCase(caseRef, "Confirmation"),
  "POST /api/v1/cases/{caseRef}/referral/versions": (caseRef) =>
    onCase(caseRef, "Amendment", [
      { body: aReferral(), reason: "more-known", words: "Seen on Monday." },
      { adopt: `body-${"0".repeat(32)}` },
    ]),
  "POST /api/v1/cases/{caseRef}/person-check": (caseRef) =>
    onCase(caseRef, "PersonCheck", [
      { caseRef: firstCase, decision: "same-person", words: "The same door." },
    ]),
  "GET /api/v1/cases/{caseRef}/plan": (caseRef) => asking(onCase(caseRef)),
  "PUT /api/v1/cases/{caseRef}/plan": (caseRef) => onCase(caseRef, "PlanWritten", plansToWrite),
  "GET /api/v1/referrals/{referralRef}": () => [
    { path: { referralRef: formOf("FORM-1") } },
    { path: { referralRef: formOf("FORM-99") } },
    { path: { referralRef: "nobody" } },
  ],
  "POST /api/v1/referrals/{referralRef}/call": () =>
    ["FORM-1", "FORM-3", "FORM-99"].map(formOf).flatMap((referralRef) =>
      [...anyBody("ReferrerCallEnded"), ...otherTimes.map((body) => JSON.stringify(body))].map((body) => ({
        path: { referralRef },
        body,
      })),
    ),
  "POST /api/v1/referrals/{referralRef}/agency-call": () =>
    ["TEST-0001", "FORM-99"]
      .map(formOf)
      .flatMap((referralRef) =>
        [
          ...anyBody("AgencyCallEnded"),
          ...[policeTold, ...atOtherTimes(policeTold)].map((body) => JSON.stringify(body)),
        ].map((body) => ({ path: { referralRef }, body })),
      ),
  "POST /api/v1/cases/{caseRef}/plan/decision": (caseRef) =>
    onCase(caseRef, "PlanDecision", [
      { version: 1, decision: "send-back", words: "Say more." },
      { version: 9, decision: "approve", words: "Another." },
    ]),
  "GET /api/v1/cases/{caseRef}/records": (caseRef) => asking(onCase(caseRef)),
  "POST /api/v1/cases/{caseRef}/contacts": (caseRef) =>
    onCase(caseRef, "Contact", [
      { ...contact, channel: "letter" },
      { ...contact, channel: "letter", place: "no-place", seen: false, spokenTo: false },
      { ...contact, when: "2026-11-05T10:30:00Z" },
      { ...contact, channel: "pigeon" },
      { ...contact, when: "2099-11-05T10:30:00Z" },
    ]),
  "POST /api/v1/cases/{caseRef}/risk": (caseRef) =>
    onCase(caseRef, "Risk", [
      { ...risk, levels: { fire: "awful" } },
      { ...risk, joint: ["a-friend"] },
      { ...risk, reviewOn: "2020-12-01" },
      { ...risk, reviewOn: "2099-12-01" },
    ]),
  "POST /api/v1/cases/{caseRef}/warnings": (caseRef) =>
    onCase(caseRef, "Warning", [
      { kind: "dragons", reviewOn: "2026-12-01", words: "There be." },
      { kind: "weapons", words: "None are left." },
      { kind: "weapons", reviewOn: "2020-12-01", words: "Long past." },
      { kind: "weapons", reviewOn: "2099-12-01", words: "Far ahead." },
    ]),
  "POST /api/v1/cases/{caseRef}/conversations": (caseRef) =>
    onCase(caseRef, "Conversation", [
      { tool: "another", edition: "first", on: "2026-11-05" },
      { tool: "well-12", edition: "to-be-filled-in", on: "2099-11-05" },
    ]),
  "POST /api/v1/cases/{caseRef}/readings": (caseRef) =>
    onCase(caseRef, "Reading", [
      { tool: "another", edition: "first", on: "2026-11-05", scores: [] },
      { tool: "outcome-reading", edition: "first", on: "2026-11-05", scores: [1] },
      { tool: "outcome-reading", edition: "first", on: "2099-11-05", scores: [1] },
    ]),
  "POST /api/v1/cases/{caseRef}/referrals-on": (caseRef) =>
    onCase(caseRef, "ReferralOn", [
      { destination: "the-moon", on: "2026-11-05", words: "Far." },
      { destination: "mk-arc", on: "2099-11-05", words: "Not yet." },
    ]),
  "POST /api/v1/cases/{caseRef}/concerns": (caseRef) =>
    onCase(caseRef, "Concern", [{ reference: "SA-1", on: "2099-11-05", words: "Not yet." }]),
  "POST /api/v1/cases/{caseRef}/capacity-assessments": (caseRef) =>
    onCase(caseRef, "CapacityAssessment", [
      { decision: "marriage", reference: "MCA-1", on: "2026-11-05" },
      { decision: "care", reference: "MCA-1", on: "2099-11-05" },
    ]),
  "GET /api/v1/meetings/next": () => [{ path: {} }],
  "GET /api/v1/meetings/{date}": () => days.map((date) => ({ path: { date } })),
  "GET /api/v1/meetings/{date}/minutes": () => days.map((date) => ({ path: { date } })),
  "POST /api/v1/meetings/{date}/open": () =>
    atMeetings("Attendance", [
      { chair: "mira", present: ["mira", "anneke"], apologies: ["bram"] },
      { chair: "mira", present: ["anneke"], apologies: ["mira"] },
      { chair: "nobody", present: ["mira"] },
    ]),
  "POST /api/v1/meetings/{date}/take-in": (caseRef) => atMeetings("TakingIn", [{ caseRef }]),
  "POST /api/v1/meetings/{date}/order": (caseRef) =>
    atMeetings("Moving", [
      { caseRef, place: 1, reason: "The fire service called." },
      { caseRef, place: 99, reason: "It can wait." },
    ]),
  // The example names a case that is not there.
  "POST /api/v1/meetings/{date}/decisions": (caseRef) => atMeetings("MeetingDecision", named(caseRef)),
  "POST /api/v1/meetings/{date}/close": () => atMeetings("Confirmation", []),
  "POST /api/v1/meetings/{date}/corrections": () => atMeetings("MinutesCorrection", []),
  "GET /api/v1/quarantine": () => [{ path: {} }],
  "GET /api/v1/quarantine/{reference}": (reference) => asking(onQuarantined(reference)),
  "POST /api/v1/quarantine/{reference}/mend": (reference) =>
    onQuarantined(reference, "Mending", [{ body: {} }, { body: aReferral() }]),
  "POST /api/v1/quarantine/{reference}/accept": (reference) => onQuarantined(reference, "Confirmation"),
  "POST /api/v1/quarantine/{reference}/discard": (reference) => onQuarantined(reference, "Discarding"),
  "POST /api/v1/quarantine/{reference}/call": (reference) =>
    onQuarantined(reference, "ReferrerCallEnded", otherTimes),
  "GET /api/v1/measures": () => periods,
  "GET /api/v1/measures.csv": () => periods,
  "GET /api/v1/cases.csv": () => [{ path: {} }],
  "POST /api/v1/cases/{caseRef}/restriction": (caseRef) => onCase(caseRef, "Restriction"),
  "POST /api/v1/cases/{caseRef}/restriction/lifting": (caseRef) => onCase(caseRef, "RestrictionLifting"),
  "POST /api/v1/cases/{caseRef}/restriction/override": (caseRef) =>
    onCase(caseRef, "RestrictionOverride", [{ reason: "audit", words: "To see." }]),
  "GET /api/v1/cases/{caseRef}/history": (caseRef) => asking(onCase(caseRef)),
  "GET /api/v1/cases/{caseRef}/as-at/{moment}": (caseRef) =>
    ["2026-11-09", "2026-11-10T09:00:00Z", "2027-01-01", "yesterday"].flatMap((moment) =>
      asking(onCase(caseRef)).map((request) => ({ ...request, path: { ...request.path, moment } })),
    ),
  "POST /api/v1/cases/{caseRef}/corrections": (caseRef) =>
    onCase(caseRef, "Correction", [
      { of: 1, reason: "wrong-fact", words: "It was another day." },
      { of: 9999, reason: "wrong-fact", words: "There is none." },
    ]),
  "POST /api/v1/cases/{caseRef}/review-date": (caseRef) =>
    onCase(
      caseRef,
      "ReviewDate",
      ["2026-11-25", "2026-11-09", "2027-03-01"].map((day) => ({
        day,
        reason: "joint-visit",
        words: "The nurse.",
      })),
    ),
  "GET /api/v1/operations/stuck": () => [{ path: {} }],
  "POST /api/v1/operations/restores": () => [
    ...anyBody("Restoring").map((body) => ({ path: {}, body })),
    { path: {}, body: JSON.stringify({ from: "2099-01-01T00:00:00Z" }) },
  ],
  "POST /api/v1/operations/restores/senders-asked": () =>
    anyBody("SendersAsked").map((body) => ({ path: {}, body })),
  "GET /api/v1/cases/{caseRef}/operation": (caseRef) => asking(onCase(caseRef)),
  "POST /api/v1/cases/{caseRef}/retry": (caseRef) =>
    onCase(caseRef, "Retrying", [{ what: "effects" }, { what: "episode", track: "closure" }]),
  "GET /api/v1/retention": () => [{ path: {} }],
  "POST /api/v1/retention/{caseRef}/decision": (caseRef) =>
    onCase(caseRef, "RetentionDecision", [
      { decision: "extend", until: "2027-01-01", reason: "still-needed", words: "A complaint." },
      { decision: "extend", until: "2035-06-01", reason: "still-needed", words: "A complaint." },
    ]),
  "POST /api/v1/cases/{caseRef}/hold": (caseRef) => onCase(caseRef, "LegalHold", [lifting]),
  "POST /api/v1/people/{personRef}/hold": () =>
    [thePerson, "P-0000000000", "zzz"].flatMap((personRef) =>
      [...anyBody("LegalHold"), JSON.stringify(lifting)].map((body) => ({ path: { personRef }, body })),
    ),
  "POST /api/v1/people/{personRef}/export": () =>
    [thePerson, "P-0000000000", "zzz"].flatMap((personRef) =>
      [
        ...anyBody("ExportRequest"),
        JSON.stringify({ reason: "subject-access", part: 99 }),
        JSON.stringify({ reason: "subject-access", asAt: "2027-01-01T00:00:00Z" }),
      ].map((body) => ({ path: { personRef }, body })),
    ),
  "GET /api/v1/cases/{caseRef}/access": (caseRef) => asking(onCase(caseRef)),
  "GET /api/v1/roster": () => [{ path: {} }],
  "GET /api/v1/roster/{staffId}/history": () =>
    ["anneke", "nobody", "Not an id"].map((staffId) => ({ path: { staffId } })),
  "PUT /api/v1/roster/{staffId}": () =>
    ["duty-desk", "new-person", "Not an id"].flatMap((staffId) =>
      [
        ...anyBody("Post"),
        JSON.stringify(post),
        JSON.stringify({ ...post, deputy: staffId }),
        JSON.stringify({ ...post, email: "Mira@team.example" }),
        JSON.stringify({ ...post, leavesOn: "2026-11-01" }),
        JSON.stringify({ ...post, services: ["no-such-service"] }),
        JSON.stringify({ ...post, post: "astronaut" }),
        JSON.stringify({ ...post, fundingStream: "nobody-pays" }),
      ].map((body) => ({ path: { staffId }, body })),
    ),
  "POST /api/v1/roster/{staffId}/absences": () =>
    onStaff(["anneke", "away-for-long", "nobody"], {}, "Absence", absences),
  "PUT /api/v1/roster/{staffId}/absences/{absenceId}": () =>
    ["A-1", "A-2", "zzz"].flatMap((absenceId) =>
      onStaff(["away-for-long", "nobody"], { absenceId }, "Absence", absences),
    ),
  "POST /api/v1/roster/{staffId}/absences/{absenceId}/cancellation": () =>
    ["A-1", "zzz"].flatMap((absenceId) =>
      onStaff(["away-for-long", "Not an id"], { absenceId }, "Confirmation"),
    ),
  "POST /api/v1/roster/{staffId}/conflicts": (caseRef) =>
    onStaff(["anneke", "nobody"], {}, "Conflict", [{ kind: "family", caseRef }]),
  "POST /api/v1/roster/{staffId}/conflicts/{conflictId}/withdrawal": () =>
    ["K-1", "zzz"].flatMap((conflictId) =>
      onStaff(["in-conflict", "mira", "nobody"], { conflictId }, "ConflictWithdrawal"),
    ),
  "POST /api/v1/cases/{caseRef}/hours": (caseRef) =>
    onCase(caseRef, "CaseHours", [
      { hours: 40, words: "Every day." },
      { hours: 40, words: "Every day.", override: { reason: "urgent-risk", words: "A fire." } },
    ]),
  "POST /api/v1/cases/{caseRef}/handover": (caseRef) => onCase(caseRef, "HandoverGiven", handovers),
  "POST /api/v1/cases/{caseRef}/handover/move": (caseRef) => onCase(caseRef, "HandoverGiven", handovers),
  "POST /api/v1/cases/{caseRef}/handover/answer": (caseRef) =>
    onCase(caseRef, "HandoverAnswer", [
      { answer: "decline", words: "No room." },
      { answer: "accept", words: "From Monday." },
    ]),
  "POST /api/v1/cases/{caseRef}/handover/withdrawal": (caseRef) => onCase(caseRef, "HandoverWithdrawal"),
  "GET /api/v1/caseloads": () => [{ path: {} }],
};

/** Whoever may ask: each of the team, somebody of another council, somebody without a role, and half a token. */
export const askers: readonly Claims[] = [
  ...team.map(({ staffId, roles }) => ({ sub: staffId, council, roles: `[${roles.join(" ")}]` })),
  { sub: "mira", council: "medway", roles: "[manager service-manager]" },
  { sub: "mira", council, roles: "[owner]" },
  { sub: "mira", roles: "[manager]" },
];
