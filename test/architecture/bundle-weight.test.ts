import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { describe, expect, test } from "vitest";
import { lighter } from "#infra/bundle-weight.ts";
import { examples } from "#shared/contracts/examples.ts";
import { operations } from "#shared/contracts/operations.ts";
import { type RequestName, requestSchemas } from "#shared/contracts/schemas.ts";
import published from "#shared/domain/bank-holidays.json" with { type: "json" };
import { policies } from "#shared/services/registry.ts";

const root = join(import.meta.dirname, "../..");

const typedEntries = (schemas: typeof requestSchemas) =>
  Object.entries(schemas) as [RequestName, (typeof requestSchemas)[RequestName]][];

/** What a module exports once it has been bundled as the functions are. */
const lightened = (contents: string) => bundled(contents, [lighter(false)]);

async function bundled(contents: string, plugins: readonly Plugin[] = []): Promise<Record<string, never>> {
  const built = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    mainFields: ["module", "main"],
    plugins: [...plugins],
  });
  const [file] = built.outputFiles;
  return import(`data:text/javascript,${encodeURIComponent(file?.text ?? "")}`);
}

interface PartitionsModule {
  readonly partition: (region: string) => Readonly<Record<string, unknown>>;
  readonly partitionsInfo: { readonly partitions: readonly { readonly regions: object }[] };
}

interface AnsweredError {
  readonly name: string;
  readonly statusCode: number;
  readonly type: string;
  readonly body: string;
}
const json = (name: string, statusCode = 400): AnsweredError => ({
  name,
  statusCode,
  type: "application/x-amz-json-1.0",
  body: JSON.stringify({ __type: `com.amazonaws.service#${name}`, message: "No." }),
});
const xml = (name: string, statusCode = 400): AnsweredError => ({
  name,
  statusCode,
  type: "text/xml",
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>No.</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});
const answeredErrors = [
  {
    client: "dynamodb",
    made: "DynamoDBClient",
    command: "GetItem",
    input: { TableName: "t", Key: {} },
    errors: [
      json("ConditionalCheckFailedException"),
      json("ProvisionedThroughputExceededException"),
      json("TransactionConflictException"),
      json("InternalServerError", 500),
    ],
  },
  {
    client: "sfn",
    made: "SFNClient",
    command: "StartExecution",
    input: { stateMachineArn: "arn:aws:states:eu-west-2:000000000000:stateMachine:m" },
    errors: [
      ...["ExecutionAlreadyExists", "TaskTimedOut", "TaskDoesNotExist", "InvalidToken"].map((name) =>
        json(name),
      ),
      json("ExecutionDoesNotExist"),
      json("ThrottlingException"),
    ],
  },
  {
    client: "ses",
    made: "SESClient",
    command: "SendEmail",
    input: { Source: "a@b.example", Destination: {}, Message: { Subject: { Data: "s" }, Body: {} } },
    errors: [xml("MessageRejected"), xml("Throttling"), xml("ServiceUnavailable", 503)],
  },
  {
    client: "secrets-manager",
    made: "SecretsManagerClient",
    command: "GetSecretValue",
    input: { SecretId: "s" },
    errors: [json("ResourceNotFoundException"), json("DecryptionFailure"), json("InternalServiceError", 500)],
  },
];
type Asked = (made: string, input: object, error: AnsweredError) => Promise<object>;

/** What a bundle of that client alone would import; its index has every command. */
const importing = ({ client, made, command }: (typeof answeredErrors)[number]): string => {
  const path = `./node_modules/@aws-sdk/client-${client}/dist-es`;
  return `import { ${command}Command } from "${path}/commands/${command}Command.js";
      import { ${made} } from "${path}/${made}.js";`;
};

describe("What a bundle is spared changes nothing that its code sees", () => {
  test("each published bank holiday is there, with its title and whether it is a substitute", async () => {
    const { holidays } = await lightened(
      'import holidays from "./shared/domain/bank-holidays.json" with { type: "json" }; export { holidays };',
    );
    const without = Object.entries(published).map(([division, { events }]) => [
      division,
      { events: events.map(({ date, title, notes }) => ({ date, title, notes })) },
    ]);
    expect(holidays).toEqual(Object.fromEntries(without));
  });

  test("each request is read as its contract has it, and nothing is said of what it is for", async () => {
    const { requestSchemas: inBundle } = await lightened(
      'export { requestSchemas } from "./shared/contracts/schemas.ts";',
    );
    const short = inBundle as unknown as typeof requestSchemas;
    for (const [name, schema] of typedEntries(requestSchemas))
      for (const body of [examples[name], {}, { ...Object(examples[name]), unasked: true }])
        expect(JSON.stringify(short[name].safeParse(body))).toBe(JSON.stringify(schema.safeParse(body)));
    expect(requestSchemas.ReferrerCallEnded.shape.spokenAt.meta()).toHaveProperty("description");
    expect(short.ReferrerCallEnded.shape.spokenAt.meta()).toBeUndefined();
  });

  test("each operation is whole but for its summary", async () => {
    const { operations: inBundle } = await lightened(
      'export { operations } from "./shared/contracts/operations.ts";',
    );
    const short = inBundle as unknown as typeof operations;
    const { summary: _, ...rest } = operations["GET /api/v1/quarantine"];
    expect(short["GET /api/v1/quarantine"]).toEqual(rest);
    const named = (all: object) =>
      Object.values(all).map(({ id, roles, problems }) => ({ id, roles, problems }));
    expect(named(short)).toEqual(named(operations));
    expect(Object.values(short).filter((operation) => "summary" in operation)).toEqual([]);
  });

  test("each service has its policy, whole", async () => {
    const { policies: inBundle } = await lightened('export * from "./shared/services/registry.ts";');
    expect(inBundle).toEqual(policies);
  });

  test("an error that a service answers with has its name, its message and its fault, and is tried again as always", async () => {
    const contents = `${answeredErrors.map(importing).join("\n")}
      import { HttpResponse } from "@smithy/core/protocols";
      import { ConfiguredRetryStrategy } from "@smithy/core/retry";
      const clients = { ${answeredErrors.map(({ made, command }) => `${made}: [${made}, ${command}Command]`).join(", ")} };
      export async function ask(made, input, { statusCode, body, type }) {
        let tries = 0;
        const handle = async () => {
          tries++;
          const answer = { statusCode, headers: { "content-type": type }, body: new TextEncoder().encode(body) };
          return { response: new HttpResponse(answer) };
        };
        const [Client, Command] = clients[made];
        const service = new Client({
          region: "eu-west-2",
          credentials: { accessKeyId: "a", secretAccessKey: "b" },
          requestHandler: { handle },
          retryStrategy: new ConfiguredRetryStrategy(2, () => 0),
        });
        return service.send(new Command(input)).then(
          () => "answered",
          ({ name, message, $fault, $metadata: { httpStatusCode } }) => ({ name, message, $fault, httpStatusCode, tries }),
        );
      }`;
    const { ask: inBundle } = (await lightened(contents)) as { ask?: Asked };
    const { ask } = (await bundled(contents)) as { ask?: Asked };
    for (const { made, input, errors } of answeredErrors)
      for (const error of errors) {
        const expected = await ask?.(made, input, error);
        expect(expected).toMatchObject({ name: error.name, message: "No." });
        expect(await inBundle?.(made, input, error)).toEqual(expected);
      }
  });

  test("a region has the endpoints that it has in the SDK's own list", async () => {
    const path = "./node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partition";
    const both = `export { partition } from "${path}.js"; export { partitionsInfo } from "${path}s.js";`;
    const { partition: inBundle } = (await lightened(both)) as unknown as PartitionsModule;
    const { partition, partitionsInfo } = (await bundled(both)) as unknown as PartitionsModule;
    const regions = partitionsInfo.partitions.flatMap(({ regions: listed }) => Object.keys(listed));
    expect(regions).toContain("eu-west-2");
    for (const region of [...regions, "eu-north-9", "nowhere"]) {
      const { description, ...endpoints } = partition(region);
      expect(inBundle(region), region).toEqual(endpoints);
    }
  });

  test("what was left out says so when it is called", async () => {
    const { write } = await lightened(
      'import * as z from "zod"; export const write = () => z.toJSONSchema(z.string());',
    );
    expect(write).toThrow("left out of the bundle");
  });
});
