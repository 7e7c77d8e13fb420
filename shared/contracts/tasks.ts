import * as z from "zod";

/**
 * The tasks that workflows may name: how each runs, what it does, and every outcome that it may return (A8).
 * Append only: executions in flight finish on the definition they began with (A9).
 */
export const tasks = {
  "screen-referral": {
    kind: "call",
    does: "Reads the referral's coded answers and chooses the way in.",
    outcomes: ["signposted", "emergency", "meeting", "settled"],
  },
  "confirm-signpost": {
    kind: "await",
    does: "Alerts the duty desk, and then others, until somebody confirms that the other service has the referral.",
    outcomes: ["confirmed", "meeting", "handed-over", "superseded"],
  },
  "answer-emergency": {
    kind: "await",
    does: "Alerts the manager at once, then the out-of-hours desk and others, until somebody decides.",
    outcomes: ["allocated", "advised", "redirected", "meeting", "handed-over", "superseded"],
  },
  "hold-for-meeting": {
    kind: "await",
    does: "Keeps the case on the agenda of the allocation meeting, and tells the service manager if it is not held.",
    outcomes: ["allocated", "advised", "redirected", "deferred", "handed-over", "superseded"],
  },
  "request-review": {
    kind: "await",
    does: "Asks the worker and the supervisor for their halves of the review, and climbs the ladder while one is missing.",
    outcomes: ["reviewed", "moved", "closed", "handed-over", "superseded"],
  },
  "prepare-closure": {
    kind: "call",
    does: "Reads the closure that was asked for and chooses what it needs first: a consultation, or the decision.",
    outcomes: ["consult", "decide", "settled"],
  },
  "consult-before-closing": {
    kind: "await",
    does: "Waits until the team and every involved agency has answered, and chases those who have not.",
    outcomes: ["consulted", "withdrawn", "handed-over", "superseded"],
  },
  "decide-closure": {
    kind: "await",
    does: "Waits until a manager closes the case or keeps it open, and chases the decision.",
    outcomes: ["closed", "kept", "withdrawn", "handed-over", "superseded"],
  },
  "chase-commitment": {
    kind: "await",
    does: "Waits until somebody says what became of a promise, and chases whoever keeps it.",
    outcomes: ["kept", "not-kept", "withdrawn", "moved", "handed-over", "superseded"],
  },
} as const;

export type TaskName = keyof typeof tasks;
export type CallTask = { [T in TaskName]: (typeof tasks)[T]["kind"] extends "call" ? T : never }[TaskName];
export type AwaitTask = Exclude<TaskName, CallTask>;
export type OutcomeOf<T extends TaskName> = (typeof tasks)[T]["outcomes"][number];

const instant = z.iso.datetime();

/** What every task is told: ids and instants only (A4). `wait` counts the waits of one episode. */
export const callInput = z.strictObject({
  council: z.string().min(1),
  caseRef: z.string().min(1),
  execution: z.string().min(1).max(80),
  enteredAt: instant,
  retryCount: z.int().nonnegative(),
});
export type CallInput = z.infer<typeof callInput>;

/** What a waiting task is told besides: its token, which wait of the episode it is, and how many rungs are left. */
export const awaitInput = callInput.extend({
  token: z.string().min(1),
  wait: z.int().positive(),
  left: z.int().nonnegative(),
});
export type AwaitInput = z.infer<typeof awaitInput>;

/**
 * What a task returns and an answer carries: the outcome, and for the wait that follows its number and its
 * rungs (UTC instants, ascending). Both are there even when no wait follows, so that the next step can read them.
 */
export interface Answer<Outcome extends string = string> {
  readonly outcome: Outcome;
  readonly wait: number;
  readonly rungs: readonly string[];
}

/**
 * The input of an execution: identical each time the same start is tried. Ids, numbers and instants in their own
 * forms only, so that no word about anybody can get into an execution (A4, F42).
 */
export const episodeInput = z.strictObject({
  council: z.string().regex(/^[a-z][a-z-]*[a-z]$/),
  caseRef: z.string().regex(/^C-[0-9A-HJKMNP-TV-Z]{10}$/),
  wait: z.int().positive(),
  rungs: z.array(instant),
});
