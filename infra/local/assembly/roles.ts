import { asList, asRecord } from "../json.ts";
import { readStatements, type Statement } from "../permissions.ts";
import { HostProblem } from "../problem.ts";
import { identityOf } from "./identities.ts";
import type { Resource, Texts } from "./stack.ts";

/** Policies of AWS that concern only logs and traces. */
const harmless =
  /:aws:policy\/(service-role\/AWSLambdaBasicExecutionRole|AWSXRayDaemonWriteAccess|AWSXrayWriteOnlyAccess)$/;

/** The statements of each role by its ARN: inline policies, and the policies that name the role. */
export function readRoles(
  texts: Texts,
  resources: readonly Resource[],
): ReadonlyMap<string, readonly Statement[]> {
  const roles = new Map<string, Statement[]>();
  const arnByName = new Map<string, string>();
  for (const role of resources.filter(({ type }) => type === "AWS::IAM::Role")) {
    const { ref, attributes } = identityOf(texts, role);
    const statements = asList(role.properties.Policies).flatMap((policy) =>
      statementsOf(texts, role, asRecord(policy, role.logicalId).PolicyDocument),
    );
    refuseManaged(texts, role, resources);
    roles.set(attributes.Arn ?? ref, statements);
    arnByName.set(ref, attributes.Arn ?? ref);
  }
  for (const policy of resources.filter(({ type }) =>
    /^AWS::IAM::(Policy|ManagedPolicy|RolePolicy)$/.test(type),
  )) {
    const statements = statementsOf(texts, policy, policy.properties.PolicyDocument);
    const named = policy.properties.Roles ?? policy.properties.RoleName;
    for (const name of asList(texts.resolve(policy.stack, named)))
      roles.get(arnByName.get(String(name)) ?? "")?.push(...statements);
  }
  return roles;
}

function statementsOf(texts: Texts, resource: Resource, document: unknown): readonly Statement[] {
  return readStatements(texts.resolve(resource.stack, document), `The policy of ${resource.logicalId}`);
}

function refuseManaged(texts: Texts, role: Resource, resources: readonly Resource[]): void {
  const own = new Set(
    resources.filter(({ type }) => type === "AWS::IAM::ManagedPolicy").map(({ logicalId }) => logicalId),
  );
  for (const arn of asList(texts.resolve(role.stack, role.properties.ManagedPolicyArns)).map(String)) {
    if (!harmless.test(arn) && !own.has(arn)) {
      throw new HostProblem(
        `The role ${role.logicalId} uses the managed policy ${arn}, whose statements are not in the template.`,
      );
    }
  }
  if (role.properties.PermissionsBoundary !== undefined) {
    throw new HostProblem(
      `The role ${role.logicalId} has a permissions boundary, which the local host does not check.`,
    );
  }
}
