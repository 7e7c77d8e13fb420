import { describe, expect, test } from "vitest";
import { excessiveRights, statementsOfRoles } from "./privileges.ts";
import { altered, ofType, serviceTemplate, type Template } from "./template.ts";

const template = serviceTemplate();

const policyOf = (logicalId: string): string => {
  const found = ofType(template, "AWS::IAM::Policy").find(([id]) =>
    id.startsWith(`${logicalId}RoleDefaultPolicy`),
  );
  if (!found) throw new Error(`${logicalId} has no policy`);
  return found[0];
};

/** The template with one statement more in a function's role. */
function granting(logicalId: string, action: string, resource: unknown): Template {
  const id = policyOf(logicalId);
  const document = template.Resources[id]?.Properties.PolicyDocument as {
    readonly Statement: readonly unknown[];
  };
  const planted = { Effect: "Allow", Action: action, Resource: resource };
  return altered(template, id, {
    PolicyDocument: { ...document, Statement: [...document.Statement, planted] },
  });
}

test("F52: each function, machine and schedule has a role of its own, without wildcards, that cannot change history", () => {
  expect(excessiveRights(template)).toEqual([]);
  expect(statementsOfRoles(template).size).toBeGreaterThan(10);
});

describe("a planted right is seen:", () => {
  const history = { "Fn::GetAtt": ["HistoryTable", "Arn"] };
  const cases = { "Fn::GetAtt": ["CaseTable", "Arn"] };

  test.each([
    ["Sweep", "dynamodb:UpdateItem", history, "Sweep may dynamodb:UpdateItem on the history"],
    ["Sweep", "dynamodb:DeleteItem", history, "Sweep may dynamodb:DeleteItem on the history"],
    ["Sweep", "dynamodb:DeleteItem", cases, "Sweep may dynamodb:DeleteItem"],
    ["StaffCases", "dynamodb:*", cases, "StaffCases has the wildcard dynamodb:*"],
    ["StaffCases", "ses:SendEmail", "*", "StaffCases may ses:SendEmail on everything"],
    ["StaffCases", "dynamodb:Scan", cases, "StaffCases may dynamodb:Scan, which is for Reconciler"],
    ["StaffOperations", "dynamodb:Scan", cases, "StaffOperations may dynamodb:Scan, which is for Reconciler"],
    [
      ...(["StaffOversight", "states:ListExecutions", { Ref: "SupportStageMachine" }] as const),
      "StaffOversight may states:ListExecutions, which is for Reconciler and StaffOperations",
    ],
  ])("%s may %s", (logicalId, action, resource, fault) => {
    expect(excessiveRights(granting(logicalId, action, resource))).toContain(fault);
  });

  test("two functions with one role", () => {
    const planted = altered(template, "Sweep", { Role: template.Resources.Reconciler?.Properties.Role });
    expect(excessiveRights(planted).join()).toMatch(/ReconcilerRole\w+ is shared/);
  });

  test("a managed policy", () => {
    const [role] = [...statementsOfRoles(template).keys()].filter((id) => id.startsWith("SweepRole"));
    const planted = altered(template, role ?? "", {
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    });
    expect(excessiveRights(planted)).toEqual([`${role} has a managed policy`]);
  });
});

test("who stores or reads under our key may use the key, and who mails may use the configuration set", () => {
  for (const [logicalId] of ofType(template, "AWS::Lambda::Function")) {
    if (logicalId === "ApiDescription") continue;
    const document = JSON.stringify(template.Resources[policyOf(logicalId)]?.Properties.PolicyDocument);
    expect(document).toContain("kms:Decrypt");
    expect(document).toContain("kms:GenerateDataKey");
    expect(document).toContain(":configuration-set/holdfast-prod-mail");
    expect(document).toContain(":identity/");
  }
});

test("F52: what answers anybody without a token writes its log and reaches nothing", () => {
  const document = JSON.stringify(template.Resources[policyOf("ApiDescription")]?.Properties.PolicyDocument);
  expect(document.match(/"(logs|xray|dynamodb|kms|ses|states|secretsmanager):[^"]+"/g)).toEqual([
    '"logs:CreateLogStream"',
    '"logs:PutLogEvents"',
    '"xray:PutTelemetryRecords"',
    '"xray:PutTraceSegments"',
  ]);
});

test("F52: only the webhook reads what senders sign with", () => {
  const readers = ofType(template, "AWS::IAM::Policy")
    .filter(([, { Properties }]) => JSON.stringify(Properties.PolicyDocument).includes("WebhookSecret"))
    .map(([id]) => id);
  expect(readers).toEqual([policyOf("ReferralWebhook")]);
});
