import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalHost } from "#test/support/host.ts";
import {
  editedAssembly,
  notAllowed,
  scheduled,
  startingAt,
  withoutRoute,
  wrapped,
} from "./support/edited-assembly.ts";
import { aReferral, emergency } from "./support/referral.ts";
import { accepted, manager, refer, shownCase } from "./support/staff.ts";

/**
 * The host runs the template and its bundles, and not the source: each test looks at one thing that was edited in a copy
 * of the assembly, and what happens is another thing than in the control, whose copy is as it was synthesized (A10). Two
 * edits that do not meet share a host.
 */
const at = "2026-11-11T10:00:00Z";
type Edit = Parameters<typeof editedAssembly>[0];
const hosts: LocalHost[] = [];
async function start(...edits: readonly Edit[]): Promise<LocalHost> {
  const assembly = editedAssembly((copy) => {
    for (const edit of edits) edit(copy);
  });
  const host = await LocalHost.start({ at, onDisk: true, assembly });
  hosts.push(host);
  return host;
}

const throwing =
  'export const handler = async () => { throw new TypeError("planted", { cause: original }); };';
let control: LocalHost;
/** One route fewer, and a first task that throws. */
let broken: LocalHost;
/** The reconciler once an hour, and a staff API that may change no document. */
let slow: LocalHost;
beforeAll(async () => {
  control = await start();
  broken = await start(withoutRoute("GET /api/v1/caseloads"), wrapped("ScreenReferral", throwing));
  slow = await start(
    scheduled("holdfast-prod-reconciler-frequent", "rate(1 hour)"),
    notAllowed("StaffCases", ["dynamodb:UpdateItem"]),
  );
});
afterAll(() => Promise.all(hosts.map((host) => host.close())));

test("a route that is taken out is not there", async () => {
  const ask = async (which: LocalHost, path: string) => (await which.as(manager, "GET", path)).status;
  expect(await ask(control, "/caseloads")).toBe(200);
  expect(await ask(broken, "/caseloads")).toBe(404);
  expect(await ask(broken, "/cases")).toBe(200);
});

test("a machine begins at the step that its definition names", async () => {
  const host = await start(startingAt("holdfast-prod-referral-triage", "TriageEnded"));
  const firstStep = async (which: LocalHost, id: string) => {
    accepted(await which.refer(aReferral(id)));
    await which.quiet();
    const [execution] = (await which.executions()).slice(-1);
    const events = await which.events(execution?.name ?? "");
    const entered = events.find(({ type }) => type.endsWith("StateEntered"));
    return [entered?.stateEnteredEventDetails?.name, execution?.status];
  };
  expect(await firstStep(control, "begins")).toEqual(["Screen", "RUNNING"]);
  expect(await firstStep(host, "begins")).toEqual(["TriageEnded", "SUCCEEDED"]);
});

test("a task whose bundle throws fails its execution, whose history says so", async () => {
  const ended = async (which: LocalHost) => {
    accepted(await which.refer(aReferral("task")));
    await which.quiet();
    const [execution] = (await which.executions()).slice(-1);
    const events = await which.events(execution?.name ?? "");
    return { status: execution?.status, history: JSON.stringify(events) };
  };
  const [right, wrong] = [await ended(control), await ended(broken)];
  expect(right.status).toBe("RUNNING");
  expect(right.history).not.toContain("TypeError");
  expect(wrong.status).toBe("FAILED");
  expect(wrong.history).toMatch(/TaskFailed.*TypeError/);
});

test("L1: a schedule runs at the rate that it has: the reconciler mends when its hour comes", async () => {
  const mendedAt = async (which: LocalHost) => {
    const stoppedAt = Date.parse(await which.now());
    const caseRef = await refer(which, aReferral("rate"));
    await which.stopExecution(`${caseRef}-referral-triage-1-1`);
    await which.pass("PT61M");
    const { history } = await shownCase(which, caseRef);
    const mended = history.findLast(({ type }) => type === "EpisodeBegun");
    expect(mended?.facts).toMatchObject({ attempt: 2, why: "execution-ended" });
    return (Date.parse(mended?.at ?? "") - stoppedAt) / 60_000;
  };
  expect(await mendedAt(control)).toBe(15);
  expect(await mendedAt(slow)).toBe(60);
});

test("a function without dynamodb:UpdateItem cannot change a case, and the log says why", async () => {
  const advise = async (which: LocalHost) => {
    const caseRef = await refer(which, aReferral("role", emergency));
    const choice = { decision: "advise", reason: "needs-met" };
    const { status } = await which.as(manager, "POST", `/cases/${caseRef}/decision`, choice);
    return [status, (await shownCase(which, caseRef)).phase];
  };
  expect(await advise(control)).toEqual([200, "declined"]);
  expect(await advise(slow)).toEqual([500, "referred"]);
  await expect.poll(() => slow.log()).toMatch(/"request-failed".*AccessDenied/);
  expect(control.log()).not.toContain("AccessDenied");
});
