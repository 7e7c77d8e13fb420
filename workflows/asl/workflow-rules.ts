/** What must hold of a workflow as it is written: one small rule a function. */
import { choiceName, needsAttention } from "./compile.ts";
import type { Step, Workflow } from "./define.ts";
import { type Graph, isInLoop, reachedFrom, without } from "./graph.ts";

/** One thing that is wrong: which rule, at which step, and what. */
export interface Finding {
  readonly rule: string;
  readonly step: string;
  readonly problem: string;
}
/** What is wrong at each step, before the rule's name is put to it. */
export type Problems = Iterable<readonly [step: string, problem: string]>;

const stepsOf = (workflow: Workflow) => Object.entries(workflow.steps);
const targetsOf = (step: Step): readonly string[] => ("on" in step ? Object.values(step.on) : []);
const graphOf = (workflow: Workflow): Graph =>
  new Map(stepsOf(workflow).map(([name, step]) => [name, targetsOf(step)]));
const isEnd = (step: Step | undefined): boolean => step !== undefined && !("on" in step);

/** Each step has exactly the outcomes of its task's contract, and runs the task as the contract says. */
export function* routesAreTheContracts(workflow: Workflow): Problems {
  for (const [name, step] of stepsOf(workflow)) {
    if (!("on" in step)) continue;
    const [kind, task] = "await" in step ? ["await", step.await] : ["call", step.call];
    const contract = workflow.tasks[task];
    if (contract === undefined) {
      yield [name, `there is no task ${task}`];
      continue;
    }
    if (contract.kind !== kind) yield [name, `${task} is to be run by ${contract.kind}, not by ${kind}`];
    for (const outcome of contract.outcomes) {
      if (!(outcome in step.on)) yield [name, `no route for the outcome ${outcome}`];
    }
    for (const outcome of Object.keys(step.on)) {
      if (!contract.outcomes.includes(outcome)) yield [name, `${task} never returns ${outcome}`];
    }
  }
}

/** Each route, and the start, leads to a step that is there. */
export function* targetsAreThere(workflow: Workflow): Problems {
  if (!(workflow.startAt in workflow.steps)) yield [workflow.startAt, "the start is no step"];
  for (const [name, step] of stepsOf(workflow)) {
    for (const target of targetsOf(step)) {
      if (!(target in workflow.steps)) yield [name, `there is no step ${target}`];
    }
  }
}

/** No step is there that nothing leads to. */
export function* everyStepIsReached(workflow: Workflow): Problems {
  const reached = reachedFrom(graphOf(workflow), [workflow.startAt]);
  for (const [name] of stepsOf(workflow)) if (!reached.has(name)) yield [name, "nothing leads here"];
}

/** From each step some way leads to an end, without anything failing. */
export function* everyStepCanEnd(workflow: Workflow): Problems {
  const graph = graphOf(workflow);
  for (const [name] of stepsOf(workflow)) {
    const reached = [...reachedFrom(graph, [name])];
    if (!reached.some((target) => isEnd(workflow.steps[target]))) yield [name, "no way leads to an end"];
  }
}

/** A loop has a wait in it; one of calls only would spin. */
export function* loopsHaveAWait(workflow: Workflow): Problems {
  const calls = without(graphOf(workflow), (name) => "await" in (workflow.steps[name] ?? {}));
  for (const name of calls.keys()) if (isInLoop(calls, name)) yield [name, "a loop of calls only"];
}

/** Names that the compiler and the conditions can carry: outcomes in lower case, steps that are not the compiler's. */
export function* namesAreFree(workflow: Workflow): Problems {
  const taken = new Set([needsAttention, ...Object.keys(workflow.steps).map(choiceName)]);
  for (const [name, step] of stepsOf(workflow)) {
    if (!/^[A-Z][A-Za-z]{0,59}$/.test(name))
      yield [name, "a step is named in words run together, as AwaitMeeting"];
    if (taken.has(name)) yield [name, "the compiler needs this name"];
    for (const outcome of "on" in step ? Object.keys(step.on) : []) {
      if (!/^[a-z]+(-[a-z]+)*$/.test(outcome))
        yield [name, `the outcome ${outcome} is not in lower-case words`];
    }
  }
}

/** The outcomes by which a function answers its own wait: at its last rung, or because a newer execution has the case. */
export const answeredWithoutAPerson: readonly string[] = ["handed-over", "superseded"];

/**
 * A case is closed by a person only (F29): no way on which nothing but calls and timers act leads to one of the
 * `closing` steps.
 */
export function* onlyPeopleClose(workflow: Workflow): Problems {
  const unattended = new Map(
    stepsOf(workflow).map(([name, step]) => {
      if (!("await" in step)) return [name, targetsOf(step)];
      const routes = Object.entries(step.on).filter(([outcome]) => answeredWithoutAPerson.includes(outcome));
      return [name, routes.map(([, target]) => target)];
    }),
  );
  const reached = reachedFrom(unattended, [workflow.startAt]);
  for (const [name, step] of stepsOf(workflow)) {
    const closes = "succeed" in step && step.closesCase === true;
    if (closes && reached.has(name)) yield [name, "closes a case, and timers alone lead here"];
  }
}
