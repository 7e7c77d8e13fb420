import { describe, expect, test } from "vitest";
import { temporaryFolder } from "#test/support/folders.ts";
import { type RunningHost, runHost } from "./local/running-host.ts";
import { bundleOf, type TinyTemplate, writeTinyAssembly } from "./local/tiny-assembly.ts";

async function on<T>(assembly: string, work: (host: RunningHost) => Promise<T>): Promise<T> {
  const host = await runHost(assembly);
  try {
    return await work(host);
  } finally {
    await host.close();
  }
}
const answerTo = (host: RunningHost, what: string) =>
  host.get(`/try/${what}`).then(({ body }) => (body as { answer: string }).answer);
const properties = ({ Resources }: TinyTemplate, id: string) => Resources[id]?.Properties ?? {};
const change = (id: string, more: Record<string, unknown>) => (template: TinyTemplate) => {
  Object.assign(properties(template, id), more);
};

describe("the host runs the template, not the source", () => {
  test("a route that is taken away answers 404", async () => {
    const without = writeTinyAssembly(({ Resources }) => {
      delete Resources.Now;
    });
    expect(await on(without, (host) => host.get("/now"))).toEqual({
      status: 404,
      body: { message: "Not Found" },
    });
  });
  test("a right that is taken away refuses the call", async () => {
    const without = writeTinyAssembly((template) => {
      const document = properties(template, "Policy").PolicyDocument as { Statement: { Action: unknown }[] };
      document.Statement = document.Statement.filter(({ Action }) => Action !== "ses:SendEmail");
    });
    expect(await on(without, (host) => answerTo(host, "mail"))).toBe("AccessDeniedException");
  });
  test("a Deny wins over an Allow", async () => {
    const denied = writeTinyAssembly((template) => {
      const document = properties(template, "Policy").PolicyDocument as { Statement: unknown[] };
      document.Statement.push({ Effect: "Deny", Action: "ses:*", Resource: "*" });
    });
    expect(await on(denied, (host) => answerTo(host, "mail"))).toBe("AccessDeniedException");
  });
  test("a configuration set or an identity that is not in the template is refused", async () => {
    const without = (id: string) =>
      writeTinyAssembly((template) => {
        properties(template, "Handler").Environment = {
          Variables: { ...variables(template), MAIL_SET: "tiny-mail" },
        };
        const document = properties(template, "Policy").PolicyDocument as { Statement: unknown[] };
        document.Statement.push({ Effect: "Allow", Action: "ses:SendEmail", Resource: "*" });
        document.Statement.splice(2, 1);
        delete template.Resources[id];
      });
    const variables = (template: TinyTemplate) =>
      (properties(template, "Handler").Environment as { Variables: object }).Variables;
    expect(await on(without("MailIdentity"), (host) => answerTo(host, "mail"))).toBe("MessageRejected");
    expect(await on(without("MailSet"), (host) => answerTo(host, "mail"))).toBe(
      "ConfigurationSetDoesNotExistException",
    );
  });
  test("a function that lets the API in no more answers 500", async () => {
    const without = writeTinyAssembly(({ Resources }) => {
      delete Resources.Invoker;
    });
    expect((await on(without, (host) => host.get("/now"))).status).toBe(500);
  });
  test("a bundle made to throw fails its requests, and an execution with its error's name", async () => {
    const broken = writeTinyAssembly(undefined, bundleOf("throw new TypeError('on load');"));
    expect((await on(broken, (host) => host.get("/now"))).status).toBe(500);
  });
  test("another StartAt begins elsewhere", async () => {
    const moved = writeTinyAssembly((template) => {
      const machine = properties(template, "Machine");
      machine.DefinitionString = String(machine.DefinitionString).replace(
        '"StartAt":"Ask"',
        '"StartAt":"Ended"',
      );
    });
    const listed = await on(moved, async (host) => {
      await host.post("/things/t1", { rungs: [] });
      return host.get("/_local/executions");
    });
    expect(listed.body).toMatchObject([{ name: "t1", status: "SUCCEEDED", step: "Ended" }]);
  });
});

const subscription = (more: object) => ({
  Told: {
    Type: "AWS::SNS::Subscription",
    Properties: {
      Protocol: "lambda",
      TopicArn: "arn:aws:sns:eu-west-2:000000000000:other",
      Endpoint: { "Fn::GetAtt": ["Handler", "Arn"] },
      ...more,
    },
  },
});

describe("the host refuses, in one sentence", () => {
  const refusals: readonly (readonly [string, (template: TinyTemplate) => void, RegExp])[] = [
    [
      "a type that it cannot run",
      ({ Resources }) => Object.assign(Resources, { Topic: { Type: "AWS::Kinesis::Stream" } }),
      /Topic of type AWS::Kinesis::Stream/,
    ],
    [
      "an intrinsic that it does not read",
      change("MailSet", { Name: { "Fn::If": ["a", "b", "c"] } }),
      /uses Fn::If/,
    ],
    [
      "a parameter without a value",
      ({ Parameters }) =>
        Object.assign(Parameters, { MailFrom: { Type: "Number" }, TokenAudience: { Type: "List<String>" } }),
      /parameter TokenAudience/,
    ],
    [
      "a condition that it does not check",
      (template) => {
        const document = properties(template, "Policy").PolicyDocument as { Statement: object[] };
        Object.assign(document.Statement[0] ?? {}, {
          Condition: { DateLessThan: { "aws:CurrentTime": "2030" } },
        });
      },
      /condition DateLessThan on aws:CurrentTime/,
    ],
    [
      "a table feature that it lacks",
      change("Table", { StreamSpecification: { StreamViewType: "NEW_IMAGE" } }),
      /has StreamSpecification/,
    ],
    [
      "a definition that is not ours",
      change("Machine", {
        DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":1,"End":true}}}',
      }),
      /state machine Machine cannot be run/,
    ],
    [
      "a schedule expression that it does not read",
      change("Tick", { ScheduleExpression: "cron(0 9 L * ? *)" }),
      /has L in its cron/,
    ],
    [
      "a function without its bundle",
      change("Handler", { Code: { S3Key: "other.zip" } }),
      /bundle of the function Handler/,
    ],
    [
      "a handler without its file",
      change("Handler", { Handler: "main.handler" }),
      /no file for the handler main.handler/,
    ],
    [
      "a function that is told of something else than mail",
      ({ Resources }) => Object.assign(Resources, subscription({})),
      /subscription Told is to a topic of something else than mail/,
    ],
    [
      "a subscription that sorts out what it is told",
      ({ Resources }) => Object.assign(Resources, subscription({ FilterPolicy: { eventType: ["Bounce"] } })),
      /subscription Told has FilterPolicy/,
    ],
    [
      "mail events that go elsewhere than to a topic",
      ({ Resources }) =>
        Object.assign(Resources, {
          Became: {
            Type: "AWS::SES::ConfigurationSetEventDestination",
            Properties: {
              ConfigurationSetName: { Ref: "MailSet" },
              EventDestination: { MatchingEventTypes: ["BOUNCE"], KinesisFirehoseDestination: {} },
            },
          },
        }),
      /mail events of Became do not go to a topic/,
    ],
  ];
  test.each(refusals)("%s", async (_, edit, sentence) => {
    await expect(runHost(writeTinyAssembly(edit))).rejects.toThrow(sentence);
  });
  test("a folder without an assembly", async () => {
    const empty = temporaryFolder("no-assembly");
    await expect(runHost(empty)).rejects.toThrow(/no cloud assembly in .*manifest.json is missing/);
  });
});
