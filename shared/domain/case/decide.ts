import { accessPointFor } from "../agencies.ts";
import type { Decision } from "../decision.ts";
import { accept, holdfast, refuse } from "../decision.ts";
import { agendaFor } from "../meeting-calendar.ts";
import { screen } from "../screening.ts";
import { confirmSignpost, decideAllocation } from "./allocate.ts";
import { amendReferral } from "./amend.ts";
import { type Case, isOpen, trackOf } from "./case.ts";
import { endClosure, recordConsultation, requestClosure } from "./closure.ts";
import type { CaseCommand, Context, OpenCase, RestartEpisode } from "./commands.ts";
import { makeCommitment, moveCommitment, sayOutcome } from "./commitment.ts";
import { rosterFor } from "./conflict.ts";
import { noteAsking } from "./consultation.ts";
import type { CaseEvent } from "./events.ts";
import { decideHandover } from "./handover.ts";
import { changeHours } from "./hours.ts";
import { decideMending } from "./mending.ts";
import {
  allocationObligation,
  emergencyObligation,
  screeningObligation,
  signpostObligation,
} from "./next-obligation.ts";
import { answerPrompt, beginNonEngagement, endNonEngagement, recordOffer } from "./non-engagement.ts";
import { withNotSeen } from "./not-seen.ts";
import type { Obligation } from "./obligation.ts";
import { openingPromises } from "./opening-promises.ts";
import { noteWayOut, recordOutcomes } from "./outcomes.ts";
import { decidePerson, notePerson, takenUp } from "./person-check.ts";
import { decidePlan, writePlan } from "./plan.ts";
import { recordWork } from "./record-work.ts";
import { decideRestriction, restrictsAtOpening } from "./restriction.ts";
import { decideRetention } from "./retention.ts";
import { giveReviewPart } from "./review.ts";
import { acknowledgeAlert, alertPromise, attachForm, attachTo, noteForm } from "./routes.ts";
import { carryOver, takeIn } from "./take-in.ts";
import { registerWait } from "./waits.ts";

/**
 * What a command comes to: the events that follow, or a named refusal. Pure: the clock, the policy and the roster
 * come in, and the same input always gives the same events.
 */
export const decideCase = (
  held: Case | undefined,
  command: CaseCommand,
  context: Context,
): Decision<CaseEvent> => withNotSeen(held, decide(held, ofCase(held, command), context), context);

/** Every decision reads the roster as it is for this case: nobody stands in whom a conflict keeps from it. */
const ofCase = (held: Case | undefined, command: CaseCommand): CaseCommand =>
  held && "roster" in command ? { ...command, roster: rosterFor(command.roster, held) } : command;

function decide(held: Case | undefined, command: CaseCommand, context: Context): Decision<CaseEvent> {
  if (command.type === "open") return held ? accept() : open(command, context);
  if (!held) return refuse("not-found");
  switch (command.type) {
    case "screen":
      return screenCase(held, context);
    case "register-wait":
      return registerWait(held, command, context);
    case "decide-allocation":
      return decideAllocation(held, command, context);
    case "take-in":
      return takeIn(held, command, context);
    case "confirm-signpost":
      return confirmSignpost(held, command);
    case "give-review-part":
      return giveReviewPart(held, command, context);
    case "carry-over":
      return carryOver(held, command, context);
    case "note-other-body":
      return noteOtherBody(held, command);
    case "note-returned-mail":
      return noteReturnedMail(held, command);
    case "request-closure":
      return requestClosure(held, command, context);
    case "note-asking":
      return noteAsking(held, command, context);
    case "record-consultation":
      return recordConsultation(held, command, context);
    case "end-closure":
      return endClosure(held, command, context);
    case "make-commitment":
      return makeCommitment(held, command, context);
    case "end-commitment":
      return sayOutcome(held, command, context);
    case "move-commitment":
      return moveCommitment(held, command, context);
    case "restrict":
    case "lift-restriction":
    case "override-restriction":
      return decideRestriction(held, command, context);
    case "correct":
    case "move-review":
    case "retry":
      return decideMending(held, command, context);
    case "begin-non-engagement":
      return beginNonEngagement(held, command, context);
    case "record-offer":
      return recordOffer(held, command, context);
    case "answer-prompt":
      return answerPrompt(held, command, context);
    case "end-non-engagement":
      return endNonEngagement(held, command);
    case "note-way-out":
      return noteWayOut(held, command, context);
    case "record-outcomes":
      return recordOutcomes(held, command, context);
    case "acknowledge-alert":
      return acknowledgeAlert(held, command, context);
    case "note-form":
      return noteForm(held, command);
    case "attach-form":
      return attachForm(held, command, context);
    case "amend-referral":
      return amendReferral(held, command, context);
    case "attach-to":
      return attachTo(held, command, context);
    case "decide-person":
      return decidePerson(held, command, context);
    case "note-person":
      return notePerson(held, command, context);
    case "offer-handover":
    case "move-case":
    case "answer-handover":
    case "withdraw-handover":
      return decideHandover(held, command, context);
    case "change-hours":
      return changeHours(held, command, context);
    case "decide-retention":
    case "hold":
      return decideRetention(held, command, context);
    case "restart":
      return restart(held, command, context);
    case "write-plan":
      return writePlan(held, command, context);
    case "decide-plan":
      return decidePlan(held, command, context);
    case "record-work":
      return recordWork(held, command, context);
  }
}

/** A case opens with the screening owed and the triage episode begun; restricted, where its referral asks for that. */
function open(command: OpenCase, context: Context): Decision<CaseEvent> {
  const { type: _, restriction, offers, takesUp, ...facts } = command;
  const { at, policy } = context;
  const reason = restrictsAtOpening(facts.screening, policy) ?? restriction;
  const restricted: readonly CaseEvent[] = reason
    ? [{ type: "CaseRestricted", reason, by: holdfast.id, at, named: [] }]
    : [];
  return accept<CaseEvent>(
    { type: "CaseOpened", ...facts },
    ...restricted,
    ...(takesUp ? [takenUp(takesUp, at)] : []),
    {
      type: "EpisodeBegun",
      workflow: "referral-triage",
      sequence: 1,
      attempt: 1,
      begun: at,
      why: "received",
    },
    { type: "ObligationOpened", obligation: screeningObligation(policy, command.receivedAt) },
    ...openingPromises(command, context, reason !== undefined),
  );
}

/** Chooses the way in, once; asked again it changes nothing, so that a retried or restarted screening is safe. */
function screenCase(held: Case, { at, policy }: Context): Decision<CaseEvent> {
  if (held.obligation?.kind !== "screening") return accept();
  const way = screen(held.screening);
  const opening = { policy, at, wait: 1 };
  const obligation: Obligation =
    way.outcome === "signposted"
      ? signpostObligation(opening, way.reason, held.receivedAt)
      : way.outcome === "emergency"
        ? emergencyObligation(opening, held.receivedAt)
        : allocationObligation(opening, agendaFor(policy, held.receivedAt, at), held.receivedAt);
  const tell = way.outcome === "signposted" ? accessPointFor(policy, way.reason) : undefined;
  return accept<CaseEvent>(
    { type: "Screened", way, ...(tell ? { tell } : {}) },
    { type: "ObligationOpened", obligation },
    ...alertPromise(held, way, { at, policy }),
  );
}

/** Another body of the same submission is noted once, however often the referral says so (X-01, A3). */
function noteOtherBody(
  held: Case,
  { referralRef, content }: Extract<CaseCommand, { type: "note-other-body" }>,
): Decision<CaseEvent> {
  if (held.otherBodies.includes(content)) return accept();
  return accept<CaseEvent>({ type: "OtherBodyReceived", referralRef, content });
}

/** A mail that came back is noted once, however often the mail service says so; open or closed, somebody must be told (F37). */
function noteReturnedMail(
  held: Case,
  { type: _, ...note }: Extract<CaseCommand, { type: "note-returned-mail" }>,
): Decision<CaseEvent> {
  if (held.returnedMails?.includes(note.mail)) return accept();
  return accept<CaseEvent>({ type: "MailReturned", ...note });
}

/** The reconciler's one repair: the same episode, the next attempt, with what was found as the reason (F19, L1). */
function restart(
  held: Case,
  { why, track: name = "main" }: RestartEpisode,
  { at }: Context,
): Decision<CaseEvent> {
  const track = trackOf(held, name);
  if (!isOpen(held) || !track?.obligation) return accept();
  const { workflow, sequence, attempt } = track.episode;
  const onTrack = name === "main" ? {} : { track: name };
  return accept<CaseEvent>({
    type: "EpisodeBegun",
    workflow,
    sequence,
    attempt: attempt + 1,
    begun: at,
    why,
    ...onTrack,
  });
}
