import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import type { Route } from "#shared/contracts/routes.ts";

/** What a function of the API answered, as the gateway would send it on. */
export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

export interface Asked {
  readonly route: Route;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The claims of the token, as the authorizer hands them over. */
  readonly claims?: Readonly<Record<string, string>>;
}

type Handler<Event> = (
  event: Event,
  context: Context,
) => Promise<{
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: string;
}>;

/** Asks a handler as the HTTP API does. Only what our functions read is in the event. */
export async function ask<Event extends APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer>(
  handler: Handler<Event>,
  { route, path = {}, query, body, headers = {}, claims }: Asked,
): Promise<Answered> {
  const event = {
    version: "2.0",
    routeKey: route,
    pathParameters: path,
    headers,
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: claims ? { authorizer: { jwt: { claims, scopes: null } } } : {},
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
  // The gateway's event has many more fields, and an invocation a context, which no function of ours looks at.
  const answer = await handler(event as unknown as Event, {} as Context);
  const type = String(answer.headers?.["content-type"]);
  const given: unknown = type.startsWith("text/") ? answer.body : JSON.parse(answer.body ?? "null");
  return { status: answer.statusCode ?? 0, type, body: given };
}
