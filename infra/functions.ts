import { type Area, areaNames } from "#shared/contracts/routes.ts";
import { tasks } from "#shared/contracts/tasks.ts";

/** The indexes of the case table, by the name that both stacks and adapters use. */
export type CaseIndex = "due" | "worker" | "owing";

/**
 * One function and what it needs. Whatever decides dispatches its effects itself (A3): the rights for that are given
 * to all that do in `service-stack.ts`. What only some need stands here, so that the list is the whole difference
 * between two roles (F52).
 */
export interface FunctionDefinition {
  /** Kebab-case: part of the function's name, which executions in flight call by ARN (F22). */
  readonly name: string;
  /** The handler's file, from the root of the project. */
  readonly entry: string;
  readonly timeoutSeconds: number;
  /** Reaches cases, mail and workflows; what does not may write its log and nothing else. */
  readonly decides: boolean;
  /** Writes the description of the API, and nothing else. */
  readonly describesApi: boolean;
  readonly indexes: readonly CaseIndex[];
  /** May read the history, to show somebody what happened. */
  readonly readsHistory: boolean;
  /** May scan the case table. */
  readonly reconciles: boolean;
  /** May ask Step Functions what is running. */
  readonly asksWhatRuns: boolean;
  /** May read the secrets that referral senders sign with. */
  readonly readsWebhookSecrets: boolean;
}

const decides = {
  decides: true,
  describesApi: false,
  indexes: [],
  readsHistory: false,
  reconciles: false,
  asksWhatRuns: false,
  readsWebhookSecrets: false,
} as const;

const taskFunctions: readonly FunctionDefinition[] = Object.keys(tasks).map((task) => ({
  ...decides,
  name: task,
  entry: `functions/${task}/handler.ts`,
  timeoutSeconds: 30,
}));

/** A request answered by API Gateway, which gives up after 30 seconds: a function that outlives it helps nobody. */
const answersARequest = { ...decides, timeoutSeconds: 25 } as const;

/** The function that serves an area of the staff API. */
export const staffFunction = (area: Area): string => `staff-${area}`;

/** Every function of the service. A task needs no line here: the contract already names it. */
export const functions: readonly FunctionDefinition[] = [
  ...taskFunctions,
  {
    ...answersARequest,
    name: "referral-webhook",
    entry: "functions/referral-webhook/handler.ts",
    readsWebhookSecrets: true,
  },
  ...areaNames.map((area) => ({
    ...answersARequest,
    name: staffFunction(area),
    entry: `functions/${staffFunction(area)}/handler.ts`,
    readsHistory: true,
    // An operator sees what is owed for too long, and whether each execution is alive.
    indexes: area === "operations" ? (["due", "worker", "owing"] as const) : (["due", "worker"] as const),
    asksWhatRuns: area === "operations",
  })),
  {
    ...answersARequest,
    name: "api-description",
    entry: "functions/api-description/handler.ts",
    decides: false,
    describesApi: true,
  },
  {
    ...decides,
    name: "sweep",
    entry: "functions/operations/sweep/handler.ts",
    timeoutSeconds: 240,
    // It may do any effect that was left over; whoever stands in for somebody is told of their cases,
    // and each morning's mail lists what its reader has due.
    indexes: ["owing", "due"],
    readsHistory: true,
  },
  {
    ...decides,
    name: "morning",
    entry: "functions/operations/morning/handler.ts",
    timeoutSeconds: 240,
    indexes: ["due", "worker"],
    readsHistory: true,
  },
  {
    ...decides,
    name: "mail-events",
    entry: "functions/operations/mail-events/handler.ts",
    timeoutSeconds: 60,
  },
  {
    ...decides,
    name: "reconciler",
    entry: "functions/operations/reconciler/handler.ts",
    timeoutSeconds: 840,
    // What was given up on stands among what is owed, and is tried again each day (F31).
    indexes: ["due", "owing"],
    reconciles: true,
    asksWhatRuns: true,
  },
];
