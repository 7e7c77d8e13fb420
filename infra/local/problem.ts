/** Something that a person can mend: its message is one clear sentence, printed without a stack. */
export class HostProblem extends Error {
  override readonly name = "HostProblem";
}

/** The sentence of anything that was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
