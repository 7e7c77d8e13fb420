import { generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type HttpAnswer, LocalHost } from "#test/support/host.ts";
import { london } from "./support/london.ts";
import { expectProblem } from "./support/problem.ts";
import { aReferral, emergency } from "./support/referral.ts";
import {
  allocate,
  dutyDesk,
  manager,
  refer,
  review,
  shownCase,
  supervisorHalf,
  worker,
  workerHalf,
} from "./support/staff.ts";
import { type Claims, signedFor } from "./support/token.ts";

/**
 * What the staff API refuses: the token, the council, the role, the form, and what the domain does not allow. It is the
 * Tuesday after Christmas 2027, a bank holiday.
 */
let host: LocalHost;
let waiting = "";
let supported = "";
let urgent = "";
beforeAll(async () => {
  host = await LocalHost.start({ at: "2027-12-24T09:00:00Z" });
  waiting = await refer(host, aReferral("waiting"));
  supported = await refer(host, aReferral("supported"));
  await host.until("2027-12-29T10:00:00Z");
  await allocate(host, "2027-12-29", supported);
  urgent = await refer(host, aReferral("urgent", emergency));
});
afterAll(() => host?.close());

test("CST-06, X-02, F25: a meeting whose Tuesday is a bank holiday sits on the next working day, with its whole pack", async () => {
  const { history } = await shownCase(host, waiting);
  const opened = history.findLast(({ type }) => type === "ObligationOpened")?.facts.obligation;
  expect(london((opened as { due: string }).due)).toBe("Wed 29 Dec 2027 10:00");
  expect((await host.as(manager, "GET", "/meetings/next")).body).toMatchObject({
    day: "2027-12-29",
    agenda: [
      { reference: waiting, decision: null, suggested: { best: [{ fits: true }, {}, {}], conflicts: [] } },
      { reference: supported, decision: "allocated", suggested: null },
    ],
    team: { day: "2027-12-29", byPost: { "social-worker": { people: 4, cases: 1, placesLeft: 47 } } },
  });
});

const defer = { decision: "defer", until: "2028-01-11", reason: "more-information" } as const;
const signed = (claims: Claims = {}) => signedFor(host, claims);
const with_ = (token: string, method: string, path: string, body?: unknown): Promise<HttpAnswer> =>
  host.call(method, `/api/v1${path}`, body, { authorization: `Bearer ${token}` });

const routes: readonly (readonly [method: string, path: (caseRef: string) => string, body?: object])[] = [
  ["GET", (ref) => `/cases/${ref}`],
  ["POST", (ref) => `/cases/${ref}/decision`, defer],
  ["POST", (ref) => `/cases/${ref}/confirmation`, {}],
  ["POST", (ref) => `/cases/${ref}/reviews/1/worker`, workerHalf],
  ["POST", (ref) => `/cases/${ref}/reviews/1/supervisor`, supervisorHalf],
];
const unknown = "C-0000000000";

describe("a token", () => {
  const bad: readonly [string, () => Promise<string>][] = [
    ["that is none", async () => "nonsense"],
    ["that another key signed", async () => signed({ key: (await generateKeyPair("RS256")).privateKey })],
    ["of another issuer", () => signed({ issuer: "https://login.example" })],
    ["for another audience", () => signed({ audience: "somebody-else" })],
    ["that has expired", () => signed({ issued: -120, expires: -1 })],
    ["from the future", () => signed({ issued: 10 })],
    [
      "that was changed",
      async () => {
        const [header, , signature] = (await signed()).split(".");
        const payload = Buffer.from(JSON.stringify({ sub: "x", council: "milton-keynes" })).toString(
          "base64url",
        );
        return `${header}.${payload}.${signature}`;
      },
    ],
    [
      "without a signature",
      async () => {
        const [, payload] = (await signed()).split(".");
        return `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
      },
    ],
  ];
  test.each(bad)("%s is refused with 401 on every route", async (_, token) => {
    const given = await token();
    for (const [method, path, body] of routes)
      expect((await with_(given, method, path(waiting), body)).status).toBe(401);
    for (const path of ["/cases", "/meetings/next", "/roster"])
      expect((await with_(given, "GET", path)).status).toBe(401);
    expect((await with_(given, "PUT", "/roster/wk-x", {})).status).toBe(401);
  });
  test("is needed, and a good one is taken", async () => {
    expect((await host.call("GET", "/api/v1/cases")).status).toBe(401);
    expect((await with_(await signed(), "GET", "/cases")).status).toBe(200);
  });
});

describe("F44: somebody of another council", () => {
  test("gets the same 404 for a case that is there as for one that is not, on every route", async () => {
    const roles = ["manager", "worker", "supervisor", "duty"];
    const foreign = await signed({ council: "medway", roles });
    const own = await signed({ roles });
    for (const [method, path, body] of routes) {
      const there = await with_(foreign, method, path(waiting), body);
      expectProblem(there, 404, "not-found");
      expect(await with_(foreign, method, path(unknown), body)).toEqual(there);
      expect(await with_(own, method, path(unknown), body)).toEqual(there);
    }
    const decide = (caseRef: string) =>
      with_(foreign, "POST", "/meetings/2027-12-29/decisions", { caseRef, ...defer });
    expect((await decide(waiting)).status).toBe(404);
    expect(await decide(waiting)).toEqual(await decide(unknown));
  });
  test("sees no case and nobody of the roster", async () => {
    const foreign = await signed({ council: "medway", roles: ["manager", "service-manager"] });
    expect(await with_(foreign, "GET", "/cases")).toMatchObject({ status: 200, body: { cases: [] } });
    expect(await with_(foreign, "GET", "/roster")).toMatchObject({ status: 200, body: { staff: [] } });
    expect((await with_(foreign, "GET", "/meetings/next")).status).toBe(404);
  });
});

test("a reference that is none gets the same 404 as an unknown one", async () => {
  const answer = await host.as(manager, "GET", `/cases/${unknown}`);
  expectProblem(answer, 404, "not-found");
  for (const reference of ["zzz", "C-1", `${unknown}0`, waiting.toLowerCase(), "__proto__"])
    expect(await host.as(manager, "GET", `/cases/${reference}`)).toEqual(answer);
});

test("a role that may not is refused with 403, and learns nothing", async () => {
  const refused: readonly (readonly [string, string, string, object?])[] = [
    ["wk-roz-ledger", "GET", "/cases"],
    ["wk-roz-ledger", "GET", `/cases/${waiting}`],
    [worker, "POST", `/cases/${waiting}/decision`, defer],
    [worker, "POST", "/meetings/2027-12-29/decisions", { caseRef: waiting, ...defer }],
    [worker, "POST", `/cases/${waiting}/confirmation`, {}],
    ["wk-roz-ledger", "POST", `/cases/${supported}/reviews/1/worker`, workerHalf],
    [manager, "PUT", "/roster/wk-new", {}],
  ];
  for (const [who, method, path, body] of refused)
    expectProblem(await host.as(who, method, path, body), 403, "not-your-role");
  for (const roles of [[], ["Manager"], ["owner"]])
    expectProblem(await with_(await signed({ roles }), "GET", "/cases"), 403, "not-your-role");
});

describe("a request that does not fit is refused with 400", () => {
  test.each<[string, string, unknown]>([
    ["a decision that there is not", "/decision", { decision: "maybe" }],
    ["a field that is not named", "/decision", { ...defer, council: "medway" }],
    ["an allocation to nobody", "/decision", { decision: "allocate" }],
    ["a reason that is not coded", "/decision", { decision: "advise", reason: "Tollenby is moving" }],
    ["a body that is not JSON", "/decision", "Tollenby"],
    ["a half without a word", "/reviews/1/worker", { ...workerHalf, progress: "  " }],
    ["a review number that is none", "/reviews/0/worker", workerHalf],
  ])("%s", async (_, path, body) => {
    const answer = await host.as(manager, "POST", `/cases/${waiting}${path}`, body);
    expectProblem(answer, 400, typeof body === "string" ? "not-json" : "does-not-fit");
  });
  test("a day that there is not", async () => {
    const answer = await host.as(manager, "POST", "/meetings/2026-02-30/decisions", {});
    expectProblem(answer, 400, "does-not-fit");
  });
});

describe("what the domain does not allow is refused with 422 and its reason", () => {
  const decide = (caseRef: string, body: object) =>
    host.as(manager, "POST", `/cases/${caseRef}/decision`, body);
  const meet = (day: string, body: object) =>
    host.as(manager, "POST", `/meetings/${day}/decisions`, { caseRef: waiting, ...body });
  const half = (who: string, path: string, body: object) =>
    host.as(who, "POST", `/cases/${supported}/reviews/${path}`, body);
  test.each<[string, () => Promise<HttpAnswer>]>([
    ["meeting-not-yet", () => meet("2028-01-04", defer)],
    ["not-a-meeting-day", () => meet("2027-12-28", defer)],
    ["nothing-to-decide", () => meet("2027-12-29", { decision: "meeting" })],
    ["nothing-to-decide", () => decide(urgent, defer)],
    ["nothing-to-confirm", () => host.as(dutyDesk, "POST", `/cases/${waiting}/confirmation`, {})],
    ["worker-not-on-roster", () => decide(waiting, { decision: "allocate", worker: "wk-nobody" })],
    ["worker-not-on-roster", () => decide(waiting, { decision: "allocate", worker: dutyDesk })],
    ["same-person", () => decide(waiting, { decision: "allocate", worker, supervisor: worker })],
    ["same-person", () => half(worker, "1/supervisor", supervisorHalf)],
    ["not-the-worker", () => half("wk-edie-fern", "1/worker", workerHalf)],
    ["another-cycle", () => half(worker, "2/worker", workerHalf)],
    ["not-a-supervisor", () => half("wk-edie-fern", "1/supervisor", supervisorHalf)],
    ["no-review-open", () => host.as(worker, "POST", `/cases/${waiting}/reviews/1/worker`, workerHalf)],
  ])("%s", async (reason, ask) => {
    const answer = await ask();
    expectProblem(answer, 422, reason);
    expect(answer.body).toMatchObject({ reason });
  });
});

test("F13: what was given already is refused with 409, and stands as it was", async () => {
  await review(host, supported, 1);
  for (const [who, part, body] of [
    [worker, "worker", { ...workerHalf, progress: "Other words." }],
    [manager, "supervisor", { ...supervisorHalf, comment: "Other words." }],
  ] as const)
    expectProblem(
      await host.as(who, "POST", `/cases/${supported}/reviews/1/${part}`, body),
      409,
      "already-given",
    );
  const { body } = await host.as(manager, "GET", `/cases/${supported}`);
  expect(body).toMatchObject({ reviews: [{ words: workerHalf }, { words: supervisorHalf }] });
  const again = await host.as(manager, "POST", `/cases/${supported}/decision`, defer);
  expectProblem(again, 409, "already-decided");
});

test("X-06: who read a case is written down, for those who may ask", async () => {
  expect((await host.as("wk-sana-field", "GET", `/cases/${waiting}`)).status).toBe(200);
  const { body } = await host.as(manager, "GET", `/cases/${waiting}/access`);
  const reads = expect.arrayContaining([expect.objectContaining({ by: "wk-sana-field" })]);
  expect(body).toMatchObject({ caseRef: waiting, reads });
  expect((await host.as(worker, "GET", `/cases/${waiting}/access`)).status).toBe(403);
});

const advise = { decision: "advise", reason: "other-team-fits" };

test("X-03, F37, I5: mail that comes back goes to whoever stands in at once, until the post has a new address", async () => {
  const mailbox = async () => {
    const { body } = await host.as(manager, "GET", "/roster");
    const { staff } = body as { staff: readonly { staffId: string; deadMailbox?: unknown }[] };
    return staff.find(({ staffId }) => staffId === manager) as Record<string, unknown> | undefined;
  };
  const { staffId: _, deadMailbox: __, absences: ___, conflicts: ____, ...post } = (await mailbox()) ?? {};
  const at = (email: unknown) => host.as("wk-roz-ledger", "PUT", `/roster/${manager}`, { ...post, email });
  const bounce = "bounce+joss@simulator.amazonses.com";
  expect(await at(bounce)).toMatchObject({ status: 200 });
  const first = await refer(host, aReferral("bounced", emergency));
  await host.quiet();
  const alerts = (await host.inbox()).filter(({ subject }) => subject === `Emergency, case ${first}`);
  expect(alerts.map(({ to }) => to)).toEqual([[bounce], ["mina.harbour@cst.example"]]);
  expect(await mailbox()).toMatchObject({ deadMailbox: { since: await host.now() } });
  expect((await host.inbox()).flatMap(({ to }) => to)).toContain("roz.ledger@cst.example");

  expect(await at(post.email)).toMatchObject({ status: 200 });
  expect((await mailbox())?.deadMailbox ?? null).toBeNull();
  expect((await host.as(manager, "POST", `/cases/${first}/decision`, advise)).status).toBe(200);
});

test("X-03, F16: a leaver needs no deployment: the roster is changed, and the next mail goes to the deputy", async () => {
  const { body } = await host.as(manager, "GET", "/roster");
  const { staff } = body as { staff: readonly { staffId: string }[] };
  const ada = staff.find(({ staffId }) => staffId === worker);
  const { staffId: _, ...post } = { ...ada, leavesOn: "2027-12-30" } as Record<string, unknown>;
  expect(await host.as("wk-roz-ledger", "PUT", `/roster/${worker}`, post)).toMatchObject({ status: 200 });
  for (const left of [waiting, urgent])
    expect((await host.as(manager, "POST", `/cases/${left}/decision`, advise)).status).toBe(200);
  await host.until("2028-01-26T09:00:00Z");
  const due = (await host.inbox()).filter(({ subject }) => subject.endsWith(`case ${supported}`));
  expect(due.at(-1)?.to).not.toContain("ada.quill@cst.example");
  expect(due.flatMap(({ to }) => to)).toContain("ben.marlow@cst.example");
});
