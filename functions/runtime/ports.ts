import { createHmac } from "node:crypto";
import { dynamoClient } from "#shared/adapters/dynamodb/client.ts";
import { dynamoStore } from "#shared/adapters/dynamodb/document-store.ts";
import { dynamoMailRecord } from "#shared/adapters/dynamodb/mail-record.ts";
import { secretsClient } from "#shared/adapters/secrets/client.ts";
import { awsSecrets } from "#shared/adapters/secrets/secrets.ts";
import { sesClient } from "#shared/adapters/ses/client.ts";
import { sesMailer } from "#shared/adapters/ses/mailer.ts";
import { statesClient } from "#shared/adapters/states/client.ts";
import { statesWorkflows } from "#shared/adapters/states/workflows.ts";
import { reference } from "#shared/domain/reference.ts";
import type { Secrets } from "#shared/ports.ts";
import { policies } from "#shared/services/registry.ts";
import { sources } from "#shared/services/sources.ts";
import { compose } from "#shared/usecases/compose.ts";
import type { Ports } from "#shared/usecases/ports.ts";
import { setting, settingsUnder } from "./env.ts";
import { log } from "./log.ts";
import { putMetrics } from "./metrics.ts";

/** The composition root: every port on its real adapter, made once a process. Throws MissingSettingError at start. */
export function realPorts(): Ports & { readonly secrets: Secrets } {
  const secrets = awsSecrets({ client: secretsClient() });
  const keyName = setting("REFERENCE_KEY_SECRET");
  // Read once a process: this key is never rotated, because every reference would change with it.
  let key: Promise<string> | undefined;
  const referenceKey = () => {
    key ??= secrets.value(keyName).catch((error) => {
      key = undefined;
      throw error;
    });
    return key;
  };
  const client = dynamoClient();
  const ports = compose({
    store: dynamoStore({
      client,
      caseTable: setting("CASE_TABLE"),
      historyTable: setting("HISTORY_TABLE"),
    }),
    mailer: sesMailer({
      client: sesClient(),
      from: setting("MAIL_FROM"),
      configurationSet: setting("MAIL_CONFIGURATION_SET"),
    }),
    mailRecord: dynamoMailRecord({ client, table: setting("MAIL_RECORD_TABLE") }),
    workflows: statesWorkflows({ client: statesClient(), machines: settingsUnder("MACHINE_") }),
    policies,
    serviceUrl: setting("SERVICE_URL"),
    sources,
    async refer(prefix, ...parts) {
      const digest = createHmac("sha256", await referenceKey())
        .update(JSON.stringify(parts))
        .digest();
      return reference(prefix, digest);
    },
    report(problem) {
      log("warn", "effect-not-done", problem);
      // Wherever an effect is given up on, somebody must look: not only where a sweep does it.
      if (problem.problem === "intent-parked") putMetrics(String(problem.at), { IntentsParked: 1 });
    },
  });
  return { ...ports, secrets };
}
