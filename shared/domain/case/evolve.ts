import type { AdviceReason } from "../advice-reasons.ts";
import { dayOf } from "../calendar-day.ts";
import { evolveAmended } from "./amend.ts";
import { type Case, numberOf } from "./case.ts";
import { evolveClosure, evolveCorrection, unasked } from "./closure-evolve.ts";
import { evolveCommitment } from "./commitment-evolve.ts";
import type { CaseEvent } from "./events.ts";
import { evolveHandover, withoutOverOffer } from "./handover-evolve.ts";
import { evolveLeaving } from "./leaving-evolve.ts";
import { evolvePerson } from "./person-check.ts";
import { evolvePlan } from "./plan-evolve.ts";
import { evolveRestriction } from "./restriction-evolve.ts";
import { evolveRetention } from "./retention-evolve.ts";
import { dueOfReview, evolveReview } from "./review-evolve.ts";
import { evolveRoute } from "./routes.ts";
import type { Track, TrackName } from "./track.ts";
import { evolveWork } from "./work-evolve.ts";

/** Folds one event into the case. Total and without judgement: whether an event may happen is `decide`'s business. */
export function evolveCase(held: Case | undefined, event: CaseEvent): Case {
  if (event.type === "CaseOpened") {
    const { type: _, ...facts } = event;
    const episode = {
      workflow: "referral-triage",
      sequence: 0,
      attempt: 0,
      begun: event.receivedAt,
    } as const;
    return { ...facts, phase: "referred", otherBodies: [], lastSequence: 0, episode };
  }
  if (!held) throw new Error(`A case begins with CaseOpened, not with ${event.type}`);
  switch (event.type) {
    case "EpisodeBegun":
      return begun(held, event);
    case "ObligationOpened":
      return onTrack(dueOfReview(held, event), event.track, (track) => ({
        ...track,
        obligation: event.obligation,
      }));
    case "Screened":
      return event.way.outcome === "signposted"
        ? { ...unawaited(held), signposted: event.way.reason }
        : unawaited(held);
    case "WaitRegistered": {
      const { type: _, track: name, ...backing } = event;
      return onTrack(held, name, (track) => ({ ...track, backing }));
    }
    case "RungReached":
      return onTrack(held, event.track, (track) =>
        track.obligation ? { ...track, obligation: { ...track.obligation, reached: event.rung } } : track,
      );
    case "WaitSettled": {
      const { sequence, wait, answer } = event;
      return onTrack(held, event.track, (track) => ({ ...track, settled: { sequence, wait, answer } }));
    }
    case "SignpostConfirmed":
      return declined(held, "signposted", event.reason);
    case "AllocationDecided":
      switch (event.decision) {
        case "allocated":
          return allocated(held, event);
        case "advised":
        case "redirected":
          return event.signposts ? held : declined(held, event.decision, event.reason);
        case "deferred":
          return event.advice
            ? { ...held, lookAgain: { on: event.until, reason: event.advice } }
            : { ...held, deferrals: (held.deferrals ?? 0) + 1 };
        default:
          return event.advice ? { ...held, lookAgain: { on: event.until, reason: event.advice } } : held;
      }
    case "CaseTakenIn":
    case "CaseCarriedOver":
      return unawaited(held);
    case "ReviewOpened":
    case "ReviewPartGiven":
    case "ReviewCompleted":
      return evolveReview(held, event);
    case "PersonNotSeen":
      return held;
    case "EntryCorrected":
      return evolveCorrection(held, event);
    case "ReviewMoved":
    case "EffectsRetried":
      return held;
    case "RetentionApproved":
    case "RetentionExtended":
    case "LegalHoldSet":
    case "LegalHoldLifted":
      return evolveRetention(held, event);
    case "CaseRestricted":
    case "RestrictionLifted":
    case "RestrictionOverridden":
      return evolveRestriction(held, event);
    case "OtherBodyReceived":
      return { ...held, otherBodies: [...held.otherBodies, event.content] };
    case "AlertAcknowledged":
    case "FormArrived":
    case "FormAttached":
    case "CaseAttached":
      return evolveRoute(held, event);
    case "ReferralAmended":
      return evolveAmended(held, event);
    case "MailReturned":
      return { ...unasked(held, event.agency), returnedMails: [...(held.returnedMails ?? []), event.mail] };
    case "PersonDecided":
      return evolvePerson(held, event);
    case "HoursChanged":
      return { ...held, hours: event.hours };
    case "HandoverOffered":
    case "HandoverEnded":
    case "CaseHandedOver":
      return evolveHandover(held, event);
    case "CommitmentMade":
    case "CommitmentMoved":
    case "CommitmentPassed":
    case "CommitmentEnded":
      return withoutOverOffer(evolveCommitment(held, event), event);
    case "PathwayBegun":
    case "OfferMade":
    case "PromptAnswered":
    case "PathwayEnded":
    case "WayOutNoted":
    case "OutcomesRecorded":
      return evolveLeaving(held, event);
    case "PlanWritten":
    case "PlanApproved":
    case "PlanSentBack":
    case "PlanLapsed":
    case "ObjectiveEnded":
      return evolvePlan(held, event);
    case "ContactRecorded":
    case "RiskRecorded":
    case "WarningNoted":
    case "ConversationRecorded":
    case "ReadingTaken":
    case "ReferredOn":
    case "ConcernRaised":
    case "CapacityAssessed":
    case "NotSeenForLong":
      return evolveWork(held, event);
    default:
      return evolveClosure(held, event);
  }
}

function allocated(
  held: Case,
  { worker, supervisor, hours }: Extract<CaseEvent, { decision: "allocated" }>,
): Case {
  const weight = hours === undefined ? {} : { hours };
  return { ...unawaited(held), phase: "supported", worker, supervisor, ...weight };
}

/** It does not wait for the day any more on which it would have come back by itself. */
function unawaited({ lookAgain: _, ...held }: Case): Case {
  return held;
}

function onTrack(held: Case, name: TrackName = "main", change: <T extends Track>(track: T) => T): Case {
  if (name === "main") return change(held);
  if (name === "closure") return held.closure ? { ...held, closure: change(held.closure) } : held;
  const id = numberOf(name);
  const commitment = held.commitments?.[id];
  return commitment ? { ...held, commitments: { ...held.commitments, [id]: change(commitment) } } : held;
}

function begun(held: Case, event: Extract<CaseEvent, { type: "EpisodeBegun" }>): Case {
  const { workflow, sequence, attempt, begun, why } = event;
  const next = onTrack(held, event.track, (track) => ({
    ...track,
    episode: { workflow, sequence, attempt, begun },
  }));
  const isNewStage =
    workflow === "support-stage" && sequence !== held.episode.sequence && why !== "ladder-ended";
  const lastSequence = Math.max(held.lastSequence, sequence);
  const allocated = why === "allocated" ? { allocatedOn: dayOf(begun) } : {};
  const stage = isNewStage ? { stageBegun: dayOf(begun) } : {};
  return { ...next, lastSequence, ...allocated, ...stage };
}

function declined(held: Case, as: "signposted" | "advised" | "redirected", reason: AdviceReason): Case {
  const { obligation: _, ...rest } = unawaited(held);
  return { ...rest, phase: "declined", declined: { as, reason } };
}
