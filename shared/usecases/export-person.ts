import type { Instant } from "#shared/domain/calendar-day.ts";
import { refuse } from "#shared/domain/decision.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import type { Person } from "#shared/domain/person.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { readable } from "#shared/mail/readable.ts";
import { atMost } from "./at-most.ts";
import { openCaseToRead } from "./case-access.ts";
import type { Staff } from "./case-gate.ts";
import { type ExportItem, itemsOfCase, itemsOfReferral } from "./export-items.ts";
import { referralKey } from "./keep-referral.ts";
import { noteAccess } from "./note-access.ts";
import type { Ports } from "./ports.ts";

/** A function answers with at most 6 MB, and an item is below 400 kB: so much goes into one part, as JSON and as text. */
const mostBytes = 4_000_000;

/**
 * Everything that is kept about one person, for their subject access request: each referral as it was sent and read,
 * each case with its history, its words and its mails, and who read them. Other people's cases are in it as references
 * only. Part after part, each the same however often it is asked for with the same `asAt`; each asking is written down.
 */
export async function exportPerson(
  ports: Ports,
  staff: Staff,
  personRef: string,
  { reason, part, asAt = undefined }: { reason: AccessReason; part: number; asAt?: Instant | undefined },
  at: Instant,
) {
  const { council } = staff;
  const key = { council, kind: "person", id: personRef } as const;
  const person = (await ports.store.load<Person>(key))?.state;
  if (!person) return refuse("no-such-record");
  const until = asAt ?? at;
  if (until > at) return refuse("not-yet", { now: at });
  const found = await atMost(person.referrals, (reference) =>
    ports.store.load<Referral>(referralKey(council, reference)),
  );
  const referrals = found.flatMap((stored) => (stored ? [stored.state] : []));
  const items: ExportItem[] = [];
  await noteAccess(ports, key, staff, { what: "export", why: reason }, at);
  for (const referral of referrals) {
    const opened = await openCaseToRead(ports, staff, referral.caseRef, { what: "export", why: reason }, at);
    if (opened.refused) return opened.refused.name === "not-found" ? refuse("no-such-record") : opened;
    await noteAccess(
      ports,
      referralKey(council, referral.referralRef),
      staff,
      { what: "export", why: reason },
      at,
    );
    items.push(...(await itemsOfReferral(ports, council, referral)));
    items.push(...(await itemsOfCase(ports, council, opened.stored.state)));
  }
  // What this very reading has written is not yet part of what is read.
  const isThen = (item: ExportItem) =>
    item.at === null || item.at < until || (item.what !== "reading" && item.at === until);
  const parts = inParts(items.filter(isThen));
  const shown = parts[part - 1];
  if (!shown) return refuse("no-such-part", { parts: parts.length });
  return {
    found: {
      personRef,
      asAt: until,
      part,
      parts: parts.length,
      items: shown,
      toCheck: shown.filter(({ check }) => check.length > 0).length,
      readable: readable(personRef, until, { part, of: parts.length }, shown),
    },
    refused: undefined,
  };
}

/** As many items to a part as fit, in their order; there is always one part. */
function inParts(items: readonly ExportItem[]): readonly (readonly ExportItem[])[] {
  const parts: ExportItem[][] = [[]];
  let bytes = 0;
  for (const item of items) {
    const alone = readable("", "", { part: 1, of: 1 }, [item]);
    const more = Buffer.byteLength(JSON.stringify([item, alone]));
    if (bytes > 0 && bytes + more > mostBytes) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(item);
    bytes += more;
  }
  return parts;
}
