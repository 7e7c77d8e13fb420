import type { OutsidePorts } from "#shared/usecases/ports.ts";

/** The process died. Whoever called it sees an error, and nothing of it runs any more. */
export class Crash extends Error {
  override readonly name = "Crash";
}

export interface CrashPoint {
  /** The number of the port call, from 1, over the whole run. */
  readonly call: number;
  readonly when: "before" | "after";
}

/**
 * Stands between the use cases and every port call. Counts the calls, and at a planned one ends the invocation that
 * makes it: that call and every later one of the same invocation throws. Another invocation is another process.
 */
export class Crashes {
  /** Every call that was made, in order, as port.method. */
  readonly calls: string[] = [];
  /** The calls at which a crash was made. */
  readonly crashed: string[] = [];
  plan: readonly CrashPoint[];

  constructor(plan: readonly CrashPoint[] = []) {
    this.plan = plan;
  }

  /** The ports of one invocation. */
  readonly between = (ports: OutsidePorts): OutsidePorts => {
    const process = { isDead: false };
    const { store, mailer, mailRecord, workflows } = ports;
    return {
      ...ports,
      store: this.#over("store", store, process),
      mailer: this.#over("mailer", mailer, process),
      mailRecord: this.#over("mailRecord", mailRecord, process),
      workflows: this.#over("workflows", workflows, process),
    };
  };

  /** The port with each of its methods wrapped: taken from the object itself, so that none can be forgotten. */
  #over<Port extends object>(name: string, port: Port, process: { isDead: boolean }): Port {
    return new Proxy(port, {
      get: (target, method) => {
        const member: unknown = Reflect.get(target, method, target);
        if (typeof member !== "function") return member;
        return (...given: unknown[]) =>
          this.#call(`${name}.${String(method)} ${kindOf(given[0])}`, process, () =>
            member.apply(target, given),
          );
      },
    });
  }

  #call(name: string, process: { isDead: boolean }, make: () => unknown): unknown {
    if (process.isDead) return died();
    this.calls.push(name);
    const number = this.calls.length;
    const point = this.plan.find(({ call }) => call === number);
    if (point === undefined) return make();
    const die = () => {
      process.isDead = true;
      this.crashed.push(`${number} ${point.when} ${name}`);
      return died();
    };
    if (point.when === "before") return die();
    const made = make();
    // A list that is read bit by bit is cut off before its first line.
    return made instanceof Promise ? made.then(die) : die();
  }
}

/** What a call of a dead process comes to: a promise that never holds, and a list without a first line. */
function died(): unknown {
  const crash = new Crash("The process died");
  const rejected = Promise.reject(crash);
  rejected.catch(() => undefined); // Whoever awaits it sees it; nobody else is told.
  const iterate = () => {
    throw crash;
  };
  return Object.assign(rejected, { [Symbol.asyncIterator]: iterate });
}

/** The kind of document that a call of the store is about, where it is about one. */
function kindOf(given: unknown): string {
  if (typeof given !== "object" || given === null) return "";
  if ("kind" in given) return String(given.kind);
  return "key" in given ? kindOf(given.key) : "";
}
