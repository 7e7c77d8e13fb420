import { RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";

/**
 * A log group under our key. Two years, because who read a case is asked long after; it stays when its stack goes, but a
 * failed first deployment clears it away so that the next can create it.
 */
export const keptLogs = (scope: Construct, id: string, key: IKey, logGroupName?: string): LogGroup =>
  new LogGroup(scope, id, {
    ...(logGroupName ? { logGroupName } : {}),
    encryptionKey: key,
    retention: RetentionDays.TWO_YEARS,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
