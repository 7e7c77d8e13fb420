import { canonicalJson, readJson } from "#shared/contracts/json.ts";
import { readReferral } from "#shared/contracts/referral.ts";
import type { Reopening } from "#shared/contracts/requests/reopening.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { type Actor, type Refusal, refuse } from "#shared/domain/decision.ts";
import type { StaffMember } from "#shared/domain/roster.ts";
import { refuseReader } from "./case-gate.ts";
import { caseRefOf, keepReferral, readKept } from "./keep-referral.ts";
import { caseKey } from "./keys.ts";
import type { Ports } from "./ports.ts";

type Staff = Actor & { readonly council: string };

/** Where a reopening comes from: no form and no address of ours, but a member of staff. */
const reopening = "reopening";

/**
 * Staff take up again what was closed: a new referral and a new case, linked to the old one and to who held it; the old
 * one stays closed (CST-20). Whoever asks says that it is the same person, which may be corrected like any such
 * finding. Asked twice, it is the same new case (F1). What the old form said of acute risk and urgency is not said
 * again: whoever reopens says how it is now.
 */
export async function reopenCase(
  ports: Ports,
  by: Staff,
  caseRef: string,
  { urgency, words }: Reopening,
  at: Instant,
): Promise<{ readonly referralRef: string; readonly caseRef: string } | { readonly refused: Refusal }> {
  const { council } = by;
  const held = (await ports.store.load<Case>(caseKey(council, caseRef)))?.state;
  if (!held) return refuse("not-found");
  const refused = await refuseReader(ports, by, held, at);
  if (refused) return refused;
  if (held.phase !== "closed") return refuse("not-closed", { phase: held.phase });
  const asker = await ports.store.load<StaffMember>({ council, kind: "worker", id: by.id });
  const text = canonicalJson({
    ...(await lastForm(ports, held)),
    submissionId: `REOPENED-${caseRef}`,
    urgency: { level: urgency },
    relationship: "professional",
    referrer: { role: `Reopened by ${by.id}`, ...(asker ? { email: asker.state.email } : {}) },
    reason: words,
  });
  const read = readReferral(text);
  if ("faults" in read) throw new Error(`The form of ${caseRef} does not make a referral any more`);
  const sender = { council, id: reopening };
  const submission = { text, referral: read.referral, unread: [] };
  const asked = { receivedAt: at, at, reopens: caseRef, reopenedBy: by.id };
  const kept = await keepReferral(ports, sender, submission, asked);
  return { referralRef: kept.reference, caseRef: await caseRefOf(ports, sender, read.referral) };
}

/** What the form said about the person, without what was true of that day alone. */
async function lastForm(ports: Ports, { council, referralRef, service }: Case): Promise<object> {
  const kept = await readKept(ports, council, referralRef);
  const json = kept ? readJson(kept.canonical) : undefined;
  if (!json || "fault" in json) return { formVersion: "1", service };
  const {
    emergencyReference: _,
    submittedAt: __,
    agencies: ___,
    mentalHealth: ____,
    ...form
  } = Object(json.value);
  return form;
}
