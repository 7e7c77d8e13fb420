import { isAgencyId } from "../agencies.ts";
import { atTime, type CalendarDay, dayOf, plusDays } from "../calendar-day.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { CommitmentKind } from "../policy.ts";
import { type ContactPolicy, idsOf, isListed, notListed, unlisted } from "../work-policy.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import {
  commitmentsOf,
  endCommitment,
  makeCommitments,
  mayNotAct,
  type WantedCommitment,
} from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import { lapsePlan } from "./plan.ts";
import { isUnsafe } from "./safe-contact.ts";
import type { RecordWork, WorkRecord } from "./work-commands.ts";
import type { ContactFacts } from "./work-state.ts";

type Of<What extends WorkRecord["what"]> = Extract<WorkRecord, { what: What }>;
/** Whoever writes it down, and under which name its words are kept. */
interface Writing {
  readonly by: string;
  readonly content: string;
}

/**
 * Something is written down about a case by whoever holds it, each kind by its own rules. What was sent twice is
 * written down once (F13).
 */
export function recordWork(held: Case, command: RecordWork, context: Context): Decision<CaseEvent> {
  const { by, roster, record, content } = command;
  const refused = mayNotAct(held, by, roster, context);
  if (refused) return refused;
  if (held.lastRecord === content) return accept();
  const { on } = record as { readonly on?: CalendarDay };
  if (on !== undefined && on > dayOf(context.at)) return refuse("day-not-reached", { day: on });
  const writing = { by: by.id, content };
  switch (record.what) {
    case "contact":
      return recordContact(held, record, writing, context);
    case "risk":
      return recordRisk(held, record, writing, context);
    case "warning":
      return noteWarning(held, record, writing, context);
    case "conversation":
      return recordConversation(record, writing, context);
    case "reading":
      return takeReading(record, writing, context);
    case "referral-on": {
      const { destination } = record;
      const bad = unlisted("destination", context.policy.work.destinations, destination);
      const { what: _, ...facts } = record;
      const event: CaseEvent = { type: "ReferredOn", ...facts, ...told(writing, context) };
      return bad ?? accept(event, ...chased(held, "referral-on", destination, writing, context));
    }
    case "concern": {
      const { what: _, ...facts } = record;
      const event: CaseEvent = { type: "ConcernRaised", ...facts, ...told(writing, context) };
      return accept(event, ...chased(held, "safeguarding-concern", undefined, writing, context));
    }
    case "capacity": {
      const bad = unlisted("decision", context.policy.work.capacityDecisions, record.decision);
      const { what: _, ...facts } = record;
      return bad ?? accept<CaseEvent>({ type: "CapacityAssessed", ...facts, ...told(writing, context) });
    }
  }
}

const noTool = (tools: readonly { readonly tool: string }[], id: string) =>
  notListed(
    "tool",
    tools.map(({ tool }) => tool),
    id,
  );
const told = ({ by, content }: Writing, { at }: Context) => ({ by, at, content });

/** What another team does with it is chased until somebody says so. */
const chased = (
  held: Case,
  kind: CommitmentKind,
  about: string | undefined,
  { by, content }: Writing,
  context: Context,
): readonly CaseEvent[] => makeCommitments(held.lastSequence + 1, [{ kind, by, about, content }], context);

/** Nobody is seen by a letter, or spoken to where nobody was there: whether they were rests on the contact log (CST-04). */
function refuseContradiction(contact: ContactFacts, { channels, places, outcomes }: ContactPolicy) {
  const words = [
    channels.find(({ id }) => id === contact.channel),
    places.find(({ id }) => id === contact.place),
    outcomes.find(({ id }) => id === contact.outcome),
  ].filter((word) => word !== undefined);
  for (const what of ["seen", "spokenTo"] as const) {
    const not = words.find((word) => contact[what] && !word[what]);
    if (not) return refuse("contact-contradicts-itself", { what, word: not.id });
  }
  return undefined;
}

/**
 * A contact or the attempt at one, since the day on which we heard of the person. A channel that the referral says is not
 * safe is refused, unless somebody says why it was used all the same.
 */
function recordContact(
  held: Case,
  { what: _, ...contact }: Of<"contact">,
  writing: Writing,
  context: Context,
): Decision<CaseEvent> {
  const lists = context.policy.work.contact;
  const { channel: id, unsafeReason } = contact;
  const channel = lists.channels.find((each) => each.id === id);
  if (!channel) return notListed("channel", idsOf(lists.channels), id);
  const [day, earliest] = [dayOf(contact.when), dayOf(held.receivedAt)];
  const bad =
    unlisted("place", lists.places, contact.place) ??
    unlisted("outcome", lists.outcomes, contact.outcome) ??
    (unsafeReason === undefined ? undefined : unlisted("unsafeReason", lists.unsafeReasons, unsafeReason));
  if (bad) return bad;
  if (contact.when > context.at) return refuse("day-not-reached", { day: contact.when });
  if (day < earliest) return refuse("day-too-early", { day, earliest });
  const contradicts = refuseContradiction(contact, lists);
  if (contradicts) return contradicts;
  if (channel.safe !== null && isUnsafe(held, channel.safe) && unsafeReason === undefined)
    return refuse("channel-not-safe", { channel: id });
  return accept<CaseEvent>({ type: "ContactRecorded", ...contact, ...told(writing, context) });
}

/** The risks as they now are: looked at again by a day, and where one rose, the plan in force lapses (CST-12). */
function recordRisk(
  held: Case,
  { what: _, ...facts }: Of<"risk">,
  writing: Writing,
  context: Context,
): Decision<CaseEvent> {
  const { areas, levels } = context.policy.work.risk;
  for (const [area, level] of Object.entries(facts.levels)) {
    const bad = unlisted("area", areas, area) ?? unlisted("level", levels, level);
    if (bad) return bad;
  }
  const agency = facts.joint.find((id) => !isAgencyId(context.policy, id));
  if (agency !== undefined) return refuse("not-an-agency", { agency });
  const bad = refuseReviewDay(facts.reviewOn, context);
  if (bad) return bad;
  const rank = (level: string | undefined) => levels.findIndex(({ id }) => id === level);
  const raised = Object.entries(facts.levels).some(
    ([area, level]) => rank(level) > rank(held.risk?.levels[area]),
  );
  const again = reviewed(facts.reviewOn, "risk", writing, context);
  const made = raised
    ? lapsePlan(held, "risk-raised", writing.by, context, [again])
    : makeCommitments(held.lastSequence + 1, [again], context);
  return accept<CaseEvent>(
    { type: "RiskRecorded", raised, ...facts, ...told(writing, context) },
    ...made,
    ...looked(held, "risk", writing.by),
  );
}

/** What whoever visits must know, until somebody lifts it; it is looked at again by a day. */
function noteWarning(
  held: Case,
  { kind, reviewOn }: Of<"warning">,
  writing: Writing,
  context: Context,
): Decision<CaseEvent> {
  const bad = unlisted("warning", context.policy.work.risk.warnings, kind);
  if (bad) return bad;
  if (reviewOn === undefined && !held.warnings?.[kind]) return refuse("no-such-warning", { warning: kind });
  const wrong = reviewOn === undefined ? undefined : refuseReviewDay(reviewOn, context);
  if (wrong) return wrong;
  const about = `warning-${kind}`;
  const again = reviewOn === undefined ? [] : [reviewed(reviewOn, about, writing, context)];
  const facts = reviewOn === undefined ? { kind } : { kind, reviewOn };
  return accept<CaseEvent>(
    { type: "WarningNoted", ...facts, ...told(writing, context) },
    ...makeCommitments(held.lastSequence + 1, again, context),
    ...looked(held, about, writing.by),
  );
}

const reviewed = (
  day: CalendarDay,
  about: string,
  { by, content }: Writing,
  { policy }: Context,
): WantedCommitment => {
  const due = atTime(day, policy.commitments["risk-review"].at);
  return { kind: "risk-review", by, due, about, content };
};

/** Somebody looked again, as was promised. Comes after the next promise is made, so that the wait of this one is answered. */
const looked = (held: Case, about: string, by: string): readonly CaseEvent[] =>
  commitmentsOf(held)
    .filter((commitment) => commitment.kind === "risk-review" && commitment.about === about)
    .flatMap((commitment) => endCommitment(commitment, "kept", by));

function refuseReviewDay(day: CalendarDay, { at, policy }: Context) {
  const latest = plusDays(dayOf(at), policy.work.risk.reviewWithinDays);
  if (day <= dayOf(at)) return refuse("day-is-past", { due: day });
  return day > latest ? refuse("too-far-ahead", { day, latest }) : undefined;
}

/** A conversation by a form of the policy's, or that the person did not want to have it (CST-13, CST-14). */
function recordConversation(
  { tool: id, edition, on, answers }: Of<"conversation">,
  writing: Writing,
  context: Context,
): Decision<CaseEvent> {
  const tool = context.policy.work.conversations.find((each) => each.tool === id);
  if (!tool) return noTool(context.policy.work.conversations, id);
  if (tool.edition !== edition) return notListed("edition", [tool.edition], edition);
  for (const [asked, answer] of Object.entries(answers ?? {})) {
    const question = tool.questions.find((each) => each.id === asked);
    if (!question) return notListed("question", idsOf(tool.questions), asked);
    // The answer itself is the person's, and stays out of the refusal.
    if (question.kind !== "text" && !isListed(question.choices, answer))
      return notListed("answer", idsOf(question.choices), asked);
  }
  const facts = { tool: id, edition, on, declined: answers === undefined };
  return accept<CaseEvent>({ type: "ConversationRecorded", ...facts, ...told(writing, context) });
}

/** A reading of a licensed tool, as numbers; what they mean is not here. */
function takeReading(
  { tool: id, edition, on, scores }: Of<"reading">,
  writing: Writing,
  context: Context,
): Decision<CaseEvent> {
  const tool = context.policy.work.readings.find((each) => each.tool === id);
  if (!tool) return noTool(context.policy.work.readings, id);
  const { lowest, highest } = tool;
  const isWhole =
    scores.length === tool.scores && scores.every((score) => lowest <= score && score <= highest);
  if (!isWhole) return refuse("scores-do-not-fit", { count: tool.scores, lowest, highest });
  return accept<CaseEvent>({ type: "ReadingTaken", tool: id, edition, on, ...told(writing, context) });
}
