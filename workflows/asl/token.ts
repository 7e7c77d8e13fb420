/**
 * Task tokens: the execution's ARN and the id of the attempt's TaskScheduled event, so that no two attempts share one
 * (M3) and a host finds the execution without an index. Opaque to everybody else; real ones are too.
 */
const mark = "holdfast";

export function tokenOf(arn: string, scheduledId: number): string {
  return Buffer.from(`${mark} ${scheduledId} ${arn}`).toString("base64url");
}

/** The ARN of the execution that a task token belongs to, or undefined for a text that is no token of ours (InvalidToken). */
export function executionOfToken(token: string): string | undefined {
  const text = Buffer.from(token, "base64url").toString();
  const [, id, arn] = /^holdfast (\d+) (arn:\S+)$/.exec(text) ?? [];
  return id !== undefined && arn !== undefined && tokenOf(arn, Number(id)) === token ? arn : undefined;
}
