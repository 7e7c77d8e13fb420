import { Duration } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  Architecture,
  type CfnFunction,
  Code,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { FunctionDefinition } from "../functions.ts";
import { pascalCase, physicalName } from "../names.ts";
import { keptLogs } from "./kept-logs.ts";

export interface ServiceFunctionProps {
  readonly stage: string;
  readonly definition: FunctionDefinition;
  /** The folder that holds the function's `index.mjs`. */
  readonly code: string;
  readonly key: IKey;
}

/** How a function may use a table. */
export interface TableUse {
  /** The environment variable that carries the table's name. */
  readonly variable: string;
  readonly actions: readonly `dynamodb:${string}`[];
  /** Indexes that it may query. */
  readonly indexes?: readonly string[];
}

/**
 * A function with a role and a log group of its own. It starts with the right to write its log and nothing else; each
 * right is added by name, together with the variable that makes it useful.
 *
 * Its physical name is fixed: executions in flight keep the definition they began with, and that calls this ARN (F22).
 */
export class ServiceFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, { stage, definition, code, key }: ServiceFunctionProps) {
    const logicalId = pascalCase(definition.name);
    super(scope, logicalId);
    const logGroup = keptLogs(this, "Logs", key);
    this.role = new Role(this, "Role", {
      description: `What ${definition.name} may do`,
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    });
    this.may(["logs:CreateLogStream", "logs:PutLogEvents"], [logGroup.logGroupArn]);
    this.function = new LambdaFunction(this, "Function", {
      functionName: physicalName(stage, definition.name),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(code),
      role: this.role,
      logGroup,
      memorySize: 512,
      timeout: Duration.seconds(definition.timeoutSeconds),
      tracing: Tracing.ACTIVE,
    });
    (this.function.node.defaultChild as CfnFunction).overrideLogicalId(logicalId);
  }

  /** Allows the actions on the resources, spelt out; a wildcard here is a finding of cdk-nag. */
  may(actions: readonly string[], resources: readonly string[]): void {
    this.role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }

  /** Gives a variable to the function's environment. */
  knows(variable: string, value: string): void {
    this.function.addEnvironment(variable, value);
  }

  /** Variable and grant together, so that no function knows a table that it may not use, or the other way round. */
  bindTable(table: ITable, { variable, actions, indexes = [] }: TableUse): void {
    this.knows(variable, table.tableName);
    this.may(actions, [table.tableArn]);
    if (indexes.length > 0) {
      this.may(
        ["dynamodb:Query"],
        indexes.map((index) => `${table.tableArn}/index/${index}`),
      );
    }
  }

  /** Keeps what it was told and failed at, at each of the platform's tries, in a queue. */
  keepsFailures(queue: IQueue): void {
    this.may(["sqs:SendMessage"], [queue.queueArn]);
    (this.function.node.defaultChild as CfnFunction).deadLetterConfig = { targetArn: queue.queueArn };
  }

  /** A table or secret under our own key is readable only to who may use the key: the table's grant does not say so. */
  useKey(key: IKey): void {
    this.may(
      [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      [key.keyArn],
    );
  }
}
