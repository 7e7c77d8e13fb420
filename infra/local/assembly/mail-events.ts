import { asList, asRecord, asText, optionalText } from "../json.ts";
import { HostProblem } from "../problem.ts";
import { functionArn } from "./identities.ts";
import type { MailEventsPart } from "./parts.ts";
import type { Resource, Texts } from "./stack.ts";

/**
 * Where the configuration sets say what became of their mails: topics, and the functions that those invoke. What else a
 * topic would tell is refused; what is told to people by mail, as the alarms are, is read over, as no alarm ever rings.
 */
export function readMailEvents(
  texts: Texts,
  destinations: readonly Resource[],
  subscriptions: readonly Resource[],
): readonly MailEventsPart[] {
  const told = subscriptions.map((resource) => readSubscription(texts, resource));
  const parts = destinations.map((resource) => readDestination(texts, resource, told));
  const idle = told.find(
    ({ functionArn: arn, topicArn }) =>
      arn !== undefined && !parts.some((part) => part.topicArn === topicArn),
  );
  if (idle) {
    throw new HostProblem(
      `The subscription ${idle.logicalId} is to a topic of something else than mail, which the local host does not publish to.`,
    );
  }
  return parts;
}

interface Subscription {
  readonly logicalId: string;
  readonly topicArn: string;
  /** Absent where it is no function that is told. */
  readonly functionArn?: string;
}

function readSubscription(texts: Texts, { logicalId, stack, properties: given }: Resource): Subscription {
  const properties = asRecord(texts.resolve(stack, given), logicalId);
  const topicArn = asText(properties.TopicArn, `${logicalId}: TopicArn`);
  if (properties.Protocol !== "lambda") return { logicalId, topicArn };
  for (const unsupported of ["FilterPolicy", "FilterPolicyScope", "RawMessageDelivery"]) {
    if (properties[unsupported] !== undefined)
      throw new HostProblem(
        `The subscription ${logicalId} has ${unsupported}, which the local host does not do.`,
      );
  }
  const endpoint = asText(properties.Endpoint, `${logicalId}: Endpoint`);
  return { logicalId, topicArn, functionArn: functionArn(texts, endpoint) };
}

function readDestination(
  texts: Texts,
  { logicalId, stack, properties: given }: Resource,
  told: readonly Subscription[],
): MailEventsPart {
  const properties = asRecord(texts.resolve(stack, given), logicalId);
  const { Enabled, MatchingEventTypes, SnsDestination } = asRecord(
    properties.EventDestination,
    `${logicalId}: EventDestination`,
  );
  if (SnsDestination === undefined)
    throw new HostProblem(
      `The mail events of ${logicalId} do not go to a topic, as the local host sends them.`,
    );
  const topicArn = asText(asRecord(SnsDestination, logicalId).TopicARN, `${logicalId}: TopicARN`);
  const readers = told.filter((subscription) => subscription.topicArn === topicArn);
  const other = readers.find((reader) => reader.functionArn === undefined);
  if (other)
    throw new HostProblem(
      `The subscription ${other.logicalId} does not tell a function of mails, as the local host does.`,
    );
  return {
    configurationSet: optionalText(properties.ConfigurationSetName, logicalId) ?? "",
    eventTypes: Enabled === false ? [] : asList(MatchingEventTypes).map((type) => String(type).toUpperCase()),
    topicArn,
    functionArns: readers.flatMap((reader) => reader.functionArn ?? []),
  };
}
