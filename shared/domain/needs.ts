/** The need areas of CST-03. */
export const needAreas = [
  "self-neglect",
  "hoarding",
  "vulnerability-and-abuse",
  "anti-social-behaviour",
  "substance-misuse",
  "tenancy-sustainment",
] as const;
export type NeedArea = (typeof needAreas)[number];

/** Ways of reaching a person, each of which may be unsafe for them. */
export const channels = ["call", "text", "email", "letter"] as const;
export type Channel = (typeof channels)[number];

/** Who refers somebody, as they say. */
export const relationships = ["professional", "self", "family", "friend", "neighbour", "other"] as const;
export type Relationship = (typeof relationships)[number];
