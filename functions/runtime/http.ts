import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { nameOf } from "#shared/usecases/ports.ts";
import { log } from "./log.ts";
import { internalProblem, Problem } from "./problem.ts";

/** What a route answers: a status, and a body that becomes JSON, or a text of a type of its own. */
export type Reply =
  | { readonly status: number; readonly body: unknown; readonly type?: never }
  | {
      readonly status: number;
      readonly body: string;
      readonly type: `text/${string}`;
      /** Under which name a browser keeps it; letters, digits, points and hyphens. */
      readonly file: string;
    };

const secureHeaders = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;

const answer = (status: number, type: string, body: unknown): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { "content-type": type, ...secureHeaders },
  body: JSON.stringify(body),
});

const replied = (reply: Reply): APIGatewayProxyStructuredResultV2 =>
  reply.type === undefined
    ? answer(reply.status, "application/json; charset=utf-8", reply.body)
    : {
        statusCode: reply.status,
        headers: {
          "content-type": `${reply.type}; charset=utf-8`,
          "content-disposition": `attachment; filename="${reply.file}"`,
          ...secureHeaders,
        },
        body: reply.body,
      };

/**
 * The handler of HTTP routes. A Problem that is thrown becomes problem+json (RFC 9457); anything else becomes a 500
 * that says nothing of its cause, which the log names.
 */
export function httpHandler<Event extends APIGatewayProxyEventV2>(work: (event: Event) => Promise<Reply>) {
  return middy<Event, APIGatewayProxyStructuredResultV2>()
    .handler(async (event) => replied(await work(event)))
    .onError((request) => {
      const problem = request.error instanceof Problem ? request.error : internalProblem;
      if (problem === internalProblem) {
        log("error", "request-failed", { route: request.event.routeKey, error: nameOf(request.error) });
      }
      request.response = answer(problem.status, "application/problem+json", problem.body);
    });
}
