/**
 * What must hold of a definition as it deploys: one small rule a function. They read any JSON, so that a definition
 * broken by hand, or by an older compiler, is caught as well.
 */
import { awaitResource } from "./asl.ts";
import { longestExecutionSeconds } from "./compile.ts";
import { awaitPayload, dropFirstRung, outcomeOf, secondsToFirstRung } from "./expressions.ts";
import { type Graph, isInLoop, reachedFrom, without } from "./graph.ts";
import type { Problems } from "./workflow-rules.ts";

type Loose = Readonly<Record<string, unknown>>;
export interface Definition {
  readonly startAt: string;
  readonly timeoutSeconds: unknown;
  readonly states: ReadonlyMap<string, Loose>;
}

const object = (value: unknown): Loose => (typeof value === "object" && value !== null ? { ...value } : {});
const list = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.map(object) : []);
const names = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export function definitionOf(asl: unknown): Definition {
  const { StartAt, TimeoutSeconds, States } = object(asl);
  const states = new Map(Object.entries(object(States)).map(([name, state]) => [name, object(state)]));
  return { startAt: String(StartAt), timeoutSeconds: TimeoutSeconds, states };
}

const waits = (state: Loose | undefined): boolean => state?.Resource === awaitResource;
const tasksOf = ({ states }: Definition) => [...states].filter(([, state]) => state.Type === "Task");
const catcherOf = (state: Loose, error: string) =>
  list(state.Catch).find((catcher) => names(catcher.ErrorEquals).includes(error));

/** Where a state leads: everywhere, or everywhere but by the rungs of its own wait. */
function graphOf({ states }: Definition, rungs: "with rungs" | "without rungs"): Graph {
  const targets = (name: string, state: Loose) => {
    const catches = list(state.Catch).filter(
      ({ Next, ErrorEquals }) =>
        rungs === "with rungs" || Next !== name || !names(ErrorEquals).includes("States.Timeout"),
    );
    const ways = [
      state.Next,
      state.Default,
      ...list(state.Choices).map(({ Next }) => Next),
      ...catches.map(({ Next }) => Next),
    ];
    return ways.filter((way) => typeof way === "string");
  };
  return new Map([...states].map(([name, state]) => [name, targets(name, state)]));
}

/** Every task tries again, catches everything, and has a deadline. */
export function* everyTaskIsGuarded(definition: Definition): Problems {
  for (const [name, state] of tasksOf(definition)) {
    if (list(state.Retry).length === 0) yield [name, "a task without Retry"];
    if (catcherOf(state, "States.ALL") === undefined) yield [name, "a task without a Catch for every error"];
    if (state.TimeoutSeconds === undefined) yield [name, "a task without TimeoutSeconds"];
  }
}

/** Every wait ends at an instant, and goes on only with a rung fewer (A6). */
export function* everyWaitEnds(definition: Definition): Problems {
  for (const [name, state] of tasksOf(definition)) {
    if (!waits(state)) continue;
    if (state.TimeoutSeconds !== secondsToFirstRung)
      yield [name, "a wait that does not end at its first rung"];
    const rung = catcherOf(state, "States.Timeout");
    if (rung === undefined) yield [name, "a wait without a Catch for its rung"];
    else if (rung.Next !== name) yield [name, "a rung that leads elsewhere than to its own wait"];
    else if (rung.Output !== dropFirstRung)
      yield [name, "a wait that goes on with no rung fewer: it has no end"];
  }
}

/** A choice compares the outcome only (A8), and has somewhere to go with one that it does not know. */
export function* choicesAreOnOutcome({ states }: Definition): Problems {
  for (const [name, state] of states) {
    if (state.Type !== "Choice") continue;
    for (const { Condition } of list(state.Choices)) {
      if (outcomeOf(String(Condition)) === undefined)
        yield [name, `a choice on more than the outcome: ${Condition}`];
    }
    if (typeof state.Default !== "string") yield [name, "a choice without a Default"];
  }
}

/** A task is told ids, instants and numbers from a closed list (A4, F42): no name, no address, no need. */
export function* onlyIdsTravel(definition: Definition): Problems {
  const closed: Loose = awaitPayload;
  for (const [name, state] of tasksOf(definition)) {
    for (const [key, value] of Object.entries(object(object(state.Arguments).Payload))) {
      if (!Object.hasOwn(closed, key)) yield [name, `the payload carries ${key}, which is not on the list`];
      else if (closed[key] !== value) yield [name, `the payload carries something else as ${key}`];
    }
  }
}

/** An execution ends within 300 days, well before a year. */
export function* executionsAreBounded({ timeoutSeconds }: Definition): Problems {
  const bounded =
    typeof timeoutSeconds === "number" && timeoutSeconds >= 1 && timeoutSeconds <= longestExecutionSeconds;
  if (!bounded) yield ["(machine)", `an execution could pass ${longestExecutionSeconds} seconds`];
}

/** Nothing leads to a state that is not there, and each state is led to. */
export function* everyStateIsReached(definition: Definition): Problems {
  const graph = graphOf(definition, "with rungs");
  const reached = reachedFrom(graph, [definition.startAt]);
  for (const name of reached) if (!definition.states.has(name)) yield [name, "there is no such state"];
  for (const name of definition.states.keys())
    if (!reached.has(name)) yield [name, "nothing leads to this state"];
}

/** A loop has a wait in it. */
export function* loopsOfStatesHaveAWait(definition: Definition): Problems {
  const unattended = without(graphOf(definition, "with rungs"), (name) => waits(definition.states.get(name)));
  for (const name of unattended.keys()) if (isInLoop(unattended, name)) yield [name, "a loop without a wait"];
}

/**
 * How much may happen, where only the domain knows: a loop turns at most once a week, with that many rungs passed in it,
 * and a wait outside a loop has at most that many. A test holds every service's policy to it.
 */
export const pace = { daysARound: 7, rungsARound: 7, rungsOnce: 20 } as const;
const mostEventsOfOurs = 10_000;

/** At the worst, every attempt of every rung failing but the last, an execution stays below 10,000 events. */
export function* eventsAreBounded(definition: Definition): Problems {
  const graph = graphOf(definition, "without rungs");
  const rounds = Math.ceil(longestExecutionSeconds / 86_400 / pace.daysARound);
  let events = 0;
  for (const [name, state] of definition.states) {
    const visits = isInLoop(graph, name)
      ? rounds * entriesOf(state, pace.rungsARound)
      : entriesOf(state, pace.rungsOnce);
    events += visits * eventsOfVisit(state);
  }
  if (events > mostEventsOfOurs) yield ["(machine)", `${events} events in one execution, at the worst`];
}

const entriesOf = (state: Loose, rungs: number): number => (waits(state) ? rungs + 1 : 1);

function eventsOfVisit(state: Loose): number {
  if (state.Type !== "Task") return 2;
  // Entered, scheduled, started, submitted, ended, exited; and each retry is scheduled, started and failed.
  const attempts = list(state.Retry).reduce((sum, { MaxAttempts }) => sum + Number(MaxAttempts ?? 3), 0);
  return 6 + 3 * attempts;
}
