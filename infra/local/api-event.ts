import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { RouteMatch } from "./api-routes.ts";
import type { JsonRecord } from "./json.ts";

/** What API Gateway hands over as text; every other body travels as base64. */
const textual = /^(text\/|application\/(json|xml|javascript)\b)/i;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export interface ReceivedRequest {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: Buffer;
  readonly match: RouteMatch;
  readonly claims?: JsonRecord;
  readonly apiId: string;
  readonly account: string;
  readonly now: number;
}

/** The event of an HTTP API with payload format 2.0. */
export function eventOf({
  request,
  url,
  body,
  match,
  claims,
  apiId,
  account,
  now,
}: ReceivedRequest): JsonRecord {
  const { cookie, ...headers } = Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values]) => [name, (values ?? []).join(",")]),
  );
  const query = [...new Set(url.searchParams.keys())].map((key) => [
    key,
    url.searchParams.getAll(key).join(","),
  ]);
  const at = new Date(now);
  const pad = (number: number) => String(number).padStart(2, "0");
  const clock = `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}`;
  return {
    version: "2.0",
    routeKey: match.route.key,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie === undefined ? {} : { cookies: cookie.split("; ") }),
    headers,
    ...(query.length === 0 ? {} : { queryStringParameters: Object.fromEntries(query) }),
    requestContext: {
      accountId: account,
      apiId,
      ...(claims === undefined ? {} : { authorizer: { jwt: { claims: flatten(claims), scopes: null } } }),
      domainName: request.headers.host ?? "localhost",
      domainPrefix: "localhost",
      http: {
        method: request.method ?? "GET",
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey: match.route.key,
      stage: "$default",
      time: `${pad(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${clock} +0000`,
      timeEpoch: now,
    },
    ...(Object.keys(match.pathParameters).length === 0 ? {} : { pathParameters: match.pathParameters }),
    ...(body.length === 0 ? { isBase64Encoded: false } : bodyOf(body, request.headers["content-type"] ?? "")),
  };
}

function bodyOf(body: Buffer, type: string): JsonRecord {
  const text = body.toString("utf8");
  // A body that calls itself text and is not UTF-8 would be changed on the way; as base64 it arrives as it was sent.
  const asText = textual.test(type) && Buffer.from(text, "utf8").equals(body);
  return asText
    ? { body: text, isBase64Encoded: false }
    : { body: body.toString("base64"), isBase64Encoded: true };
}

/** Claims arrive as texts; a list as "[a b]". */
function flatten(claims: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(" ")}]` : String(value),
    ]),
  );
}
