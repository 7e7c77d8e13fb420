/** JSONata as we emit it: checked when a definition is loaded, evaluated with nothing but what `$states` holds. */
import jsonata from "jsonata";
import { QueryFailed, UnsupportedAsl } from "./errors.ts";
import type { Json } from "./execution.ts";
import { expressionFunctions } from "./expressions.ts";

/** What an expression may read, below `$states`. */
export type Binding = "input" | "context" | "result" | "errorOutput";
export type Bindings = Readonly<Partial<Record<Binding, Json>>>;

export interface Query {
  readonly location: string;
  readonly expression: jsonata.Expression;
}

/** The parts of the context object that we use; a clock is not among them. */
const contextPaths: ReadonlySet<string> = new Set([
  "Execution.Input",
  "Execution.Name",
  "State.EnteredTime",
  "State.RetryCount",
]);
const nodeTypes: ReadonlySet<string> = new Set(
  "binary block condition filter function name number path string unary value variable".split(" "),
);

/** What a place in the definition lets its expressions read. */
export interface Place {
  readonly state: string;
  readonly field: string;
  readonly reads: readonly Binding[];
  /** Whether `$states.context.Task.Token` is there: only where a task waits for an answer. */
  readonly token: boolean;
}

/** Parses `{% ... %}`. Throws `UnsupportedAsl` on anything that the compiler would not write there. */
export function parseQuery(text: unknown, place: Place): Query {
  const refuse = (problem: string) => new UnsupportedAsl(place.state, place.field, problem);
  const source = typeof text === "string" ? /^\{%(.*)%\}$/s.exec(text)?.[1] : undefined;
  if (source === undefined) throw refuse(`expected an expression {% ... %}, found ${JSON.stringify(text)}`);
  let expression: jsonata.Expression;
  try {
    expression = jsonata(source);
  } catch (error) {
    throw refuse(`not JSONata 2.0.6: ${messageOf(error)}`);
  }
  for (const node of nodesOf(expression.ast())) {
    const problem = problemOf(node, place);
    if (problem !== undefined) throw refuse(problem);
  }
  return { location: place.field, expression };
}

/** Evaluates a query to plain JSON. Throws `QueryFailed` where it fails or gives nothing, as AWS does. */
export async function evaluate(query: Query, states: Bindings): Promise<Json> {
  let value: unknown;
  try {
    value = await query.expression.evaluate(undefined, { states });
  } catch (error) {
    throw new QueryFailed(query.location, messageOf(error));
  }
  if (value === undefined) throw new QueryFailed(query.location, "The expression returned nothing");
  // JSONata's arrays carry marks of its own; through text only JSON remains, as on AWS (M1).
  return JSON.parse(JSON.stringify(value));
}

type Node = Readonly<Record<string, unknown>>;

const nodeOf = (value: unknown): Node => (typeof value === "object" && value !== null ? { ...value } : {});
const listOf = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.map(nodeOf) : []);

/** Every node but the first step of a path and the name of a called function: those are read with their parent. */
function* nodesOf(value: unknown): Generator<Node> {
  if (typeof value !== "object" || value === null) return;
  const node = nodeOf(value);
  if (!Array.isArray(value) && "type" in node) yield node;
  for (const [key, child] of Object.entries(node)) {
    if (key === "procedure") continue;
    yield* nodesOf(
      key === "steps" && node.type === "path" ? [...listOf(child).slice(1), stagesOf(child)] : child,
    );
  }
}

const stagesOf = (steps: unknown): unknown => {
  const { type: _type, ...others } = listOf(steps)[0] ?? {};
  return others;
};

function problemOf(node: Node, place: Place): string | undefined {
  if (!nodeTypes.has(String(node.type))) return `JSONata's ${String(node.type)} is not one of our words`;
  if (node.type === "function") {
    const called = nodeOf(node.procedure);
    if (called.type !== "variable") return "only a named function can be called";
    return expressionFunctions.has(String(called.value))
      ? undefined
      : `$${called.value}() is not one that we use`;
  }
  if (node.type === "variable") return `$${String(node.value)} cannot stand alone`;
  return node.type === "path" ? problemOfPath(listOf(node.steps), place) : undefined;
}

function problemOfPath([first, second, third, fourth]: readonly Node[], place: Place): string | undefined {
  if (first?.type !== "variable" || first.value !== "states") return "a path must begin with $states";
  const binding = place.reads.find((name) => name === second?.value);
  if (binding === undefined) return `$states.${String(second?.value ?? "")} is not there`;
  if (binding !== "context") return undefined;
  const path = `${String(third?.value)}.${String(fourth?.value)}`;
  if (contextPaths.has(path) || (place.token && path === "Task.Token")) return undefined;
  return `$states.context.${path} is not there`;
}

/** JSONata throws plain objects with a message. */
function messageOf(error: unknown): string {
  const { message } = nodeOf(error);
  if (typeof message === "string") return message;
  return error instanceof Error ? error.message : String(error);
}
