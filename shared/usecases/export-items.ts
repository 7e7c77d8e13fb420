import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { compose } from "#shared/mail/compose.ts";
import type { DocumentKey, HistoryEntry } from "#shared/ports.ts";
import { atMost } from "./at-most.ts";
import { caseKey, referralKey } from "./keys.ts";
import { mailsAbout } from "./mails-about.ts";
import type { Ports } from "./ports.ts";
import { contentsOf } from "./read-history.ts";
import { quarantineKey } from "./referrer.ts";
import { wholeHistory } from "./whole-history.ts";

/** One thing that is kept about a person, as it goes into a subject access export. */
export interface ExportItem {
  readonly what: "as-sent" | "as-read" | "record" | "event" | "words" | "mail" | "reading";
  /** The reference of the referral, case or quarantined referral that it belongs to. */
  readonly of: string;
  readonly at: Instant | null;
  readonly by: string | null;
  readonly name: string;
  readonly data: unknown;
  /** Places in it that may be about somebody else, for a person to look at before release; "" is the whole. */
  readonly check: readonly string[];
}

/** Sections of the form that are about somebody else than the person referred. */
const ofOthers = ["referrer", "household", "agencies", "urgency", "seenAndSpokenTo", "risksToStaff"] as const;
/** Words whose sense is that somebody else said them, or that they are kept from somebody. */
const wordsOfOthers = /^(consultation|restriction)/;

/**
 * What is kept of a referral: its bodies as sent and as read, its history, who read it, and its quarantined original with
 * the mails about that. Mails about the referral itself are with its case.
 */
export async function itemsOfReferral(
  ports: Ports,
  council: string,
  state: Referral,
): Promise<readonly ExportItem[]> {
  const { referralRef, quarantineRef, match: _, ...facts } = state;
  const key = referralKey(council, referralRef);
  const record = { ...blank(referralRef, "record", "referral"), at: state.receivedAt, data: facts };
  const versions = (state.versions ?? []).map(({ content }) => content);
  const names = [...new Set([state.content, ...state.otherBodies, ...versions])];
  const bodies = await atMost(names, async (name): Promise<ExportItem> => {
    const text = await ports.store.content(key, name);
    return {
      ...blank(referralRef, "as-sent", name),
      data: parsed(text),
      check: whole(state.canonical, text),
    };
  });
  const canonical = state.canonical ? await ports.store.content(key, state.canonical) : undefined;
  const read: ExportItem[] = canonical
    ? [{ ...blank(referralRef, "as-read", "the form"), data: parsed(canonical), check: ofOthers }]
    : [];
  const quarantined = quarantineRef
    ? [
        ...(await everythingOf(ports, quarantineKey(council, quarantineRef), () => [""])),
        ...(await mailItems(ports, council, quarantineRef)),
      ]
    : [];
  return [record, ...bodies, ...read, ...(await everythingOf(ports, key, () => [""], false)), ...quarantined];
}

/** What is kept of a case: where it stands, what happened, in whose words, what was sent, and who read it. */
export async function itemsOfCase(ports: Ports, council: string, held: Case): Promise<readonly ExportItem[]> {
  const { caseRef, referralRef } = held;
  const key = caseKey(council, caseRef);
  const standing = JSON.parse(
    JSON.stringify(held, (name, value) => (name === "backing" ? undefined : value)),
  );
  const record = { ...blank(caseRef, "record", "case"), at: held.receivedAt, data: standing };
  const check = (name: string) => (wordsOfOthers.test(name) ? [""] : []);
  const sent = await mailItems(ports, council, caseRef, referralRef);
  return [record, ...(await everythingOf(ports, key, check)), ...sent];
}

/** The mails about these references, as they were sent; the first says whose they are. */
async function mailItems(
  ports: Ports,
  council: string,
  of: string,
  ...others: readonly string[]
): Promise<readonly ExportItem[]> {
  const mails = await mailsAbout(ports, council, of, ...others);
  return mails.map(({ state: { to, status, message, wantedAt } }) => ({
    ...blank(of, "mail", message.kind),
    at: wantedAt,
    data: { to, status, ...compose(message) },
  }));
}

/** The history of a document, the texts that it names, and who read it. */
async function everythingOf(
  ports: Ports,
  key: DocumentKey,
  check: (name: string) => readonly string[],
  withWords = true,
): Promise<readonly ExportItem[]> {
  const stored = await ports.store.load(key);
  const [written, names, reads] = await Promise.all([
    ports.store.history(key),
    ports.store.contentNames(key),
    ports.store.accesses(key),
  ]);
  const history: readonly HistoryEntry[] = stored ? wholeHistory(stored, written) : written;
  const events = history.map(
    ({ at, by, type, facts }): ExportItem => ({ ...blank(key.id, "event", type), at, by, data: facts }),
  );
  const words = await atMost(withWords ? contentsOf(history, names) : [], async ({ name, at, by }) => ({
    ...blank(key.id, "words", name),
    at,
    by,
    data: parsed(await ports.store.content(key, name)),
    check: check(name),
  }));
  const readings = reads.map(
    ({ at, by, what, why }): ExportItem => ({
      ...blank(key.id, "reading", what),
      at,
      by,
      data: { why: why ?? null },
    }),
  );
  return [...events, ...words, ...readings];
}

const blank = (of: string, what: ExportItem["what"], name: string): ExportItem => ({
  what,
  of,
  at: null,
  by: null,
  name,
  data: null,
  check: [],
});

/** A body in another form's own fields is looked at whole: nobody has said what in it is about whom. */
const whole = (canonical: string | undefined, text: string | undefined): readonly string[] =>
  canonical === undefined && typeof parsed(text) === "object" ? ofOthers : [""];

function parsed(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
