import type { CalendarDay } from "./calendar-day.ts";
import type { PartnerAgency, Policy } from "./policy.ts";

/** An agency as a form writes it, and what it offers. */
interface NamedAgency {
  readonly name?: string | undefined;
}
interface Offering extends NamedAgency {
  readonly offer?: string | undefined;
}

/**
 * What an agency is called outside the referral's own words: a partner's id, or `agency-2` for the second one that
 * the form names. What a form writes there may be a person's name, so it never becomes an id itself (A4).
 */
export function agencyIds(policy: Policy, named: readonly NamedAgency[]): readonly string[] {
  return [...new Set(idsOf(policy, named))];
}

/** What an agency offers to do for the person, by a day where the form names one (CST-20); the words stay in the body. */
export interface AgencyOffer {
  readonly agency: string;
  readonly by?: CalendarDay;
  /** The name under which the words are kept beside the case. */
  readonly content?: string;
}

/** The offers among the agencies that a form names, each with the id that its agency has. */
export function offersOf<Named extends Offering>(
  policy: Policy,
  named: readonly Named[],
): readonly (Named & { readonly agency: string; readonly offer: string })[] {
  const ids = idsOf(policy, named);
  return named.flatMap((each, index) =>
    each.offer === undefined ? [] : [{ ...each, offer: each.offer, agency: ids[index] ?? "" }],
  );
}

const idsOf = (policy: Policy, named: readonly NamedAgency[]): readonly string[] =>
  named.map(({ name }, index) => partnerCalled(policy, name)?.id ?? `agency-${index + 1}`);

function partnerCalled({ closure }: Policy, name: string | undefined): PartnerAgency | undefined {
  const written = asWritten(name);
  return closure.agencies.find(({ names }) => names.some((known) => known.toLowerCase() === written));
}

const asWritten = (name: string | undefined): string | undefined => name?.trim().toLowerCase();

/**
 * Whether two lines of a form's versions say the same: the same agency offers it in the same words. Its place in the form,
 * by which an agency without an id of its own is called, may have changed between them.
 */
export function isSameOffer(policy: Policy, one: Offering, other: Offering): boolean {
  const whose = ({ name }: Offering) => partnerCalled(policy, name)?.id ?? asWritten(name);
  return one.offer === other.offer && whose(one) === whose(other);
}

/** The single point of access that a signposted referral goes to, where the policy has its address (CST-02). */
export function accessPointFor(
  { referral, closure }: Policy,
  reason: keyof Policy["referral"]["accessPoints"],
): string | undefined {
  const id = referral.accessPoints[reason];
  return closure.agencies.some((partner) => partner.id === id && partner.email !== null) ? id : undefined;
}

/** Whether an id may stand for an agency: a partner, one that the form names, or one that came later (`other-1`). */
export function isAgencyId(policy: Policy, id: string): boolean {
  return policy.closure.agencies.some((partner) => partner.id === id) || /^(agency|other)-[1-9]\d?$/.test(id);
}
