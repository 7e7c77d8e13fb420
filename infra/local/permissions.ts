import { asList, asRecord, asText, isRecord } from "./json.ts";
import { HostProblem } from "./problem.ts";

/** One statement of a role's policies, its intrinsics resolved. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly RegExp[];
  readonly resources: readonly RegExp[];
  readonly conditions: readonly Condition[];
}

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly RegExp[];
}

/** What a call tells the conditions, by lower-cased key. */
export type Facts = Readonly<Record<string, readonly string[]>>;

/** Services whose calls the host checks; statements about others (KMS, logs, traces) change nothing here. */
const checked = ["dynamodb", "states", "ses", "secretsmanager", "lambda", "*"];
const operators = /^(ForAllValues:|ForAnyValue:)?(StringEquals|StringLike|ArnEquals|ArnLike)(IfExists)?$/;
const keys = new Set([
  "dynamodb:leadingkeys",
  "ses:fromaddress",
  "aws:sourceaccount",
  "states:statemachinearn",
]);

/** Reads a policy document. Throws `HostProblem` for a form that would change the answer and is not understood. */
export function readStatements(document: unknown, where: string): readonly Statement[] {
  return asList(asRecord(document, where).Statement).flatMap((entry) => {
    const statement = asRecord(entry, where);
    if ("NotAction" in statement || "NotResource" in statement) {
      throw new HostProblem(`${where} uses NotAction or NotResource, which the local host does not read.`);
    }
    const actions = texts(statement.Action, where).filter((action) =>
      checked.includes(action.split(":")[0] ?? ""),
    );
    if (actions.length === 0) return [];
    return {
      effect: statement.Effect === "Deny" ? "Deny" : "Allow",
      actions: actions.map((action) => wildcard(action, "i")),
      resources: texts(statement.Resource, where).map((resource) => wildcard(resource)),
      conditions: readConditions(statement.Condition, where),
    };
  });
}

/** Whether the statements allow the action on the resource; a Deny wins over any Allow. */
export function allowed(
  statements: readonly Statement[],
  action: string,
  resource: string,
  facts: Facts = {},
): boolean {
  const applying = statements.filter(
    (statement) =>
      statement.actions.some((pattern) => pattern.test(action)) &&
      statement.resources.some((pattern) => pattern.test(resource)) &&
      statement.conditions.every((condition) => holds(condition, facts)),
  );
  return applying.length > 0 && applying.every(({ effect }) => effect === "Allow");
}

/** A text with `*` and `?` as IAM reads them, matching the whole of another. */
export function wildcard(text: string, flags = ""): RegExp {
  const pattern = text
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${pattern}$`, `s${flags}`);
}

function readConditions(value: unknown, where: string): readonly Condition[] {
  if (value === undefined) return [];
  return Object.entries(asRecord(value, where)).flatMap(([operator, tests]) =>
    Object.entries(asRecord(tests, where)).map(([key, given]) => {
      if (!operators.test(operator) || !keys.has(key.toLowerCase())) {
        throw new HostProblem(
          `${where} has the condition ${operator} on ${key}, which the local host does not check.`,
        );
      }
      const like = operator.includes("Like") || operator.includes("Arn");
      const values = texts(given, where).map((text) =>
        like ? wildcard(text) : wildcard(escapeWildcards(text)),
      );
      return { operator, key: key.toLowerCase(), values };
    }),
  );
}

// StringEquals takes * and ? as they are; a private-use character keeps them out of the pattern's way.
function escapeWildcards(text: string): string {
  if (/[*?]/.test(text))
    throw new HostProblem(
      `A condition compares with ${text} literally, which the local host does not check.`,
    );
  return text;
}

function holds({ operator, key, values }: Condition, facts: Facts): boolean {
  const given = facts[key] ?? [];
  const matches = (text: string) => values.some((pattern) => pattern.test(text));
  if (given.length === 0) return operator.endsWith("IfExists") || operator.startsWith("ForAllValues:");
  return operator.startsWith("ForAnyValue:") ? given.some(matches) : given.every(matches);
}

function texts(value: unknown, where: string): readonly string[] {
  return asList(value).map((entry) => asText(isRecord(entry) ? undefined : entry, where));
}
