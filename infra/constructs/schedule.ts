import { type Duration, Stack } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { pascalCase, physicalName } from "../names.ts";

export interface ScheduleProps {
  readonly stage: string;
  /** Kebab-case; becomes part of the schedule's name. */
  readonly name: string;
  readonly purpose: string;
  /** `rate(...)` or `cron(...)`, read in London. */
  readonly expression: string;
  readonly target: IFunction;
  readonly input: unknown;
  /** How long a late start is still worth making. */
  readonly maximumAge: Duration;
  readonly undelivered: IQueue;
}

/**
 * Starts a function by the London clock, tries again while a start is still worth it, and keeps what could not be started.
 * A schedule that hour-changes could skip must lie outside 01:00 to 02:00 (F24).
 */
export class Schedule extends Construct {
  constructor(scope: Construct, props: ScheduleProps) {
    const logicalId = `${pascalCase(props.name)}Schedule`;
    super(scope, logicalId);
    const role = new Role(this, "Role", {
      description: `Starts ${props.name}`,
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [props.target.functionArn] }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [props.undelivered.queueArn] }),
    );
    const schedule = new CfnSchedule(this, "Schedule", {
      name: physicalName(props.stage, props.name),
      description: props.purpose,
      scheduleExpression: props.expression,
      scheduleExpressionTimezone: "Europe/London",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: props.target.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(props.input),
        retryPolicy: {
          maximumRetryAttempts: 3,
          maximumEventAgeInSeconds: props.maximumAge.toSeconds(),
        },
        deadLetterConfig: { arn: props.undelivered.queueArn },
      },
    });
    schedule.overrideLogicalId(logicalId);
    schedule.node.addDependency(role);
  }
}
