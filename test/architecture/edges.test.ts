import { expect, test } from "vitest";
import { dataTemplate, ofType, serviceTemplate } from "./template.ts";

/** Things that no rule flags and that a deployment would miss without a word. */

test("the services that write for us may use the key, or alarms and bounces would vanish", () => {
  const [key] = ofType(dataTemplate(), "AWS::KMS::Key");
  const policy = JSON.stringify(key?.[1].Properties.KeyPolicy);
  for (const service of ["logs.eu-west-2", "cloudwatch", "ses"])
    expect(policy).toContain(`"${service}.amazonaws.com"`);
});

test("every log group is under our key, kept for a time, and left when its stack goes", () => {
  const groups = ofType(serviceTemplate(), "AWS::Logs::LogGroup");
  expect(groups.length).toBeGreaterThan(10);
  for (const [, group] of groups) {
    expect(group.DeletionPolicy).toBe("RetainExceptOnCreate");
    expect(group.Properties).toMatchObject({ KmsKeyId: expect.anything(), RetentionInDays: 731 });
  }
});

test("F42: the API is throttled, and its log names routes and staff ids but no address and no path", () => {
  const [stage] = ofType(serviceTemplate(), "AWS::ApiGatewayV2::Stage");
  expect(stage?.[1].Properties.DefaultRouteSettings).toMatchObject({
    ThrottlingRateLimit: 25,
    ThrottlingBurstLimit: 50,
  });
  const log = stage?.[1].Properties.AccessLogSettings as { readonly Format: string } | undefined;
  const spoken = Object.values(JSON.parse(log?.Format ?? "{}") as Readonly<Record<string, string>>);
  expect(spoken).toContain("$context.routeKey");
  expect(spoken.filter((field) => /identity|path|body|querystring|header/i.test(field))).toEqual([]);
});

test.each(ofType(serviceTemplate(), "AWS::Scheduler::Schedule"))(
  "%s goes by London and is tried again",
  (_, { Properties }) => {
    expect(Properties).toMatchObject({
      ScheduleExpressionTimezone: "Europe/London",
      Target: {
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: expect.any(Number) },
        DeadLetterConfig: expect.anything(),
      },
    });
  },
);

test("mail leaves over TLS, and what became of it is reported", () => {
  const [set] = ofType(serviceTemplate(), "AWS::SES::ConfigurationSet");
  expect(set?.[1].Properties).toMatchObject({ DeliveryOptions: { TlsPolicy: "REQUIRE" } });
  const [destination] = ofType(serviceTemplate(), "AWS::SES::ConfigurationSetEventDestination");
  expect(destination?.[1].Properties.EventDestination).toMatchObject({
    MatchingEventTypes: expect.arrayContaining(["BOUNCE", "COMPLAINT", "REJECT"]),
  });
});

test("F37, I5: a mail that comes back is told to a function, and what could not be told waits where an alarm rings", () => {
  const template = serviceTemplate();
  const [destination] = ofType(template, "AWS::SES::ConfigurationSetEventDestination");
  const told = destination?.[1].Properties.EventDestination as {
    readonly SnsDestination: { readonly TopicARN: { readonly Ref: string } };
  };
  const topic = told.SnsDestination.TopicARN;
  expect(template.Resources[topic.Ref]?.Properties.KmsMasterKeyId).toBeDefined();

  const queues = ofType(template, "AWS::SQS::Queue").filter(([id]) => id.startsWith("UndeliveredMailEvents"));
  const [queue] = queues.map(([id]) => ({ "Fn::GetAtt": [id, "Arn"] }));
  const subscriptions = ofType(template, "AWS::SNS::Subscription").map(([, { Properties }]) => Properties);
  expect(subscriptions).toEqual([
    expect.objectContaining({
      Protocol: "lambda",
      TopicArn: topic,
      Endpoint: { "Fn::GetAtt": ["MailEvents", "Arn"] },
      RedrivePolicy: { deadLetterTargetArn: queue },
    }),
  ]);
  expect(template.Resources.MailEvents?.Properties.DeadLetterConfig).toEqual({ TargetArn: queue });
  const invokers = ofType(template, "AWS::Lambda::Permission").filter(
    ([, { Properties }]) => Properties.Principal === "sns.amazonaws.com",
  );
  expect(invokers.map(([, { Properties }]) => Properties.SourceArn)).toEqual([topic]);
  const watching = ofType(template, "AWS::CloudWatch::Alarm").filter(([, { Properties }]) =>
    JSON.stringify(Properties).includes(String(queues[0]?.[0])),
  );
  expect(watching).toHaveLength(1);
});
