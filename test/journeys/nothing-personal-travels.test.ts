import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalHost } from "#test/support/host.ts";
import { editedAssembly, wrapped } from "./support/edited-assembly.ts";
import { aReferral } from "./support/referral.ts";
import {
  accepted,
  dutyDesk,
  manager,
  openCases,
  supervisorHalf,
  worker,
  workerHalf,
} from "./support/staff.ts";

/**
 * Only ids travel (A4, F42, F43): words that stand in a referral, a review or a refused post are looked for in every
 * place but the table. Each word is in one field only, so that a finding names what leaked.
 */
const canary = (field: string) => `Zanzibar${field}`;
const referral = (id: string) =>
  aReferral(id, {
    referrer: {
      name: canary("Referrer"),
      agency: canary("Agency"),
      email: `answer@${id}.example`,
      phone: canary("Phone"),
    },
    person: { given: canary("Given"), family: canary("Family"), preferredName: canary("Preferred") },
    safeContact: { note: canary("Contact") },
    home: {
      tenure: "council",
      landlord: canary("Landlord"),
      address: canary("Address"),
      postcode: canary("Postcode"),
    },
    household: [{ relationship: canary("Household") }],
    reason: canary("Reason"),
    concerns: canary("Concerns"),
    mentalHealth: { acuteRiskNow: "no", services: canary("Services") },
    risksToStaff: canary("Risks"),
    personsView: canary("View"),
  });

let host: LocalHost;
beforeAll(async () => {
  host = await LocalHost.start({ at: "2026-11-16T10:00:00Z" });
});
afterAll(() => host?.close());

/** Each place where a word of a referral stands and should not. */
async function leaks(which: LocalHost): Promise<readonly string[]> {
  const executions = await which.executions();
  const histories = await Promise.all(executions.map(({ name }) => which.events(name)));
  const places: Readonly<Record<string, unknown>> = {
    "names of executions": executions,
    "histories of executions": histories,
    mails: await which.inbox(),
    "what is logged": which.log(),
    "the list of cases": await openCases(which),
  };
  return Object.entries(places).flatMap(([place, seen]) => {
    const words = JSON.stringify(seen).match(/Zanzibar\w*/gi) ?? [];
    return [...new Set(words)].map((word) => `${word} in ${place}`);
  });
}

test("X-05, F42, F43: not a word of a referral, a review or a refusal leaves the table", async () => {
  accepted(await host.refer(referral("whole")));
  const wrong = [
    { ...referral("quarantined"), [canary("Field")]: canary("Value") },
    { ...referral("tenure"), home: { tenure: canary("Tenure") } },
    canary("Text"),
  ];
  for (const body of wrong) expect((await host.refer(body)).body).toMatchObject({ status: "quarantined" });
  expect((await host.refer({ ...referral("whole"), reason: canary("Other") })).status).toBe(202);
  const unsigned = await host.call("POST", "/webhooks/referrals/mk-online-form", referral("unsigned"));
  expect(unsigned.status).toBe(401);
  expect((await host.as(dutyDesk, "GET", `/cases/${canary("Path")}`)).status).toBe(404);

  await host.until("2026-11-17T10:00:00Z");
  const caseRef = (await openCases(host)).find(({ phase }) => phase === "referred")?.reference ?? "";
  const choice = { caseRef, decision: "allocate", worker };
  expect((await host.as(manager, "POST", "/meetings/2026-11-17/decisions", choice)).status).toBe(200);
  const path = `/cases/${caseRef}/reviews/1`;
  const [progress, comment] = [canary("Progress"), canary("Comment")];
  const bad = { ...workerHalf, progress, [canary("Extra")]: 1 };
  expect((await host.as(worker, "POST", `${path}/worker`, bad)).status).toBe(400);
  expect((await host.as(worker, "POST", `${path}/worker`, { ...workerHalf, progress })).status).toBe(200);
  const half = { ...supervisorHalf, comment };
  expect((await host.as(manager, "POST", `${path}/supervisor`, half)).status).toBe(200);
  await host.until("2026-11-18T06:00:00Z");

  expect(await leaks(host)).toEqual([]);
  // They are kept all the same, for whoever may read the case.
  const { text } = await host.as(manager, "GET", `/cases/${caseRef}`);
  for (const field of ["Family", "Reason", "View", "Progress", "Comment"])
    expect(text).toContain(canary(field));
});

/** A bundle that writes a name into the input of the execution that it starts, and the body into the log: a careless change. */
const careless = `
let family;
const stringify = JSON.stringify;
JSON.stringify = (value, ...more) =>
  stringify(value?.caseRef && value.rungs && family ? { ...value, family } : value, ...more);
export const handler = (event, context) => {
  family = JSON.parse(event.body).person.family;
  console.log(event.body);
  return original(event, context);
};`;

test("F42: planted, a name in an execution's input and in the log is found", async () => {
  const planted = await LocalHost.start({
    at: "2026-11-16T10:00:00Z",
    assembly: editedAssembly(wrapped("ReferralWebhook", careless)),
  });
  try {
    accepted(await planted.refer(referral("planted")));
    await planted.quiet();
    const family = canary("Family");
    const found = [`${family} in histories of executions`, `${family} in what is logged`];
    await expect.poll(() => leaks(planted)).toEqual(expect.arrayContaining(found));
  } finally {
    await planted.close();
  }
});
