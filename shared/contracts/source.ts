import * as z from "zod";
import type { FormMapping } from "./form/mapping.ts";

/** The name of an HTTP header, as the gateway hands it over. */
const headerName = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, "a header's name in lower case");

/**
 * How a source shows that a body is its own. Standard Webhooks is the one to ask for; the others let a council's
 * existing form post today. docs/sources.md says what each protects from.
 */
const authentication = z.discriminatedUnion("kind", [
  /** Id, time and body are signed; five minutes' tolerance. */
  z.strictObject({ kind: z.literal("standard-webhooks") }),
  /** HMAC of the raw body in a header, as many form products have it. */
  z.strictObject({
    kind: z.literal("hmac-header"),
    header: headerName,
    algorithm: z.literal("sha256"),
    encoding: z.enum(["hex", "base64"]),
    /** What stands before the signature in the header, such as `sha256=`. */
    prefix: z.string().max(20).default(""),
    /**
     * A header with the Unix time in seconds, which is signed too, before the body: `<time><joinedBy><body>`. A time that is
     * not signed would protect from nothing. Without one a captured body can be sent again, which the permanent
     * submission id makes harmless: the same answer, and nothing new (F1, F3).
     */
    timestamp: z.strictObject({ header: headerName, joinedBy: z.string().max(5) }).optional(),
  }),
  /** A fixed bearer token: it shows who sends, and not what was sent. For products that can do no better. */
  z.strictObject({ kind: z.literal("static-bearer") }),
]);
export type Authentication = z.infer<typeof authentication>;

/** How a source's body is read: "canonical" is the shape of contracts/referral.ts as it is, else by a mapping. */
export type Mapping = "canonical" | FormMapping;

/** Where referrals come from. The council and the secret belong to the source, and never to the body. */
export interface ReferralSource {
  readonly id: string;
  readonly council: string;
  readonly service: string;
  readonly mapping: Mapping;
  readonly authentication: Authentication;
}
export type Sources = readonly ReferralSource[];

/** Reads how a source is authenticated. Throws zod's error where it does not fit. */
export function readAuthentication(data: unknown): Authentication {
  return authentication.parse(data);
}
