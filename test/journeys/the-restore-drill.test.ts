import { join } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { putBack } from "#shared/adapters/dynamodb/put-back.ts";
import { violations } from "#test/demo/invariants.ts";
import { caseTable, createTable, historyTable, serveTables } from "#test/support/dynalite.ts";
import { LocalHost, type Mail } from "#test/support/host.ts";
import { acuteRisk, aReferral, emergency, referrer } from "./support/referral.ts";
import {
  accepted,
  allocate,
  dutyDesk,
  manager,
  openCases,
  operator,
  refer,
  review,
  shownCase,
} from "./support/staff.ts";

/**
 * The drill of a restore, by the steps of docs/runbook.md, on the functions and machines that deploy: a copy of the tables is taken,
 * days of referrals, reviews, decisions and letters pass, and the older tables are put back beside executions and mails that went on
 * (F39). The record of mails that went is not put back, as it is not on AWS.
 */
const backUpAt = "2026-11-17T13:00:00Z";
const restoreAt = "2026-12-02T10:00:00.000Z";
const tables = [
  { name: "holdfast-prod-cases", like: caseTable },
  { name: "holdfast-prod-history", like: historyTable },
];

let host: LocalHost;
beforeAll(async () => {
  host = await LocalHost.start({ at: "2026-11-16T09:00:00Z", onDisk: true });
});
afterAll(() => host?.close());

/** Stops the world, does something to its tables, and starts it again where time stood. */
async function onTables(work: (client: DynamoDBClient) => Promise<unknown>): Promise<void> {
  await host.stop();
  const served = await serveTables(join(host.data, "tables"));
  try {
    await work(served.client);
  } finally {
    await served.stop();
  }
  // Mails to staff say where they sign in: that is the same address as before.
  await host.startAgain({ port: new URL(host.url).port });
}

/** Point-in-time recovery gives tables of other names, with what was in them at that instant. */
const backUp = () =>
  onTables(async (client) => {
    for (const { name, like } of tables) {
      await createTable(client, { ...like, TableName: `${name}-restored` });
      await putBack({ client, from: name, to: `${name}-restored` });
    }
  });
const restore = () =>
  onTables(async (client) => {
    for (const { name } of tables) await putBack({ client, from: `${name}-restored`, to: name });
  });

const running = async () =>
  (await host.executions()).filter(({ status }) => status === "RUNNING").map(({ name }) => name);
const advise = (caseRef: string, reason: string) =>
  host.as(manager, "POST", `/cases/${caseRef}/decision`, { decision: "advise", reason });
const toReferrer = (mails: readonly Mail[], id: string) =>
  mails.filter(({ to }) => to.includes(referrer(id))).map(({ subject, text }) => `${subject}\n${text}`);

describe("F39: after the tables were put back by a fortnight,", () => {
  const cases: Record<string, string> = {};
  let mailsBefore: readonly Mail[] = [];
  let runningBefore: readonly string[] = [];
  let referralsSent = 0;
  const sent: Record<string, object> = {};

  const referred = async (id: string, changes: object = {}): Promise<string> => {
    sent[id] = aReferral(id, { ...changes });
    referralsSent++;
    const caseRef = await refer(host, sent[id]);
    cases[id] = caseRef;
    return caseRef;
  };

  beforeAll(async () => {
    // Before: one is supported, one waits for the next meeting, one is signposted.
    const supported = await referred("supported");
    await host.until("2026-11-17T11:00:00Z");
    await allocate(host, "2026-11-17", supported);
    await referred("waiting");
    await referred("signposted", acuteRisk);
    await host.until(backUpAt);
    await backUp();

    // The hours that will be missing: each of these is only in the newer tables.
    await host.as(dutyDesk, "POST", `/cases/${cases.signposted}/confirmation`);
    await host.until("2026-11-18T10:00:00Z");
    await referred("came-meanwhile");
    await host.until("2026-11-24T10:30:00Z");
    expect((await advise(cases.waiting ?? "", "needs-met")).status).toBe(200);
    await allocate(host, "2026-11-24", cases["came-meanwhile"] ?? "");
    const urgent = await referred("urgent-meanwhile", emergency);
    expect((await advise(urgent, "needs-met")).status).toBe(200);
    await host.until("2026-12-01T15:00:00Z");
    await review(host, supported, 1);
    await host.until(restoreAt);
    mailsBefore = await host.inbox();
    runningBefore = await running();
    expect(runningBefore.length).toBeGreaterThan(2);
    await restore();
  });

  test("the cases of those hours are gone, and staff are shown these hours until every sender was asked", async () => {
    expect(await host.now()).toBe(restoreAt);
    const from = new Date(backUpAt).toISOString();
    const recorded = await host.as(operator, "POST", "/operations/restores", { from });
    expect(recorded).toMatchObject({ status: 200, body: { missingHours: [{ from, to: restoreAt }] } });
    const listed = await host.as(manager, "GET", "/cases");
    expect(listed.body).toMatchObject({ missingHours: [{ from, to: restoreAt }] });
    expect((await openCases(host)).map(({ reference }) => reference).sort()).toEqual(
      [cases.supported, cases.waiting, cases.signposted].sort(),
    );
    for (const id of ["came-meanwhile", "urgent-meanwhile"])
      expect((await host.as(manager, "GET", `/cases/${cases[id]}`)).status).toBe(404);
  });

  test("L1, I4: every track is backed again, as the next attempt, within two runs of the reconciler", async () => {
    await host.pass("PT30M");
    const alive = new Set(await running());
    for (const id of ["supported", "waiting", "signposted"]) {
      const caseRef = cases[id] ?? "";
      const { tracks } = (await host.as(operator, "GET", `/cases/${caseRef}/operation?reason=audit`))
        .body as {
        readonly tracks: readonly { readonly execution: string; readonly begun: string }[];
      };
      expect(tracks.length).toBeGreaterThan(0);
      for (const track of tracks) {
        expect(track).toMatchObject({ state: "running", healthy: true });
        expect(alive).toContain(track.execution);
        expect(track.begun >= restoreAt).toBe(true);
        expect(runningBefore).not.toContain(track.execution);
      }
    }
    expect((await host.as(operator, "GET", "/operations/stuck")).body).toMatchObject({ owed: [] });
    expect(host.log()).not.toMatch(/"RepairsLeftOver":[1-9]/);
  });

  test("I6, F1: what senders send again is there once more, under its own reference, and is backed at once", async () => {
    for (const id of ["came-meanwhile", "urgent-meanwhile", "waiting"]) {
      accepted(await host.refer(sent[id]));
      await host.quiet();
      const { caseRef, execution } = await shownCase(host, cases[id] ?? "");
      expect(caseRef).toBe(cases[id]);
      expect(await running()).toContain(execution);
    }
    const answered = await host.as(operator, "POST", "/operations/restores/senders-asked", {});
    expect(answered).toMatchObject({ status: 200, body: { missingHours: [] } });
    expect((await host.as(manager, "GET", "/cases")).body).toMatchObject({ missingHours: [] });
  });

  test("I8: what is decided again as before is told nobody twice, and what is decided otherwise is told", async () => {
    await host.as(dutyDesk, "POST", `/cases/${cases.signposted}/confirmation`);
    expect((await advise(cases.waiting ?? "", "needs-met")).status).toBe(200);
    expect((await advise(cases["urgent-meanwhile"] ?? "", "other-team-fits")).status).toBe(200);
    await review(host, cases.supported ?? "", 1);
    await host.quiet();
    const mails = await host.inbox();
    const letters = Object.keys(sent).map((id) => [id, toReferrer(mails, id)] as const);
    for (const [id, texts] of letters) expect([id, texts]).toEqual([id, [...new Set(texts)]]);
    expect(toReferrer(mails.slice(mailsBefore.length), "waiting")).toEqual([]);
    expect(toReferrer(mails.slice(mailsBefore.length), "urgent-meanwhile")).toHaveLength(1);
    const whole = mails.map(({ to, subject, text, tags }) => JSON.stringify([tags.mail, to, subject, text]));
    expect(whole).toEqual([...new Set(whole)]);
  });

  test("I1 to I7: nothing breaks the promise for weeks, and no execution of the table that is gone still runs or acted", async () => {
    await host.until("2026-12-22T12:00:00Z");
    const found = await violations(host, referralsSent);
    expect(found.filter((violation) => !/^I8|^A3|^L3/.test(violation))).toEqual([]);
    const now = new Set(await running());
    const backing = new Set(
      await Promise.all(
        (await openCases(host)).map(async ({ reference }) => (await shownCase(host, reference)).execution),
      ),
    );
    const left = runningBefore.filter((name) => now.has(name) && !backing.has(name));
    expect(left).toEqual([]);
  });
});
