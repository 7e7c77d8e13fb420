import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import type { Workflows } from "#shared/ports.ts";
import { isAwsError } from "../aws-errors.ts";

export interface StatesMachines {
  readonly client: SFNClient;
  /** The ARN of the state machine of each workflow. */
  readonly machines: Readonly<Record<string, string>>;
}

/** A workflow that this function was given no machine for: a fault of the deployment. */
export class NoMachine extends Error {
  override readonly name = "NoMachine";
  readonly workflow: string;
  constructor(workflow: string) {
    super(`No state machine is configured for the workflow ${workflow}`);
    this.workflow = workflow;
  }
}

/**
 * Workflows on Step Functions. An answer whose own answer was lost and which the SDK sends again reads "gone":
 * the token is used up either way, and the reconciler sees to a wait that nobody answered (F12).
 */
export function statesWorkflows({ client, machines }: StatesMachines): Workflows {
  function machineOf(workflow: string): string {
    const arn = Object.hasOwn(machines, workflow) ? machines[workflow] : undefined;
    if (!arn) throw new NoMachine(workflow);
    return arn;
  }

  return {
    /** Step Functions itself says "started" again to the same name with the same input while that one runs. */
    async start(workflow, name, input) {
      const stateMachineArn = machineOf(workflow);
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
        return "started";
      } catch (error) {
        if (isAwsError(error, "ExecutionAlreadyExists")) return "exists";
        throw error;
      }
    },

    async answer(token, output) {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }));
        return "answered";
      } catch (error) {
        if (isAwsError(error, "TaskTimedOut", "TaskDoesNotExist", "InvalidToken")) return "gone";
        throw error;
      }
    },

    /** Eventually consistent: an execution started a moment ago may still be "unknown". */
    async status(workflow, name) {
      const executionArn = executionOf(machineOf(workflow), name);
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
        return status === "RUNNING" ? "running" : "ended";
      } catch (error) {
        if (isAwsError(error, "ExecutionDoesNotExist")) return "unknown";
        throw error;
      }
    },

    async *running(workflows) {
      const list = (stateMachineArn: string, nextToken?: string) =>
        client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: "RUNNING", nextToken }));
      // The first page of each machine is asked for at once: for most machines it is the only one.
      const asked = Object.entries(machines)
        .filter(([workflow]) => workflows?.has(workflow) ?? true)
        .map(([workflow, arn]) => ({ workflow, arn, first: list(arn) }));
      for (const { first } of asked) first.catch(() => undefined); // Thrown where it is awaited.
      for (const { workflow, arn, first } of asked) {
        for (let page = await first; ; page = await list(arn, page.nextToken)) {
          for (const { name } of page.executions ?? []) if (name) yield { workflow, name };
          if (!page.nextToken) break;
        }
      }
    },
  };
}

/** An execution's ARN is its machine's, with `execution` for `stateMachine` and the name at the end. */
const executionOf = (machine: string, name: string): string =>
  `${machine.replace(":stateMachine:", ":execution:")}:${name}`;
