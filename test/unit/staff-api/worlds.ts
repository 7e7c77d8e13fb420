import { calendarDay, dayOf } from "#shared/domain/calendar-day.ts";
import type { Policies } from "#shared/domain/policy.ts";
import type { StaffMember } from "#shared/domain/roster.ts";
import type { DocumentStore } from "#shared/ports.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { policies } from "#shared/services/registry.ts";
import { endClosure, recordConsultation, requestClosure } from "#shared/usecases/close-case.ts";
import { makeCommitment } from "#shared/usecases/commitments.ts";
import { decidePerson } from "#shared/usecases/decide-person.ts";
import { giveCase } from "#shared/usecases/hand-over.ts";
import { closeMeeting, openMeeting } from "#shared/usecases/hold-meeting.ts";
import { beginNonEngagement, endNonEngagement } from "#shared/usecases/leaving.ts";
import { moveReview } from "#shared/usecases/mend-case.ts";
import { writePlan } from "#shared/usecases/plan.ts";
import type { OutsidePorts, Ports } from "#shared/usecases/ports.ts";
import { recordWork } from "#shared/usecases/record-work.ts";
import { restrictCase } from "#shared/usecases/restrict-case.ts";
import { decideRetention, holdCase } from "#shared/usecases/retention.ts";
import {
  acceptQuarantined,
  discardQuarantined,
  mendQuarantined,
} from "#shared/usecases/settle-quarantined.ts";
import { aCouncil, type Council, type CouncilOptions } from "#test/support/council.ts";
import { gonePathway, offersMade, outcomesRecorded } from "#test/support/leaving.ts";
import { aPlan } from "#test/support/plans.ts";
import { acute, aReferral, type Body, emergency, winston } from "#test/support/referrals.ts";
import { actor, aPost, team } from "#test/support/staff.ts";
import { referralLives } from "./referral-worlds.ts";

/** A council with a case at one point of its life; nothing that is asked of it changes it. */
export interface World {
  readonly council: Council;
  readonly caseRef: string;
  readonly ports: Ports;
}
/** The morning of a meeting that sits later today. */
const tuesday = "2026-11-10T09:00:00.000Z";
type Life = (council: Council) => Promise<string>;

/** It came three weeks before, and is on the agenda of today because the meetings since have left it undecided. */
async function onAgenda(council: Council, body: Body = {}): Promise<string> {
  const today = council.at;
  council.machines.now = "2026-10-22T08:00:00.000Z";
  const caseRef = await council.refer(body);
  await council.advance(today);
  return caseRef;
}

/** No service allows any reason any more: what was allowed when it was asked for may be so no longer. */
const withoutReasons: Policies = policies.map((policy) => ({
  ...policy,
  adviceReasons: [],
  meeting: { ...policy.meeting, deferral: { ...policy.meeting.deferral, reasons: [] } },
  closure: { ...policy.closure, reasons: [], outcomes: [] },
  people: { ...policy.people, handover: { reasons: [] }, overrideReasons: [] },
  quarantine: { ...policy.quarantine, discardReasons: [] },
  referral: { ...policy.referral, amendmentReasons: [] },
  keeping: {
    ...policy.keeping,
    restriction: { ...policy.keeping.restriction, reasons: [], liftingReasons: [], overrideReasons: [] },
    access: { reasons: [] },
    corrections: { reasons: [] },
    retention: { ...policy.keeping.retention, reasons: [], holdReasons: [] },
    movedReviews: { ...policy.keeping.movedReviews, reasons: [] },
  },
}));

async function closing(council: Council, by: string, reason: "self-supporting" | "offers-not-accepted") {
  const caseRef = await council.allocated();
  if (reason === "offers-not-accepted") await gonePathway(council, caseRef);
  else await outcomesRecorded(council, caseRef);
  const request = { reason, evidence: "Seen.", agencies: ["police"] };
  must(await requestClosure(council.ports(), actor(by), caseRef, request, council.at));
  await council.machines.settle();
  return caseRef;
}
const consulting: Life = (council) => closing(council, "anneke", "offers-not-accepted");
const deciding: Life = (council) => closing(council, "anneke", "self-supporting");

async function ended(council: Council, end: "closed" | "kept"): Promise<string> {
  const caseRef = await deciding(council);
  must(await endClosure(council.ports(), actor("mira"), caseRef, { ended: end, words: "Yes." }, council.at));
  await council.machines.settle();
  return caseRef;
}

async function promised(council: Council, count: number): Promise<string> {
  const caseRef = await council.allocated();
  const made = { kind: "action", due: calendarDay("2027-01-05"), words: "Seen to." } as const;
  for (let n = 0; n < count; n++)
    must(await makeCommitment(council.ports(), actor("anneke"), caseRef, made, council.at));
  return caseRef;
}

/** A safeguarding concern that a supervisor raised. */
async function concerned(council: Council): Promise<string> {
  const caseRef = await council.allocated();
  const on = dayOf(council.at);
  const raised = { what: "concern", reference: "SA-117", on, words: "Seen on the visit." } as const;
  must(await recordWork(council.ports(), actor("idris"), caseRef, raised, council.at));
  return caseRef;
}

const restrict = (council: Council, caseRef: string) =>
  restrictCase(
    council.ports(),
    actor("mira"),
    caseRef,
    { reason: "known-to-staff", words: "A neighbour of the team.", named: [] },
    council.at,
  );
async function planned(council: Council, by: string): Promise<string> {
  const caseRef = await council.allocated();
  must(await writePlan(council.ports(), actor(by), caseRef, aPlan, council.at));
  return caseRef;
}

const quarantined: Life = async (council) => (await council.receive("not JSON")).reference;
const mended: Life = async (council) => {
  const reference = await quarantined(council);
  must(await mendQuarantined(council.ports(), actor("duty-desk"), reference, aReferral(), council.at));
  return reference;
};

const must = ({ refused }: { readonly refused?: { readonly name: string } | undefined }): void => {
  if (refused) throw new Error(`A world could not be made: ${refused.name}`);
};

/** Cases at every point at which somebody may be told no. */
const lives: Readonly<Record<string, Life>> = {
  "on the agenda of today": (council) => onAgenda(council),
  async "deferred by the meeting of today"(council) {
    const caseRef = await onAgenda(council);
    const defer = { decision: "defer", until: "2026-11-17", reason: "more-information" } as const;
    must(await council.decide(caseRef, defer));
    return caseRef;
  },
  async "at a meeting that was opened"(council) {
    const caseRef = await onAgenda(council);
    const attendance = { chair: "mira", present: ["mira"], apologies: [] };
    must(await openMeeting(council.ports(), actor("mira"), policy, "2026-11-10", attendance, council.at));
    return caseRef;
  },
  async "left over by a meeting that was closed"(council) {
    const caseRef = await onAgenda(council);
    const attendance = { chair: "mira", present: ["mira"], apologies: [] };
    must(await openMeeting(council.ports(), actor("mira"), policy, "2026-11-10", attendance, council.at));
    must(await closeMeeting(council.ports(), actor("mira"), policy, "2026-11-10", council.at));
    return caseRef;
  },
  waiting: (council) => council.refer(),
  urgent: (council) => council.refer(emergency),
  signposted: (council) => council.refer(acute),
  "with a safeguarding concern": concerned,
  async advised(council) {
    const caseRef = await council.refer();
    must(await council.decide(caseRef, { decision: "advise", reason: "needs-met" }));
    return caseRef;
  },
  supported: (council) => council.allocated(),
  async "reviewed by its worker"(council) {
    const caseRef = await council.allocated();
    must(await council.give(caseRef, "worker"));
    return caseRef;
  },
  async "reviewed by its supervisor"(council) {
    const caseRef = await council.allocated();
    must(await council.give(caseRef, "supervisor"));
    return caseRef;
  },
  async "in its second review"(council) {
    const caseRef = await council.allocated();
    await council.giveBoth(caseRef);
    return caseRef;
  },
  "with a plan to approve": (council) => planned(council, "anneke"),
  "with a plan of its supervisor's": (council) => planned(council, "idris"),
  "supported with a promise": (council) => promised(council, 1),
  "supported with as many promises as there may be": (council) => promised(council, 60),
  async "with a plan"(council) {
    const caseRef = await council.allocated();
    const document = await council.document(caseRef);
    const plan = { objectives: [{ id: "objective-1", isOpen: true }] };
    const state = { ...document.state, plan };
    await council.store.replace({ ...document, version: document.version + 1, state });
    return caseRef;
  },
  async "on the pathway"(council) {
    const caseRef = await council.allocated();
    const about = { caseRef, at: council.at };
    must(await beginNonEngagement(council.ports(), actor("anneke"), about, "Nobody comes to the door."));
    return caseRef;
  },
  async "at the end of the pathway, with a question open"(council) {
    const caseRef = await council.allocated();
    const about = { caseRef, at: council.at };
    must(await beginNonEngagement(council.ports(), actor("anneke"), about, "Nobody comes to the door."));
    await offersMade(council, caseRef);
    return caseRef;
  },
  async "consulted, and then engaging after all"(council) {
    const caseRef = await consulting(council);
    for (const from of ["team", "police"]) {
      const heard = { with: from, answer: "agrees", words: "Yes." } as const;
      must(await recordConsultation(council.ports(), actor("mira"), caseRef, heard, council.at));
    }
    const about = { caseRef, at: council.at };
    must(await endNonEngagement(council.ports(), actor("mira"), about, "She came to the office."));
    return caseRef;
  },
  async "deciding a planned end, and not engaging since"(council) {
    const caseRef = await deciding(council);
    const about = { caseRef, at: council.at };
    must(await beginNonEngagement(council.ports(), actor("anneke"), about, "Nobody comes to the door."));
    return caseRef;
  },
  async "deciding without outcomes"(council) {
    const caseRef = await council.allocated();
    const request = { reason: "self-supporting", evidence: "Seen.", agencies: [] } as const;
    must(await requestClosure(council.ports(), actor("anneke"), caseRef, request, council.at));
    return caseRef;
  },
  async "deciding with a promise open"(council) {
    const caseRef = await promised(council, 1);
    const request = { reason: "self-supporting", evidence: "Seen.", agencies: [] } as const;
    must(await requestClosure(council.ports(), actor("anneke"), caseRef, request, council.at));
    return caseRef;
  },
  ...referralLives,
  consulting,
  async "heard by its team"(council) {
    const caseRef = await consulting(council);
    const heard = { with: "team", answer: "agrees", words: "Yes." } as const;
    must(await recordConsultation(council.ports(), actor("mira"), caseRef, heard, council.at));
    return caseRef;
  },
  async "objected to"(council) {
    const caseRef = await consulting(council);
    for (const from of ["team", "police"]) {
      const heard = { with: from, answer: "objects", words: "No." } as const;
      must(await recordConsultation(council.ports(), actor("mira"), caseRef, heard, council.at));
    }
    return caseRef;
  },
  "asked to be closed by its manager, because offers were not accepted": (council) =>
    closing(council, "mira", "offers-not-accepted"),
  async "chased for its consultation"(council) {
    const caseRef = await consulting(council);
    await council.advance((await council.case(caseRef)).closure?.answerBy ?? "");
    return caseRef;
  },
  deciding,
  "asked to be closed by its manager": (council) => closing(council, "mira", "self-supporting"),
  "kept open": (council) => ended(council, "kept"),
  closed: (council) => ended(council, "closed"),
  async restricted(council) {
    const caseRef = await council.allocated();
    must(await restrict(council, caseRef));
    return caseRef;
  },
  async "whose review was moved"(council) {
    const caseRef = await council.allocated();
    const to = { day: "2026-11-26", reason: "joint-visit", words: "The nurse." } as const;
    must(await moveReview(council.ports(), actor("mira"), caseRef, to, council.at));
    return caseRef;
  },
  async "whose review is late"(council) {
    const caseRef = await council.allocated();
    await council.advance("2026-11-25T12:00:00.000Z");
    return caseRef;
  },
  async "stuck in every way that an operator is shown"(council) {
    const caseRef = await council.allocated();
    await quarantined(council);
    council.mailer.failNext(1000);
    await council.refer({ submissionId: "TEST-2" });
    await council.advance("2026-11-12T12:00:00.000Z");
    await council.machines.abort(`${caseRef}-support-stage-2-1`);
    return caseRef;
  },
  async "closed, with an agency to tell"(council) {
    const caseRef = await ended(council, "closed");
    await council.advanceMinutes(30);
    return caseRef;
  },
  async "closed, and held"(council) {
    const caseRef = await ended(council, "closed");
    const hold = { hold: "set", reason: "inquiry", words: "The coroner." } as const;
    must(await holdCase(council.ports(), actor("juno"), caseRef, hold, council.at));
    return caseRef;
  },
  async "closed long ago, and approved to go"(council) {
    const caseRef = await ended(council, "closed");
    await council.advance("2035-01-09T09:00:00.000Z");
    const go = { decision: "approve", reason: "no-longer-needed", words: "Yes." } as const;
    must(await decideRetention(council.ports(), actor("juno"), caseRef, go, council.at));
    return caseRef;
  },
  quarantined,
  mended,
  async "mended, with a submission id that came since"(council) {
    const reference = await mended(council);
    await council.refer();
    return reference;
  },
  async accepted(council) {
    const reference = await mended(council);
    must(await acceptQuarantined(council.ports(), actor("mira"), reference, council.at));
    return reference;
  },
  async "accepted, and restricted since"(council) {
    const reference = await mended(council);
    must(await acceptQuarantined(council.ports(), actor("mira"), reference, council.at));
    const [open] = await council.store.dueUntil(actor("mira").council);
    must(await restrict(council, open?.key.id ?? ""));
    return reference;
  },
  async discarded(council) {
    const reference = await quarantined(council);
    const why = { reason: "duplicate", words: "Twice." } as const;
    must(await discardQuarantined(council.ports(), actor("duty-desk"), reference, why, council.at));
    return reference;
  },
  async "discarded, with a sender to telephone"(council) {
    const reference = await quarantined(council);
    const why = { reason: "not-a-referral", words: "An advertisement." } as const;
    must(await discardQuarantined(council.ports(), actor("duty-desk"), reference, why, council.at));
    await council.advanceMinutes(30);
    return reference;
  },
};

/** Colleagues whom something keeps from a case, by what it is (CST-09, CST-10, X-03, X-04). */
const limitedBy = (caseRef: string, other: string): Readonly<Record<string, Partial<StaffMember>>> => ({
  "without-places": { places: 0 },
  "without-hours": { weeklyHours: 1 },
  "paid-for-others": { post: "tenancy-sustainment-officer" },
  "away-for-long": {
    absences: [
      { id: "A-1", version: 1, kind: "sickness", from: "2026-11-09", until: null, cover: null },
      { id: "A-2", version: 1, kind: "leave", from: "2026-10-05", until: "2026-10-09", cover: null },
    ],
  },
  "in-conflict": { conflicts: [{ id: "K-1", kind: "family", caseRef }] },
  "perhaps-in-conflict": { conflicts: [{ id: "K-1", kind: "family", caseRef: other }] },
});

/** A case whose home is owned, among such colleagues. */
const amongLimits =
  (life: (council: Council, body: Body) => Promise<string>): Life =>
  async (council) => {
    const other = await council.refer({ submissionId: "TEST-OTHER", person: winston });
    const caseRef = await life(council, { person: winston, home: { tenure: "owned" } });
    for (const [id, over] of Object.entries(limitedBy(caseRef, other)))
      await council.place(aPost(id, "worker", over));
    return caseRef;
  };

async function offer(council: Council, caseRef: string): Promise<void> {
  const given = { part: "worker", to: "bram", reason: "caseload", words: "Yes." } as const;
  must(await giveCase(council.ports(), actor("mira"), caseRef, "offer-handover", given, council.at));
  await council.machines.settle();
}

/** A case that the manager offers to bram, and what has become of bram since. */
const offered =
  (since?: (caseRef: string) => StaffMember): Life =>
  async (council) => {
    const caseRef = await council.allocated();
    await offer(council, caseRef);
    if (since) await council.place(since(caseRef));
    return caseRef;
  };

/** A case of somebody with whom anneke works on another case already, as the duty desk has found. */
const ofSomebodySupported =
  (life: (council: Council, body: Body) => Promise<string>): Life =>
  async (council) => {
    const other = await council.allocated({ submissionId: "TEST-OTHER", person: winston });
    const caseRef = await life(council, { person: winston });
    const found = { caseRef: other, decision: "same-person", words: "The same door." } as const;
    must(await decidePerson(council.ports(), actor("duty-desk"), caseRef, found, council.at));
    return caseRef;
  };

/** The same, and then a limit came to keep bram from it, such as one of those colleagues has. */
const offeredUntil =
  (limit: string): Life =>
  async (council) => {
    const other = await council.refer({ submissionId: "TEST-OTHER", person: winston });
    const caseRef = await council.allocated({ person: winston, home: { tenure: "owned" } });
    await offer(council, caseRef);
    await council.place(aPost("bram", "worker", limitedBy(caseRef, other)[limit]));
    return caseRef;
  };

const people: Readonly<Record<string, Life>> = {
  "waiting, of somebody who is supported already": ofSomebodySupported(onAgenda),
  "supported, of somebody who is supported already": ofSomebodySupported((council, body) =>
    council.allocated(body),
  ),
  "waiting among limited colleagues": amongLimits(onAgenda),
  "supported among limited colleagues": amongLimits((council, body) => council.allocated(body)),
  offered: offered(),
  "offered to somebody who is no worker any more": offered(() => aPost("bram", "duty")),
  "offered until it is found to be of somebody who is supported already": ofSomebodySupported(
    async (council, body) => {
      const caseRef = await council.allocated(body);
      await offer(council, caseRef);
      return caseRef;
    },
  ),
  "offered until in conflict": offeredUntil("in-conflict"),
  "offered until perhaps in conflict": offeredUntil("perhaps-in-conflict"),
  "offered until without places": offeredUntil("without-places"),
  "offered until without hours": offeredUntil("without-hours"),
  "offered until paid for others": offeredUntil("paid-for-others"),
  "offered until away for long": offeredUntil("away-for-long"),
  async "that everybody has a conflict with"(council) {
    const caseRef = await council.allocated();
    const conflicts = [{ id: "K-1", kind: "family", caseRef }] as const;
    for (const member of team) await council.place({ ...member, conflicts });
    return caseRef;
  },
  async "held by a leaver"(council) {
    const caseRef = await council.allocated();
    await council.place(aPost("anneke", "worker", { leavesOn: "2026-11-09" }));
    return caseRef;
  },
};

/** Effects are not done and nothing is written, so that a thousand requests meet the same world. */
function untouched(outside: OutsidePorts): Ports {
  const nothing = async () => {};
  const store: DocumentStore = {
    ...outside.store,
    create: async () => "created",
    replace: async () => "replaced",
    putContent: nothing,
    appendHistory: nothing,
    putMark: nothing,
    appendAccess: nothing,
  };
  return { ...outside, store, dispatch: async () => 0 };
}

async function world(life: Life, options: CouncilOptions = {}): Promise<World> {
  const council = await aCouncil({ at: tuesday, ...options });
  const caseRef = await life(council);
  return { council, caseRef, ports: untouched(council.ports()) };
}

/** Every world, by what is told of it. */
export async function worlds(): Promise<ReadonlyMap<string, World>> {
  const made = new Map<string, World>();
  for (const [name, life] of Object.entries({ ...lives, ...people })) made.set(name, await world(life));
  for (const name of [
    "waiting",
    "on the agenda of today",
    "supported",
    "deciding",
    "closed",
    "quarantined",
  ]) {
    const { council, caseRef, ports } = await world(lives[name] ?? consulting);
    made.set(`${name}, under a policy without reasons`, {
      council,
      caseRef,
      ports: { ...ports, policies: withoutReasons },
    });
  }
  const roster = [aPost("duty-desk", "duty")];
  made.set("a service with one desk", await world((council) => council.refer(), { roster }));
  const left = team.map((member) => ({ ...member, leavesOn: "2026-11-09" as const }));
  made.set("a team that left yesterday", await world((council) => council.refer(), { roster: left }));
  made.set("a store that is down", down(await world((council) => council.refer())));
  return made;
}

function down({ ports, ...rest }: World): World {
  const fail = async () => {
    throw new Error("The store is down");
  };
  return { ...rest, ports: { ...ports, store: { ...ports.store, load: fail, list: fail, dueUntil: fail } } };
}
