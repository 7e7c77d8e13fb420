import * as z from "zod";
import { readJson } from "./json.ts";

/** What the mail service says of a mail, of all that it says: what is not read here may hold addresses and subjects. */
const mail = z.object({
  messageId: z.string().min(1),
  /** Each tag with its values; a mail that was not sent by this service has none of ours. */
  tags: z.record(z.string(), z.array(z.string())).default({}),
});
const recipients = z.array(z.object({ emailAddress: z.string().min(1) })).min(1);

const mailEvent = z.discriminatedUnion("eventType", [
  z.object({
    eventType: z.literal("Bounce"),
    mail,
    bounce: z.object({
      bounceType: z.enum(["Permanent", "Transient", "Undetermined"]),
      bouncedRecipients: recipients,
    }),
  }),
  z.object({
    eventType: z.literal("Complaint"),
    mail,
    complaint: z.object({ complainedRecipients: recipients }),
  }),
  z.object({ eventType: z.enum(["DeliveryDelay", "Reject"]), mail }),
]);
/** What became of one mail, as SES publishes it. */
export type MailEvent = z.infer<typeof mailEvent>;

/** What SNS invokes a function with. */
const delivery = z.object({
  Records: z
    .array(z.object({ EventSource: z.literal("aws:sns"), Sns: z.object({ Message: z.string() }) }))
    .min(1),
});

/** What SES publishes once, to try the topic, when it is told of it: a sentence, and no event. */
const trial = /^Successfully validated SNS topic for Amazon SES event publishing/;

/** A mail event that does not fit the contract. Says where, and never what stands there: that may be an address. */
export class MalformedMailEventError extends Error {
  override readonly name = "MalformedMailEventError";
  constructor(...places: readonly string[]) {
    super(`A mail event does not fit the contract at ${[...new Set(places)].join(", ")}`);
  }
}

/** The mail events of an invocation. Throws MalformedMailEventError before anything is done. */
export function readMailEvents(event: unknown): readonly MailEvent[] {
  const { Records } = fitting(delivery, event, "the delivery");
  return Records.map(({ Sns }) => Sns.Message)
    .filter((message) => !trial.test(message))
    .map((message) => {
      const read = readJson(message);
      if ("fault" in read) throw new MalformedMailEventError("the message");
      return fitting(mailEvent, read.value, "the message");
    });
}

function fitting<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // Below a tag a path holds the sender's own words, so two steps are enough to find the fault.
  throw new MalformedMailEventError(
    ...parsed.error.issues.map(({ path }) => path.slice(0, 2).join(".") || what),
  );
}
