import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { nameOf } from "#shared/usecases/ports.ts";
import { log } from "./log.ts";
import { internalProblem, Problem } from "./problem.ts";

/** What a route answers: a status and a body that becomes JSON. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const secureHeaders = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;

const answer = (status: number, type: string, body: unknown): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { "content-type": type, ...secureHeaders },
  body: JSON.stringify(body),
});

/**
 * The handler of HTTP routes. A Problem that is thrown becomes problem+json (RFC 9457); anything else becomes a 500
 * that says nothing of its cause, which the log names.
 */
export function httpHandler<Event extends APIGatewayProxyEventV2>(work: (event: Event) => Promise<Reply>) {
  return middy<Event, APIGatewayProxyStructuredResultV2>()
    .handler(async (event) => {
      const { status, body } = await work(event);
      return answer(status, "application/json; charset=utf-8", body);
    })
    .onError((request) => {
      const problem = request.error instanceof Problem ? request.error : internalProblem;
      if (problem === internalProblem) {
        log("error", "request-failed", { route: request.event.routeKey, error: nameOf(request.error) });
      }
      request.response = answer(problem.status, "application/problem+json", problem.body);
    });
}
