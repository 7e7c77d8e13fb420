import type * as z from "zod";
import { roles as everyone, type Role } from "#shared/domain/decision.ts";
import type { ProblemName } from "./problems.ts";
import type { AnswerName, RequestName } from "./schemas.ts";

/** What a route takes, answers and refuses. The function, the tests and the published description all read this. */
export interface Operation {
  /** A verb that a generated client can use as a function's name. */
  readonly id: string;
  readonly summary: string;
  /** Who may use it, by the roles of their token; a route without roles asks for no token. */
  readonly roles?: readonly Role[];
  readonly request?: RequestName;
  /** What may stand after the question mark of its address; read strictly, like a body. */
  readonly query?: z.ZodObject;
  /** JSON, unless a type is named; then the body is a text. */
  readonly answer: {
    readonly status: 200 | 202;
    readonly body: AnswerName;
    readonly type?: `text/${string}`;
  };
  /** Every problem that it can give. A test produces each, and finds no other. */
  readonly problems: readonly ProblemName[];
}

/** Roles that look after something else than cases: the roster, the audit, the machines, the law on records. */
const aside: readonly Role[] = ["roster-admin", "auditor", "operator", "information-governance"];
/** Everyone who works with cases. */
export const caseReaders: readonly Role[] = everyone.filter((role) => !aside.includes(role));
export const managers: readonly Role[] = ["manager", "service-manager"];
export const deciders: readonly Role[] = [...managers, "out-of-hours", "director"];
/** The desks too: where a worker has left and nobody stands in, it is they who are told, and who may act. */
export const caseTeam: readonly Role[] = ["worker", "supervisor", "duty", ...deciders];

export const read = (body: AnswerName) => ({ status: 200, body }) as const;
export const changed = read("CaseStanding");

export const signedIn = ["token-incomplete", "not-your-role", "not-in-post", "internal"] as const;
export const withBody = [...signedIn, "not-json", "does-not-fit"] as const;
export const withCase = [...withBody, "not-found"] as const;
/** Whoever has a conflict with a case has no part in it. */
export const ofCase = [...withCase, "own-conflict"] as const;

/** Reading what runs for a case: of a restricted one it asks why. */
export const ofLooking = [
  ...signedIn,
  "does-not-fit",
  "not-found",
  "reason-needed",
  "reason-not-in-policy",
] as const;
/** Reading a case. */
export const ofReading = [...ofLooking, "own-conflict"] as const;

/** What keeps a worker from a case (CST-09, CST-10, X-03, X-04). */
export const limits = [
  "not-eligible",
  "caseload-full",
  "hours-full",
  "worker-away",
  "conflict-of-interest",
  "conflict-possible",
  "same-person-elsewhere",
] as const;

export const allocating = [
  ...ofCase,
  "already-decided",
  "nothing-to-decide",
  "reason-not-in-policy",
  "same-person",
  "worker-not-on-roster",
  ...limits,
  "not-a-meeting-day",
  "not-a-later-meeting",
  "deferred-too-far",
  "not-on-agenda",
] as const;

/** A route of staff always says whose roles may use it. */
export type StaffOperation = Operation & { readonly roles: readonly Role[] };
/** Operations by route, such as `GET /api/v1/cases`. */
export type StaffOperations = Readonly<Record<string, StaffOperation>>;
