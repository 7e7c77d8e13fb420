/** Whether a workflow is sound: TypeScript refuses what it can see, these rules refuse the rest. */
import * as aslRules from "./asl-rules.ts";
import { compile } from "./compile.ts";
import type { Workflow } from "./define.ts";
import type { Finding, Problems } from "./workflow-rules.ts";
import * as workflowRules from "./workflow-rules.ts";

export type { Finding } from "./workflow-rules.ts";

const rulesOfWorkflows: Readonly<Record<string, (workflow: Workflow) => Problems>> = {
  routesAreTheContracts: workflowRules.routesAreTheContracts,
  targetsAreThere: workflowRules.targetsAreThere,
  everyStepIsReached: workflowRules.everyStepIsReached,
  everyStepCanEnd: workflowRules.everyStepCanEnd,
  loopsHaveAWait: workflowRules.loopsHaveAWait,
  namesAreFree: workflowRules.namesAreFree,
  onlyPeopleClose: workflowRules.onlyPeopleClose,
};

const rulesOfDefinitions: Readonly<Record<string, (definition: aslRules.Definition) => Problems>> = {
  everyTaskIsGuarded: aslRules.everyTaskIsGuarded,
  everyWaitEnds: aslRules.everyWaitEnds,
  choicesAreOnOutcome: aslRules.choicesAreOnOutcome,
  onlyIdsTravel: aslRules.onlyIdsTravel,
  executionsAreBounded: aslRules.executionsAreBounded,
  everyStateIsReached: aslRules.everyStateIsReached,
  loopsOfStatesHaveAWait: aslRules.loopsOfStatesHaveAWait,
  eventsAreBounded: aslRules.eventsAreBounded,
};

/** All that is wrong with a workflow, as written and as compiled; empty when it is sound. */
export function soundness(workflow: Workflow): readonly Finding[] {
  const written = apply(rulesOfWorkflows, workflow);
  // What is broken as written would only be found again, less clearly, in what it compiles to.
  return written.length > 0 ? written : definitionSoundness(compile(workflow));
}

/** All that is wrong with a definition, from the compiler or from a template; empty when it is sound. */
export function definitionSoundness(asl: unknown): readonly Finding[] {
  return apply(rulesOfDefinitions, aslRules.definitionOf(asl));
}

function apply<Subject>(rules: Readonly<Record<string, (subject: Subject) => Problems>>, subject: Subject) {
  return Object.entries(rules).flatMap(([rule, check]) => named(rule, check(subject)));
}

const named = (rule: string, problems: Problems): readonly Finding[] =>
  [...problems].map(([step, problem]) => ({ rule, step, problem }));
