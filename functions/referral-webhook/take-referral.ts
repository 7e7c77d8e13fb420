import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Secrets } from "#shared/ports.ts";
import type { Ports } from "#shared/usecases/ports.ts";
import { receiveReferral } from "#shared/usecases/receive-referral.ts";
import { now } from "../runtime/clock.ts";
import { setting } from "../runtime/env.ts";
import type { Reply } from "../runtime/http.ts";
import { log } from "../runtime/log.ts";
import { putMetrics } from "../runtime/metrics.ts";
import { realPorts } from "../runtime/ports.ts";
import { Problem } from "../runtime/problem.ts";
import { authenticate } from "./authentication/authenticate.ts";
import { readSecrets } from "./authentication/secrets.ts";
import { bodyOf, refuseUnlessJson, refuseUnlessSmall } from "./request.ts";

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
 * `POST /webhooks/referrals/{source}`. What shows that it is its source's and has at most 64 kB is kept and answered
 * 202, whatever it holds (X-01, I6). What is refused is counted, and a run of refusals alarms; of a source that cannot
 * sign, one wrong token does.
 */
export function takeReferral({
  ports,
  secretNames,
  clock,
}: WebhookInputs): (event: APIGatewayProxyEventV2) => Promise<Reply> {
  return async (event) => {
    const at = clock();
    const source = ports.sources.find(({ id }) => id === event.pathParameters?.source);
    const secretName = source && secretNames.get(source.id);
    if (!source || !secretName) throw new Problem("unknown-source");
    try {
      const body = bodyOf(event);
      refuseUnlessSmall(body);
      refuseUnlessJson(event.headers["content-type"]);
      const secrets = await readSecrets(ports.secrets, secretName, source.authentication);
      authenticate(source.authentication, secrets, { headers: event.headers, body, at });
      const received = await receiveReferral(ports, source, body.toString("utf8"), at);
      log("info", "referral-received", {
        source: source.id,
        status: received.status,
        reference: received.reference,
      });
      return { status: 202, body: received };
    } catch (error) {
      if (error instanceof Problem) {
        log("warn", "referral-refused", { source: source.id, status: error.status });
        const isGuess = source.authentication.kind === "static-bearer" && error.status === 401;
        putMetrics(at, { WebhookRefused: 1, ...(isGuess ? { BearerRefused: 1 } : {}) });
      }
      throw error;
    }
  };
}
