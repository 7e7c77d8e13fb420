import type { ReferralSource } from "#shared/domain/referral.ts";

export const sources: readonly ReferralSource[] = [
  { id: "mk-online-form", council: "milton-keynes", service: "community-support-team", mapping: "canonical" },
];

export const sourceOf = (id: string): ReferralSource | undefined =>
  sources.find((source) => source.id === id);
