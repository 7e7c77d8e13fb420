import { readAuthentication, type Sources } from "#shared/contracts/source.ts";
import { achieveForms } from "./mappings/achieveforms.ts";

/** The sources of referrals; each has its own address and secret. docs/sources.md says how one is connected. */
export const sources: Sources = [
  {
    id: "mk-online-form",
    council: "milton-keynes",
    service: "community-support-team",
    mapping: "canonical",
    authentication: readAuthentication({ kind: "standard-webhooks" }),
  },
  {
    // Its integrations can send headers that stay the same, and cannot compute a signature over what they send.
    id: "mk-achieveforms",
    council: "milton-keynes",
    service: "community-support-team",
    mapping: achieveForms,
    authentication: readAuthentication({ kind: "static-bearer" }),
  },
  {
    // Housing associations whose form product signs the body in a header of its own (OpnForm's webhooks, for one).
    id: "mk-partner-form",
    council: "milton-keynes",
    service: "community-support-team",
    mapping: "canonical",
    authentication: readAuthentication({
      kind: "hmac-header",
      header: "x-webhook-signature",
      algorithm: "sha256",
      encoding: "hex",
      prefix: "sha256=",
    }),
  },
];
