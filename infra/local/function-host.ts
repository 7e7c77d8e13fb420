import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { getCompileCacheDir } from "node:module";
import { join } from "node:path";
import type { Activity } from "./activity.ts";
import type { FunctionPart, Parts } from "./assembly.ts";
import { type Outcome, WorkerPool } from "./function-worker-pool.ts";
import { HostProblem } from "./problem.ts";

export type { Outcome } from "./function-worker-pool.ts";

export interface FunctionHostOptions {
  readonly parts: Parts;
  readonly activity: Pick<Activity, "during">;
  readonly clock: Float64Array;
  /** Base URL of the loopback endpoints that the SDK is pointed at. */
  readonly endpoint: string;
  readonly dataFolder: string;
  /** Takes what the functions write for operators. */
  readonly log: (text: string) => void;
}

/** Runs the bundled functions of the assembly in worker threads, with the template's environment and nothing of the laptop's. */
export class FunctionHost {
  readonly #options: FunctionHostOptions;
  readonly #pools = new Map<string, WorkerPool>();
  #closed = false;

  constructor(options: FunctionHostOptions) {
    this.#options = options;
  }

  /** Invokes a function by ARN (a version or an alias leads to the same bundle). Failures are outcomes, not errors. */
  async invoke(arn: string, event: unknown): Promise<Outcome> {
    const part = this.partOf(arn);
    if (part === undefined) {
      return {
        ok: false,
        errorType: "Lambda.ResourceNotFoundException",
        errorMessage: `Function not found: ${arn}`,
      };
    }
    const requestId = randomUUID();
    const context = {
      functionName: part.name,
      functionVersion: "$LATEST",
      invokedFunctionArn: arn,
      memoryLimitInMB: String(part.memoryMb),
      awsRequestId: requestId,
      logGroupName: `/aws/lambda/${part.name}`,
      logStreamName: "local",
      callbackWaitsForEmptyEventLoop: true,
    };
    return this.#options.activity.during(() => this.#pool(part).run(event, context));
  }

  /** Loads every function, one after the other, so that nobody's first click waits for it. */
  async warm(): Promise<void> {
    for (const part of this.#options.parts.functions) {
      if (this.#closed) return;
      await this.#pool(part).warm();
    }
  }

  partOf(arn: string): FunctionPart | undefined {
    const unqualified = arn.split(":").slice(0, 7).join(":");
    return this.#options.parts.functions.find((part) => part.arn === unqualified);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
  }

  #pool(part: FunctionPart): WorkerPool {
    const known = this.#pools.get(part.arn);
    if (known !== undefined) return known;
    const { clock, log } = this.#options;
    const [file, exportName] = handlerOf(part);
    const pool = new WorkerPool({
      setup: { file, exportName, clock },
      environment: this.#environmentOf(part),
      compiled: getCompileCacheDir(),
      timeoutMs: part.timeoutSeconds * 1000,
      log: (text) => log(text.replace(/^(?=.)/gm, `${part.logicalId} `)),
    });
    this.#pools.set(part.arn, pool);
    return pool;
  }

  /** The caller's access key is its logical id: by it the loopback endpoints find the role (A10). */
  #environmentOf(part: FunctionPart): Readonly<Record<string, string>> {
    const { endpoint, parts, dataFolder } = this.#options;
    const nowhere = join(dataFolder, "no-aws-configuration");
    return {
      ...part.environment,
      AWS_REGION: parts.region,
      AWS_DEFAULT_REGION: parts.region,
      AWS_ACCESS_KEY_ID: part.logicalId,
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_LAMBDA_FUNCTION_NAME: part.name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(part.memoryMb),
      LAMBDA_TASK_ROOT: part.folder,
      _HANDLER: part.handler,
      TZ: ":UTC",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: nowhere,
      AWS_SHARED_CREDENTIALS_FILE: nowhere,
      AWS_ENDPOINT_URL: `${endpoint}/not-served`,
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_ENDPOINT_URL_SFN: endpoint,
      AWS_ENDPOINT_URL_SES: endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
    };
  }
}

/** The file and the export of a handler. Throws `HostProblem` where the bundle has no such file. */
export function handlerOf({ folder, handler, logicalId }: FunctionPart): readonly [string, string] {
  const dot = handler.lastIndexOf(".");
  const base = join(folder, handler.slice(0, dot));
  const file = [".mjs", ".js", ".cjs"].map((extension) => base + extension).find((path) => existsSync(path));
  if (file === undefined)
    throw new HostProblem(`The bundle of the function ${logicalId} has no file for the handler ${handler}.`);
  return [file, handler.slice(dot + 1)];
}
