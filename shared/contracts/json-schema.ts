import * as z from "zod";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** What nobody said, in each way that the form's readers take it; never *no* (X-01). */
const notKnown: JsonSchema = {
  description: "Nobody said. Leaving the field out says the same.",
  enum: [null, "", "unknown", "not known", "not-known"],
};
const words = ["", "unknown", "not known", "not-known", null];

/** Zod schemas as JSON Schema under their names, each mention of one a reference to it. */
export function componentsOf(
  schemas: Readonly<Record<string, z.ZodType>>,
): Readonly<Record<string, JsonSchema>> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, {
    io: "input",
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ zodSchema, jsonSchema }) => sayWhatIsTaken(zodSchema, jsonSchema),
  });
  return {
    NotKnown: notKnown,
    ...Object.fromEntries(Object.entries(made.schemas).map(([id, schema]) => [id, plain(schema)])),
  };
}

/** One schema on its own. */
export const schemaOf = (schema: z.ZodType): JsonSchema => plain(z.toJSONSchema(schema, { io: "input" }));

/** Without the two marks of a document of its own: inside another they would move what references point at. */
function plain({ $schema: _, $id: __, ...schema }: Readonly<Record<string, unknown>>): JsonSchema {
  return schema;
}

/**
 * Says of a field what it takes, where zod's own description falls short: it does not look through what is done
 * before a schema reads a value. So the schema itself is asked: it must take each way of saying nothing.
 */
function sayWhatIsTaken(schema: z.core.$ZodType, described: Record<string, unknown>): void {
  // The format says it in one word, and the largest number of the language is no limit of ours.
  if (described.format === "date" || described.format === "date-time") delete described.pattern;
  if (described.maximum === Number.MAX_SAFE_INTEGER) delete described.maximum;
  if (schema instanceof z.ZodObject && described.properties) {
    const required = Object.entries(schema.shape).filter(([, field]) => !takes(field, undefined));
    described.required = required.map(([name]) => name);
    if (required.length === 0) delete described.required;
  }
  const isPrepared = schema instanceof z.ZodPipe && schema.in instanceof z.ZodTransform;
  if (!isPrepared || !words.every((word) => takes(schema, word))) return;
  const { $ref, ...inner } = described;
  for (const name of Object.keys(described)) delete described[name];
  described.anyOf = [$ref ? { $ref } : inner, { $ref: "#/components/schemas/NotKnown" }];
}

const takes = (schema: z.core.$ZodType, value: unknown): boolean => z.safeParse(schema, value).success;
