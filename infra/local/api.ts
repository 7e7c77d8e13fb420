import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { Activity } from "./activity.ts";
import { eventOf } from "./api-event.ts";
import { matchRoute, type RouteMatch } from "./api-routes.ts";
import type { ApiPart, Parts } from "./assembly.ts";
import { Authorizer } from "./authorizer.ts";
import type { FunctionHost, Outcome } from "./function-host.ts";
import { isRecord } from "./json.ts";
import { wildcard } from "./permissions.ts";
import type { VirtualClock } from "./virtual-clock.ts";

const largestBody = 10 * 1024 * 1024;

/** The template's HTTP API: its routes, its authorizer, its functions; nothing else is reachable. */
export class Api {
  readonly #parts: Parts;
  readonly #functions: FunctionHost;
  readonly #activity: Activity;
  readonly #clock: VirtualClock;
  readonly #authorizer = new Authorizer();

  constructor(options: { parts: Parts; functions: FunctionHost; activity: Activity; clock: VirtualClock }) {
    this.#parts = options.parts;
    this.#functions = options.functions;
    this.#activity = options.activity;
    this.#clock = options.clock;
  }

  /** Answers a request. It is in flight from when it has arrived whole: a sender that stops half-way holds up no time. */
  async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const body = await bodyOf(request);
    await this.#activity.during(() => this.#answer(request, body, response, url));
  }

  async #answer(
    request: IncomingMessage,
    body: Buffer | undefined,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    const found = this.#match(request.method ?? "GET", url.pathname);
    if (found === undefined) return refuse(response, 404, "Not Found");
    const { api, match } = found;
    const { authorizer, functionArn, timeoutMs } = match.route;
    const now = this.#clock.now();
    const claims =
      authorizer && (await this.#authorizer.claims(authorizer, request.headers.authorization, now));
    if (authorizer !== undefined && claims === undefined) return refuse(response, 401, "Unauthorized");
    if (body === undefined) return refuse(response, 413, "Request Entity Too Large");
    if (!this.#mayInvoke(api, match)) return refuse(response, 500, "Internal Server Error");
    const { id: apiId } = api;
    const event = eventOf({
      request,
      url,
      body,
      match,
      apiId,
      account: this.#parts.account,
      now,
      ...(claims ? { claims } : {}),
    });
    const invocation = this.#functions.invoke(functionArn, event);
    const limit = new AbortController();
    const late = setTimeout(timeoutMs, "late" as const, { ref: false, signal: limit.signal }).catch(
      () => "late" as const,
    );
    const outcome = await Promise.race([invocation, late]);
    limit.abort();
    if (outcome === "late") return refuse(response, 503, "Service Unavailable");
    send(response, outcome);
  }

  #match(method: string, path: string): { readonly api: ApiPart; readonly match: RouteMatch } | undefined {
    for (const api of this.#parts.apis) {
      const match = matchRoute(api.routes, method, path);
      if (match !== undefined) return { api, match };
    }
    return undefined;
  }

  /** The function must let API Gateway in for this route (AWS::Lambda::Permission). */
  #mayInvoke({ id }: ApiPart, { route }: RouteMatch): boolean {
    const { region, account, invokers } = this.#parts;
    const [method, path] = route.key.split(" ");
    const source = `arn:aws:execute-api:${region}:${account}:${id}/$default/${method}${path ?? ""}`;
    return invokers.some(
      (invoker) =>
        invoker.functionArn === route.functionArn &&
        invoker.principal === "apigateway.amazonaws.com" &&
        (invoker.sourceArn === undefined || wildcard(invoker.sourceArn).test(source)),
    );
  }
}

export function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message }));
}

/** The body; undefined where it is over the limit of an HTTP API. What comes after that is read and dropped. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= largestBody) chunks.push(chunk);
  }
  return length <= largestBody ? Buffer.concat(chunks) : undefined;
}

/** What the function returned as an HTTP answer, by the rules of payload format 2.0. */
function send(response: ServerResponse, outcome: Outcome): void {
  if (!outcome.ok) {
    refuse(response, 500, "Internal Server Error");
    return;
  }
  const { payload } = outcome;
  if (!isRecord(payload) || payload.statusCode === undefined) {
    const text = typeof payload === "string" ? payload : JSON.stringify(payload);
    response.writeHead(200, { "content-type": "application/json" }).end(text);
    return;
  }
  const status = Number(payload.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) {
    refuse(response, 500, "Internal Server Error");
    return;
  }
  const headers = isRecord(payload.headers) ? Object.entries(payload.headers) : [];
  for (const [name, value] of headers) response.setHeader(name, String(value));
  if (Array.isArray(payload.cookies)) response.setHeader("set-cookie", payload.cookies.map(String));
  if (!response.hasHeader("content-type")) response.setHeader("content-type", "text/plain;charset=UTF-8");
  const body =
    typeof payload.body === "string"
      ? payload.body
      : payload.body === undefined
        ? ""
        : JSON.stringify(payload.body);
  response.writeHead(status).end(payload.isBase64Encoded === true ? Buffer.from(body, "base64") : body);
}
