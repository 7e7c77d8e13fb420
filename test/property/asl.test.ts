import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backoffMilliseconds } from "#workflows/asl/backoff.ts";
import type { Effect, ExecutionState, HistoryEvent, MachineEvent } from "#workflows/asl/execution.ts";
import { advance, load, outstanding, start } from "#workflows/asl/interpret.ts";
import { referralTriage } from "#workflows/referral-triage/definition.ts";
import { supportStage } from "#workflows/support-stage/definition.ts";
import { definitionOf } from "../unit/asl/support.ts";

const machines = [supportStage, referralTriage].map((workflow) => load(definitionOf(workflow)));
const at = "2026-11-20T09:00:00.000Z";
const machineArn = "arn:aws:states:eu-west-2:111122223333:stateMachine:holdfast-test-machine";
const later = (from: string, seconds: number) => new Date(Date.parse(from) + seconds * 1000).toISOString();

/** What people, functions and hosts do, kindly or not; read against the state that it meets. */
const acts = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ kind: "return" as const }) },
  { weight: 5, arbitrary: fc.constant({ kind: "pass" as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      outcome: fc.constantFrom("reviewed", "deferred", "meeting", "superseded", "unheard-of"),
      rungs: fc.array(fc.integer({ min: -5, max: 20 * 86_400 }), { maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("fail" as const),
      error: fc.constantFrom("Lambda.Unknown", "Sandbox.Timedout", "TypeError"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("late" as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant({ kind: "abort" as const }) },
);
type Act = typeof acts extends fc.Arbitrary<infer A> ? A : never;

/** What an act is to this execution now; undefined where there is nothing to act on. */
function eventOf(act: Act, state: ExecutionState, past: readonly Effect[]): MachineEvent | undefined {
  const { waiting, now } = state;
  const task = waiting?.kind === "task" ? waiting : undefined;
  const soon = later(now, 60);
  switch (act.kind) {
    case "return":
      return (
        task && {
          kind: "invocation-succeeded",
          at: soon,
          correlation: task.correlation,
          payload: answer("meeting", soon, [60]),
        }
      );
    case "pass":
      return waiting && { kind: "timer-fired", at: waiting.deadline, id: waiting.timer };
    case "answer": {
      const output = JSON.stringify(answer(act.outcome, soon, act.rungs));
      return { kind: "token-answered", at: soon, token: task?.token ?? "none", output };
    }
    case "fail":
      return (
        task && {
          kind: "invocation-failed",
          at: soon,
          correlation: task.correlation,
          error: act.error,
          cause: "",
        }
      );
    case "late": {
      const effect = past[act.which % past.length];
      if (effect?.kind === "set-timer") return { kind: "timer-fired", at: soon, id: effect.id };
      if (effect?.kind === "invoke" && effect.token !== undefined) {
        return { kind: "token-answered", at: soon, token: effect.token, output: "{}" };
      }
      return undefined;
    }
    case "abort":
      return { kind: "aborted", at: soon };
  }
}
const answer = (outcome: string, from: string, rungs: readonly number[]) => ({
  outcome,
  wait: 2,
  rungs: rungs.map((seconds) => later(from, seconds)),
});

interface Run {
  readonly states: readonly ExecutionState[];
  readonly events: readonly HistoryEvent[];
  readonly effects: readonly Effect[];
}

/** Runs one execution through the acts; `journal` is what happens to a state between two of them. */
async function run(
  which: number,
  list: readonly Act[],
  journal: (state: ExecutionState) => ExecutionState,
): Promise<Run> {
  const machine = machines[which];
  if (machine === undefined) throw new Error("No such machine");
  const rungs = [later(at, 3600), later(at, 7200), later(at, 86_400)];
  const input = JSON.stringify({ council: "milton-keynes", caseRef: "MK7", wait: 1, rungs });
  const first = await start(machine, { name: "case-1", arn: `${machineArn}:case-1`, machineArn, input, at });
  const states = [first.state];
  const events = [...first.events];
  const effects = [...first.effects];
  let state = first.state;
  for (const act of list) {
    const event = eventOf(act, state, effects);
    if (event === undefined) continue;
    const turn = await advance(machine, journal(state), event);
    state = turn.state;
    states.push(state);
    events.push(...turn.events);
    effects.push(...turn.effects);
  }
  return { states, events, effects };
}

const runs = { numRuns: 150 };
const which = fc.nat({ max: machines.length - 1 });
const lists = fc.array(acts, { maxLength: 40 });
const asItIs = (state: ExecutionState) => state;
const throughTheJournal = (state: ExecutionState): ExecutionState => JSON.parse(JSON.stringify(state));

describe("whatever happens to an execution", () => {
  test("a state read back from the journal goes on just the same (M1, M7)", async () => {
    await fc.assert(
      fc.asyncProperty(which, lists, async (machine, list) => {
        expect(await run(machine, list, throughTheJournal)).toEqual(await run(machine, list, asItIs));
      }),
      runs,
    );
  });

  test("history ids are 1, 2, 3 and so on, and its time never runs back (M2)", async () => {
    await fc.assert(
      fc.asyncProperty(which, lists, async (machine, list) => {
        const { events, states } = await run(machine, list, asItIs);
        expect(events.map(({ id }) => id)).toEqual(events.map((_event, index) => index + 1));
        expect(states.at(-1)?.lastEventId).toBe(events.length);
        const times = events.map(({ timestamp }) => timestamp);
        expect(times).toEqual(times.toSorted());
      }),
      runs,
    );
  });

  test("no token is issued twice, and no invocation or timer of a wait shares a name (M3, M6)", async () => {
    await fc.assert(
      fc.asyncProperty(which, lists, async (machine, list) => {
        const { events, effects } = await run(machine, list, asItIs);
        const invocations = effects.filter((effect) => effect.kind === "invoke");
        const tokens = invocations.flatMap(({ token }) => token ?? []);
        expect(new Set(tokens).size).toBe(tokens.length);
        expect(new Set(invocations.map(({ correlation }) => correlation)).size).toBe(invocations.length);
        expect(events.filter(({ type }) => type === "TaskScheduled")).toHaveLength(invocations.length);
      }),
      runs,
    );
  });

  test("an execution runs and waits for something, or has ended for good (M8)", async () => {
    await fc.assert(
      fc.asyncProperty(which, lists, async (machine, list) => {
        const { states, effects } = await run(machine, list, asItIs);
        for (const state of states) {
          expect(state.waiting !== undefined).toBe(state.status === "RUNNING");
          expect(outstanding(state).length > 0).toBe(state.status === "RUNNING");
        }
        expect(effects.filter(({ kind }) => kind === "ended").length).toBe(
          states.at(-1)?.status === "RUNNING" ? 0 : 1,
        );
      }),
      runs,
    );
  });

  test("all that a restarted host does again had been asked for before: timers, and calls not yet back (M11)", async () => {
    await fc.assert(
      fc.asyncProperty(which, lists, async (machine, list) => {
        const { states, effects } = await run(machine, list, asItIs);
        const last = states.at(-1);
        expect(effects).toEqual(expect.arrayContaining([...(last === undefined ? [] : outstanding(last))]));
      }),
      runs,
    );
  });

  test("left alone from there, it ends: by its rungs, its retries or its own deadline (M9)", async () => {
    await fc.assert(
      fc.asyncProperty(which, lists, async (machine, list) => {
        const loaded = machines[machine];
        const { states } = await run(machine, list, asItIs);
        let state = states.at(-1);
        for (let turns = 0; state?.status === "RUNNING" && loaded !== undefined; turns++) {
          expect(turns).toBeLessThan(100);
          const timers = outstanding(state).filter((effect) => effect.kind === "set-timer");
          const [due] = timers.toSorted((one, other) => one.at.localeCompare(other.at));
          if (due === undefined) throw new Error("It waits for nothing");
          state = (await advance(loaded, state, { kind: "timer-fired", at: due.at, id: due.id })).state;
        }
        expect(state?.status).not.toBe("RUNNING");
      }),
      runs,
    );
  });
});

test("jitter is never negative, never over the backoff, and spread over all of it", () => {
  const retrier = { errors: [], intervalSeconds: 2, maxAttempts: 6, backoffRate: 2, maxDelaySeconds: 60 };
  const delays = Array.from({ length: 4000 }, (_one, index) =>
    backoffMilliseconds(retrier, 9, `seed#${index}`),
  );
  for (const delay of delays) expect(delay >= 0 && delay < 60_000).toBe(true);
  for (let tenth = 0; tenth < 10; tenth++) {
    const inIt = delays.filter((delay) => Math.floor(delay / 6000) === tenth).length;
    expect(inIt).toBeGreaterThan(300);
    expect(inIt).toBeLessThan(500);
  }
});
