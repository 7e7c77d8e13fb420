import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import type { Parts } from "../assembly.ts";
import { appendLine, damaged, readLines } from "../journal.ts";
import { isRecord } from "../json.ts";
import type { VirtualClock } from "../virtual-clock.ts";
import { type AwsCall, AwsRefusal, type AwsService, demand } from "./endpoint.ts";

/** A mail in the inbox, as the control surface shows it. */
export interface ReceivedMail {
  readonly at: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly from: string;
  readonly messageId: string;
}

const address = /^(?:[^<>\r\n]*<)?([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)>?$/;
const tag = /^[A-Za-z0-9_-]{1,256}$/;
const largestGroup = 50;

/** SendEmail of the SES API into an inbox on disk; it refuses what SES refuses, and every other call. */
export class Ses implements AwsService {
  readonly #parts: Parts;
  readonly #clock: VirtualClock;
  readonly #path: string;
  readonly #inbox: ReceivedMail[] = [];
  /** Told of each mail, with the configuration set that it went through. */
  onAccepted: (mail: ReceivedMail, set: string | null) => void = () => undefined;

  constructor(parts: Parts, clock: VirtualClock, dataFolder: string) {
    this.#parts = parts;
    this.#clock = clock;
    this.#path = join(dataFolder, "inbox.jsonl");
    for (const line of readLines(this.#path)) {
      if (!isRecord(line) || typeof line.messageId !== "string") throw damaged(this.#path);
      // Written by `answer` only.
      this.#inbox.push(line as unknown as ReceivedMail);
    }
  }

  get inbox(): readonly ReceivedMail[] {
    return this.#inbox;
  }

  async answer({ body, caller }: AwsCall, response: ServerResponse): Promise<void> {
    const call = new URLSearchParams(body);
    const action = call.get("Action");
    if (action !== "SendEmail")
      throw new AwsRefusal("InvalidAction", `The local mail service does not know ${action}.`);
    const source = addressIn(call.get("Source") ?? "");
    const set = call.get("ConfigurationSetName");
    const { region, account } = this.#parts;
    const facts = { "ses:fromaddress": [source] };
    const identity =
      this.#parts.mail.identities.find((one) => one === source) ??
      this.#parts.mail.identities.find((one) => source.endsWith(`@${one}`)) ??
      source;
    demand(
      this.#parts,
      caller,
      "ses:SendEmail",
      `arn:aws:ses:${region}:${account}:identity/${identity}`,
      facts,
    );
    if (set !== null)
      demand(
        this.#parts,
        caller,
        "ses:SendEmail",
        `arn:aws:ses:${region}:${account}:configuration-set/${set}`,
        facts,
      );
    const mail = this.#read(call, source, set, identity);
    appendLine(this.#path, mail);
    this.#inbox.push(mail);
    const result = `<SendEmailResult><MessageId>${mail.messageId}</MessageId></SendEmailResult>`;
    sendXml(
      response,
      200,
      `<SendEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${result}<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></SendEmailResponse>`,
    );
    this.onAccepted(mail, set);
  }

  refuse(response: ServerResponse, { name, message, status }: AwsRefusal): void {
    const error = `<Error><Type>Sender</Type><Code>${escapeXml(name)}</Code><Message>${escapeXml(message)}</Message></Error>`;
    sendXml(
      response,
      status,
      `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    );
  }

  #read(call: URLSearchParams, source: string, set: string | null, identity: string): ReceivedMail {
    const { configurationSets, identities } = this.#parts.mail;
    if (set !== null && !configurationSets.includes(set)) {
      throw new AwsRefusal("ConfigurationSetDoesNotExist", `Configuration set <${set}> does not exist.`);
    }
    if (!identities.includes(identity)) {
      throw new AwsRefusal(
        "MessageRejected",
        `Email address is not verified. The following identities failed the check in region ${this.#parts.region}: ${source}`,
      );
    }
    const to = members(call, "Destination.ToAddresses.member.");
    const copies = [
      ...members(call, "Destination.CcAddresses.member."),
      ...members(call, "Destination.BccAddresses.member."),
    ];
    const all = [...to, ...copies];
    if (all.length === 0 || all.length > largestGroup) {
      throw new AwsRefusal(
        "InvalidParameterValue",
        all.length === 0 ? "Missing destination." : "Recipient count exceeds 50.",
      );
    }
    for (const recipient of all) addressIn(recipient);
    const subject = call.get("Message.Subject.Data");
    const text = call.get("Message.Body.Text.Data") ?? call.get("Message.Body.Html.Data");
    if (subject === null || text === null)
      throw new AwsRefusal("InvalidParameterValue", "Empty required header or body.");
    if (/[\r\n]/.test(subject))
      throw new AwsRefusal("InvalidParameterValue", "Control or unsupported characters in the subject.");
    return {
      at: this.#clock.instant(),
      to: all,
      subject,
      text,
      tags: tagsIn(call),
      from: source,
      messageId: `local-${randomUUID()}`,
    };
  }
}

function tagsIn(call: URLSearchParams): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {};
  for (let index = 1; call.has(`Tags.member.${index}.Name`); index++) {
    const name = call.get(`Tags.member.${index}.Name`) ?? "";
    const value = call.get(`Tags.member.${index}.Value`) ?? "";
    if (!tag.test(name))
      throw new AwsRefusal(
        "InvalidParameterValue",
        `Invalid tag name <${name}>: only alphanumeric ASCII characters, '_', and '-' are allowed.`,
      );
    if (!tag.test(value))
      throw new AwsRefusal(
        "InvalidParameterValue",
        `Invalid tag value <${value}>: only alphanumeric ASCII characters, '_', and '-' are allowed.`,
      );
    if (name in tags) throw new AwsRefusal("InvalidParameterValue", `Duplicate tag name <${name}>.`);
    tags[name] = value;
  }
  return tags;
}

function members(call: URLSearchParams, prefix: string): readonly string[] {
  const found: string[] = [];
  for (let index = 1; call.has(prefix + index); index++) found.push(call.get(prefix + index) ?? "");
  return found;
}

/** The bare address of `Name <address>`; throws where it has not the shape of one. */
function addressIn(text: string): string {
  const bare = address.exec(text)?.[1];
  if (bare === undefined || bare.length > 320)
    throw new AwsRefusal("InvalidParameterValue", `Illegal address: ${text}`);
  return bare;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function sendXml(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { "content-type": "text/xml" }).end(xml);
}
