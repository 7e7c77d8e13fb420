/** What a problem is called and says, once: answers are made from it, and so is the API's description. */
export interface ProblemText {
  readonly status: number;
  readonly title: string;
  /** What a person can do about it, where the answer does not say it more closely. */
  readonly detail: string;
}

export const problem = (status: number, title: string, detail: string): ProblemText => ({
  status,
  title,
  detail,
});
