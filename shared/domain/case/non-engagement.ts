import { dayOf } from "../calendar-day.ts";
import { accept, type Decision, hasAny, type Refusal, refuse } from "../decision.ts";
import type { ClosingRule, Policy } from "../policy.ts";
import { actsFor, type Roster } from "../roster.ts";
import { written } from "../written.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import { commitmentsOf, endCommitment, makeCommitments } from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import type { AnswerPrompt, BeginNonEngagement, EndNonEngagement, RecordOffer } from "./leaving.ts";
import type { SupportOffer } from "./non-engagement-state.ts";
import { refuseOffer } from "./offer-rules.ts";
import { safeChannels } from "./safe-contact.ts";

/** Offers older than this many say no more; the history has them all. */
const mostOffers = 40;

/** The offers that count: those since somebody last took one up. */
export const offersOf = ({ offers = [] }: Pick<Case, "offers">): readonly SupportOffer[] => offers;

/** The latest offers with one more; an offer that is taken up ends the count. */
export const withOffer = (held: Case, offer: SupportOffer): readonly SupportOffer[] =>
  offer.answer === "accepted" ? [] : [...offersOf(held), offer].slice(-mostOffers);

/** What is still missing of the graduated offers, as `people 1 of 2`; empty where there are enough (CST-19). */
export function missingOffers(held: Case, { nonEngagement }: Policy): Readonly<Record<string, string>> {
  const offers = offersOf(held);
  const counts = {
    offers: offers.length,
    days: new Set(offers.map(({ day }) => day)).size,
    people: new Set(offers.map(({ madeBy }) => madeBy)).size,
    places: new Set(offers.map(({ place }) => place)).size,
    channels: new Set(offers.map(({ channel }) => channel)).size,
  };
  // Somebody is always visited; of the ways from afar nobody is asked for one that is not safe.
  const channels = Math.min(nonEngagement.atLeast.channels, 1 + safeChannels(held).length);
  const wanted = { ...nonEngagement.atLeast, channels };
  return Object.fromEntries(
    (Object.keys(counts) as (keyof typeof counts)[]) // The keys of a literal are its names.
      .filter((name) => counts[name] < wanted[name])
      .map((name) => [name, `${counts[name]} of ${wanted[name]}`]),
  );
}

/** The questions of the pathway that nobody has answered yet. */
export const openPrompts = ({ pathway }: Case, { nonEngagement }: Policy): readonly string[] =>
  nonEngagement.prompts.filter((prompt) => !pathway?.prompts[prompt]);

/**
 * The lock on closing for non-engagement (CST-19, CST-20): the pathway was gone, with offers on different days, by
 * different people, in different places and by different channels, and each question about capacity and risk has an answer.
 */
export function lockOf(held: Case, policy: Policy): { readonly refused: Refusal } | undefined {
  if (!held.pathway) return refuse("no-pathway-open");
  const missing = missingOffers(held, policy);
  if (Object.keys(missing).length > 0) return refuse("offers-incomplete", missing);
  const open = openPrompts(held, policy);
  return open.length > 0 ? refuse("prompts-unanswered", { prompts: open.join(", ") }) : undefined;
}

/** The team begins the pathway; from now on the next offer is chased (CST-19). */
export function beginNonEngagement(
  held: Case,
  { by, content, roster }: BeginNonEngagement,
  context: Context,
): Decision<CaseEvent> {
  const refused = mayNotRecord(held, by, roster, context);
  if (refused) return refused;
  if (held.pathway) return refuse("pathway-open", { since: dayOf(held.pathway.begunAt) });
  return accept<CaseEvent>(
    { type: "PathwayBegun", by: by.id, at: context.at, content },
    ...nextOffer(held, by.id, context),
  );
}

/**
 * An offer of support and its answer, recorded by whoever made it, or by a manager for them. One that is taken up ends
 * the pathway: the person engages.
 */
export function recordOffer(held: Case, command: RecordOffer, context: Context): Decision<CaseEvent> {
  const { by, madeBy, day, channel, place, answer, unsafeReason, content } = command;
  const refused = notSupported(held) ?? refuseOffer(held, command, context);
  if (refused) return refused;
  const why = unsafeReason === undefined ? {} : { unsafeReason };
  const offer = { madeBy, day, channel, place, answer, ...why, content };
  // Sent again, whatever came in between, it is one offer: the lock on closing counts them (F13).
  if (offersOf(held).some((before) => written(before) === written(offer))) return accept();
  const made: CaseEvent = { type: "OfferMade", by: by.id, ...offer };
  if (!held.pathway) return accept(made);
  const chased = chasedOffers(held).flatMap((commitment) => endCommitment(commitment, "kept", by.id));
  if (answer === "accepted")
    return accept<CaseEvent>(made, ...chased, { type: "PathwayEnded", as: "engaged", by: by.id });
  const after = { ...held, offers: withOffer(held, offer) };
  const isEnough = Object.keys(missingOffers(after, context.policy)).length === 0;
  // The next one first: a promise that has ended leaves the case when the next is made, and its wait is answered before.
  return accept(made, ...(isEnough ? [] : nextOffer(held, by.id, context)), ...chased);
}

/** Somebody answers a question of the pathway: about capacity, or a meeting of the agencies about the risk. */
export function answerPrompt(held: Case, command: AnswerPrompt, context: Context): Decision<CaseEvent> {
  const { by, prompt, answer, content, roster } = command;
  const refused = mayNotRecord(held, by, roster, context);
  if (refused) return refused;
  if (!held.pathway) return refuse("no-pathway-open");
  return accept<CaseEvent>({ type: "PromptAnswered", by: by.id, at: context.at, prompt, answer, content });
}

/** A closing reason that contradicts the pathway while the team goes it; its end is a manager's, with reasons (CST-19). */
export const contradicts = ({ consult }: ClosingRule, { pathway }: Case) =>
  pathway && !consult ? refuse("pathway-contradicts", { since: dayOf(pathway.begunAt) }) : undefined;

/**
 * A manager says that the person engages after all, or that the team goes another way; offers are no longer chased. Nobody
 * else does: without the pathway a case closes by other reasons, and nobody is asked (CST-19).
 */
export function endNonEngagement(held: Case, { by, content }: EndNonEngagement): Decision<CaseEvent> {
  const refused = notSupported(held);
  if (refused) return refused;
  if (!hasAny(by, "manager", "service-manager")) return refuse("not-a-decision-maker");
  if (!held.pathway) return refuse("no-pathway-open");
  const dropped = chasedOffers(held).flatMap((commitment) => endCommitment(commitment, "withdrawn", by.id));
  return accept<CaseEvent>({ type: "PathwayEnded", as: "ended", by: by.id, content }, ...dropped);
}

const chasedOffers = (held: Case) => commitmentsOf(held).filter(({ kind }) => kind === "next-offer");

const nextOffer = (held: Case, by: string, context: Context) =>
  makeCommitments(held.lastSequence + 1, [{ kind: "next-offer", by }], context);

/** Whoever holds the case, stands in for them, or answers for them. */
export function mayNotRecord(held: Case, by: RecordOffer["by"], roster: Roster, { at }: Context) {
  const { worker = "", service } = held;
  const may =
    hasAny(by, "supervisor", "manager", "service-manager") ||
    actsFor(roster, service, by.id, worker, dayOf(at));
  return notSupported(held) ?? (may ? undefined : refuse("not-the-worker"));
}

function notSupported({ phase, worker }: Case) {
  if (phase === "closed" || phase === "declined") return refuse("already-decided", { phase });
  return phase === "supported" && worker ? undefined : refuse("not-allocated-yet");
}
