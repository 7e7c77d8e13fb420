import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { temporaryFolder } from "#test/support/folders.ts";
import { compile } from "#workflows/asl/compile.ts";
import { workflowsOver } from "#workflows/asl/define.ts";

/** One function that does a little of everything, with the real SDK; which, its event tells. */
const source = `
import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SendEmailCommand, SESClient, VerifyEmailIdentityCommand } from "@aws-sdk/client-ses";
import { ListExecutionsCommand, SendTaskSuccessCommand, SFNClient, StartExecutionCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";

const tables = new DynamoDBClient({}), secrets = new SecretsManagerClient({}), mail = new SESClient({}), states = new SFNClient({});
const { TABLE, MACHINE, MAIL_FROM, MAIL_SET, SECRET } = process.env;
const put = (pk, more = {}) => tables.send(new PutItemCommand({ TableName: TABLE, Item: { pk: { S: pk }, at: { S: new Date().toISOString() }, ...more } }));
const get = async (pk) => (await tables.send(new GetItemCommand({ TableName: TABLE, Key: { pk: { S: pk } }, ConsistentRead: true }))).Item;
const send = (more = {}) => mail.send(new SendEmailCommand({
  Source: MAIL_FROM, ConfigurationSetName: MAIL_SET, Destination: { ToAddresses: ["ada@cst.example"] },
  Message: { Subject: { Data: "Hello" }, Body: { Text: { Data: "A <plain> text & more" } } }, Tags: [{ Name: "key", Value: "k_1" }], ...more }));
const start = (name, rungs, wait = 1) => states.send(new StartExecutionCommand({ stateMachineArn: MACHINE, name, input: JSON.stringify({ council: "mk", caseRef: "c1", wait, rungs }) }));
const refusal = (work) => work.then(() => "done", (error) => error.name);
const json = (body, statusCode = 200) => ({ statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const tries = {
  delete: () => tables.send(new DeleteItemCommand({ TableName: TABLE, Key: { pk: { S: "x" } } })),
  otherTable: () => tables.send(new GetItemCommand({ TableName: "other", Key: { pk: { S: "x" } } })),
  index: () => tables.send(new QueryCommand({ TableName: TABLE, IndexName: "byAt", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "x" } } })),
  transact: () => tables.send(new TransactWriteItemsCommand({ TransactItems: [] })),
  condition: () => tables.send(new PutItemCommand({ TableName: TABLE, Item: { pk: { S: "x" } }, ConditionExpression: "attribute_not_exists(nothing)", ReturnValuesOnConditionCheckFailure: "ALL_OLD" })),
  otherSecret: () => secrets.send(new GetSecretValueCommand({ SecretId: "other" })),
  badTag: () => send({ Tags: [{ Name: "key", Value: "a/b" }] }),
  badSet: () => send({ ConfigurationSetName: "other" }),
  badSource: () => send({ Source: "someone@else.example" }),
  badAddress: () => send({ Destination: { ToAddresses: ["not an address"] } }),
  manyAddresses: () => send({ Destination: { ToAddresses: Array.from({ length: 51 }, (_, n) => "a" + n + "@cst.example") } }),
  lineInSubject: () => send({ Message: { Subject: { Data: "a\\r\\nBcc: x" }, Body: { Text: { Data: "t" } } } }),
  verify: () => mail.send(new VerifyEmailIdentityCommand({ EmailAddress: "a@b.example" })),
  badName: () => start("a/b", []),
  longName: () => start("n".repeat(81), []),
  badToken: () => states.send(new SendTaskSuccessCommand({ taskToken: "nonsense", output: "{}" })),
  stop: () => states.send(new StopExecutionCommand({ executionArn: "arn:aws:states:eu-west-2:000000000000:execution:tiny:x" })),
  elsewhere: () => states.send(new StartExecutionCommand({ stateMachineArn: MACHINE + "-other", name: "x", input: "{}" })),
  mail: () => send(),
};

const routes = {
  "POST /things/{id}": async (event) => {
    const body = event.isBase64Encoded ? Buffer.from(event.body, "base64").toString() : event.body;
    const { rungs = [], wait = 1 } = JSON.parse(body || "{}");
    await put("thing#" + event.pathParameters.id);
    return json({ refusal: await refusal(start(event.pathParameters.id, rungs, wait)) }, 202);
  },
  "GET /things/{id}": async (event) => json(await get(event.pathParameters.id)),
  "GET /claims": async (event) => json(event.requestContext.authorizer.jwt.claims),
  "POST /echo/{proxy+}": async (event) => json(event),
  "GET /now": async () => json({ now: new Date().toISOString(), called: Date.now() }),
  "GET /secret": async () => json((await secrets.send(new GetSecretValueCommand({ SecretId: SECRET }))).SecretString),
  "GET /try/{what}": async (event) => json({ answer: await refusal(tries[event.pathParameters.what]()) }),
  "POST /answers/{id}": async (event) => {
    const { token } = await get("token#" + event.pathParameters.id);
    const output = JSON.stringify({ outcome: "done", wait: 2, rungs: [] });
    return json({ answer: await refusal(states.send(new SendTaskSuccessCommand({ taskToken: token.S, output }))) });
  },
  "GET /running": async () => {
    const names = [];
    let nextToken;
    do {
      const page = await states.send(new ListExecutionsCommand({ stateMachineArn: MACHINE, statusFilter: "RUNNING", maxResults: 1, nextToken }));
      names.push(...page.executions.map(({ name }) => name));
      nextToken = page.nextToken;
    } while (nextToken);
    return json(names);
  },
  "GET /throw": async () => { throw new RangeError("on purpose"); },
  "GET /hang": async () => { for (;;); },
};

export const handler = async (event) => {
  if (event.routeKey) return routes[event.routeKey](event);
  if (event.kind === "tick") {
    console.log("tick at", new Date().toISOString());
    return (await get("work")) ? put("done#" + new Date().toISOString()) : undefined;
  }
  await put("entered#" + event.execution + "#" + event.left);
  await put("token#" + event.execution, { token: { S: event.token } });
  await send({ Message: { Subject: { Data: event.execution + " has " + event.left + " rungs left" }, Body: { Text: { Data: "-" } } } });
  if (event.left === 1) await states.send(new SendTaskSuccessCommand({ taskToken: event.token, output: JSON.stringify({ outcome: "gone", wait: 1, rungs: [] }) }));
  return {};
};
`;

const workflow = workflowsOver({
  ask: { kind: "await", does: "Asks.", outcomes: ["done", "gone"] },
} as const)({
  name: "tiny",
  purpose: "Waits for an answer.",
  startAt: "Ask",
  steps: { Ask: { await: "ask", on: { done: "Ended", gone: "Ended" } }, Ended: { succeed: "It is over." } },
});

const arn = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const allow = (Action: unknown, Resource: unknown) => ({ Effect: "Allow", Action, Resource });
const route = (RouteKey: string, more = {}) => ({
  Type: "AWS::ApiGatewayV2::Route",
  Properties: {
    ApiId: { Ref: "Api" },
    RouteKey,
    Target: { "Fn::Join": ["/", ["integrations", { Ref: "Proxy" }]] },
    ...more,
  },
});
const staff = { AuthorizationType: "JWT", AuthorizerId: { Ref: "Tokens" } };

/** A template by hand: small enough to see whole, and with one of each part that the host runs. */
export function tinyTemplate() {
  return {
    Parameters: {
      TokenIssuer: { Type: "String" },
      TokenAudience: { Type: "String" },
      MailFrom: { Type: "String" },
      BootstrapVersion: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/cdk-bootstrap/version" },
    },
    Resources: {
      Table: {
        Type: "AWS::DynamoDB::GlobalTable",
        Properties: {
          TableName: "tiny",
          KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
          AttributeDefinitions: [
            { AttributeName: "pk", AttributeType: "S" },
            { AttributeName: "at", AttributeType: "S" },
          ],
          GlobalSecondaryIndexes: [
            {
              IndexName: "byAt",
              KeySchema: [
                { AttributeName: "pk", KeyType: "HASH" },
                { AttributeName: "at", KeyType: "RANGE" },
              ],
              Projection: { ProjectionType: "KEYS_ONLY" },
            },
          ],
          BillingMode: "PAY_PER_REQUEST",
          Replicas: [{ Region: "eu-west-2" }],
        },
      },
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          AssumeRolePolicyDocument: {},
          Policies: [{ PolicyName: "log", PolicyDocument: { Statement: allow("logs:*", "*") } }],
        },
      },
      Policy: {
        Type: "AWS::IAM::Policy",
        Properties: {
          Roles: [{ Ref: "Role" }],
          PolicyDocument: {
            Statement: [
              allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], arn("Table")),
              allow(["states:StartExecution", "states:SendTaskSuccess", "states:ListExecutions"], {
                "Fn::Sub": "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:tiny",
              }),
              allow("ses:SendEmail", [
                {
                  "Fn::Sub": [
                    "arn:aws:ses:${AWS::Region}:${AWS::AccountId}:identity/${from}",
                    { from: { Ref: "MailFrom" } },
                  ],
                },
                {
                  "Fn::Join": [
                    "",
                    [
                      "arn:aws:ses:",
                      { Ref: "AWS::Region" },
                      ":",
                      { Ref: "AWS::AccountId" },
                      ":configuration-set/",
                      { Ref: "MailSet" },
                    ],
                  ],
                },
              ]),
              allow("secretsmanager:GetSecretValue", { Ref: "FormSecret" }),
            ],
          },
        },
      },
      Handler: {
        Type: "AWS::Lambda::Function",
        Properties: {
          FunctionName: "tiny-handler",
          Runtime: "nodejs24.x",
          Handler: "index.handler",
          Timeout: 2,
          Code: { S3Bucket: { "Fn::Sub": "assets-${AWS::AccountId}" }, S3Key: "tinybundle.zip" },
          Role: arn("Role"),
          Environment: {
            Variables: {
              TABLE: { Ref: "Table" },
              MACHINE: { "Fn::Sub": "arn:aws:states:${AWS::Region}:${AWS::AccountId}:stateMachine:tiny" },
              MAIL_FROM: { Ref: "MailFrom" },
              MAIL_SET: { Ref: "MailSet" },
              SECRET: { Ref: "FormSecret" },
            },
          },
        },
      },
      MachineRole: {
        Type: "AWS::IAM::Role",
        Properties: {
          AssumeRolePolicyDocument: {},
          Policies: [
            {
              PolicyName: "invoke",
              PolicyDocument: { Statement: [allow("lambda:InvokeFunction", arn("Handler"))] },
            },
          ],
        },
      },
      Machine: {
        Type: "AWS::StepFunctions::StateMachine",
        Properties: {
          StateMachineName: "tiny",
          RoleArn: arn("MachineRole"),
          DefinitionString: JSON.stringify(compile(workflow)),
          DefinitionSubstitutions: { Ask: arn("Handler") },
        },
      },
      Tick: {
        Type: "AWS::Scheduler::Schedule",
        Properties: {
          Name: "tiny-tick",
          ScheduleExpression: "rate(5 minutes)",
          ScheduleExpressionTimezone: "Europe/London",
          FlexibleTimeWindow: { Mode: "OFF" },
          Target: { Arn: arn("Handler"), RoleArn: arn("MachineRole"), Input: '{"kind":"tick"}' },
        },
      },
      MailSet: { Type: "AWS::SES::ConfigurationSet", Properties: { Name: "tiny-mail" } },
      MailIdentity: { Type: "AWS::SES::EmailIdentity", Properties: { EmailIdentity: { Ref: "MailFrom" } } },
      FormSecret: { Type: "AWS::SecretsManager::Secret", Properties: { Name: "holdfast/test/webhook/form" } },
      Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "tiny", ProtocolType: "HTTP" } },
      Proxy: {
        Type: "AWS::ApiGatewayV2::Integration",
        Properties: {
          ApiId: { Ref: "Api" },
          IntegrationType: "AWS_PROXY",
          IntegrationUri: arn("Handler"),
          PayloadFormatVersion: "2.0",
        },
      },
      Tokens: {
        Type: "AWS::ApiGatewayV2::Authorizer",
        Properties: {
          ApiId: { Ref: "Api" },
          AuthorizerType: "JWT",
          IdentitySource: ["$request.header.Authorization"],
          JwtConfiguration: { Issuer: { Ref: "TokenIssuer" }, Audience: [{ Ref: "TokenAudience" }] },
        },
      },
      Invoker: {
        Type: "AWS::Lambda::Permission",
        Properties: {
          Action: "lambda:InvokeFunction",
          FunctionName: arn("Handler"),
          Principal: "apigateway.amazonaws.com",
          SourceArn: { "Fn::Sub": "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*" },
        },
      },
      PostThing: route("POST /things/{id}"),
      GetThing: route("GET /things/{id}"),
      Claims: route("GET /claims", staff),
      Echo: route("POST /echo/{proxy+}"),
      Now: route("GET /now"),
      Secret: route("GET /secret"),
      Try: route("GET /try/{what}"),
      Answer: route("POST /answers/{id}"),
      Running: route("GET /running"),
      Throw: route("GET /throw"),
      Hang: route("GET /hang"),
    } as Record<string, { Type: string; Properties: Record<string, unknown> }>,
  };
}
export type TinyTemplate = ReturnType<typeof tinyTemplate>;

/**
 * One file, as the real bundles are: the SDK's many hundred would be read anew by each worker of each host. It stands in one
 * place for every assembly, so that what one host has compiled of it serves the next.
 */
let bundled: string | undefined;
function bundle(): string {
  if (bundled !== undefined) return bundled;
  const folder = temporaryFolder("tiny-bundle");
  buildSync({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    outfile: join(folder, "index.mjs"),
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node24",
    mainFields: ["module", "main"],
    banner: {
      js: 'import{createRequire as $require}from"node:module";const require=$require(import.meta.url);',
    },
    logLevel: "warning",
  });
  bundled = folder;
  return folder;
}

/** A bundle of one line of code of its own. */
export function bundleOf(code: string): string {
  const folder = temporaryFolder("tiny-bundle");
  writeFileSync(join(folder, "index.mjs"), code);
  return folder;
}

/** Writes the assembly into a new folder, `change` having had its way with the template. */
export function writeTinyAssembly(
  change: (template: TinyTemplate) => void = () => undefined,
  asset = bundle(),
): string {
  const folder = temporaryFolder("tiny-assembly");
  const template = tinyTemplate();
  change(template);
  const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  write("manifest.json", {
    version: "48.0.0",
    artifacts: {
      "Tiny.assets": { type: "cdk:asset-manifest", properties: { file: "Tiny.assets.json" } },
      Tiny: {
        type: "aws:cloudformation:stack",
        properties: { templateFile: "Tiny.template.json" },
        dependencies: ["Tiny.assets"],
      },
    },
  });
  write("Tiny.template.json", template);
  write("Tiny.assets.json", {
    files: {
      tinybundle: { source: { path: "asset.tiny" }, destinations: { here: { objectKey: "tinybundle.zip" } } },
    },
  });
  symlinkSync(asset, join(folder, "asset.tiny"));
  return folder;
}
