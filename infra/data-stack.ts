import { RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import type { Key } from "aws-cdk-lib/aws-kms";
import { type CfnSecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { CaseTable, HistoryTable, MailRecordTable } from "./constructs/case-table.ts";
import { DataKey } from "./constructs/data-key.ts";
import { physicalName } from "./names.ts";

export interface DataStackProps extends StackProps {
  readonly stage: string;
}

/** What must survive whatever happens to the service: the cases, their history, and the keys that both depend on. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly caseTable: CaseTable;
  readonly historyTable: HistoryTable;
  readonly mailRecordTable: MailRecordTable;
  /**
   * The key of the hash that turns a sender's submission id into our reference. Here and not in the service stack: with
   * another key, a referral sent again would be a second case (F1).
   */
  readonly referenceKey: Secret;

  constructor(scope: Construct, id: string, { stage, ...props }: DataStackProps) {
    super(scope, id, props);
    this.key = new DataKey(this, "DataKey").key;
    this.caseTable = new CaseTable(this, "CaseTable", {
      tableName: physicalName(stage, "cases"),
      key: this.key,
    });
    this.historyTable = new HistoryTable(this, "HistoryTable", {
      tableName: physicalName(stage, "history"),
      key: this.key,
    });
    this.mailRecordTable = new MailRecordTable(this, "MailRecordTable", {
      tableName: physicalName(stage, "mail-record"),
      key: this.key,
    });
    this.referenceKey = new Secret(this, "ReferenceKey", {
      description: "Key of the hash that makes case references; never change it",
      encryptionKey: this.key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    (this.referenceKey.node.defaultChild as CfnSecret).overrideLogicalId("ReferenceKey");
  }
}
