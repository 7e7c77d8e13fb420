import { asList, asRecord, asText } from "../json.ts";
import { HostProblem } from "../problem.ts";
import { readOver, running } from "./read-over.ts";
import type { Resource, Texts } from "./stack.ts";

/** What `Ref` and `Fn::GetAtt` give for a resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const nameProperty: Readonly<Record<string, string>> = {
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::DynamoDB::Table": "TableName",
  "AWS::IAM::Role": "RoleName",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::SES::ConfigurationSet": "Name",
  "AWS::SES::EmailIdentity": "EmailIdentity",
  "AWS::SNS::Topic": "TopicName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::SecretsManager::Secret": "Name",
  "AWS::StepFunctions::StateMachine": "StateMachineName",
  "AWS::Events::Rule": "Name",
  "AWS::Scheduler::Schedule": "Name",
  "AWS::Scheduler::ScheduleGroup": "Name",
};

/** The physical name: the template's, or one made of the stack and the logical id, as CloudFormation does. */
export function nameOf(resolver: Texts, resource: Resource): string {
  const { stack, logicalId, properties, type } = resource;
  const given = properties[nameProperty[type] ?? ""];
  return given === undefined
    ? `${stack.name}-${logicalId}`
    : resolver.text(stack, given, `${logicalId}: name`);
}

/** The identity of a resource, with ARNs of the made-up account. Throws for a type that the host does not know. */
export function identityOf(resolver: Texts, resource: Resource): Identity {
  const { logicalId, type, properties, stack } = resource;
  const { region, account } = resolver.setting;
  const name = nameOf(resolver, resource);
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
  const of = (property: string) => resolver.text(stack, properties[property], `${logicalId}: ${property}`);
  switch (type) {
    case "AWS::DynamoDB::GlobalTable":
    case "AWS::DynamoDB::Table":
      return { ref: name, attributes: { Arn: arn("dynamodb", `table/${name}`) } };
    case "AWS::Lambda::Function":
      return { ref: name, attributes: { Arn: arn("lambda", `function:${name}`) } };
    case "AWS::Lambda::Version": {
      const ref = `${functionArn(resolver, of("FunctionName"))}:1`;
      return { ref, attributes: { FunctionArn: ref, Version: "1" } };
    }
    case "AWS::Lambda::Alias": {
      const ref = `${functionArn(resolver, of("FunctionName"))}:${of("Name")}`;
      return { ref, attributes: { AliasArn: ref } };
    }
    case "AWS::StepFunctions::StateMachine": {
      const ref = arn("states", `stateMachine:${name}`);
      return { ref, attributes: { Arn: ref, Name: name, StateMachineRevisionId: "local" } };
    }
    case "AWS::StepFunctions::StateMachineVersion": {
      const ref = `${of("StateMachineArn")}:1`;
      return { ref, attributes: { Arn: ref } };
    }
    case "AWS::StepFunctions::StateMachineAlias": {
      const routes = resolver.resolve(stack, properties.RoutingConfiguration);
      const version = asText(
        asRecord(asList(routes)[0], `${logicalId}: RoutingConfiguration`).StateMachineVersionArn,
        logicalId,
      );
      const ref = `${version.split(":").slice(0, 7).join(":")}:${of("Name")}`;
      return { ref, attributes: { Arn: ref } };
    }
    case "AWS::IAM::Role": {
      const path = properties.Path === undefined ? "/" : of("Path");
      return {
        ref: name,
        attributes: { Arn: `arn:aws:iam::${account}:role${path}${name}`, RoleId: `AROA${logicalId}` },
      };
    }
    case "AWS::SecretsManager::Secret": {
      const ref = arn("secretsmanager", `secret:${name}-local1`);
      return { ref, attributes: { Id: ref } };
    }
    case "AWS::KMS::Key":
      return { ref: logicalId, attributes: { Arn: arn("kms", `key/${logicalId}`), KeyId: logicalId } };
    case "AWS::Logs::LogGroup":
      return { ref: name, attributes: { Arn: `${arn("logs", `log-group:${name}`)}:*` } };
    case "AWS::SNS::Topic": {
      const ref = arn("sns", name);
      return { ref, attributes: { TopicArn: ref, TopicName: name } };
    }
    case "AWS::SQS::Queue":
      return {
        ref: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
        attributes: { Arn: arn("sqs", name), QueueName: name },
      };
    case "AWS::ApiGatewayV2::Api":
      return {
        ref: logicalId,
        attributes: { ApiEndpoint: resolver.setting.parameters.ServiceUrl ?? "", ApiId: logicalId },
      };
    case "AWS::ApiGatewayV2::Stage":
      return { ref: of("StageName"), attributes: {} };
    case "AWS::SES::ConfigurationSet":
    case "AWS::SES::EmailIdentity":
      return { ref: name, attributes: {} };
    case "AWS::Events::Rule":
      return { ref: name, attributes: { Arn: arn("events", `rule/${name}`) } };
    case "AWS::Scheduler::Schedule":
      return { ref: name, attributes: { Arn: arn("scheduler", `schedule/default/${name}`) } };
    case "AWS::Scheduler::ScheduleGroup":
      return { ref: name, attributes: { Arn: arn("scheduler", `schedule-group/${name}`) } };
    default:
      if (!readOver.has(type) && !running.has(type)) throw new HostProblem(unknownType(resource));
      // Alarms and the like: nothing that runs reads their identity, so any stable one will do.
      return { ref: logicalId, attributes: { Arn: arn("local", logicalId) } };
  }
}

/** A function's name, partial or full ARN, as its full ARN. */
export function functionArn(resolver: Texts, nameOrArn: string): string {
  const { region, account } = resolver.setting;
  return nameOrArn.startsWith("arn:")
    ? nameOrArn
    : `arn:aws:lambda:${region}:${account}:function:${nameOrArn}`;
}

export function unknownType({ logicalId, type, stack }: Resource): string {
  return `The template of ${stack.name} has ${logicalId} of type ${type}, which the local host cannot run and may not read over.`;
}
