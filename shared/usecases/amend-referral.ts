import { factsOf, screeningOf } from "#shared/contracts/referral-facts.ts";
import type { AmendmentBody } from "#shared/contracts/requests/amendment.ts";
import type { Submission } from "#shared/contracts/submission.ts";
import { agencyIds } from "#shared/domain/agencies.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import { standingReferral } from "#shared/domain/case/amend.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { refuse } from "#shared/domain/decision.ts";
import type { Fault } from "#shared/domain/quarantined-referral.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { keepOffers } from "./agency-offers.ts";
import { casesAlike, leadsAlike } from "./alike.ts";
import { refuseReader, type Staff } from "./case-gate.ts";
import { changeCase, servicePolicy } from "./change-case.ts";
import { bodyName, readVersions, referralRefOf } from "./keep-referral.ts";
import { caseKey, referralKey } from "./keys.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { readForService } from "./receive-referral.ts";
import { readWritten } from "./settle-quarantined.ts";
import { digest, keepWords } from "./words.ts";

/**
 * Makes another version of a case's referral: a body that staff have written whole, or another body that came under the
 * same submission id (CST-04, X-01). One that does not fit, or is another referral's, changes nothing.
 */
export async function amendReferral(
  ports: Ports,
  by: Staff,
  caseRef: string,
  said: AmendmentBody,
  at: Instant,
) {
  const held = (await ports.store.load<Case>(caseKey(by.council, caseRef)))?.state;
  if (!held) return refuse("not-found");
  const refused = await refuseReader(ports, by, held, at);
  if (refused) return refused;
  const referralRef = standingReferral(held);
  const key = referralKey(by.council, referralRef);
  const referral = (await ports.store.load<Referral>(key))?.state;
  if (!referral) return refuse("not-found");
  const read =
    "adopt" in said
      ? await readOther(ports, referral, said.adopt)
      : readWritten(ports, by.council, said.body);
  if (!read) return refuse("no-such-body");
  if ("faults" in read) return { faults: read.faults };
  const strange = await faultsBeside(ports, referral, read);
  if (strange.length > 0) return { faults: strange };
  const content = "adopt" in said ? said.adopt : bodyName(read.text);
  await ports.store.putContent(key, content, read.text);
  const canonical = read.canonical && `canonical-${digest(read.canonical)}`;
  if (canonical && read.canonical) await ports.store.putContent(key, canonical, read.canonical);
  const words =
    said.words && (await keepWords(ports, by.council, caseRef, "amendment", { words: said.words }));
  const found = await foundIn(ports, held, referral, read);
  const roster = await rosterOf(ports, by.council);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "amend-referral",
    by,
    roster,
    referralRef,
    reason: "adopt" in said ? "came-again" : said.reason,
    content,
    ...(canonical ? { canonical } : {}),
    ...(words ? { words } : {}),
    screening: screeningOf(read.referral),
    facts: factsOf(read.referral),
    agencies: agencyIds(servicePolicy(ports, held), read.referral.agencies),
    ...found,
  }));
}

/**
 * What a version brings that none before had: offers that nobody chases yet (CST-20), and, where the name, the birthday
 * or the address is another one than in the version that counted so far, cases that may be the same person's (X-01, F2).
 */
async function foundIn(ports: Ports, held: Case, kept: Referral, { referral }: Submission) {
  const { council, caseRef } = held;
  const before = await readVersions(ports, kept);
  const offers = await keepOffers(
    ports,
    caseKey(council, caseRef),
    servicePolicy(ports, held),
    referral.agencies,
    before.flatMap(({ agencies }) => agencies),
  );
  const standing = before.at(-1);
  if (standing && leadsAlike(standing, referral)) return { offers };
  const { restriction, ...found } = await casesAlike(ports, held, referral);
  return { offers, ...found, ...(restriction ? { restriction } : {}) };
}

/** A body that came beside the first: as its source writes it, or as the duty desk has mended it. */
async function readOther(
  ports: Ports,
  { council, referralRef, source, content, otherBodies }: Referral,
  name: string,
) {
  if (name !== content && !otherBodies.includes(name)) return undefined;
  const text = await ports.store.content(referralKey(council, referralRef), name);
  if (text === undefined) return undefined;
  const mapping = ports.sources.find(({ id }) => id === source)?.mapping ?? "canonical";
  const read = readForService(ports, council, mapping, text);
  return "faults" in read ? readForService(ports, council, "canonical", text) : read;
}

/** A version is the same submission, for the same service: another one is another referral. */
async function faultsBeside(
  ports: Ports,
  held: Referral,
  { referral }: Submission,
): Promise<readonly Fault[]> {
  const { council, source: id, referralRef, service } = held;
  const isSame = (await referralRefOf(ports, { council, id }, referral)) === referralRef;
  return [
    ...(isSame ? [] : [{ at: "submissionId", expected: "that of the referral, of which this is a version" }]),
    ...(referral.service === service ? [] : [{ at: "service", expected: "the service that has the case" }]),
  ];
}
