import * as z from "zod";
import { commitmentNumber, parameters } from "./api.ts";
import { examples } from "./examples.ts";
import { componentsOf, type JsonSchema, schemaOf } from "./json-schema.ts";
import { moment, personRef } from "./keeping.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { type ProblemName, problems, problemType } from "./problems.ts";
import { type AnswerName, answerSchemas, type RequestName, requestSchemas } from "./schemas.ts";

type Json = Readonly<Record<string, unknown>>;

const about = `What a council's community support team and its systems may ask of Holdfast.

Whoever asks is known by their token alone: the council, the staff id and the roles are claims of it, and are never read
from a path or a body. What belongs to another council is answered like what is not there.

Every refusal of ours is a problem (RFC 9457) whose \`type\` a program may match; the list of each route is closed.
An answer may gain fields, so a reader must bear new ones; a request with a field that is not described is refused.
The gateway in front answers for itself, with a \`message\` only: 401 without a good token, 404 for a route that is not
here, and under load 429 or 503.`;

const tags = {
  referrals: "Referrals as their senders post them",
  cases: "Cases, their reviews and their end",
  quarantine: "What could not be read: seen whole, mended and accepted, or discarded with a reason",
  meetings: "The weekly allocation meeting",
  measures: "Figures of the service, by month and funding stream",
  roster: "Who works here, who is away, and who stands in",
  caseloads: "How many cases and hours everybody holds",
  people: "What is kept about a person",
  retention: "What has reached its date, for somebody to decide about",
  operations: "What is stuck, for whoever looks after the machines",
  description: "This description",
} as const;

const securitySchemes = {
  staffToken: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "A token of the council's sign-in, with the claims `sub`, `council` and `roles`.",
  },
  sourceToken: {
    type: "http",
    scheme: "bearer",
    description: "The fixed token of a source that cannot sign.",
  },
  webhookSignature: {
    type: "apiKey",
    in: "header",
    name: "webhook-signature",
    description:
      "Standard Webhooks, which a source signs with unless another way was agreed: HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>` with the source's secret, at most five minutes old.",
  },
} as const;

/** What stands in the address of a route, by its name there. */
const pathParameters: Readonly<Record<string, readonly [description: string, schema: z.ZodType]>> = {
  reference: ["The reference of a quarantined referral", parameters.quarantineRef],
  referralRef: ["The reference of a referral", parameters.referralRef],
  caseRef: ["The reference of a case", parameters.caseRef],
  commitment: ["The number of the promise in the case", commitmentNumber],
  cycle: ["The number of the review", parameters.cycle],
  date: ["The day of the meeting", parameters.date],
  personRef: ["The reference of a person", personRef],
  moment: ["A day in London, which stands for its end, or an instant", moment],
  staffId: ["The staff id of the post-holder", parameters.staffId],
  absenceId: ["Which of their absences", parameters.absenceId],
  conflictId: ["Which of their conflicts of interest", parameters.conflictId],
  source: ["The id of the form that sends, as agreed with the council", z.string()],
};

const signatureHeaders = ["webhook-id", "webhook-timestamp"].map((name) => ({
  name,
  in: "header",
  required: false,
  description: "As Standard Webhooks has it, where the source signs so.",
  schema: { type: "string" },
}));

/** The description of the whole API (OpenAPI 3.1), made from the contracts that the functions themselves read. */
export function openApi(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [route, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = route.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(path, operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Holdfast", version: "1.0.0", description: about },
    servers: [{ url: "/" }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: { securitySchemes, schemas: schemas() },
  };
}

function operationOf(path: string, operation: Operation): Json {
  const { id, summary, roles, request, query } = operation;
  const isWebhook = path.startsWith("/webhooks/");
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => pathParameter(name));
  const inHeaders = isWebhook ? signatureHeaders : [];
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => queryParameter(name, schema));
  return {
    operationId: id,
    summary,
    tags: [tagOf(path)],
    ...(roles ? { description: `For the roles ${roles.join(", ")}.` } : {}),
    ...(isWebhook ? { description: webhookWords } : {}),
    security: roles ? [{ staffToken: [] }] : isWebhook ? [{ webhookSignature: [] }, { sourceToken: [] }] : [],
    ...(named.length + inHeaders.length + inQuery.length > 0
      ? { parameters: [...named, ...inHeaders, ...inQuery] }
      : {}),
    ...(request ? { requestBody: requestOf(request) } : {}),
    responses: responsesOf(operation),
  };
}

const webhookWords =
  "Whatever is validly signed and at most 64 kB is kept and answered 202, also what does not fit this form: that is answered `quarantined` with its faults, and a person looks at it. The same body always gets the same answer; the same `submissionId` with another body is `flagged`. A source whose form has other names is read by a mapping of its own. A source that cannot sign as Standard Webhooks has it may have another way agreed, a signature in a header of its own or a bearer token (docs/sources.md); then the three headers are not asked for.";

function tagOf(path: string): keyof typeof tags {
  const [, first, , third] = path.split("/");
  if (first === "webhooks" || third === "referrals") return "referrals";
  if (third?.startsWith("measures")) return "measures";
  if (third?.startsWith("calendar")) return "cases";
  const isTag =
    third === "cases" ||
    third === "retention" ||
    third === "operations" ||
    third === "people" ||
    third === "meetings" ||
    third === "roster" ||
    third === "quarantine";
  return isTag ? third : "description";
}

/** Throws where a route names something that nobody described. */
function pathParameter(name: string): Json {
  const known = pathParameters[name];
  if (!known) throw new Error(`The path parameter ${name} has no description`);
  const [description, schema] = known;
  return { name, in: "path", required: true, description, schema: schemaOf(schema) };
}

function queryParameter(name: string, field: z.core.$ZodType): Json {
  const { description, ...schema } = schemaOf(field as z.ZodType); // The classic types are the only ones we use.
  const required = !z.safeParse(field, undefined).success;
  return { name, in: "query", required, description, schema };
}

const requestOf = (name: RequestName): Json => ({
  required: name !== "Confirmation",
  content: { "application/json": { schema: ref(name), example: examples[name] } },
});

function responsesOf({ answer, roles, problems: names }: Operation): Json {
  const byStatus = Map.groupBy(names, (name) => problems[name].status);
  const refused = [...byStatus].sort(([one], [other]) => one - other);
  return {
    [answer.status]: {
      description: answer.status === 202 ? "Kept" : "Done",
      content: { [answer.type ?? "application/json"]: { schema: ref(answer.body) } },
    },
    ...(roles
      ? {
          401: {
            description: "The token is missing, wrong or out of date",
            content: { "application/json": { schema: ref("GatewayRefusal") } },
          },
        }
      : {}),
    ...Object.fromEntries(refused.map(([status, given]) => [status, problemResponse(given)])),
  };
}

const problemResponse = (names: readonly ProblemName[]): Json => ({
  description: names.map((name) => `\`${name}\`: ${problems[name].title}.`).join(" "),
  content: {
    "application/problem+json": {
      schema: {
        allOf: [ref("Problem"), { properties: { type: { enum: names.map(problemType) } } }],
      },
    },
  },
});

const ref = (name: RequestName | AnswerName): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

function schemas(): Readonly<Record<string, JsonSchema>> {
  const made = componentsOf({ ...requestSchemas, ...answerSchemas });
  const answered = new Set<string>(Object.keys(answerSchemas));
  return Object.fromEntries(
    Object.entries(made).map(([name, schema]) => [name, answered.has(name) ? open(schema) : schema]),
  );
}

/** An answer may gain fields: tests read ours strictly, and whoever reads them elsewhere must not (A9). */
function open(value: unknown): JsonSchema;
function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => open(each));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      name === "additionalProperties" && inner === false ? [] : [[name, open(inner)]],
    ),
  );
}
