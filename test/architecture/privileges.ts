import { ofType, type Template } from "./template.ts";

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Actions that take no resource, so that nothing narrower than `*` can be said. */
const withoutResource = [
  "xray:PutTraceSegments",
  "xray:PutTelemetryRecords",
  "xray:GetSamplingRules",
  "xray:GetSamplingTargets",
  "logs:CreateLogDelivery",
  "logs:GetLogDelivery",
  "logs:UpdateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:DescribeResourcePolicies",
  "logs:DescribeLogGroups",
];

/** What any role may do with a line of history: write it and read it. */
const withHistory = ["dynamodb:PutItem", "dynamodb:Query"];

/** What only these functions may do. */
const reserved: Readonly<Record<string, readonly string[]>> = {
  "dynamodb:Scan": ["Reconciler"],
  "states:ListExecutions": ["Reconciler", "StaffOperations"],
  "states:DescribeExecution": ["Reconciler", "StaffOperations"],
};

const everyAction = ({ Action }: Statement): readonly string[] => [Action].flat();

/** The logical id of the role that a function, machine or schedule uses. */
function roleOf(value: unknown): string {
  const named = (value as { readonly "Fn::GetAtt"?: readonly string[] })["Fn::GetAtt"];
  return named?.[0] ?? JSON.stringify(value);
}

/** Every role with its statements, by logical id. */
export function statementsOfRoles(template: Template): ReadonlyMap<string, readonly Statement[]> {
  const roles = new Map<string, Statement[]>(ofType(template, "AWS::IAM::Role").map(([id]) => [id, []]));
  for (const [, { Properties }] of ofType(template, "AWS::IAM::Policy")) {
    const { Statement: statements } = Properties.PolicyDocument as {
      readonly Statement: readonly Statement[];
    };
    for (const { Ref } of Properties.Roles as readonly { readonly Ref: string }[])
      roles.get(Ref)?.push(...statements);
  }
  return roles;
}

/** The faults of a statement, each as an end of a sentence that begins with the role. */
function faultsOf(statement: Statement): readonly string[] {
  const resource = JSON.stringify(statement.Resource);
  return everyAction(statement).flatMap((action) => [
    ...(action.includes("*") ? [`has the wildcard ${action}`] : []),
    ...(resource === '"*"' && !withoutResource.includes(action) ? [`may ${action} on everything`] : []),
    ...(resource.includes("HistoryTable") && !withHistory.includes(action)
      ? [`may ${action} on the history`]
      : []),
    ...(/^dynamodb:(Delete|BatchWrite|PartiQL|TransactWrite|CreateTable|UpdateTable|Restore)/.test(action)
      ? [`may ${action}`]
      : []),
  ]);
}

/** Everything that a role of this template may do and should not; empty when there is nothing (F52). */
export function excessiveRights(template: Template): readonly string[] {
  const users = [
    ...ofType(template, "AWS::Lambda::Function").map(
      ([id, { Properties }]) => [roleOf(Properties.Role), id] as const,
    ),
    ...ofType(template, "AWS::StepFunctions::StateMachine").map(
      ([id, { Properties }]) => [roleOf(Properties.RoleArn), id] as const,
    ),
    ...ofType(template, "AWS::Scheduler::Schedule").map(
      ([id, { Properties }]) =>
        [roleOf((Properties.Target as { readonly RoleArn: unknown }).RoleArn), id] as const,
    ),
  ];
  const owner = new Map(users);
  const shared = users
    .filter(([role, user]) => owner.get(role) !== user)
    .map(([role]) => `${role} is shared`);
  const managed = ofType(template, "AWS::IAM::Role")
    .filter(([, { Properties }]) => Properties.ManagedPolicyArns)
    .map(([role]) => `${role} has a managed policy`);
  const faults = [...statementsOfRoles(template)].flatMap(([role, statements]) =>
    statements.flatMap((statement) => [
      ...faultsOf(statement).map((fault) => `${owner.get(role) ?? role} ${fault}`),
      ...everyAction(statement)
        .filter((action) => reserved[action]?.includes(owner.get(role) ?? role) === false)
        .map(
          (action) =>
            `${owner.get(role) ?? role} may ${action}, which is for ${reserved[action]?.join(" and ")}`,
        ),
    ]),
  );
  return [...shared, ...managed, ...faults];
}
