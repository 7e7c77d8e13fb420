/** A definition holds something that our compiler does not emit; the interpreter refuses it rather than guess (A10). */
export class UnsupportedAsl extends Error {
  override readonly name = "UnsupportedAsl";
  /** The state, or `(machine)` for a field of the machine itself. */
  readonly state: string;
  readonly field: string;
  readonly problem: string;

  constructor(state: string, field: string, problem: string) {
    super(`Unsupported ASL in ${state}, ${field}: ${problem}`);
    this.state = state;
    this.field = field;
    this.problem = problem;
  }
}

/** The input of an execution is not JSON or is too large, as StartExecution says it. */
export class InvalidExecutionInput extends Error {
  override readonly name = "InvalidExecutionInput";
}

/** An expression failed, gave nothing, or gave a value that its field cannot take. */
export class QueryFailed extends Error {
  override readonly name = "States.QueryEvaluationError";
  readonly location: string;

  constructor(location: string, problem: string) {
    super(problem);
    this.location = location;
  }
}
