import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { memorySecrets } from "#shared/adapters/memory/secrets.ts";
import { awsSecrets } from "#shared/adapters/secrets/secrets.ts";

const client = new SecretsManagerClient({ region: "eu-west-2" });
const manager = mockClient(client);

describe("secrets on Secrets Manager", () => {
  const secrets = awsSecrets({ client });
  beforeEach(() => manager.reset());

  test("are read each time, so that a rotated one counts at once", async () => {
    manager
      .on(GetSecretValueCommand, { SecretId: "arn:source" })
      .resolvesOnce({ SecretString: '{"secrets":["old"]}' })
      .resolvesOnce({ SecretString: '{"secrets":["new","old"]}' });

    expect(await secrets.value("arn:source")).toBe('{"secrets":["old"]}');
    expect(await secrets.value("arn:source")).toBe('{"secrets":["new","old"]}');
  });

  test("are never made up: one without text and one that is not there are errors", async () => {
    manager.on(GetSecretValueCommand, { SecretId: "binary" }).resolves({ SecretBinary: new Uint8Array([1]) });
    manager.on(GetSecretValueCommand, { SecretId: "empty" }).resolves({ SecretString: "" });
    manager
      .on(GetSecretValueCommand, { SecretId: "none" })
      .rejects(new ResourceNotFoundException({ $metadata: {}, message: "none" }));

    await expect(secrets.value("binary")).rejects.toMatchObject({ name: "EmptySecret", secret: "binary" });
    await expect(secrets.value("empty")).rejects.toMatchObject({ name: "EmptySecret" });
    await expect(secrets.value("none")).rejects.toThrow(ResourceNotFoundException);
  });
});

describe("secrets in memory", () => {
  test("are read from the record at each call, and one that is not there is an error", async () => {
    const values: Record<string, string> = { source: "old" };
    const secrets = memorySecrets(values);
    expect(await secrets.value("source")).toBe("old");
    values.source = "new";
    expect(await secrets.value("source")).toBe("new");
    await expect(secrets.value("toString")).rejects.toThrow("no secret");
  });
});
