import { type App, CfnResource, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { workflows } from "#workflows/index.ts";
import { physicalName } from "./names.ts";

/** A finding that we live with: which rule, on which resources (by path in the tree), and why. */
interface Acknowledged {
  readonly id: string;
  readonly on: RegExp;
  readonly reason: string;
}

const acknowledged = (stage: string): readonly Acknowledged[] => [
  {
    id: "AwsSolutions-SMG4",
    on: /^Data\/ReferenceKey\//,
    reason:
      "The key of the hash that makes references. With another key a referral that is sent again would become a second case (F1), so it must never rotate.",
  },
  {
    id: "AwsSolutions-SMG4",
    on: /^Service\/WebhookSecrets\//,
    reason:
      "Shared with a sender outside AWS, who must change it at the same time. The secret holds a list, newest first, and docs/sources.md says how to rotate it with both sides accepting two for a while.",
  },
  {
    id: "AwsSolutions-IAM5[Resource::*]",
    on: /^Service\/\w+\/Role\/DefaultPolicy\/Resource$/,
    reason:
      "X-Ray's PutTraceSegments and PutTelemetryRecords, and of a state machine the delivery of its log, take no resource. The least-privilege test holds every other action to a named resource.",
  },
  ...workflows.map(({ name }) => ({
    id: `AwsSolutions-IAM5[Resource::arn:aws:states:eu-west-2:<AWS::AccountId>:execution:${physicalName(stage, name)}:*]`,
    on: /^Service\/(Reconciler|StaffOperations)\/Role\/DefaultPolicy\/Resource$/,
    reason:
      "The reconciler and an operator ask what became of executions, which do not exist when the role is made; they are bounded to this machine.",
  })),
  {
    id: "AwsSolutions-APIG4",
    on: /^Service\/HttpApi\/RoutePOSTWebhooksReferralsSource$/,
    reason:
      "A referral's sender signs each request by the Standard Webhooks specification, which no authorizer of API Gateway can check over the raw body. The function checks it before it reads anything else and answers 401.",
  },
  {
    id: "AwsSolutions-APIG4",
    on: /^Service\/HttpApi\/RouteGETApiV1OpenapiJson$/,
    reason:
      "The description of the API, the same for everybody and published with the source. Whoever builds a client reads it before they have a token. The function answers it before it looks at anything of the request, and reaches no port.",
  },
  {
    id: "AwsSolutions-SQS3",
    on: /^Service\/UndeliveredStarts\/Resource$/,
    reason:
      "It is itself the dead-letter queue of the schedules, which the rule cannot see; an alarm watches it.",
  },
  {
    id: "AwsSolutions-SQS3",
    on: /^Service\/UndeliveredMailEvents\/Resource$/,
    reason:
      "It is itself the dead-letter queue of the mail events, of their subscription and of their function; an alarm watches it.",
  },
];

/**
 * Checks every resource against the AWS Solutions rules; an open finding makes synth fail. Call it when the tree is whole.
 *
 * @throws when an acknowledgement fits no resource: what it excused has gone, so it must go too.
 */
export function checkRules(app: App, stage: string): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const resources = app.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
  for (const { id, on, reason } of acknowledged(stage)) {
    const fitting = resources.filter(({ node }) => on.test(node.path));
    if (fitting.length === 0) throw new Error(`the acknowledgement of ${id} on ${on} fits no resource`);
    for (const resource of fitting) Validations.of(resource).acknowledge({ id, reason });
  }
}
