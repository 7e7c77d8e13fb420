import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { beforeAll, expect, test, vi } from "vitest";
import { takeReferral } from "#functions/referral-webhook/take-referral.ts";
import { httpHandler } from "#functions/runtime/http.ts";
import { memorySecrets } from "#shared/adapters/memory/secrets.ts";
import { problem, receivedReferral } from "#shared/contracts/answers.ts";
import { examples } from "#shared/contracts/examples.ts";
import { operations } from "#shared/contracts/operations.ts";
import { problems, problemType } from "#shared/contracts/problems.ts";
import { webhookRoute } from "#shared/contracts/routes.ts";
import { aCouncil } from "#test/support/council.ts";
import { ask } from "#test/support/http.ts";
import { bodyText, mkForm } from "#test/support/referrals.ts";

/** What the referral webhook answers, by the real handler over a council in memory. */
const secret = `whsec_${Buffer.from("a secret of thirty-two bytes, ok").toString("base64")}`;
const documented = operations[webhookRoute];

interface Sending {
  readonly body: string;
  readonly source?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the store of secrets holds. */
  readonly secrets?: string;
}
const post = async ({ source = mkForm.id, headers = {}, secrets = secret, body }: Sending) => {
  const values = { "a-name": JSON.stringify({ secrets: [secrets] }) };
  const handler = httpHandler(
    takeReferral({
      ports: { ...council.ports(), secrets: memorySecrets(values) },
      secretNames: new Map([[mkForm.id, "a-name"]]),
      clock: () => council.at,
    }),
  );
  // The signature's library reads the real clock, so it is signed by that too.
  const now = new Date();
  const signed = {
    "content-type": "application/json",
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign("msg_1", now, body),
  };
  return ask(handler, { route: webhookRoute, path: { source }, headers: { ...signed, ...headers }, body });
};

let council: Awaited<ReturnType<typeof aCouncil>>;
beforeAll(async () => {
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockReturnValue();
  council = await aCouncil();
});

const refused = {
  "unknown-source": { body: bodyText(), source: "nobody" },
  "too-large": { body: "x".repeat(65_537) },
  "wrong-content-type": { body: bodyText(), headers: { "content-type": "text/plain" } },
  "not-signed": { body: bodyText(), headers: { "webhook-signature": "v1,bm8=" } },
  internal: { body: bodyText(), secrets: "not a secret" },
} as const satisfies Readonly<Record<string, Sending>>;
const refusals = Object.entries(refused) as [keyof typeof refused, Sending][];

test.each(refusals)("refuses by the name of %s", async (name, sending) => {
  const { status, title } = problems[name];
  const answered = await post(sending);
  expect(answered).toMatchObject({
    status,
    type: "application/problem+json",
    body: { type: problemType(name), status, title },
  });
  expect(problem.safeParse(answered.body).error).toBeUndefined();
});

test("documents each of those refusals, and no other", () => {
  expect(Object.keys(refused).sort()).toEqual([...documented.problems].sort());
});

test("names no refusal in its source that it does not document", () => {
  const folder = join(import.meta.dirname, "../../../functions/referral-webhook");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const sources = files.map((file) => readFileSync(join(folder, file), "utf8"));
  const named = sources.flatMap((source) => [...source.matchAll(/new Problem\(\s*"?([\w-]+)/g)]);
  expect([...named.map(([, name]) => name), "internal"].sort()).toEqual([...documented.problems].sort());
});

test("answers what it documents to what it keeps: accepted, flagged and quarantined", async () => {
  const bodies = [
    bodyText(),
    bodyText({ reason: "Something else." }),
    "not JSON",
    JSON.stringify(examples.Referral),
  ];
  const answers = [];
  for (const body of bodies) answers.push(await post({ body }));
  expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => documented.answer.status));
  const read = answers.map(({ body }) => receivedReferral.parse(body).status);
  expect(read).toEqual(["accepted", "flagged", "quarantined", "accepted"]);
});
