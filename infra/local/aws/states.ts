import { executionOfToken } from "#workflows/asl/interpret.ts";
import type { Parts } from "../assembly.ts";
import type { ExecutionSummary } from "../execution-store.ts";
import { asNumber, asRecord, asText, isRecord, type JsonRecord, optionalText, parseJson } from "../json.ts";
import type { MachineHost } from "../machine-host.ts";
import { sentenceOf } from "../problem.ts";
import { StatesRefusal } from "../states-refusal.ts";
import { type AwsCall, AwsRefusal, type AwsService, demand } from "./endpoint.ts";

/** A name that StartExecution takes: 1 to 80 characters, without white space, brackets, wildcards and special characters. */
const validName = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;
const statuses = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"];

/** The Step Functions API for what our functions call; every other call is refused. */
export class States implements AwsService {
  readonly #parts: Parts;
  readonly #machines: MachineHost;

  constructor(parts: Parts, machines: MachineHost) {
    this.#parts = parts;
    this.#machines = machines;
  }

  async answer(call: AwsCall): Promise<unknown> {
    const operation = call.target.split(".")[1] ?? "";
    const handler = this.#operations[operation];
    if (handler === undefined)
      throw new AwsRefusal("UnknownOperationException", `The local state machines do not know ${operation}.`);
    const input = asRecord(parseJson(call.body, "The call"), "The call");
    const permit = (resource: string) => demand(this.#parts, call.caller, `states:${operation}`, resource);
    try {
      return await handler(input, permit);
    } catch (error) {
      if (error instanceof AwsRefusal) throw error;
      if (error instanceof StatesRefusal) throw new AwsRefusal(error.name, error.message);
      if (error instanceof Error && error.name === "InvalidExecutionInput")
        throw new AwsRefusal(error.name, error.message);
      throw new AwsRefusal("ValidationException", sentenceOf(error));
    }
  }

  readonly #operations: Readonly<
    Record<string, (input: JsonRecord, permit: (resource: string) => void) => Promise<unknown> | unknown>
  > = {
    StartExecution: async (input, permit) => {
      const arn = asText(input.stateMachineArn, "stateMachineArn");
      permit(arn);
      const name = asText(input.name, "name");
      if (!validName.test(name)) throw new AwsRefusal("InvalidName", `Invalid Name: '${name}'`);
      const { arn: executionArn, startedAt } = await this.#machines.start(
        arn,
        name,
        optionalText(input.input, "input") ?? "{}",
      );
      return { executionArn, startDate: seconds(startedAt) };
    },
    SendTaskSuccess: async (input, permit) => {
      const token = this.#token(input, permit);
      await this.#machines.answer(token, { output: asText(input.output, "output") });
      return {};
    },
    SendTaskFailure: async (input, permit) => {
      const token = this.#token(input, permit);
      const error = optionalText(input.error, "error");
      const cause = optionalText(input.cause, "cause");
      await this.#machines.answer(token, {
        ...(error === undefined ? {} : { error }),
        ...(cause === undefined ? {} : { cause }),
      });
      return {};
    },
    DescribeExecution: (input, permit) => {
      const summary = this.#execution(input, permit);
      const state = this.#machines.state(summary);
      return {
        ...listed(summary),
        input: JSON.stringify(state.input),
        inputDetails: { included: true },
        ...(state.output === undefined ? {} : { output: state.output, outputDetails: { included: true } }),
        ...(state.error === undefined ? {} : { error: state.error }),
        ...(state.cause === undefined ? {} : { cause: state.cause }),
      };
    },
    ListExecutions: (input, permit) => {
      const machineArn = asText(input.stateMachineArn, "stateMachineArn");
      permit(machineArn);
      const status = optionalText(input.statusFilter, "statusFilter");
      if (status !== undefined && !statuses.includes(status))
        throw new AwsRefusal("ValidationException", `There is no status ${status}.`);
      if (!this.#parts.machines.some(({ arn }) => arn === machineArn)) {
        throw new AwsRefusal("StateMachineDoesNotExist", `State Machine Does Not Exist: '${machineArn}'`);
      }
      const found = this.#machines
        .all()
        .filter((one) => one.machineArn === machineArn && (status === undefined || one.status === status));
      const [page, nextToken] = pageOf(
        found.toReversed(),
        input,
        ({ arn, startedAt }) => `${arn} ${startedAt}`,
      );
      return { executions: page.map(listed), ...(nextToken === undefined ? {} : { nextToken }) };
    },
    GetExecutionHistory: (input, permit) => {
      const history = this.#machines.history(this.#execution(input, permit));
      const ordered = input.reverseOrder === true ? history.toReversed() : history;
      const [page, nextToken] = pageOf(ordered, input, ({ id }) => String(id));
      const events = page.map((event) => ({ ...event, timestamp: seconds(event.timestamp) }));
      return { events: events.map(lowerDetails), ...(nextToken === undefined ? {} : { nextToken }) };
    },
  };

  /** SendTaskSuccess and SendTaskFailure are granted on the machine that the token belongs to. */
  #token(input: JsonRecord, permit: (resource: string) => void): string {
    const token = asText(input.taskToken, "taskToken");
    const arn = executionOfToken(token);
    if (arn === undefined) throw new AwsRefusal("InvalidToken", "Invalid Token: 'Invalid token'");
    permit(arn.replace(":execution:", ":stateMachine:").split(":").slice(0, 7).join(":"));
    return token;
  }

  #execution(input: JsonRecord, permit: (resource: string) => void): ExecutionSummary {
    const arn = asText(input.executionArn, "executionArn");
    permit(arn);
    const summary = this.#machines.find(arn);
    if (summary === undefined)
      throw new AwsRefusal("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
    return summary;
  }
}

function listed({ arn, machineArn, name, status, startedAt, stoppedAt }: ExecutionSummary): JsonRecord {
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate: seconds(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: seconds(stoppedAt) }),
  };
}

/** A page, and the token of the next. A token names the last entry handed out, so that new ones do not shift the pages. */
function pageOf<T>(
  all: readonly T[],
  input: JsonRecord,
  keyOf: (entry: T) => string,
): readonly [readonly T[], string | undefined] {
  const given = input.maxResults === undefined ? 0 : asNumber(input.maxResults, "maxResults");
  const size = given === 0 ? 100 : Math.min(given, 1000);
  const after = optionalText(input.nextToken, "nextToken");
  const last = after === undefined ? "" : Buffer.from(after, "base64url").toString("utf8");
  const from = after === undefined ? 0 : all.findIndex((entry) => keyOf(entry) === last) + 1;
  if (after !== undefined && from === 0)
    throw new AwsRefusal("InvalidToken", "Invalid Token: 'Invalid next token'");
  const page = all.slice(from, from + size);
  const end = page.at(-1);
  const more = from + page.length < all.length && end !== undefined;
  return [page, more ? Buffer.from(keyOf(end)).toString("base64url") : undefined];
}

/** The wire names details in lower camel case, whatever the history keeps. */
function lowerDetails(event: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(event).map(([key, value]) => [
      isRecord(value) ? key.charAt(0).toLowerCase() + key.slice(1) : key,
      value,
    ]),
  );
}

function seconds(instant: string): number {
  return Date.parse(instant) / 1000;
}
