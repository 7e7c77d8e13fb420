import { dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { hasConflicts } from "#shared/domain/case/conflict.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { find, isPresent, type Roster } from "#shared/domain/roster.ts";
import type { DocumentKey, HistoryEntry } from "#shared/ports.ts";
import { atMost } from "./at-most.ts";
import { openCaseToRead, visibleDue } from "./case-access.ts";
import type { Staff } from "./case-gate.ts";
import { readKept } from "./keep-referral.ts";
import { referralKey } from "./keys.ts";
import type { Ports } from "./ports.ts";
import { rosterAbout, rosterOf } from "./read-roster.ts";
import { readCalls } from "./referrer-call.ts";
import { whoAnswersOn } from "./who-answers.ts";
import { wholeHistory } from "./whole-history.ts";

/**
 * Every open case and quarantined referral of a council that this person may see, by next step, who and when: none
 * is blank (I2). Where the owner has left or is away, or a conflict keeps them from it, it names who is reached in their
 * stead today (I1, X-03, X-04).
 */
export async function listOpenCases(ports: Ports, staff: Staff, at: Instant) {
  const [due, roster] = await Promise.all([visibleDue(ports, staff, at), rosterOf(ports, staff.council)]);
  const open = due.filter(({ key }) => key.kind !== "meeting");
  return atMost(
    open,
    async ({ key, due: { at: dueAt, step, owner, phase, worker, promise, meeting, restricted } }) => ({
      reference: key.id,
      phase,
      nextStep: step,
      owner: await ownerNow(ports, staff.council, { owner, caseRef: key.id, roster }, at),
      due: dueAt,
      worker: worker ?? null,
      promise: promise ?? null,
      meeting: meeting ?? null,
      restricted: restricted === true,
    }),
  );
}

/** Only of an owner who is not there, or has declared a conflict, is it asked who is reached about this case. */
async function ownerNow(
  ports: Ports,
  council: string,
  { owner, caseRef, roster }: { owner: string; caseRef: string; roster: Roster },
  at: Instant,
): Promise<string> {
  const member = find(roster, owner);
  if (!member || (isPresent(member, dayOf(at)) && !hasConflicts([member]))) return owner;
  return whoAnswersOn(await rosterAbout(ports, council, caseRef, roster), at)(owner);
}

/** One case with its referral as it was sent, its review halves and its history; that it is read is written down first. */
export async function readCase(
  ports: Ports,
  staff: Staff,
  caseRef: string,
  why: AccessReason | undefined,
  at: Instant,
) {
  const opened = await openCaseToRead(ports, staff, caseRef, { what: "case", why }, at);
  if (opened.refused) return opened;
  const { stored } = opened;
  const { key, state: held } = stored;
  const [sent, written] = await Promise.all([readSent(ports, staff.council, held), ports.store.history(key)]);
  const history = wholeHistory(stored, written);
  const [reviews, corrections, closureWords] = await Promise.all([
    readReviews(ports, key, history),
    readCorrections(ports, key, history),
    readClosureWords(ports, key, history),
  ]);
  const whoAnswers = whoAnswersOn(await rosterAbout(ports, staff.council, caseRef), at);
  const found = { held, whoAnswers, ...sent, reviews, corrections, closureWords, history };
  return { found, refused: undefined };
}

/** The referral as it was read, and beside it what was sent where that is another form's own fields. */
async function readSent(ports: Ports, council: string, { referralRef, form }: Case) {
  // Of a telephoned emergency the form is what counts once it has come; the call stays beside it (CST-08).
  const isAttached = form?.attached === true;
  const [kept, call] = await Promise.all([
    readKept(ports, council, isAttached ? form.referralRef : referralRef),
    isAttached ? readKept(ports, council, referralRef) : undefined,
  ]);
  const telephoned = call?.referral ?? null;
  if (!kept)
    return {
      referral: null,
      sent: null,
      quarantineRef: null,
      telephoned,
      bodies: [],
      referrerCalls: [],
      agencyCalls: [],
    };
  const [bodies, calls] = await Promise.all([
    readBodies(ports, kept.state),
    readCalls(ports, (call ?? kept).state),
  ]);
  const { state, text, isMapped, referral } = kept;
  const sent: unknown = !isMapped ? null : JSON.parse(text);
  return { referral, sent, quarantineRef: state.quarantineRef ?? null, telephoned, bodies, ...calls };
}

/** Every body under the submission id as it came, to be compared; none where there is one only. */
async function readBodies(ports: Ports, { council, referralRef, content, otherBodies }: Referral) {
  if (otherBodies.length === 0) return [];
  return atMost([content, ...otherBodies], async (name) => {
    const text = await ports.store.content(referralKey(council, referralRef), name);
    return { content: name, body: text === undefined ? null : (JSON.parse(text) as unknown) };
  });
}

/** Where each event of a closure keeps its words, and under which name they stand in what was kept. */
const closureWords = {
  ClosureRequested: { what: "requested", content: "evidence", field: "evidence" },
  AgencyAsked: { what: "asked", content: "content", field: "words" },
  ConsultationRecorded: { what: "consulted", content: "content", field: "words" },
  ClosureEnded: { what: "ended", content: "content", field: "words" },
} as const;

/** The evidence for a closure, what each who was asked said, and the decision, in the words of who gave them. */
async function readClosureWords(ports: Ports, key: DocumentKey, history: readonly HistoryEntry[]) {
  const said = history.flatMap((entry) => {
    const place = closureWords[entry.type as keyof typeof closureWords];
    return place ? [{ ...entry, ...place }] : [];
  });
  return Promise.all(
    said.map(async ({ at, by, what, content, field, facts }) => {
      const name = facts[content];
      const kept = name === undefined ? undefined : await ports.store.content(key, String(name));
      const said: Readonly<Record<string, unknown>> = kept === undefined ? {} : JSON.parse(kept);
      return {
        what,
        by,
        at,
        with: typeof facts.with === "string" ? facts.with : null,
        words: said[field] ?? null,
        despiteObjections: said.despiteObjections ?? null,
      };
    }),
  );
}

/** What was said to be wrong, and what is right, in the words of who said it. */
async function readCorrections(ports: Ports, key: DocumentKey, history: readonly HistoryEntry[]) {
  const corrections = history.filter(({ type }) => type === "EntryCorrected");
  return atMost(corrections, async ({ seq, at, by, facts: { of, reason, content } }) => {
    const kept = await ports.store.content(key, String(content));
    const words: unknown = kept === undefined ? null : JSON.parse(kept).words;
    return { seq, of, reason, by, at, words };
  });
}

/** More than half a year of fortnights: what somebody reads before a visit. The history names the others. */
const mostHalves = 28;

/** The halves of the latest reviews in the words of who gave them, newest last. */
async function readReviews(ports: Ports, key: DocumentKey, history: readonly HistoryEntry[]) {
  const halves = history.filter(({ type }) => type === "ReviewPartGiven").slice(-mostHalves);
  return Promise.all(
    halves.map(async ({ at, by, facts: { cycle, part, content } }) => {
      const words = await ports.store.content(key, String(content));
      return { cycle, part, by, at, words: words === undefined ? null : JSON.parse(words) };
    }),
  );
}
