import { Buffer } from "node:buffer";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { Problem } from "../runtime/problem.ts";

/** A form with long answers is some 20 kB; 64 kB is the most that is kept. */
const mostBytes = 64 * 1024;

/** The body's bytes as they were sent: the gateway may hand them over as base64. */
export const bodyOf = ({ body, isBase64Encoded }: APIGatewayProxyEventV2): Buffer =>
  Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");

export function refuseUnlessSmall(body: Buffer): void {
  if (body.byteLength <= mostBytes) return;
  throw new Problem("too-large", {
    detail: `The body has ${body.byteLength} bytes; at most ${mostBytes} are taken. Send the form without attachments.`,
  });
}

export function refuseUnlessJson(contentType: string | undefined): void {
  if (/^application\/json\s*(;|$)/i.test(contentType ?? "")) return;
  throw new Problem("wrong-content-type");
}
