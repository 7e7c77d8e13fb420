import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { altered, dataTemplate, ofType, serviceTemplate, type Template } from "./template.ts";

/**
 * What must never be renamed: with another logical id or name CloudFormation makes a new one and takes the old one away,
 * and with it every case, every waiting execution, or what those still call (F22, F23). The golden file is append-only:
 * add a line for something new; a line that changes is a loss.
 */
const kinds: Readonly<Record<string, string>> = {
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::StepFunctions::StateMachine": "StateMachineName",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::KMS::Key": "Description",
  "AWS::SecretsManager::Secret": "Description",
};

function identities(...templates: readonly Template[]): Readonly<Record<string, string>> {
  const lines = templates.flatMap((template) =>
    Object.entries(kinds).flatMap(([type, name]) =>
      ofType(template, type).map(([logicalId, { Properties }]) => [
        `${type} ${logicalId}`,
        String(Properties[name]),
      ]),
    ),
  );
  return Object.fromEntries(lines);
}

const golden: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "identities.golden.json"), "utf8"),
);

test("F22, F23: tables, keys, machines and functions are what they have always been", () => {
  expect(identities(dataTemplate(), serviceTemplate())).toEqual(golden);
});

test("F22, F23: a renamed machine is seen", () => {
  const planted = altered(serviceTemplate(), "SupportStageMachine", {
    StateMachineName: "holdfast-prod-support",
  });
  expect(identities(dataTemplate(), planted)).not.toEqual(golden);
});

test.each([
  ...ofType(dataTemplate(), "AWS::DynamoDB::GlobalTable"),
  ...ofType(dataTemplate(), "AWS::KMS::Key"),
  ...ofType(dataTemplate(), "AWS::SecretsManager::Secret"),
])("F23: %s stays when its stack goes", (_, resource) => {
  expect(resource).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
});

test.each(ofType(dataTemplate(), "AWS::DynamoDB::GlobalTable"))(
  "F23: %s can be restored, and not deleted",
  (_, { Properties }) => {
    expect(Properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
      Replicas: [
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
        },
      ],
    });
  },
);
