import { afterAll, beforeAll, expect, test } from "vitest";
import { examples } from "#shared/contracts/examples.ts";
import { type RequestName, requestSchemas } from "#shared/contracts/schemas.ts";
import { outcomeAreas } from "#shared/domain/policy.ts";
import { LocalHost } from "#test/support/host.ts";
import { editedAssembly, wrapped } from "./support/edited-assembly.ts";
import { leaks, shownLeaks } from "./support/leaks.ts";
import { canariesIn, canary, freeText, Markers } from "./support/markers.ts";
import { aReferral, emergency } from "./support/referral.ts";
import {
  accepted,
  dutyDesk,
  manager,
  openCases,
  outOfHours,
  type ShownCase,
  serviceManager,
  supervisorHalf,
  worker,
  workerHalf,
} from "./support/staff.ts";
import { wholeReferral } from "./support/whole-referral.ts";

/**
 * Only ids travel (A4, F42, F43): in each field of each request in which somebody may write what they like stands a word
 * of its own, and these words are looked for in every place but the table.
 */
const markers = new Markers();
const referral = (submissionId: string) => wholeReferral(markers, submissionId);

let host: LocalHost;
beforeAll(async () => {
  host = await LocalHost.start({ at: "2026-11-16T10:00:00Z" });
});
afterAll(() => host?.close());

/** Everybody of the story; his post is for council tenants at risk only, so his work needs a limit to be passed. */
const officer = "wk-kit-arden";
const colleague = "wk-lena-moss";
const rosterAdmin = "wk-roz-ledger";
const auditor = "wk-otto-linden";

/** Sends a request of its contract with the words of its fields, and sees it taken. */
async function send(
  as: string,
  method: string,
  path: string,
  name: RequestName,
  changes: object = {},
  status = 200,
) {
  const body = markers.mark(name, { ...Object(examples[name]), ...changes });
  const answer = await host.as(as, method, path, body);
  expect([path, answer.status, answer.status === status || answer.text]).toEqual([path, status, true]);
  return answer.body;
}
const post = (as: string, path: string, name: RequestName, changes?: object, status?: number) =>
  send(as, "POST", path, name, changes, status);

let caseRef = "";
let twin = "";
let provisional = "";
let reopened = "";
let telephoned = "";
let quarantined: readonly string[] = [];

test("X-05, F42: what comes in is kept, refused and put aside, and mended", async () => {
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

  const { body } = await host.as(dutyDesk, "GET", "/quarantine");
  const waiting = (body as { quarantined: readonly { reference: string }[] }).quarantined;
  quarantined = waiting.map(({ reference }) => reference);
  const [first, second] = quarantined;
  await post(dutyDesk, `/quarantine/${first}/mend`, "Mending", {
    body: { ...referral("mended"), concerns: canary("Mended") },
  });
  await post(dutyDesk, `/quarantine/${second}/discard`, "Discarding");
  await host.quiet();
  caseRef = (await openCases(host)).find(({ phase }) => phase === "referred")?.reference ?? "";
  // The same person through another agency; somebody decides whether it is the same.
  accepted(await host.refer(referral("twin")));
  const call = { person: { given: "x", family: "x" }, home: { tenure: "owned", address: "x" } };
  const caller = { ...Object(examples.EmergencyCall).caller, role: "x", email: "desk@police.example" };
  const recorded = await post(dutyDesk, "/emergencies", "EmergencyCall", { ...call, caller });
  provisional = (recorded as { caseRef: string }).caseRef;
  await host.quiet();
});

test("X-05, F42: whoever left no address is told by telephone what became of their referral", async () => {
  const leftNoAddress = {
    ...emergency,
    referrer: { name: "Odile Farrant", role: "neighbour", phone: "07700 900101", email: null },
    person: { given: "Sunniva", family: "Lowe", dateOfBirth: "1950-01-02" },
  };
  const reference = accepted(await host.refer(aReferral("telephoned", leftNoAddress)));
  await host.quiet();
  const { body } = await host.as(dutyDesk, "GET", `/referrals/${reference}`);
  telephoned = (body as { caseRef: string }).caseRef;
  const advise = { decision: "advise", reason: "needs-met" };
  expect((await host.as(manager, "POST", `/cases/${telephoned}/decision`, advise)).status).toBe(200);
  const listed = async () => (await openCases(host)).filter((line) => line.reference === reference);
  expect(await listed()).toMatchObject([{ nextStep: "TelephoneReferrer", owner: "duty" }]);
  const spokenAt = await host.now();
  await post(dutyDesk, `/referrals/${reference}/call`, "ReferrerCallEnded", { spokenAt });
  expect(await listed()).toEqual([]);
});

test("X-05, F42: so is whoever left no address in what was discarded", async () => {
  const { body } = await host.refer(canary("Advertisement"));
  const { reference } = body as { reference: string };
  await post(dutyDesk, `/quarantine/${reference}/discard`, "Discarding", { reason: "not-a-referral" });
  await host.quiet();
  const listed = async () => (await openCases(host)).filter((line) => line.reference === reference);
  expect(await listed()).toMatchObject([{ nextStep: "TelephoneReferrer", owner: "duty" }]);
  const spokenAt = await host.now();
  await post(dutyDesk, `/quarantine/${reference}/call`, "ReferrerCallEnded", { spokenAt });
  expect(await listed()).toEqual([]);
});

test("X-05, F42: a meeting shares the work out, with minutes that are corrected", async () => {
  twin =
    (await openCases(host)).find(
      ({ reference, phase }) => phase === "referred" && ![caseRef, provisional].includes(reference),
    )?.reference ?? "";
  await post(dutyDesk, `/cases/${twin}/person-check`, "PersonCheck", { caseRef });
  const override = { reason: "knows-the-person", words: "x" };
  const choice = { decision: "allocate", worker: officer, supervisor: manager, override };
  await post(serviceManager, `/cases/${provisional}/decision`, "AllocationChoice", choice);

  await host.until("2026-11-17T10:00:00Z");
  const meeting = "/meetings/2026-11-17";
  const sitting = { chair: manager, present: [manager, officer], apologies: [worker] };
  await post(manager, `${meeting}/open`, "Attendance", sitting);
  await post(manager, `${meeting}/order`, "Moving", { caseRef });
  const decision = { caseRef, reason: undefined, ...choice };
  await post(serviceManager, `${meeting}/decisions`, "MeetingDecision", decision);
  await post(manager, `${meeting}/close`, "Confirmation");
  await post(manager, `${meeting}/corrections`, "MinutesCorrection");
});

test("X-05, F42: the plan and the work with the person", async () => {
  const at = (path: string) => `/cases/${caseRef}${path}`;
  const plan = { actions: [{ objective: "kitchen", due: "2026-11-18", words: "x" }], words: "x" };
  await send(officer, "PUT", at("/plan"), "PlanWritten", plan);
  await post(manager, at("/plan/decision"), "PlanDecision");
  await post(officer, at("/contacts"), "Contact", { when: "2026-11-17T09:30:00Z" });
  await post(officer, at("/risk"), "Risk", { reviewOn: "2026-11-19" });
  await post(officer, at("/warnings"), "Warning", { reviewOn: "2026-11-19" });
  const on = "2026-11-16";
  await post(officer, at("/conversations"), "Conversation", { on, answers: { matters: "x" }, words: "x" });
  await post(officer, at("/readings"), "Reading", { on, words: "x" });
  await post(officer, at("/referrals-on"), "ReferralOn", { on });
  await post(officer, at("/concerns"), "Concern", { on });
  await post(officer, at("/capacity-assessments"), "CapacityAssessment", { on, words: "x" });

  const agencies = [{ name: canary("AmendedAgency"), offer: canary("AmendedOffer") }];
  const amended = { ...referral("whole"), previousSupport: canary("Amended"), agencies };
  await post(officer, at("/referral/versions"), "Amendment", { body: amended });

  const made = await post(officer, at("/commitments"), "CommitmentMade", { due: "2026-11-18" });
  const promised = (made as { commitments: readonly { id: number; kind: string }[] }).commitments;
  const promise = promised.findLast(({ kind }) => kind === "agency-offer")?.id;
  await post(officer, at(`/commitments/${promise}/due`), "CommitmentMoved", { due: "2026-11-19" });
  await post(officer, at(`/commitments/${promise}/outcome`), "CommitmentOutcome");
  await post(officer, at("/commitments"), "CommitmentMade", { due: "2026-11-18" });

  const objectives = [{ id: "kitchen", progress: "better", words: "x" }];
  const bad = { ...workerHalf, progress: canary("Progress"), [canary("Extra")]: 1 };
  expect((await host.as(officer, "POST", at("/reviews/1/worker"), bad)).status).toBe(400);
  await post(officer, at("/reviews/1/worker"), "WorkerHalf", { ...workerHalf, objectives });
  const challenge = { ...supervisorHalf, agrees: false, change: "x", changeBy: "2026-11-19" };
  await post(manager, at("/reviews/1/supervisor"), "SupervisorHalf", challenge);
  const moved = { day: "2026-12-03", reason: "joint-visit" };
  await post(manager, at("/review-date"), "ReviewDate", moved);
});

test("X-05, F42: absences, a handover, a restriction, corrections and holds", async () => {
  const at = (path: string) => `/cases/${caseRef}${path}`;
  const from = { from: "2026-11-18", until: "2026-11-18", cover: colleague };
  await post(manager, `/roster/${officer}/absences`, "Absence", { ...from, kind: "sickness" });
  await post(worker, `/roster/${worker}/conflicts`, "Conflict", { caseRef });
  await post(manager, `/roster/${worker}/conflicts/K-1/withdrawal`, "ConflictWithdrawal");
  const email = "new.joiner@cst.example";
  const joiner = { name: canary("Joiner"), email, deputy: manager, teams: undefined };
  await send(rosterAdmin, "PUT", "/roster/wk-new-joiner", "Post", joiner);

  const more = { hours: 40, override: { reason: "urgent-risk", words: "x" } };
  await post(manager, at("/hours"), "CaseHours", more);

  const given = { to: colleague, override: { reason: "knows-the-person", words: "x" } };
  await post(serviceManager, at("/handover"), "HandoverGiven", given);
  await post(colleague, at("/handover/answer"), "HandoverAnswer", { answer: "decline" });
  await post(serviceManager, at("/handover"), "HandoverGiven", given);
  await post(serviceManager, at("/handover/withdrawal"), "HandoverWithdrawal");

  await post(manager, at("/restriction"), "Restriction", { named: [] });
  await post(outOfHours, at("/restriction/override"), "RestrictionOverride");
  await post(manager, at("/restriction/lifting"), "RestrictionLifting");
  await post(manager, at("/corrections"), "Correction", { of: 1 });
  await post(serviceManager, at("/hold"), "LegalHold");
  // Its date has not come, and what is refused is not to be found anywhere either.
  await post(serviceManager, `/retention/${caseRef}/decision`, "RetentionDecision", {}, 422);
});

test("X-05, F42: offers that are not taken up, and a closure that is asked for, and not made", async () => {
  const at = (path: string) => `/cases/${caseRef}${path}`;
  await post(officer, at("/non-engagement"), "PathwayWords");
  await host.until("2026-11-20T09:00:00Z");
  for (const [day, madeBy, channel, place] of [
    ["2026-11-17", officer, "visit", "home"],
    ["2026-11-18", colleague, "letter", "at-a-distance"],
    ["2026-11-19", officer, "visit", "community"],
    ["2026-11-20", colleague, "call", "at-a-distance"],
  ] as const)
    await post(madeBy, at("/offers"), "SupportOffer", { channel, place, day });
  for (const prompt of ["capacity", "multi-agency-risk"])
    await post(officer, at("/non-engagement/prompts"), "PromptAnswer", { prompt });
  await post(officer, at("/ways-out"), "WayOut");
  await post(officer, at("/outcomes"), "Outcomes");
  await post(officer, at("/closure"), "ClosureRequest", { agencies: [] });
  await post(officer, at("/closure/asked"), "AgencyAsked", { with: "agency-1", on: "2026-11-20" });
  // Who shares the risk record, and where the person was referred on to, are asked too.
  for (const asked of ["team", "agency-1", "fire-service", "mk-arc"])
    await post(manager, at("/closure/consultations"), "Consultation", { with: asked });
  await post(manager, at("/closure/decision"), "ClosureDecision");
  await post(manager, at("/non-engagement/end"), "PathwayWords");
  await post(officer, at("/closure"), "ClosureRequest", { reason: "self-supporting", agencies: [] });
  await post(officer, at("/closure/withdrawal"), "ClosureWithdrawal");
});

test("X-05, F42: a case that is closed, and taken up again", async () => {
  const at = (path: string) => `/cases/${provisional}${path}`;
  const answers = Object.fromEntries(outcomeAreas.map((area) => [area, { identified: false }]));
  await post(officer, at("/outcomes"), "Outcomes", { answers });
  const agency = "police";
  await post(officer, at("/closure"), "ClosureRequest", { reason: "self-supporting", agencies: [agency] });
  await post(manager, at("/closure/decision"), "ClosureDecision", { decision: "close" });
  await host.quiet();
  const { referralRef } = (await host.as(manager, "GET", at("?reason=supervision"))).body as ShownCase;
  const toTell = async () => (await host.as(officer, "GET", `/referrals/${referralRef}`)).body;
  expect(await toTell()).toMatchObject({ agencyCall: { owner: officer } });
  const spokenAt = await host.now();
  await post(officer, `/referrals/${referralRef}/agency-call`, "AgencyCallEnded", { agency, spokenAt });
  expect(await toTell()).toMatchObject({ agencyCall: null });
  const begun = await post(officer, at("/reopening"), "Reopening");
  reopened = (begun as { caseRef: string }).caseRef;
});

test("F42: no field in which somebody may write what they like is left out of this story", () => {
  const all = Object.keys(requestSchemas).flatMap((name) => freeText(name as RequestName));
  const left = all.filter((path) => !markers.said.has(path));
  expect(left, "each of these needs a request that has it, in one of the tests above").toEqual([]);
});

test("X-05, F42, F43: not a word of it leaves the table, though everything is chased for days", async () => {
  await host.until("2026-11-20T09:10:00Z");
  expect(host.log()).toMatch(/"_aws".*"CloudWatchMetrics"/);
  expect((await host.inbox()).filter(({ text }) => text.includes(caseRef)).length).toBeGreaterThan(5);
  expect(await leaks(host)).toEqual([]);
  expect(await shownLeaks(host, [caseRef, twin, provisional, reopened])).toEqual([]);
});

/** Everything that is kept about the person of a case, part by part. */
async function exported(of: string): Promise<readonly string[]> {
  const shown = await host.as(manager, "GET", `/cases/${of}?reason=supervision`);
  const { personRef } = shown.body as { personRef: string };
  const read = [shown.text];
  for (let part = 1, parts = 1; part <= parts; part++) {
    const asked = { ...Object(examples.ExportRequest), part };
    const answer = await host.as(serviceManager, "POST", `/people/${personRef}/export`, asked);
    expect(answer.status).toBe(200);
    parts = (answer.body as { parts: number }).parts;
    read.push(answer.text);
  }
  return read;
}

test("X-06: it is kept all the same, for whoever may read the case", async () => {
  const paths = [
    ...["/plan", "/records", "/history"].map((path) => `/cases/${caseRef}${path}`),
    ...["/meetings/2026-11-17/minutes", "/roster"],
  ];
  const kept = await Promise.all([
    ...[caseRef, twin, provisional, reopened, telephoned].map(exported),
    ...paths.map(async (path) => [(await host.as(manager, "GET", path)).text]),
    ...[worker, "wk-new-joiner"].map(async (staffId) => [
      (await host.as(auditor, "GET", `/roster/${staffId}/history`)).text,
    ]),
    ...quarantined.map(async (one) => [(await host.as(dutyDesk, "GET", `/quarantine/${one}`)).text]),
  ]);
  const found = canariesIn(kept.flat().join("\n"));
  const refused = ["RetentionDecision.words"];
  const words = [
    ...[...markers.said].filter((path) => !refused.includes(path)),
    "Joiner",
    "Mended",
    "Amended",
    "AmendedAgency",
    "AmendedOffer",
  ];
  expect(words.filter((path) => !found.includes(canary(path)))).toEqual([]);
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
    onDisk: true,
    assembly: editedAssembly(wrapped("ReferralWebhook", careless)),
  });
  try {
    accepted(await planted.refer(referral("planted")));
    await planted.quiet();
    const family = canary("Referral.person.family");
    const found = [`${family} in histories of executions`, `${family} in what is logged`];
    await expect.poll(() => leaks(planted)).toEqual(expect.arrayContaining(found));
  } finally {
    await planted.close();
  }
});
