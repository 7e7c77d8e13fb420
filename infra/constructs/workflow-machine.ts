import { Arn, ArnFormat, RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { type CfnStateMachine, DefinitionBody, LogLevel, StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { compile, substitutionName } from "#workflows/asl/compile.ts";
import type { Workflow } from "#workflows/asl/define.ts";
import { pascalCase, physicalName } from "../names.ts";
import { keptLogs } from "./kept-logs.ts";

export interface WorkflowMachineProps {
  readonly stage: string;
  readonly workflow: Workflow;
  readonly key: IKey;
  /** The ARN of the function of a task. */
  readonly functionArn: (task: string) => string;
}

/**
 * Where a machine will be, told from its fixed name: functions start machines and machines call functions, so one side
 * must know the other without a reference.
 */
export const machineArn = (scope: Construct, stage: string, workflow: string): string =>
  Arn.format(
    {
      service: "states",
      resource: "stateMachine",
      resourceName: physicalName(stage, workflow),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    },
    Stack.of(scope),
  );

/** The ARN of every execution of a machine. */
export const executionsArn = (scope: Construct, stage: string, workflow: string): string =>
  Arn.format(
    {
      service: "states",
      resource: "execution",
      resourceName: `${physicalName(stage, workflow)}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    },
    Stack.of(scope),
  );

/**
 * One workflow as a Standard state machine. Its name and logical id never change: another name means another machine,
 * and with the old one every waiting case would end (F23). Its log holds every event and no execution data (F42).
 */
export class WorkflowMachine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, { stage, workflow, key, functionArn }: WorkflowMachineProps) {
    const logicalId = `${pascalCase(workflow.name)}Machine`;
    super(scope, logicalId);
    const called = [
      ...new Set(
        Object.values(workflow.steps).flatMap((step) =>
          "call" in step ? [step.call] : "await" in step ? [step.await] : [],
        ),
      ),
    ];
    const role = new Role(this, "Role", {
      description: `What the workflow ${workflow.name} may do`,
      assumedBy: new ServicePrincipal("states.amazonaws.com"),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: called.map((task) => functionArn(task)),
      }),
    );
    this.machine = new StateMachine(this, "Machine", {
      stateMachineName: physicalName(stage, workflow.name),
      comment: workflow.purpose,
      definitionBody: DefinitionBody.fromString(JSON.stringify(compile(workflow))),
      definitionSubstitutions: Object.fromEntries(
        called.map((task) => [substitutionName(task), functionArn(task)]),
      ),
      role,
      tracingEnabled: true,
      // To delete a machine is to end what runs on it (F23); only a first deployment that failed clears it away.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      logs: {
        // Outside this prefix each log group lengthens one resource policy, which has a limit.
        destination: keptLogs(
          this,
          "Logs",
          key,
          `/aws/vendedlogs/states/${physicalName(stage, workflow.name)}`,
        ),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    (this.machine.node.defaultChild as CfnStateMachine).overrideLogicalId(logicalId);
  }
}
