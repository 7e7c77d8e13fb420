import type { Policy } from "./policy.ts";

/**
 * What an agency is called outside the referral's own words: a partner's id, or `agency-2` for the second one that
 * the form names. What a form writes there may be a person's name, so it never becomes an id itself (A4).
 */
export function agencyIds(
  policy: Policy,
  named: readonly { readonly name?: string | undefined }[],
): readonly string[] {
  const ids = named.map(({ name }, index) => {
    const written = name?.trim().toLowerCase();
    const partner = policy.closure.agencies.find(({ names }) =>
      names.some((known) => known.toLowerCase() === written),
    );
    return partner?.id ?? `agency-${index + 1}`;
  });
  return [...new Set(ids)];
}

/** Whether an id may stand for an agency: a partner, one that the form names, or one that came later (`other-1`). */
export function isAgencyId(policy: Policy, id: string): boolean {
  return policy.closure.agencies.some((partner) => partner.id === id) || /^(agency|other)-[1-9]\d?$/.test(id);
}
