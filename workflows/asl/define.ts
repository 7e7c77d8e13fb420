/**
 * The workflow language: a case's episode as plain typed data, in four words.
 *
 * - `call` runs a task and routes by the outcome that it returns.
 * - `await` runs a task with a token and waits until somebody answers it. It enters itself again at each rung
 *   (an instant worked out by the domain) that passes without an answer, so no wait is without end (A6).
 * - `succeed` ends the episode; another episode may already be under way.
 * - `fail` ends it loudly; the reconciler starts it again as the next attempt.
 *
 * TypeScript refuses a missing outcome, a misspelt task and an unknown target. `soundness` refuses the rest.
 */

/** What the language knows of a task: how it runs, what it does in plain English, and its closed list of outcomes (A8). */
export interface TaskContract {
  readonly kind: "call" | "await";
  readonly does: string;
  readonly outcomes: readonly string[];
}
export type TaskCatalogue = Readonly<Record<string, TaskContract>>;

type TasksOf<C extends TaskCatalogue, Kind extends TaskContract["kind"]> = {
  [Task in keyof C]: C[Task]["kind"] extends Kind ? Task : never;
}[keyof C];

type Routes<C extends TaskCatalogue, Task extends keyof C, Target extends string> = Readonly<
  Record<C[Task]["outcomes"][number], Target>
>;

/** `closesCase`: here the case itself is over, so timers alone must never lead to it (F29). */
interface SucceedStep {
  readonly succeed: string;
  readonly closesCase?: true;
}

/** A step that the catalogue `C` allows, leading only to the steps named `Target`. */
export type StepOf<C extends TaskCatalogue, Target extends string> =
  | { [T in TasksOf<C, "call">]: { readonly call: T; readonly on: Routes<C, T, Target> } }[TasksOf<C, "call">]
  | { [T in TasksOf<C, "await">]: { readonly await: T; readonly on: Routes<C, T, Target> } }[TasksOf<
      C,
      "await"
    >]
  | SucceedStep
  | { readonly fail: string };

/** A step as the compiler and the checks read it, whatever its catalogue. */
export type Step =
  | { readonly call: string; readonly on: Readonly<Record<string, string>> }
  | { readonly await: string; readonly on: Readonly<Record<string, string>> }
  | SucceedStep
  | { readonly fail: string };

/** A whole workflow with the contracts of the tasks that it uses. */
export interface Workflow {
  readonly name: string;
  readonly purpose: string;
  readonly startAt: string;
  readonly steps: Readonly<Record<string, Step>>;
  readonly tasks: TaskCatalogue;
}

/** Binds the language to a catalogue of tasks; the result takes one definition and gives it back as a `Workflow`. */
export function workflowsOver<const C extends TaskCatalogue>(tasks: C) {
  return <const S extends Readonly<Record<string, StepOf<C, string>>>>(definition: {
    readonly name: string;
    readonly purpose: string;
    readonly startAt: keyof S & string;
    readonly steps: S & { readonly [Name in keyof S]: StepOf<C, keyof S & string> };
  }): Workflow => ({ ...definition, steps: definition.steps as Readonly<Record<string, Step>>, tasks });
}
