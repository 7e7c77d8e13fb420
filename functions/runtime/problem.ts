import { type ProblemName, problems, problemType } from "#shared/contracts/problems.ts";

/** An answer that is not a success, as RFC 9457 has it. It never holds personal data or a stack. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  /** `kind` is the name that a program matches; `more` is told besides, or says the `detail` more closely. */
  constructor(kind: ProblemName, more: Readonly<Record<string, unknown>> = {}) {
    super(kind);
    const { status, title, detail } = problems[kind];
    this.status = status;
    this.body = { type: problemType(kind), title, status, detail, ...more };
  }
}

export const internalProblem = new Problem("internal");
