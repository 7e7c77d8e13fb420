/** An answer that is not a success, as RFC 9457 has it. It never holds personal data or a stack. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  /** `kind` is the name that a program matches, `title` and `detail` are what a person reads and can act on. */
  constructor(
    status: number,
    kind: string,
    title: string,
    detail: string,
    more: Readonly<Record<string, unknown>> = {},
  ) {
    super(kind);
    this.status = status;
    this.body = { type: `urn:holdfast:problem:${kind}`, title, status, detail, ...more };
  }
}

export const internalProblem = new Problem(
  500,
  "internal",
  "Something went wrong here",
  "Nothing that was accepted is lost. Please try again; if it goes on, tell the service desk the time of this answer.",
);
