import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import * as z from "zod";
import { parameters } from "#shared/contracts/api.ts";
import { faultWords, placeOf } from "#shared/contracts/fault-words.ts";
import { readJson } from "#shared/contracts/json.ts";
import type { StaffOperations } from "#shared/contracts/operation.ts";
import { dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import { type Actor, hasAny, roles } from "#shared/domain/decision.ts";
import { find, isActive } from "#shared/domain/roster.ts";
import { actingRoles } from "#shared/usecases/acting-roles.ts";
import { forOneInvocation } from "#shared/usecases/compose.ts";
import type { Ports } from "#shared/usecases/ports.ts";
import { type Named, rosterOf } from "#shared/usecases/read-roster.ts";
import { now } from "./clock.ts";
import { httpHandler, type Reply } from "./http.ts";
import { realPorts } from "./ports.ts";
import { Problem } from "./problem.ts";

/** Whoever asks, from the token alone: the body and the path never say which council (F44). */
export interface Staff extends Actor {
  readonly council: string;
}

export interface StaffRequest {
  readonly staff: Staff;
  readonly path: Readonly<Record<string, string>>;
  /** What stands after the question mark; only a route whose contract names it looks at it. */
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly ports: Ports;
  readonly at: Instant;
}

/** What a staff route does. Who may use it stands in its contract. */
export interface StaffHandler {
  readonly answer: (request: StaffRequest) => Promise<Reply>;
}
export type StaffHandlers = Readonly<Record<string, StaffHandler>>;

/** The routes that one function answers: what each takes and refuses, and what it does. */
export interface StaffArea {
  readonly operations: StaffOperations;
  readonly handlers: StaffHandlers;
}

/** An area of the API. A route without a handler does not compile, nor one that the contract does not name. */
export const staffArea = <Operations extends StaffOperations>(
  operations: Operations,
  handlers: { readonly [Route in keyof Operations]: StaffHandler },
): StaffArea => ({ operations, handlers });

/** The handler of an area, on the real ports. */
export const staffHandler = (area: StaffArea) => answerStaff(area, realPorts(), now);

/** The same on the ports and the clock that are handed in. */
export function answerStaff({ operations, handlers }: StaffArea, outside: Ports, clock: () => Instant) {
  return httpHandler<APIGatewayProxyEventV2WithJWTAuthorizer>(async (event) => {
    const at = clock();
    const ports = forOneInvocation(outside);
    const operation = operations[event.routeKey];
    const handler = handlers[event.routeKey];
    // The gateway answers what is not in the template; a route of the template without an answer is our fault.
    if (!operation || !handler) throw new UnservedRouteError(event.routeKey);
    const signedIn = staffOf(event.requestContext.authorizer?.jwt?.claims ?? {});
    const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8").toString("utf8");
    const path = definedOnly(event.pathParameters ?? {});
    const roles = await actingRoles(ports, signedIn, aboutIn(path, body), at);
    const staff = { ...signedIn, roles };
    const allowed = operation.roles;
    if (!hasAny(staff, ...allowed)) {
      throw new Problem("not-your-role", { detail: `It needs one of: ${allowed.join(", ")}.` });
    }
    if (await hasLeft(ports, staff, at)) throw new Problem("not-in-post");
    const query = definedOnly(event.queryStringParameters ?? {});
    return handler.answer({ staff, path, query, body, ports, at });
  });
}

const named = z.object({
  caseRef: parameters.caseRef.optional(),
  referralRef: parameters.referralRef.optional(),
});

/** The case or referral that a request is about, as its address says, or at a meeting its body; neither where none is named. */
function aboutIn(path: StaffRequest["path"], body: string): Named {
  const json = path.date ? readJson(body) : { value: path };
  return ("fault" in json ? undefined : named.safeParse(json.value).data) ?? {};
}

/** The template sends us a route that nothing here answers. */
class UnservedRouteError extends Error {
  override readonly name = "UnservedRouteError";
  constructor(route: string) {
    super(`Nothing answers ${route}`);
  }
}

const claimsOf = z.object({ sub: z.string().min(1), council: z.string().min(1), roles: z.unknown() });

/** Reads the claims. An array claim arrives as the text "[a b]"; a role that we do not know gives no right. */
function staffOf(claims: Readonly<Record<string, unknown>>): Staff {
  const read = claimsOf.safeParse(claims);
  if (!read.success) throw new Problem("token-incomplete");
  const { sub, council, roles: claimed } = read.data;
  const names = Array.isArray(claimed)
    ? claimed.map(String)
    : String(claimed ?? "")
        .replace(/^\[|\]$/g, "")
        .split(/[\s,]+/);
  return { id: sub, council, roles: roles.filter((role) => names.includes(role)) };
}

/**
 * Whether the roster says that this person is not in post: a token outlives its owner's leaving by some hours, and
 * must not open a case in them (F18). Somebody who is not on the roster, as the first to keep it is, has not left.
 */
async function hasLeft(ports: Ports, { council, id }: Staff, at: Instant): Promise<boolean> {
  const post = find(await rosterOf(ports, council), id);
  return post !== undefined && !isActive(post, dayOf(at));
}

const definedOnly = (parts: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** Reads a body or a part of the path by its contract. Throws a 400 that names each field and what it should be. */
export function read<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place = "the body",
): z.infer<Schema> {
  const parsed = schema.safeParse(value, { error: faultWords });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({
    at: placeOf(path, place),
    expected: message,
  }));
  throw new Problem("does-not-fit", { faults });
}

export function readBody<Schema extends z.ZodType>(schema: Schema, body: string): z.infer<Schema> {
  const json = readJson(body);
  if ("fault" in json) {
    throw new Problem("not-json", { detail: `Expected ${json.fault.expected}.` });
  }
  return read(schema, json.value);
}
