import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { flatForm } from "#test/support/flat-form.ts";
import { LocalHost } from "#test/support/host.ts";
import { accepted } from "./support/staff.ts";

/** A form that cannot sign, one that signs in a header, and what the duty desk makes of bodies that do not fit. */
interface Config {
  readonly webhookSources: Readonly<Record<string, { readonly secret: string; readonly kind: string }>>;
}
const duty = "wk-duty-desk";
const manager = "wk-joss-thorne";
let host: LocalHost;
let config: Config;
beforeAll(async () => {
  host = await LocalHost.start({ at: "2026-11-18T15:00:00Z" });
  config = (await host.call("GET", "/_local/config")).body as Config;
});
afterAll(() => host?.close());

const secretOf = (source: string): string => config.webhookSources[source]?.secret ?? "";
const sendForm = (over: object, token = secretOf("mk-achieveforms")) =>
  host.call(
    "POST",
    "/webhooks/referrals/mk-achieveforms",
    { ...flatForm, ...over },
    {
      authorization: `Bearer ${token}`,
    },
  );

test("the host has a secret of its own kind for each source", () => {
  expect(Object.entries(config.webhookSources).map(([source, { kind }]) => [source, kind])).toEqual([
    ["mk-online-form", "standard-webhooks"],
    ["mk-achieveforms", "static-bearer"],
    ["mk-partner-form", "hmac-header"],
  ]);
});

test("a form that can only send a token is let in with the right one, and nothing is stored with another", async () => {
  for (const wrong of ["", "x".repeat(43), `${secretOf("mk-achieveforms")}x`, secretOf("mk-partner-form")])
    expect((await sendForm({ "AF-Reference": "never" }, wrong)).status).toBe(401);
  const first = await sendForm({});
  expect(first.status).toBe(202);
  accepted(first);
  expect((await sendForm({})).body).toEqual(first.body);
  await host.quiet();
  expect((await host.as(duty, "GET", "/cases")).body).toMatchObject({ cases: [{ phase: "referred" }] });
});

test("a form that signs in a header is let in, and one changed byte is not", async () => {
  const body = JSON.stringify({ formVersion: "1", submissionId: "p-1", service: "community-support-team" });
  const signature = `sha256=${createHmac("sha256", secretOf("mk-partner-form")).update(body).digest("hex")}`;
  const send = (text: string) =>
    host.call("POST", "/webhooks/referrals/mk-partner-form", text, { "x-webhook-signature": signature });
  expect((await send(body.replace("p-1", "p-2"))).status).toBe(401);
  accepted(await send(body));
});

test("what cannot be read where the way in depends on it is seen whole, mended, and accepted once", async () => {
  const sent = await sendForm({ "AF-Reference": "FS-2", mh_crisis_now: "Perhaps" });
  expect(sent).toMatchObject({ status: 202, body: { status: "quarantined" } });
  const { reference } = sent.body as { readonly reference: string };
  const desk = (method: string, path = "", body?: unknown, as = duty) =>
    host.as(as, method, `/quarantine/${reference}${path}`, body);

  expect((await host.as(duty, "GET", "/quarantine")).body).toMatchObject({
    quarantined: [{ reference, owner: "duty", due: "2026-11-19T17:00:00.000Z", faultCount: 1 }],
  });
  expect((await desk("GET")).body).toMatchObject({ faults: [{ at: "mh_crisis_now" }] });
  expect(await desk("GET", "", undefined, "wk-ada-quill")).toMatchObject({ status: 403 });

  const stillWrong = { status: 422, body: { reason: "still-does-not-fit" } };
  expect(await desk("POST", "/accept", {})).toMatchObject(stillWrong);
  expect(await desk("POST", "/mend", { body: { formVersion: "1" } })).toMatchObject(stillWrong);
  expect((await desk("GET")).body).toMatchObject({ status: "quarantined", mended: null });
  expect(await desk("POST", "/mend", { body: {}, more: 1 })).toMatchObject({ status: 400 });
  expect(await desk("POST", "/discard", { reason: "boring", words: "x" })).toMatchObject({ status: 400 });

  const body = {
    formVersion: "1",
    submissionId: "FS-2",
    service: "community-support-team",
    urgency: { level: "emergency" },
    home: { tenure: "owned" },
  };
  expect(await desk("POST", "/mend", { body })).toMatchObject({ status: 200, body: { status: "mended" } });
  await host.pass("PT30M");
  const done = await desk("POST", "/accept", {}, manager);
  expect(done).toMatchObject({ status: 200, body: { outcome: { as: "accepted", became: "referral" } } });
  await host.quiet();
  const { outcome } = done.body as { readonly outcome: { readonly caseRef: string } };
  expect((await host.as(duty, "GET", `/cases/${outcome.caseRef}`)).body).toMatchObject({
    receivedAt: "2026-11-18T15:00:00.000Z",
    quarantineRef: reference,
    nextStep: { step: "AwaitEmergencyDecision", due: "2026-11-18T17:00:00.000Z" },
  });
  expect(await desk("POST", "/accept", {})).toMatchObject({
    status: 409,
    body: { reason: "already-settled" },
  });
  const why = { reason: "duplicate", words: "Too late" };
  expect(await desk("POST", "/discard", why)).toMatchObject({ status: 409 });
  expect((await host.as(duty, "GET", "/quarantine")).body).toEqual({ quarantined: [] });
});

test("what is no referral is discarded with a reason and stays kept; an unknown reference is a 404", async () => {
  const sent = await sendForm({ "AF-Form": "Test of the supplier" });
  const { reference } = sent.body as { readonly reference: string };
  const why = { reason: "test-submission", words: "The supplier tries it out" };
  expect(await host.as(duty, "POST", `/quarantine/${reference}/discard`, why)).toMatchObject({
    status: 200,
    body: { status: "discarded", outcome: { ...why, by: duty } },
  });
  const { body } = (await host.as(manager, "GET", `/quarantine/${reference}`)).body as { body: string };
  expect(JSON.parse(body)).toMatchObject({ "AF-Form": "Test of the supplier" });
  const unknown = await host.as(duty, "GET", "/quarantine/Q-0000000000");
  expect(unknown.status).toBe(404);
  expect((await host.as(duty, "POST", "/quarantine/C-0000000000/accept", {})).body).toEqual(unknown.body);
});
