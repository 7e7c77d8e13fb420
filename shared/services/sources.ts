/** How a source's body is read. "canonical" is the shape of shared/contracts/referral.ts, as it is. */
export type Mapping = "canonical";

/** Where referrals come from. The council and the secret belong to the source, and never to the body. */
export interface ReferralSource {
  readonly id: string;
  readonly council: string;
  readonly service: string;
  readonly mapping: Mapping;
}

export const sources: readonly ReferralSource[] = [
  { id: "mk-online-form", council: "milton-keynes", service: "community-support-team", mapping: "canonical" },
];

export const sourceOf = (id: string): ReferralSource | undefined =>
  sources.find((source) => source.id === id);
