import { canonicalJson } from "#shared/contracts/json.ts";
import { readReferral } from "#shared/contracts/referral.ts";
import type { EmergencyCall } from "#shared/contracts/requests/emergency.ts";
import { type CalendarDay, dayOf, type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { isUndecided } from "#shared/domain/case/linked-cases.ts";
import { type Actor, type Refusal, refuse } from "#shared/domain/decision.ts";
import { policyOf } from "#shared/domain/policy.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { keepOffers } from "./agency-offers.ts";
import { maySee } from "./case-gate.ts";
import { changeCase, servicePolicy } from "./change-case.ts";
import { caseRefOf, keepReferral, readKept, referralRefOf } from "./keep-referral.ts";
import { caseKey, referralKey } from "./keys.ts";
import type { Ports } from "./ports.ts";
import { digest } from "./words.ts";

type Staff = Actor & { readonly council: string };

/** Where a telephoned referral comes from: no form and no address of ours, but a member of staff. */
const telephone = "telephone";

/** Sent again so soon after midnight, it is still the call of the day before. */
const acrossMidnightMinutes = 60;

/**
 * Staff take an emergency by telephone: it is a referral and a provisional case at once, on the emergency's path, and its
 * form is asked for until it comes (CST-08). Sent twice on a day, or about midnight, with the same words by the same
 * person, it is the same one (F1). Whoever took it may open the case until somebody has decided about it.
 */
export async function recordEmergency(
  ports: Ports,
  by: Staff,
  { service, caller, person, home, safeContact, needAreas, words }: EmergencyCall,
  at: Instant,
): Promise<{ readonly referralRef: string; readonly caseRef: string } | { readonly refused: Refusal }> {
  const { council } = by;
  if (!policyOf(ports.policies, council, service)) return refuse("service-not-configured", { service });
  const { relationship, ...referrer } = caller;
  const said = {
    service,
    relationship,
    referrer,
    needAreas,
    safeContact,
    ...(person ? { person } : {}),
    ...(home ? { home } : {}),
    reason: words,
  };
  const sender = { council, id: telephone };
  const idOn = (day: CalendarDay) => `TEL-${digest(canonicalJson([by.id, day, said]), 16)}`;
  const before = idOn(dayOf(plusMinutes(at, -acrossMidnightMinutes)));
  const isBefore = await isKept(ports, sender, before);
  const submissionId = isBefore ? before : idOn(dayOf(at));
  const body = {
    ...said,
    formVersion: "1",
    submissionId,
    urgency: { level: "emergency", discussedWith: `Taken by telephone by ${by.id}` },
  };
  const text = canonicalJson(body);
  const read = readReferral(text);
  if ("faults" in read) throw new Error("An emergency that its contract took does not make a referral");
  const submission = { text, referral: read.referral, unread: [] };
  const kept = await keepReferral(ports, sender, submission, {
    receivedAt: at,
    at,
    takenBy: by.id,
  });
  return { referralRef: kept.reference, caseRef: await caseRefOf(ports, sender, read.referral) };
}

const isKept = async (ports: Ports, sender: { council: string; id: string }, submissionId: string) => {
  const reference = await referralRefOf(ports, sender, { submissionId });
  return (await ports.store.load(referralKey(sender.council, reference))) !== undefined;
};

/** Somebody says that a form which came is the form of a telephoned emergency (CST-08). */
export async function attachForm(ports: Ports, by: Staff, caseRef: string, referralRef: string, at: Instant) {
  const referral = (await ports.store.load<Referral>(referralKey(by.council, referralRef)))?.state;
  const form = referral && (await ports.store.load<Case>(caseKey(by.council, referral.caseRef)))?.state;
  // A form whose own case was decided about meanwhile has come all the same.
  const isFree =
    form !== undefined &&
    form.declined?.as !== "attached" &&
    !form.provisional &&
    form.caseRef !== caseRef &&
    (await maySee(ports, by, form, at));
  const left = isFree ? await leavesOf(ports, caseRef, form) : {};
  return changeCase(ports, by.council, caseRef, by, at, () =>
    referral && isFree
      ? {
          type: "attach-form",
          by,
          referralRef,
          form: form.caseRef,
          screening: form.screening,
          agencies: form.agencies,
          ...(form.facts ? { facts: form.facts } : {}),
          ...left,
        }
      : { type: "attach-form", by, referralRef },
  );
}

/** What ends with the case that a form opened for itself, and must go on in the telephoned one. */
async function leavesOf(ports: Ports, caseRef: string, form: Case) {
  const { council, referralRef, restricted, alikeOn = {} } = form;
  if (form.phase !== "referred") return restricted ? { restriction: restricted.reason } : {};
  const owed = commitmentsOf(form).flatMap(({ kind, about }) => (kind === "agency-offer" ? [about] : []));
  const kept = await readKept(ports, council, referralRef);
  const key = caseKey(council, caseRef);
  const offers = await keepOffers(ports, key, servicePolicy(ports, form), kept?.referral.agencies ?? []);
  const isOpen = (other: string) => other !== caseRef && isUndecided(form, other);
  return {
    offers: offers.filter(({ agency }) => owed.includes(agency)),
    possibleDuplicates: form.possibleDuplicates.filter(isOpen),
    earlier: form.earlier.filter((each) => isOpen(each.caseRef)),
    alikeOn: Object.fromEntries(Object.entries(alikeOn).filter(([other]) => isOpen(other))),
    ...(restricted ? { restriction: restricted.reason } : {}),
  };
}
