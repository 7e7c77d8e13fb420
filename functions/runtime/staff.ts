import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import * as z from "zod";
import { readJson } from "#shared/contracts/json.ts";
import type { StaffRoute } from "#shared/contracts/routes.ts";
import { dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import { type Actor, hasAny, type Role, roles } from "#shared/domain/decision.ts";
import { isActive, type StaffMember } from "#shared/domain/roster.ts";
import type { Ports } from "#shared/usecases/ports.ts";
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
  readonly body: string;
  readonly ports: Ports;
  readonly at: Instant;
}

/** A route: who may use it, and what it does. */
export interface StaffHandler {
  readonly roles: readonly Role[];
  readonly answer: (request: StaffRequest) => Promise<Reply>;
}

/** The handler of every staff route. A route that is not in the record does not compile. */
export function staffHandler(routes: Readonly<Record<StaffRoute, StaffHandler>>) {
  const ports = realPorts();
  const byKey = new Map<string, StaffHandler>(Object.entries(routes));
  return httpHandler<APIGatewayProxyEventV2WithJWTAuthorizer>(async (event) => {
    const at = now();
    const route = byKey.get(event.routeKey);
    if (!route) throw new Problem(404, "not-found", "There is nothing here", "Check the address.");
    const staff = staffOf(event.requestContext.authorizer?.jwt?.claims ?? {});
    if (!hasAny(staff, ...route.roles)) {
      throw new Problem(
        403,
        "not-your-role",
        "Your role does not allow this",
        `It needs one of: ${route.roles.join(", ")}.`,
      );
    }
    if (await hasLeft(ports, staff, at)) {
      throw new Problem(
        403,
        "not-in-post",
        "You are not in post on the roster",
        "If that is wrong, ask whoever keeps the roster to mend your dates, and try again.",
      );
    }
    const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8").toString("utf8");
    return route.answer({ staff, path: definedOnly(event.pathParameters ?? {}), body, ports, at });
  });
}

const claimsOf = z.object({ sub: z.string().min(1), council: z.string().min(1), roles: z.unknown() });

/** Reads the claims. An array claim arrives as the text "[a b]"; a role that we do not know gives no right. */
function staffOf(claims: Readonly<Record<string, unknown>>): Staff {
  const read = claimsOf.safeParse(claims);
  if (!read.success) {
    throw new Problem(
      403,
      "token-incomplete",
      "Your sign-in does not say who you are",
      "Ask the service desk to add your council and staff id to your account.",
    );
  }
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
async function hasLeft({ store }: Ports, { council, id }: Staff, at: Instant): Promise<boolean> {
  const post = await store.load<StaffMember>({ council, kind: "worker", id });
  return post !== undefined && !isActive(post.state, dayOf(at));
}

const definedOnly = (path: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(path).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** Reads a body or a part of the path by its contract. Throws a 400 that names each field and what it should be. */
export function read<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place = "the body",
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({
    at: path.join(".") || place,
    expected: message,
  }));
  throw new Problem(
    400,
    "does-not-fit",
    "Something in the request does not fit",
    "See each fault, mend it, and send the request again.",
    { faults },
  );
}

export function readBody<Schema extends z.ZodType>(schema: Schema, body: string): z.infer<Schema> {
  const json = readJson(body);
  if ("fault" in json) {
    throw new Problem(400, "not-json", "The body must be JSON", `Expected ${json.fault.expected}.`);
  }
  return read(schema, json.value);
}
