import { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  Billing,
  type CfnGlobalTable,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";

export interface KeptTableProps {
  readonly tableName: string;
  readonly key: IKey;
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * A table that outlives every mistake of a deployment (F23): its name and logical id are fixed, so that CloudFormation
 * refuses a change that would replace it; deletion is protected; a stack that goes leaves it; and 35 days can be restored.
 * A global table, because a second region can then be added to it without moving the data (F38).
 */
class KeptTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, { tableName, key }: KeptTableProps) {
    super(scope, id);
    this.table = new TableV2(this, "Table", {
      tableName,
      partitionKey: text("pk"),
      sortKey: text("sk"),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    (this.table.node.defaultChild as CfnGlobalTable).overrideLogicalId(id);
  }
}

/** Where every case stands: one document an aggregate, and the three indexes that find what is due or still owed (A2). */
export class CaseTable extends KeptTable {
  constructor(scope: Construct, id: string, props: KeptTableProps) {
    super(scope, id, props);
    // Enough of each line for the list of open cases, so that nobody reads a case to show its date.
    const line = { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: ["due"] };
    this.table.addGlobalSecondaryIndex({
      indexName: "due",
      partitionKey: text("duePartition"),
      sortKey: text("dueSort"),
      ...line,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: "worker",
      partitionKey: text("workerPartition"),
      sortKey: text("workerSort"),
      ...line,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: "owing",
      partitionKey: text("owingPartition"),
      sortKey: text("owingSort"),
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
}

/** What happened, for ever: no role may change or delete a line of it (A2). */
export class HistoryTable extends KeptTable {}

/** Which mails went. It is never restored with the others: what it knows has happened, whatever they say (F39). */
export class MailRecordTable extends KeptTable {}
