import type { AgencyCallEnded } from "#shared/contracts/requests/agency-call.ts";
import { type AgencyCallCommand, decideAgencyCall } from "#shared/domain/agency-call.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import { holdfast, refuse } from "#shared/domain/decision.ts";
import type { Referral } from "#shared/domain/referral.ts";
import type { CallOwner } from "#shared/domain/referral-call.ts";
import { referrals } from "./aggregates.ts";
import type { Staff } from "./case-gate.ts";
import { change } from "./change.ts";
import { servicePolicy } from "./change-case.ts";
import { referralKey } from "./keys.ts";
import type { Mail } from "./mail-item.ts";
import type { Ports } from "./ports.ts";
import { calledOn, deskFor, keepCallWords, seenReferral, standingOf } from "./referral-standing.ts";

/**
 * A mail that tells an agency that the support has ended cannot be written, or came back: whoever had the case tells
 * them by telephone or letter instead, and is chased until they say that it was done (CST-19). Gives back whether
 * that is owed; of any other mail, or of one about no case, it is not.
 */
export async function oweAgencyCall(
  ports: Ports,
  council: string,
  agency: string,
  { key: instead, message, wantedAt: cameAt }: Pick<Mail, "key" | "message" | "wantedAt">,
  at: Instant,
): Promise<boolean> {
  if (message.kind !== "support-ended") return false;
  const { kept, held } = await calledOn<Referral>(ports, council, message.referralRef);
  if (!kept || !held) return false;
  const { worker, supervisor } = held;
  const holders = {
    desk: deskFor(held),
    ...(worker ? { worker } : {}),
    ...(supervisor ? { supervisor } : {}),
  };
  const command = { type: "owe-agency-call", agency, instead, cameAt, ...holders } as const;
  await decide(ports, council, message.referralRef, holdfast, command, at);
  return true;
}

/** Tells whoever the ladder names by now; `desk` is the one that may open the case. */
export const climbAgencyCall = (
  ports: Ports,
  council: string,
  referralRef: string,
  desk: CallOwner,
  at: Instant,
) => decide(ports, council, referralRef, holdfast, { type: "climb-agency-call", desk }, at);

/**
 * Somebody says how it ended with one agency, in words that stay with the referral. Refused: `not-found`,
 * `no-call-owed`, `not-yet`, `no-call-owed-then`.
 */
export async function endAgencyCall(
  ports: Ports,
  staff: Staff,
  referralRef: string,
  said: AgencyCallEnded,
  at: Instant,
) {
  const seen = await seenReferral(ports, staff, referralRef, at);
  if (!seen) return refuse("not-found");
  const { agency, outcome: as, spokenAt } = said;
  const isOwed = seen.agencyCall?.toTell.some((owed) => owed.agency === agency) === true;
  const content = await keepCallWords(ports, referralKey(staff.council, referralRef), said, isOwed);
  const command = { type: "end-agency-call", by: staff, agency, as, spokenAt, content } as const;
  const changed = await decide(ports, staff.council, referralRef, staff, command, at);
  return changed.refused ? changed : { found: standingOf(changed.state), refused: undefined };
}

const decide = (
  ports: Ports,
  council: string,
  referralRef: string,
  by: { readonly id: string },
  command: AgencyCallCommand,
  at: Instant,
) =>
  change(ports, referrals, referralKey(council, referralRef), by, at, (held) =>
    held ? decideAgencyCall(held, command, { at, policy: servicePolicy(ports, held) }) : refuse("not-found"),
  );
