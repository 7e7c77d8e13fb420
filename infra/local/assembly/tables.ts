import { asList, asRecord, type JsonRecord } from "../json.ts";
import { HostProblem } from "../problem.ts";
import { identityOf } from "./identities.ts";
import type { TablePart } from "./parts.ts";
import type { Resource, Texts } from "./stack.ts";

/** Properties that protect a table or bill it, and change no answer. */
const readOver = new Set([
  "TableName",
  "BillingMode",
  "DeletionProtectionEnabled",
  "PointInTimeRecoverySpecification",
  "SSESpecification",
  "Replicas",
  "Tags",
  "WriteOnDemandThroughputSettings",
  "ReadOnDemandThroughputSettings",
  "OnDemandThroughput",
  "ContributorInsightsSpecification",
  "TableClass",
  "WarmThroughput",
  "ResourcePolicy",
]);
const read = new Set([
  "KeySchema",
  "AttributeDefinitions",
  "GlobalSecondaryIndexes",
  "LocalSecondaryIndexes",
]);

/** A table of the template as a CreateTable call; both resource types of CloudFormation. */
export function readTable(texts: Texts, resource: Resource): TablePart {
  const properties = asRecord(texts.resolve(resource.stack, resource.properties), resource.logicalId);
  for (const property of Object.keys(properties)) {
    if (!readOver.has(property) && !read.has(property)) {
      throw new HostProblem(
        `The table ${resource.logicalId} has ${property}, which the local host cannot do.`,
      );
    }
  }
  const { ref, attributes } = identityOf(texts, resource);
  return {
    logicalId: resource.logicalId,
    name: ref,
    arn: attributes.Arn ?? ref,
    creation: {
      TableName: ref,
      KeySchema: properties.KeySchema,
      AttributeDefinitions: properties.AttributeDefinitions,
      BillingMode: "PAY_PER_REQUEST",
      ...indexes(properties, "GlobalSecondaryIndexes"),
      ...indexes(properties, "LocalSecondaryIndexes"),
    },
  };
}

function indexes(properties: JsonRecord, kind: string): JsonRecord {
  const list = asList(properties[kind]).map((entry) => {
    const { IndexName, KeySchema, Projection } = asRecord(entry, kind);
    return { IndexName, KeySchema, Projection };
  });
  return list.length === 0 ? {} : { [kind]: list };
}
