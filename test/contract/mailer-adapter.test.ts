import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { memoryMailer } from "#shared/adapters/memory/mailer.ts";
import { sesMailer } from "#shared/adapters/ses/mailer.ts";
import type { Mailer, OutgoingMail } from "#shared/ports.ts";

const client = new SESClient({ region: "eu-west-2" });
const ses = mockClient(client);
const from = "no-reply@support.example";
const configurationSet = "holdfast-prod";

const aMail = (over: Partial<OutgoingMail> = {}): OutgoingMail => ({
  key: "3f9a_review-1",
  to: ["w.one@council.example"],
  subject: "A review is due – case K7Q2",
  text: "Sign in to read it.\nhttps://service.example/cases/K7Q2\n",
  ...over,
});

const mailers: [string, () => Mailer][] = [
  ["on SES", () => sesMailer({ client, from, configurationSet })],
  ["in memory", memoryMailer],
];
describe.each(mailers)("a mailer %s", (_, make) => {
  beforeEach(() => {
    ses.reset();
    ses.on(SendEmailCommand).resolves({ MessageId: "0102-abc" });
  });

  test("gives a message id", async () => {
    expect(await make().send(aMail())).toMatch(/.+/);
  });

  const address = (text: string): Partial<OutgoingMail> => ({ to: ["w.one@council.example", text] });
  const hostile: [string, Partial<OutgoingMail>][] = [
    ["a subject with CR LF", { subject: "Hello\r\nBcc: spy@evil.example" }],
    ["a subject with LF", { subject: "Hello\nBcc: spy@evil.example" }],
    ["a subject with CR", { subject: "Hello\rBcc: spy@evil.example" }],
    ["a subject with a Unicode line end", { subject: "Hello\u2028Bcc: spy@evil.example" }],
    ["an empty subject", { subject: " " }],
    ["an empty text", { text: "" }],
    ["an address with CR LF", address("spy@evil.example\r\nBcc: other@evil.example")],
    ["an address with a final LF", address("spy@evil.example\n")],
    ["two addresses in one", address("a@evil.example,b@evil.example")],
    ["an address with a display name", address("Spy <spy@evil.example>")],
    ["an address without a domain", address("spy")],
    ["an address with letters that SES refuses", address("zoë@council.example")],
    ["an empty address", address("")],
    ["no recipient", { to: [] }],
    ["51 recipients", { to: Array.from({ length: 51 }, (_each, n) => `w${n}@council.example`) }],
    ["a key that cannot be a tag", { key: "case/cycle/rung" }],
    ["a key of 257 characters", { key: "k".repeat(257) }],
    ["an empty key", { key: "" }],
  ];
  test.each(hostile)("F47: refuses %s, sends nothing and repeats no address", async (_what, over) => {
    const refusal = expect(make().send(aMail(over))).rejects;
    await refusal.toMatchObject({ name: "UnfitMail", message: expect.not.stringMatching(/@|evil/) });
    expect(ses.calls()).toHaveLength(0);
  });
});

describe("a mailer on SES", () => {
  beforeEach(() => ses.reset());

  test("sends text in UTF-8 with the key as a tag and the configuration set", async () => {
    ses.on(SendEmailCommand).resolves({ MessageId: "0102-abc" });
    const mail = aMail({ to: ["a@council.example", "b@council.example"] });

    expect(await sesMailer({ client, from, configurationSet }).send(mail)).toBe("0102-abc");

    expect(ses.commandCalls(SendEmailCommand).map((call) => call.args[0].input)).toEqual([
      {
        Source: from,
        Destination: { ToAddresses: ["a@council.example", "b@council.example"] },
        Message: {
          Subject: { Data: mail.subject, Charset: "UTF-8" },
          Body: { Text: { Data: mail.text, Charset: "UTF-8" } },
        },
        Tags: [{ Name: "mail", Value: "3f9a_review-1" }],
        ConfigurationSetName: configurationSet,
      },
    ]);
  });

  test("passes on a failure, and does not take silence for acceptance", async () => {
    const mailer = sesMailer({ client, from, configurationSet });
    ses.on(SendEmailCommand).rejectsOnce(new Error("throttled")).resolves({});
    await expect(mailer.send(aMail())).rejects.toThrow("throttled");
    await expect(mailer.send(aMail())).rejects.toThrow("message id");
  });

  test("cannot be made with a sender that is not an address", () => {
    expect(() => sesMailer({ client, from: "a@b.example\r\nBcc: c@d.example", configurationSet })).toThrow(
      "sender",
    );
  });
});

describe("a mailer in memory", () => {
  test("keeps what it sent, and fails as often as it was told", async () => {
    const mailer = memoryMailer();
    mailer.failNext(2);
    await expect(mailer.send(aMail())).rejects.toThrow("not answering");
    await expect(mailer.send(aMail())).rejects.toThrow("not answering");
    const messageId = await mailer.send(aMail());
    expect(mailer.sent).toEqual([{ ...aMail(), messageId }]);
  });
});
