import { flushCompileCache } from "node:module";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { virtualDate } from "./virtual-date.ts";

/**
 * The inside of a worker thread: one function's bundle, imported once, one invocation at a time. Its `Date` is the
 * host's virtual time; timers stay real, so that the SDK's own timeouts work.
 */
export interface WorkerSetup {
  readonly file: string;
  readonly exportName: string;
  readonly clock: Float64Array;
}
export interface Invocation {
  readonly event: unknown;
  readonly context: Readonly<Record<string, unknown>>;
  /** Wall time (ms) by which the function must have answered. */
  readonly remainingMs: number;
}
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "returned"; readonly payload: string }
  | {
      readonly kind: "failed";
      readonly errorType: string;
      readonly errorMessage: string;
      readonly stack: string;
    };

const port = parentPort;
if (port === null) throw new Error("function-worker.ts runs in a worker thread only.");
const { file, exportName, clock } = workerData as WorkerSetup;
// It was for this thread, which has read it; on AWS a function has none.
delete process.env.NODE_COMPILE_CACHE;
const wallClock = Date.now.bind(Date);
globalThis.Date = virtualDate(clock);

const send = (message: WorkerMessage) => port.postMessage(message);
const fail = (thrown: unknown) => {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  send({ kind: "failed", errorType: error.name, errorMessage: error.message, stack: error.stack ?? "" });
};

// Where the bundle itself throws, every invocation fails with that error, as Lambda's do.
const loading: Promise<unknown> = import(pathToFileURL(file).href).then((bundle) => bundle[exportName]);
loading.catch(() => undefined).finally(() => send({ kind: "ready" }));

/** After the first invocation, when most of what there is to compile has been: a host that is killed keeps nothing. */
let keepCompiled = () => {
  flushCompileCache();
  keepCompiled = () => {};
};

port.on("message", ({ event, context, remainingMs }: Invocation) => {
  const deadline = wallClock() + remainingMs;
  const run = async () => {
    const handler = await loading;
    if (typeof handler !== "function") {
      throw Object.assign(new Error(`${exportName} is undefined or not exported`), {
        name: "Runtime.HandlerNotFound",
      });
    }
    const whole = { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - wallClock()) };
    // What is not JSON becomes null, as Lambda's own serializer makes it.
    return JSON.stringify(await handler(event, whole)) ?? "null";
  };
  run()
    .then((payload) => send({ kind: "returned", payload }), fail)
    .finally(keepCompiled);
});
