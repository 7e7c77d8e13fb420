import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Activity } from "../activity.ts";
import type { FunctionPart, Parts } from "../assembly.ts";
import { allowed, type Facts } from "../permissions.ts";

/** A call of the SDK, with who makes it: the access key in its signature is the function's logical id. */
export interface AwsCall {
  readonly service: string;
  /** X-Amz-Target, where the protocol has it. */
  readonly target: string;
  readonly body: string;
  readonly caller: FunctionPart;
  readonly headers: IncomingMessage["headers"];
}

/** A refusal under the name that AWS gives it; adapters match on that name. */
export class AwsRefusal extends Error {
  override readonly name: string;
  readonly status: number;
  readonly type: string;

  constructor(name: string, message: string, status = 400, type = name) {
    super(message);
    this.name = name;
    this.status = status;
    this.type = type;
  }
}

/** One service: it answers JSON, or writes the answer itself. Throws `AwsRefusal`. */
export interface AwsService {
  answer(call: AwsCall, response: ServerResponse): Promise<unknown>;
  /** How the service writes an error; JSON with `__type` unless it says otherwise. */
  refuse?(response: ServerResponse, refusal: AwsRefusal): void;
}

/** Refuses what the caller's role does not allow, in the words of AWS. */
export function demand(
  parts: Parts,
  caller: FunctionPart,
  action: string,
  resource: string,
  facts: Facts = {},
): void {
  if (allowed(parts.roles.get(caller.roleArn) ?? [], action, resource, facts)) return;
  const user = `arn:aws:sts::${parts.account}:assumed-role/${caller.roleArn.split("/").at(-1)}/${caller.name}`;
  throw new AwsRefusal(
    "AccessDeniedException",
    `User: ${user} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
}

/** The loopback endpoint that the functions' SDK is pointed at; every call to a service not served here is refused. */
export async function serveAws(
  parts: Parts,
  activity: Pick<Activity, "during">,
  services: Readonly<Record<string, AwsService>>,
): Promise<Server> {
  const callers = new Map(parts.functions.map((part) => [part.logicalId, part]));
  const server = createServer((request, response) => {
    response.sendDate = false;
    response.setHeader("x-amzn-requestid", randomUUID());
    void activity.during(() => handle(request, response, callers, services));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

export function urlOf(server: Server): string {
  // Listening on a port, so the address is never a path.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  callers: ReadonlyMap<string, FunctionPart>,
  services: Readonly<Record<string, AwsService>>,
): Promise<void> {
  const [, key = "", service = ""] =
    /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? "") ?? [];
  const chosen = services[service];
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const caller = callers.get(key);
    if (caller === undefined)
      throw new AwsRefusal(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
      );
    if (chosen === undefined || request.url?.startsWith("/not-served")) {
      throw new AwsRefusal("UnknownOperationException", `The local host does not serve ${service}.`);
    }
    const target = String(request.headers["x-amz-target"] ?? "");
    const answer = await chosen.answer(
      { service, target, body: Buffer.concat(chunks).toString("utf8"), caller, headers: request.headers },
      response,
    );
    if (!response.writableEnded) sendJson(response, 200, answer ?? {});
  } catch (error) {
    const refusal =
      error instanceof AwsRefusal
        ? error
        : new AwsRefusal("InternalServerError", `The local host failed: ${String(error)}`, 500);
    if (response.headersSent) return;
    if (chosen?.refuse) chosen.refuse(response, refusal);
    else sendJson(response, refusal.status, { __type: refusal.type, message: refusal.message });
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(value));
}
