import { HostProblem } from "./problem.ts";

/** Readers of JSON that somebody else wrote; `where` names the place in the sentence that refuses it. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function asRecord(value: unknown, where: string): JsonRecord {
  if (isRecord(value)) return value;
  throw new HostProblem(`${where} should be a JSON object.`);
}

export function asText(value: unknown, where: string): string {
  if (typeof value === "string") return value;
  throw new HostProblem(`${where} should be a text.`);
}

export function asNumber(value: unknown, where: string): number {
  // CloudFormation takes "30" for 30.
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new HostProblem(`${where} should be a number.`);
}

/** A list; nothing is an empty one, and a single value a list of one, as CloudFormation and IAM read it. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function optionalText(value: unknown, where: string): string | undefined {
  return value === undefined ? undefined : asText(value, where);
}

export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HostProblem(`${where} is not JSON.`, { cause });
  }
}
