import type { CalendarDay, Instant } from "#shared/domain/calendar-day.ts";
import type { TrackName } from "#shared/domain/case/track.ts";
import type { CorrectionReason, MovingReason } from "#shared/domain/keeping-policy.ts";
import type { Staff } from "./case-gate.ts";
import { changeCase } from "./change-case.ts";
import { caseKey } from "./keys.ts";
import { mailsAbout } from "./mails-about.ts";
import { hasParked, unparked } from "./parked.ts";
import type { Ports } from "./ports.ts";
import { wholeHistory } from "./whole-history.ts";
import { keepWords } from "./words.ts";

/** Corrects a line of a case's history by another one beside it; said twice in the same words, it is said once. */
export async function correctEntry(
  ports: Ports,
  by: Staff,
  caseRef: string,
  { of, reason, words }: { of: number; reason: CorrectionReason; words: string },
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, `correction-${of}`, { of, reason, words });
  const key = caseKey(by.council, caseRef);
  const stored = await ports.store.load(key);
  const history = stored ? wholeHistory(stored, await ports.store.history(key)) : [];
  const entry = history.find(({ seq }) => seq === of);
  const isSaid = history.some(({ type, facts }) => type === "EntryCorrected" && facts.content === content);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "correct",
    by,
    of,
    entry,
    isSaid,
    reason,
    content,
  }));
}

/** A manager moves the open review to another day, with a reason. */
export async function moveReview(
  ports: Ports,
  by: Staff,
  caseRef: string,
  { day, reason, words }: { day: CalendarDay; reason: MovingReason; words: string },
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, "review-moved", { day, reason, words });
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "move-review",
    by,
    day,
    reason,
    content,
  }));
}

/** Begins a stuck execution anew, or tries again what was given up on, the mails about the case too (X-07, F19, F31). */
export async function retryCase(
  ports: Ports,
  by: Staff,
  caseRef: string,
  { what, track }: { what: "episode" | "effects"; track: TrackName },
  at: Instant,
) {
  const key = caseKey(by.council, caseRef);
  const stored = await ports.store.load(key);
  const owing =
    what === "effects" && stored ? [stored, ...(await mailsAbout(ports, by.council, caseRef))] : [];
  const stuck = owing.filter(hasParked);
  const parked = stuck.flatMap(({ owedIntents }) => owedIntents.filter((intent) => intent.parked)).length;
  const changed = await changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "retry",
    by,
    what,
    track,
    parked,
  }));
  if (changed.refused) return changed;
  for (const { key } of stuck) {
    // The line in the history has made the case another version: it is read again.
    const now = await ports.store.load(key);
    const next = now && hasParked(now) ? unparked(now) : undefined;
    if (next && (await ports.store.replace(next)) === "replaced") await ports.dispatch(next, at);
  }
  return changed;
}
