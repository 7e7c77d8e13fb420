import { Worker } from "node:worker_threads";
import type { Invocation, WorkerMessage, WorkerSetup } from "./function-worker.ts";

/** What came of an invocation, as Lambda's Invoke tells it. */
export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string; readonly errorMessage: string };

export interface PoolOptions {
  readonly setup: WorkerSetup;
  readonly environment: Readonly<Record<string, string>>;
  /** Where Node keeps what it has compiled, this thread's own code included; undefined where it keeps nothing. */
  readonly compiled: string | undefined;
  readonly timeoutMs: number;
  readonly log: (line: string) => void;
}

/** How many invocations of one function run at a time; on AWS it is far more, on a laptop two cores. */
const largest = 2;
/** Lambda gives a new sandbox ten seconds to load its bundle. */
const loadingMs = 10_000;

/** The worker threads of one function: each takes one invocation at a time, and one that hangs or dies is replaced. */
export class WorkerPool {
  readonly #options: PoolOptions;
  #idle: Worker[] = [];
  #count = 0;
  #waiting: ((worker: Worker) => void)[] = [];

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async run(event: unknown, context: Readonly<Record<string, unknown>>): Promise<Outcome> {
    let worker: Worker;
    try {
      worker = await this.#take();
    } catch (error) {
      return { ok: false, errorType: "Runtime.ExitError", errorMessage: String(error) };
    }
    return this.#invoke(worker, { event, context, remainingMs: this.#options.timeoutMs });
  }

  /** Loads the function, where nobody has called it yet. What keeps it from loading, its first call will say. */
  async warm(): Promise<void> {
    if (this.#count > 0) return;
    await this.#start().then(
      (worker) => this.#giveBack(worker),
      () => undefined,
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }

  #take(): Promise<Worker> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return Promise.resolve(idle);
    if (this.#count < largest) return this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #start(): Promise<Worker> {
    this.#count++;
    const { setup, environment, compiled } = this.#options;
    const worker = new Worker(new URL("./function-worker.ts", import.meta.url), {
      workerData: setup,
      env: { ...environment, ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }) },
      execArgv: ["--disable-warning=ExperimentalWarning"],
      stdout: true,
      stderr: true,
    });
    worker.unref();
    for (const stream of [worker.stdout, worker.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => this.#options.log(text));
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => drop("The bundle did not load within ten seconds."), loadingMs);
      const drop = (reason: unknown) => {
        clearTimeout(timer);
        this.#count--;
        void worker.terminate();
        reject(reason);
      };
      worker.once("error", drop);
      worker.once("message", () => {
        clearTimeout(timer);
        worker.off("error", drop);
        // Between invocations a bundle may still throw; the next invocation then gets a new worker.
        worker.on("error", (error) => this.#options.log(`The worker failed: ${String(error)}\n`));
        resolve(worker);
      });
    });
  }

  #invoke(worker: Worker, invocation: Invocation): Promise<Outcome> {
    const { timeoutMs } = this.#options;
    return new Promise((resolve) => {
      const settle = (outcome: Outcome, healthy: boolean) => {
        clearTimeout(timer);
        worker.removeAllListeners("message");
        worker.off("exit", died);
        if (healthy) this.#giveBack(worker);
        else this.#replace(worker);
        resolve(outcome);
      };
      const died = () =>
        settle(
          {
            ok: false,
            errorType: "Runtime.ExitError",
            errorMessage: "Runtime exited without providing a reason",
          },
          false,
        );
      const timer = setTimeout(() => {
        const errorMessage = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
        settle({ ok: false, errorType: "Sandbox.Timedout", errorMessage }, false);
      }, timeoutMs);
      worker.once("exit", died);
      worker.on("message", (message: WorkerMessage) => {
        if (message.kind === "returned") settle({ ok: true, payload: JSON.parse(message.payload) }, true);
        if (message.kind !== "failed") return;
        const { errorType, errorMessage, stack } = message;
        this.#options.log(`${stack}\n`);
        settle({ ok: false, errorType, errorMessage }, true);
      });
      worker.postMessage(invocation);
    });
  }

  #giveBack(worker: Worker): void {
    const next = this.#waiting.shift();
    if (next !== undefined) next(worker);
    else this.#idle.push(worker);
  }

  #replace(worker: Worker): void {
    this.#count--;
    void worker.terminate();
    const next = this.#waiting.shift();
    if (next === undefined) return;
    // Somebody waits: a new worker for them; where it does not start, they meet the error as a dead worker.
    this.#start().then(next, () => this.#waiting.unshift(next));
  }
}
