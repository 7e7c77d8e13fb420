import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { refuse } from "#shared/domain/decision.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import type { Person } from "#shared/domain/person.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { readable } from "#shared/mail/readable.ts";
import { openCaseToRead, visibleCases } from "./case-access.ts";
import type { Staff } from "./case-gate.ts";
import { type ExportItem, itemsOfCase, itemsOfReferral } from "./export-items.ts";
import { personKey, referralKey } from "./keys.ts";
import { casesOfPerson } from "./linked-cases.ts";
import { noteAccess } from "./note-access.ts";
import type { Ports } from "./ports.ts";
import { caseAsAt } from "./read-history.ts";

/** A function answers with at most 6 MB, and an item is below 400 kB: so much goes into one part, as JSON and as text. */
const mostBytes = 4_000_000;

/**
 * Everything that is kept about one person, for their subject access request: each referral as it was sent and read,
 * each case with its history, its words and its mails, and who read them, those included that somebody found to be the
 * same person's. Cases of perhaps the same person are named, and other people's are in it as references only.
 * Part after part, each the same however often it is asked for with the same `asAt`; each asking is written down.
 */
export async function exportPerson(
  ports: Ports,
  staff: Staff,
  personRef: string,
  { reason, part, asAt = undefined }: { reason: AccessReason; part: number; asAt?: Instant | undefined },
  at: Instant,
) {
  const { council } = staff;
  const key = personKey(council, personRef);
  const person = (await ports.store.load<Person>(key))?.state;
  if (!person) return refuse("no-such-record");
  const until = asAt ?? at;
  if (until > at) return refuse("not-yet", { now: at });
  await noteAccess(ports, key, staff, { what: "export", why: reason }, at);
  const { own, same, perhaps } = await casesOfPerson(ports, council, person, (caseRef) =>
    caseAsAt(ports, council, caseRef, until),
  );
  const items: ExportItem[] = [];
  const covers: string[] = [];
  for (const { caseRef, personRef: of } of [...own, ...same]) {
    const opened = await openCaseToRead(ports, staff, caseRef, { what: "export", why: reason }, at);
    if (opened.refused) {
      if (of !== personRef) continue; // Somebody who may see it must ask for the rest, and is told that there is some.
      return opened.refused.name === "not-found" ? refuse("no-such-record") : opened;
    }
    if (of !== personRef)
      await noteAccess(ports, personKey(council, of), staff, { what: "export", why: reason }, at);
    items.push(...(await itemsWith(ports, staff, opened.stored.state, reason, at)));
    covers.push(caseRef);
  }
  const suspected = perhaps.map(({ caseRef }) => caseRef);
  const shownPerhaps = await visibleCases(ports, staff, suspected, at, "export");
  const withheld = own.length + same.length + perhaps.length - covers.length - shownPerhaps.size;
  const around = { covers, perhaps: [...shownPerhaps], withheld };
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
      ...around,
      items: shown,
      toCheck: shown.filter(({ check }) => check.length > 0).length,
      readable: readable(personRef, until, { part, of: parts.length, ...around }, shown),
    },
    refused: undefined,
  };
}

/** What is kept of a case and of its referral, which is noted as read too. */
async function itemsWith(ports: Ports, staff: Staff, held: Case, why: AccessReason, at: Instant) {
  const { council } = staff;
  const key = referralKey(council, held.referralRef);
  const referral = (await ports.store.load<Referral>(key))?.state;
  if (referral) await noteAccess(ports, key, staff, { what: "export", why }, at);
  const sent = referral ? await itemsOfReferral(ports, council, referral) : [];
  return [...sent, ...(await itemsOfCase(ports, council, held))];
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
