import { readApi } from "./assembly/apis.ts";
import { readFunction, readInvoker } from "./assembly/functions.ts";
import { identityOf, nameOf, unknownType } from "./assembly/identities.ts";
import { Resolver } from "./assembly/intrinsics.ts";
import { readMailEvents } from "./assembly/mail-events.ts";
import type { MachinePart, Parts, SecretPart } from "./assembly/parts.ts";
import { readStacks } from "./assembly/read.ts";
import { readOver, running } from "./assembly/read-over.ts";
import { readRoles } from "./assembly/roles.ts";
import { readRule, readSchedule } from "./assembly/schedules.ts";
import type { Resource, Setting, Texts } from "./assembly/stack.ts";
import { readTable } from "./assembly/tables.ts";
import { asList, asRecord, asText } from "./json.ts";
import { HostProblem } from "./problem.ts";

export type * from "./assembly/parts.ts";

/**
 * Reads a cloud assembly into the parts that the host runs (A10). Throws `HostProblem`, in one sentence, for
 * whatever the host would have to leave out.
 */
export function readAssembly(folder: string, setting: Setting): Parts {
  const stacks = readStacks(folder);
  const texts = new Resolver(stacks, setting);
  const resources = stacks.flatMap((stack) => [...stack.resources.values()]);
  for (const resource of resources) {
    if (!readOver.has(resource.type) && !running.has(resource.type))
      throw new HostProblem(unknownType(resource));
  }
  const of = (...types: readonly string[]) => resources.filter(({ type }) => types.includes(type));
  const functions = of("AWS::Lambda::Function").map((resource) => readFunction(texts, resource));
  const twice = functions.find((one) =>
    functions.some((other) => other !== one && other.logicalId === one.logicalId),
  );
  if (twice !== undefined)
    throw new HostProblem(
      `Two functions have the logical id ${twice.logicalId}, which is a caller's access key here.`,
    );
  return {
    region: setting.region,
    account: setting.account,
    functions,
    machines: of("AWS::StepFunctions::StateMachine").map((resource) => readMachine(texts, resource)),
    tables: of("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable").map((resource) =>
      readTable(texts, resource),
    ),
    schedules: [
      ...of("AWS::Scheduler::Schedule").flatMap((resource) => readSchedule(texts, resource)),
      ...of("AWS::Events::Rule").flatMap((resource) => readRule(texts, resource)),
    ],
    apis: of("AWS::ApiGatewayV2::Api").map((resource) => readApi(texts, resource, resources)),
    secrets: of("AWS::SecretsManager::Secret").map((resource) => readSecret(texts, resource)),
    mail: {
      configurationSets: of("AWS::SES::ConfigurationSet").map((resource) => identityOf(texts, resource).ref),
      identities: of("AWS::SES::EmailIdentity").map((resource) => identityOf(texts, resource).ref),
      events: readMailEvents(
        texts,
        of("AWS::SES::ConfigurationSetEventDestination"),
        of("AWS::SNS::Subscription"),
      ),
    },
    roles: readRoles(texts, resources),
    invokers: of("AWS::Lambda::Permission").map((resource) => readInvoker(texts, resource)),
  };
}

function readMachine(texts: Texts, resource: Resource): MachinePart {
  const { logicalId, stack } = resource;
  const properties = asRecord(texts.resolve(stack, resource.properties), logicalId);
  if (properties.StateMachineType !== undefined && properties.StateMachineType !== "STANDARD") {
    throw new HostProblem(`The state machine ${logicalId} is not a standard one.`);
  }
  const substitutions = asRecord(
    properties.DefinitionSubstitutions ?? {},
    `${logicalId}: DefinitionSubstitutions`,
  );
  const template = properties.DefinitionString;
  if (typeof template !== "string")
    throw new HostProblem(`The state machine ${logicalId} has no DefinitionString.`);
  const definition = template.replace(/\$\{([A-Za-z0-9_]+)\}/g, (whole, name: string) => {
    // A name that is not substituted is left, as on AWS, and the interpreter refuses the definition.
    return name in substitutions ? String(substitutions[name]) : whole;
  });
  return {
    logicalId,
    name: nameOf(texts, resource),
    arn: identityOf(texts, resource).ref,
    roleArn: texts.text(stack, properties.RoleArn, `${logicalId}: RoleArn`),
    definition,
  };
}

function readSecret(texts: Texts, resource: Resource): SecretPart {
  const properties = asRecord(texts.resolve(resource.stack, resource.properties), resource.logicalId);
  const generate = asRecord(
    properties.GenerateSecretString ?? {},
    `${resource.logicalId}: GenerateSecretString`,
  );
  const tags = asList(properties.Tags ?? []);
  const tag = tags.map((each) => asRecord(each, "Tag")).find(({ Key }) => Key === "authentication");
  return {
    name: nameOf(texts, resource),
    arn: identityOf(texts, resource).ref,
    generate,
    ...(tag ? { authentication: asText(tag.Value, `${resource.logicalId}: Tags`) } : {}),
  };
}
