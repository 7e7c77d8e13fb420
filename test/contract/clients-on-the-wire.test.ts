import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { dynamoClient } from "#shared/adapters/dynamodb/client.ts";
import { dynamoStore } from "#shared/adapters/dynamodb/document-store.ts";
import { secretsClient } from "#shared/adapters/secrets/client.ts";
import { awsSecrets } from "#shared/adapters/secrets/secrets.ts";
import { sesClient } from "#shared/adapters/ses/client.ts";
import { sesMailer } from "#shared/adapters/ses/mailer.ts";
import { statesClient } from "#shared/adapters/states/client.ts";
import { statesWorkflows } from "#shared/adapters/states/workflows.ts";

/** What a loopback endpoint answers, and what the unmodified SDK sent to it. */
let answer: { status: number; type?: string; body: string };
let requests: { credential: string | undefined; operation: string; body: string }[] = [];
let server: Server;

const operationOf = (request: IncomingMessage): string => String(request.headers["x-amz-target"] ?? "query");
const amzJson = (type: string, status = 400) => ({
  status,
  body: JSON.stringify({ __type: type, message: "no" }),
});

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const credential = /Credential=([^/]+)\//.exec(request.headers.authorization ?? "")?.[1];
    requests.push({ credential, operation: operationOf(request), body: await text(request) });
    response.writeHead(answer.status, { "content-type": answer.type ?? "application/x-amz-json-1.0" });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  for (const service of ["DYNAMODB", "SFN", "SES", "SECRETS_MANAGER"]) {
    vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, `http://127.0.0.1:${port}`);
  }
  vi.stubEnv("AWS_REGION", "eu-west-2");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "SweepFunction");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
});
beforeEach(() => {
  requests = [];
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

const mail = { key: "k1", to: ["w@council.example"], subject: "Due – today", text: "Sign in.\n" };
const mailer = () =>
  sesMailer({ client: sesClient(), from: "no-reply@support.example", configurationSet: "set" });

describe("the clients, with nothing but the environment to go by", () => {
  test("reach DynamoDB, under the function's own key", async () => {
    answer = { status: 200, body: "{}" };
    const store = dynamoStore({ client: dynamoClient(), caseTable: "cases", historyTable: "history" });

    expect(await store.load({ council: "mk", kind: "case", id: "K7Q2" })).toBeUndefined();

    expect(requests).toMatchObject([{ credential: "SweepFunction", operation: "DynamoDB_20120810.GetItem" }]);
    const sent = JSON.parse(requests[0]?.body ?? "");
    expect(sent).toMatchObject({
      TableName: "cases",
      Key: { pk: { S: "mk#case#K7Q2" } },
      ConsistentRead: true,
    });
  });

  test.each([
    ["TaskTimedOut", "gone"],
    ["TaskDoesNotExist", "gone"],
    ["InvalidToken", "gone"],
  ] as const)("reach Step Functions, and know %s when it comes over the wire", async (type, expected) => {
    answer = amzJson(type);
    const workflows = statesWorkflows({ client: statesClient(), machines: {} });

    expect(await workflows.answer("token", { outcome: "reviewed" })).toBe(expected);

    expect(requests).toMatchObject([
      { credential: "SweepFunction", operation: "AWSStepFunctions.SendTaskSuccess" },
    ]);
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
      taskToken: "token",
      output: '{"outcome":"reviewed"}',
    });
  });

  test("know a name that was used, and an execution that is not there", async () => {
    const machines = { triage: "arn:aws:states:eu-west-2:111122223333:stateMachine:holdfast-prod-triage" };
    const workflows = statesWorkflows({ client: statesClient(), machines });
    answer = amzJson("ExecutionAlreadyExists");
    expect(await workflows.start("triage", "n-1", {})).toBe("exists");
    answer = amzJson("com.amazonaws.swf.service.v2.model#ExecutionDoesNotExist");
    expect(await workflows.status("triage", "n-1")).toBe("unknown");
    answer = amzJson("AccessDeniedException");
    await expect(workflows.start("triage", "n-1", {})).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });

  test("reach Secrets Manager", async () => {
    answer = { status: 200, type: "application/x-amz-json-1.1", body: '{"SecretString":"s"}' };
    expect(await awsSecrets({ client: secretsClient() }).value("arn:source")).toBe("s");
    expect(requests).toMatchObject([
      { operation: "secretsmanager.GetSecretValue", body: '{"SecretId":"arn:source"}' },
    ]);
  });

  test("reach SES, with the tag and the configuration set", async () => {
    const result = "<SendEmailResult><MessageId>0102-abc</MessageId></SendEmailResult>";
    answer = { status: 200, type: "text/xml", body: `<SendEmailResponse>${result}</SendEmailResponse>` };

    expect(await mailer().send(mail)).toBe("0102-abc");

    const form = new URLSearchParams(requests[0]?.body);
    expect(Object.fromEntries(form)).toMatchObject({
      Action: "SendEmail",
      "Destination.ToAddresses.member.1": "w@council.example",
      "Message.Subject.Data": "Due – today",
      "Message.Subject.Charset": "UTF-8",
      "Tags.member.1.Name": "mail",
      "Tags.member.1.Value": "k1",
      ConfigurationSetName: "set",
    });
  });

  test("send a mail once, whatever becomes of it: SES takes no idempotency token", async () => {
    answer = {
      status: 503,
      type: "text/xml",
      body: "<ErrorResponse><Error><Code>Busy</Code></Error></ErrorResponse>",
    };
    await expect(mailer().send(mail)).rejects.toThrow();
    expect(requests).toHaveLength(1);
  });
});
