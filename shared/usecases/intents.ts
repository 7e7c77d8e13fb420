import { episodeInput } from "#shared/contracts/tasks.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import { type Case, executionName, trackNameOf, trackNames, trackOf } from "#shared/domain/case/case.ts";
import { holdfast } from "#shared/domain/decision.ts";
import type { Intent } from "#shared/domain/intent.ts";
import type { AllocationMeeting } from "#shared/domain/meeting.ts";
import { minuteMeeting } from "#shared/domain/minute-meeting.ts";
import { decideReferral } from "#shared/domain/referral.ts";
import type { PendingIntent, StoredDocument } from "#shared/ports.ts";
import { cases, referrals } from "./aggregates.ts";
import { announceCoverOf } from "./announce-cover.ts";
import { change } from "./change.ts";
import { changeCase, servicePolicy } from "./change-case.ts";
import { changeMeeting } from "./change-meeting.ts";
import { referralKey } from "./keys.ts";
import { markEnded } from "./list-cases.ts";
import { deliverMail, wantMail } from "./mail.ts";
import type { Mail } from "./mail-item.ts";
import { changeMissingForm } from "./missing-form.ts";
import { CaseNotOpenYetError, openCase } from "./open-case.ts";
import type { Ports } from "./ports.ts";
import { meetingNow } from "./read-meeting.ts";
import { chaseCalls } from "./referrer-call.ts";
import { keepAccepted } from "./settle-quarantined.ts";

/** `at` is now; `since` is when the decision was made, and the same on every try. */
type Runner<Kind extends Intent["kind"]> = (
  ports: Ports,
  document: StoredDocument,
  intent: Extract<Intent, { kind: Kind }>,
  at: Instant,
  since: Instant,
) => Promise<unknown>;

/** What each kind of intent does. Each is safe to do twice: its target is keyed by what it stands for (A3). */
const runners: { readonly [Kind in Exclude<Intent["kind"], "send-mail">]: Runner<Kind> } = {
  "keep-referral": keepAccepted,
  "open-case": openCase,
  "start-episode": startEpisode,
  "answer-wait": answerWait,
  "want-mail": (ports, document, { mail }, at, since) =>
    wantMail(ports, document.key.council, mail, at, since),
  "minute-decision": (ports, { key }, { key: id, meeting, service, caseRef, decision, outcome = {} }, at) =>
    changeMeeting(ports, { council: key.council, service }, meeting, holdfast, at, (held) => {
      const command = { type: "minute", key: `${caseRef}/${id}`, caseRef, decision, outcome, at } as const;
      const policy = servicePolicy(ports, { council: key.council, service });
      return minuteMeeting(held, command, { day: meeting, service }, policy);
    }),
  "minute-taken-in": (ports, { key }, { meeting, service, caseRef, by }, at) =>
    changeMeeting(ports, { council: key.council, service }, meeting, { id: by }, at, (held) => {
      const policy = servicePolicy(ports, { council: key.council, service });
      const command = { type: "minute-taken-in", caseRef, by, at } as const;
      return minuteMeeting(held, command, { day: meeting, service }, policy);
    }),
  "carry-over": async (ports, { key, state }, { caseRef, meeting }, at) => {
    const { service } = state as AllocationMeeting; // Only a meeting's events want this intent.
    const policy = servicePolicy(ports, { council: key.council, service });
    const next = await meetingNow(ports, policy, at);
    await changeCase(ports, key.council, caseRef, holdfast, at, () => ({
      type: "carry-over",
      meeting,
      next,
    }));
  },
  "note-other-body": async (ports, { key }, { caseRef, referralRef, content }, at) => {
    const note = { type: "note-other-body", referralRef, content } as const;
    const changed = await changeCase(ports, key.council, caseRef, holdfast, at, () => note);
    // The case may not be open yet, where its own effect failed: this one stays owed until it is.
    if (changed.refused) throw new CaseNotOpenYetError(caseRef);
  },
  "keep-version": (ports, { key }, { referralRef, version, content, canonical }, at) =>
    change(ports, referrals, referralKey(key.council, referralRef), holdfast, at, (held) =>
      decideReferral(held, {
        type: "keep-version",
        version,
        content,
        ...(canonical ? { canonical } : {}),
      }),
    ),
  "pass-calls-on": (ports, { key }, { referralRef }, at) => chaseCalls(ports, key.council, referralRef, at),
  "mark-ended": (ports, { key, state }, _intent, at) => markEnded(ports, key, state, at),
  "announce-cover": (ports, { key }, { staffId }, at) => announceCoverOf(ports, key.council, staffId, at),
  "attach-case": (ports, { key }, { caseRef, to, by }, at) =>
    changeCase(ports, key.council, caseRef, holdfast, at, () => ({ type: "attach-to", to, by })),
  "owe-form": (ports, { key }, { referralRef, due }, at) =>
    changeMissingForm(ports, key.council, referralRef, { type: "owe-form", due }, at),
  "form-came": (ports, { key }, { referralRef }, at) =>
    changeMissingForm(ports, key.council, referralRef, { type: "form-came" }, at),
  "note-person": (ports, { key }, { caseRef, other, decision, by }, at) =>
    changeCase(ports, key.council, caseRef, holdfast, at, () => ({
      type: "note-person",
      other,
      decision,
      by,
    })),
};

/**
 * Does one intent. Gives back the document that owes it as the intent left it, where the intent itself wrote it. Throws what
 * its port threw; the caller counts the try.
 */
export async function runIntent(
  ports: Ports,
  document: StoredDocument,
  owed: PendingIntent,
  at: Instant,
): Promise<StoredDocument | undefined> {
  const intent = { ...owed.facts, kind: owed.kind, key: owed.key } as Intent; // Written by `folded` from an Intent.
  if (intent.kind === "send-mail") return deliverMail(ports, document as StoredDocument<Mail>, at); // Only a mail owes it.
  const run = runners[intent.kind] as Runner<Intent["kind"]> | undefined;
  if (!run) throw new UnknownIntentError(owed.kind);
  await run(ports, document, intent, at, owed.since);
  return undefined;
}

/** A stored intent that this release does not know: kept, retried, and parked with an alarm. */
class UnknownIntentError extends Error {
  override readonly name = "UnknownIntentError";
  constructor(kind: string) {
    super(`No release of this code knows the intent "${kind}"`);
  }
}

/**
 * Starts an execution. Where its name was used before, by one that has ended or of hours that a restore took back, and the case
 * still counts on it, the next attempt has a name that is free (F6, F39).
 */
async function startEpisode(
  ports: Ports,
  _document: StoredDocument,
  { workflow, execution, input }: Extract<Intent, { kind: "start-episode" }>,
  at: Instant,
): Promise<void> {
  if ((await ports.workflows.start(workflow, execution, episodeInput.parse(input))) === "started") return;
  const { council, caseRef } = input;
  await changeCase(ports, council, caseRef, holdfast, at, (held) => {
    const track = trackNames(held).find((name) => {
      const episode = trackOf(held, name)?.episode;
      return episode && executionName(held, episode) === execution;
    });
    return track && { type: "restart", why: "name-taken", track };
  });
}

/**
 * Answers the wait by its current token, read now and not when the answer was decided: a retry may have issued a
 * new one. A token that is gone, or not yet stored, is no loss: the wait's next entry answers itself (F11, F12).
 */
async function answerWait(
  ports: Ports,
  { key }: StoredDocument,
  { sequence, wait, answer }: Extract<Intent, { kind: "answer-wait" }>,
): Promise<void> {
  const held = (await ports.store.load<Case>({ ...key, kind: cases.kind }))?.state;
  const backing = held && trackOf(held, trackNameOf(held, sequence))?.backing;
  if (backing?.sequence === sequence && backing.wait === wait)
    await ports.workflows.answer(backing.token, answer);
}
