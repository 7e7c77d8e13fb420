import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Secrets } from "#shared/ports.ts";
import { sourceOf } from "#shared/services/sources.ts";
import type { Ports } from "#shared/usecases/ports.ts";
import { receiveReferral } from "#shared/usecases/receive-referral.ts";
import { now } from "../runtime/clock.ts";
import { setting } from "../runtime/env.ts";
import type { Reply } from "../runtime/http.ts";
import { log } from "../runtime/log.ts";
import { putMetrics } from "../runtime/metrics.ts";
import { realPorts } from "../runtime/ports.ts";
import { Problem } from "../runtime/problem.ts";
import { bodyOf, refuseUnlessJson, refuseUnlessSmall } from "./request.ts";
import { readSecrets, verify } from "./signature.ts";

export interface WebhookInputs {
  readonly ports: Ports & { readonly secrets: Secrets };
  /** The name of each source's secret, by the source's id. */
  readonly secretNames: ReadonlyMap<string, string>;
  readonly clock: () => Instant;
}

/** What the function works with when it is deployed. Throws MissingSettingError at start. */
export const realInputs = (): WebhookInputs => ({
  ports: realPorts(),
  secretNames: new Map(Object.entries<string>(JSON.parse(setting("WEBHOOK_SECRETS")))),
  clock: now,
});

/**
 * `POST /webhooks/referrals/{source}`. What is validly signed and at most 64 kB is kept and answered 202, whatever it
 * holds (X-01, I6). What is refused is counted, and a run of refusals alarms.
 */
export function takeReferral({
  ports,
  secretNames,
  clock,
}: WebhookInputs): (event: APIGatewayProxyEventV2) => Promise<Reply> {
  return async (event) => {
    const at = clock();
    const source = sourceOf(event.pathParameters?.source ?? "");
    const secretName = source && secretNames.get(source.id);
    if (!source || !secretName) throw new Problem("unknown-source");
    try {
      const body = bodyOf(event);
      refuseUnlessSmall(body);
      refuseUnlessJson(event.headers["content-type"]);
      const text = body.toString("utf8");
      const signed = await readSecrets(ports.secrets, secretName);
      verify(text, event.headers, signed);
      const received = await receiveReferral(ports, source, text, at);
      log("info", "referral-received", {
        source: source.id,
        status: received.status,
        reference: received.reference,
      });
      return { status: 202, body: received };
    } catch (error) {
      if (error instanceof Problem) {
        log("warn", "referral-refused", { source: source.id, status: error.status });
        putMetrics(at, { WebhookRefused: 1 });
      }
      throw error;
    }
  };
}
