import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalHost } from "#test/support/host.ts";
import { sample } from "#test/support/samples.ts";
import { london } from "./support/london.ts";
import { accepted, dutyDesk, manager, openCases, refer, shownCase, worker } from "./support/staff.ts";

/** Each sample referral as a council's form would send it, in the order of their instants, and what each leads to. */
let host: LocalHost;
beforeAll(async () => {
  host = await LocalHost.start({ at: "2026-11-11T10:42:00Z" });
});
afterAll(() => host?.close());

const tenancyOfficer = "wk-kit-arden";
const nextStep = async (caseRef: string) => (await shownCase(host, caseRef)).nextStep;
/** Whose mailboxes anything went to, with the subjects. */
const mailTo = async (address: string): Promise<readonly string[]> =>
  (await host.inbox()).filter(({ to }) => to.includes(address)).map(({ subject }) => subject);
const cases: Record<string, string> = {};

describe("a referral for the community support team", () => {
  test("CST-02, CST-06: hoarding in a council tenancy is acknowledged, and waits for Tuesday 17 November", async () => {
    cases.hoarding = await refer(host, sample("1-hoarding-council-tenancy"));
    const step = await nextStep(cases.hoarding);
    expect([step?.step, london(step?.due ?? "")]).toEqual([
      "AwaitAllocationMeeting",
      "Tue 17 Nov 2026 10:00",
    ]);
    expect(await mailTo("priya.lund@council.example")).toEqual([
      expect.stringMatching(/^We have your referral R-/),
    ]);
  });

  test("CST-05: acute mental health is signposted at once, with an owner and a due time, and never queued", async () => {
    await host.until("2026-11-12T09:05:00Z");
    cases.acute = await refer(host, sample("3-acute-mental-health"));
    expect(await nextStep(cases.acute)).toMatchObject({
      step: "AwaitSignpostConfirmed",
      owner: "duty",
      due: "2026-11-12T11:05:00.000Z",
    });
    expect(await mailTo("hana.moor@practice.example")).toContainEqual(
      expect.stringContaining("Please act now"),
    );
    const { body } = await host.as(manager, "GET", "/meetings/next");
    expect(JSON.stringify(body)).not.toContain(cases.acute);
    await host.as(dutyDesk, "POST", `/cases/${cases.acute}/confirmation`, {});
  });

  test("CST-08, X-05: cuckooing is the manager's the same day, restricted, and nothing is sent to him", async () => {
    await host.until("2026-11-13T16:20:00Z");
    const before = (await host.inbox()).length;
    accepted(await host.refer(sample("2-cuckooing-emergency")));
    await host.quiet();
    const [found] = (await openCases(host)).filter(({ nextStep }) => nextStep === "AwaitEmergencyDecision");
    cases.cuckooing = found?.reference ?? "";
    expect(found).toMatchObject({ owner: "manager", due: "2026-11-13T18:20:00.000Z" });
    expect((await host.as(worker, "GET", `/cases/${cases.cuckooing}?reason=standing-in`)).status).toBe(404);
    expect((await host.as(manager, "GET", `/cases/${cases.cuckooing}?reason=supervision`)).status).toBe(200);
    const sent = (await host.inbox()).slice(before).flatMap(({ to }) => to);
    expect(sent.every((to) => to.endsWith("@cst.example") || to === "ewan.bright@police.example")).toBe(true);
  });

  test("X-01, F1: rent arrears sent twice, days apart, is one case with one answer", async () => {
    await host.until("2026-11-14T13:00:00Z");
    cases.arrears = await refer(host, sample("4-rent-arrears-private-tenant"));
    const first = await host.refer(sample("4-rent-arrears-private-tenant"));
    const open = (await openCases(host)).length;
    await host.until("2026-11-16T08:30:00Z");
    const again = await host.refer(sample("4-rent-arrears-private-tenant"));
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect((await openCases(host)).length).toBe(open);
    expect(london((await nextStep(cases.arrears))?.due ?? "")).toBe("Tue 17 Nov 2026 10:00");
  });

  test("X-01: the same submission with another body is kept and flagged, and the first is untouched", async () => {
    const before = await shownCase(host, cases.arrears ?? "");
    const other = { ...sample("4-rent-arrears-private-tenant"), reason: "Another reason." };
    expect((await host.refer(other)).body).toMatchObject({
      status: "flagged",
      reference: before.referralRef,
    });
    await host.quiet();
    const after = await shownCase(host, cases.arrears ?? "");
    expect([after.otherBodies, after.nextStep]).toEqual([1, before.nextStep]);
  });
});

describe("a referral for a service that is not configured here", () => {
  test.each([
    ["5-leaving-supported-housing"],
    ["6-no-home-third-return"],
    ["7-residential-to-step-down"],
    ["8-support-grant"],
  ])("X-01: %s is kept whole in quarantine, and a person is told", async (name) => {
    const answer = await host.refer(sample(name));
    expect(answer).toMatchObject({
      status: 202,
      body: { status: "quarantined", faults: [{ at: "service" }] },
    });
    const { reference } = answer.body as { reference: string };
    const kept = await host.as(dutyDesk, "GET", `/quarantine/${reference}`);
    expect(kept.status).toBe(200);
    expect(JSON.parse((kept.body as { body: string }).body)).toEqual(sample(name));
    await host.quiet();
    expect(await mailTo("duty.desk@cst.example")).toContainEqual(expect.stringContaining(reference));
  });

  test("X-01, F50: nothing that is signed is lost, however deep it is nested", async () => {
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    expect((await host.refer(deep)).body).toMatchObject({ status: "quarantined" });
    expect((await host.refer(`{"x":"${"y".repeat(5_000_000)}"}`)).status).toBe(413);
  });
});

describe("the Tuesday meeting", () => {
  test("CST-06: what arrives at 10:05 during the meeting waits for the next one", async () => {
    await host.until("2026-11-17T10:05:00Z");
    cases.late = await refer(host, {
      ...sample("1-hoarding-council-tenancy"),
      submissionId: "REF-2611-1005",
      person: {},
    });
    expect(london((await nextStep(cases.late))?.due ?? "")).toBe("Tue 24 Nov 2026 10:00");
  });

  test("CST-10: Housing Revenue Account money pays for a council tenancy at risk, and not for a private one", async () => {
    const decide = (caseRef: string) =>
      host.as(manager, "POST", "/meetings/2026-11-17/decisions", {
        caseRef,
        decision: "allocate",
        worker: tenancyOfficer,
      });
    expect((await decide(cases.arrears ?? "")).body).toMatchObject({ status: 422, reason: "not-eligible" });
    expect(await decide(cases.hoarding ?? "")).toMatchObject({ status: 200 });
    await host.quiet();
    expect(london((await nextStep(cases.hoarding ?? ""))?.due ?? "")).toBe("Tue 1 Dec 2026 09:00");
  });
});

describe("the same person through another agency", () => {
  test("X-01, F2: is a referral of its own, flagged for a person, and never merged", async () => {
    await host.until("2026-11-18T15:30:00Z");
    const other = await refer(host, sample("9-same-person-other-agency"));
    expect(other).not.toBe(cases.hoarding);
    const { body } = await host.as(manager, "GET", `/cases/${other}`);
    expect(body).toMatchObject({ possibleDuplicates: expect.arrayContaining([cases.hoarding]) });
    expect(await mailTo("duty.desk@cst.example")).toContainEqual(
      expect.stringContaining("perhaps the same person"),
    );
  });

  test("CST-01: a form product's own fields give the same referral, and what cannot be read is shown", async () => {
    const before = (await openCases(host)).map(({ reference }) => reference);
    const answer = await host.referByToken("mk-achieveforms", sample("achieveforms-1"));
    expect(answer.status).toBe(202);
    await host.quiet();
    const [opened] = (await openCases(host)).filter(({ reference }) => !before.includes(reference));
    const { body } = await host.as(manager, "GET", `/cases/${opened?.reference}`);
    expect(body).toMatchObject({ referral: expect.anything(), unread: expect.any(Array) });
  });
});
