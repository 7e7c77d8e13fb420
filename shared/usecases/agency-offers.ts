import { canonicalJson } from "#shared/contracts/json.ts";
import type { ReferralBody } from "#shared/contracts/referral.ts";
import { type AgencyOffer, isSameOffer, offersOf } from "#shared/domain/agencies.ts";
import { calendarDay } from "#shared/domain/calendar-day.ts";
import type { Policy } from "#shared/domain/policy.ts";
import type { DocumentKey } from "#shared/ports.ts";
import type { Ports } from "./ports.ts";
import { digest } from "./words.ts";

type Named = ReferralBody["agencies"];

/**
 * What agencies offer in a form and in none of its versions `before`: the words are kept beside the case, and the promise
 * names them (CST-20, A4).
 */
export async function keepOffers(
  ports: Ports,
  key: DocumentKey,
  policy: Policy,
  agencies: Named,
  before: Named = [],
): Promise<readonly AgencyOffer[]> {
  const offered = offersOf(policy, agencies)
    .filter((offer) => !before.some((other) => isSameOffer(policy, offer, other)))
    .slice(0, policy.referral.mostOffers);
  return Promise.all(
    offered.map(async ({ agency, offer, offerBy }) => {
      const text = canonicalJson({ kind: "agency-offer", about: agency, words: offer });
      const content = `commitment-${digest(text, 16)}`;
      await ports.store.putContent(key, content, text);
      return { agency, content, ...(offerBy ? { by: calendarDay(offerBy) } : {}) };
    }),
  );
}
