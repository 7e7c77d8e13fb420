import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LocalHost, type Signing } from "#test/support/host.ts";
import { london, told } from "./support/london.ts";
import { expectProblem } from "./support/problem.ts";
import { aReferral } from "./support/referral.ts";
import { accepted, openCases, refer, shownCase } from "./support/staff.ts";

/** What a sender meets who does it wrong, or twice. */
let host: LocalHost;
beforeAll(async () => {
  host = await LocalHost.start({ at: "2026-11-13T16:00:00Z" });
});
afterAll(() => host?.close());

const mostBytes = 65_536;
/** A referral of exactly so many bytes: an accent takes two of them, and the blanks after it one each. */
function ofBytes(bytes: number, submissionId: string): string {
  const text = JSON.stringify(aReferral(submissionId, { concerns: "é".repeat(9_000) }));
  return text + " ".repeat(bytes - Buffer.byteLength(text));
}
const tampered = async (submissionId: string) => {
  const { Webhook } = await import("standardwebhooks");
  const [signed, sent] = [aReferral(submissionId), aReferral(submissionId, { reason: "Something else." })];
  const at = new Date(await host.now());
  return host.call("POST", "/webhooks/referrals/mk-online-form", sent, {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(at.getTime() / 1000),
    "webhook-signature": new Webhook(await host.secret()).sign("msg_1", at, JSON.stringify(signed)),
  });
};
/** What a refused post must leave as it was. */
const everything = async () => ({
  cases: await openCases(host),
  executions: await host.executions(),
  inbox: await host.inbox(),
});

describe("nothing is kept of a post that", () => {
  let before: unknown;
  beforeEach(async () => {
    await host.quiet();
    before = await everything();
  });
  const nothingKept = async () => {
    await host.quiet();
    expect(await everything()).toEqual(before);
  };

  test("X-01, F4: is not signed", async () => {
    const answer = await host.call("POST", "/webhooks/referrals/mk-online-form", aReferral("unsigned"));
    expectProblem(answer, 401, "not-signed");
    await nothingKept();
  });
  test("X-01, F4: was changed after it was signed", async () => {
    expectProblem(await tampered("tampered"), 401, "not-signed");
    await nothingKept();
  });
  const otherSecret = `whsec_${Buffer.from("somebody else's secret, as long!").toString("base64")}`;
  test.each<[string, Signing]>([
    ["X-01, F4: is signed with another secret", { secret: otherSecret }],
    ["X-01, F3: was signed more than five minutes ago", { at: "2026-11-13T15:54:59Z" }],
    ["X-01, F3, F26: is signed for more than five minutes from now", { at: "2026-11-13T16:05:01Z" }],
  ])("%s", async (_, signing) => {
    expectProblem(await host.refer(aReferral("refused"), signing), 401, "not-signed");
    await nothingKept();
  });
  test("X-01, F50: has one byte more than 64 kB", async () => {
    expectProblem(await host.refer(ofBytes(mostBytes + 1, "large")), 413, "too-large");
    expectProblem(await host.refer("x".repeat(5_000_000)), 413, "too-large");
    await nothingKept();
  });
  test("X-01: is not called JSON", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"])
      expectProblem(await host.refer(aReferral("plain"), { type }), 415, "wrong-content-type");
    await nothingKept();
  });
  test("X-01: names a source that there is not", async () => {
    for (const source of ["nobody", "__proto__", "constructor"])
      expectProblem(await host.refer(aReferral("nowhere"), { source }), 404, "unknown-source");
    await nothingKept();
  });
  test("comes by another method", async () => {
    for (const method of ["GET", "PUT", "DELETE"])
      expect((await host.call(method, "/webhooks/referrals/mk-online-form")).status).toBe(404);
    await nothingKept();
  });
});

describe("what is signed and small enough is kept, and", () => {
  test("a post of exactly 64 kB is accepted", async () => {
    accepted(await host.refer(ofBytes(mostBytes, "exact")));
  });
  test("F26: a signature is good for five minutes, the last second included", async () => {
    accepted(await host.refer(aReferral("late"), { at: "2026-11-13T15:55:00Z" }));
    accepted(await host.refer(aReferral("early"), { at: "2026-11-13T16:05:00Z" }));
  });
  test("X-01: what nobody said is not known, and never no", async () => {
    const { formVersion, submissionId, service } = aReferral("silent");
    const silence = { mentalHealth: { acuteRiskNow: "unknown" }, urgency: null, home: { tenure: "" } };
    const caseRef = await refer(host, { formVersion, submissionId, service, ...silence });
    expect(await shownCase(host, caseRef)).toMatchObject({
      screening: { acuteRiskNow: "not-known", urgency: "not-known", tenure: "not-known" },
      nextStep: { step: "AwaitAllocationMeeting" },
    });
    const [telephone] = (await host.inbox()).slice(-1);
    expect(telephone?.subject).toMatch(/^Referral R-\w+: please telephone the referrer$/);
  });
  test.each<[string, string, string]>([
    ["is not JSON", "Marrick Tollenby, 07700 900321", "the body"],
    ["is empty", "", "the body"],
    ["is nested ten thousand deep", "[".repeat(10_000) + "]".repeat(10_000), "the body"],
    ["is a list", "[]", "the body"],
    [
      "has an unknown value",
      JSON.stringify(aReferral("u1", { home: { tenure: "Quillback" } })),
      "home.tenure",
    ],
    ["has a field that the form does not have", JSON.stringify(aReferral("u2", { pet: "dog" })), "the body"],
    ["is for a service that is not configured", JSON.stringify(aReferral("u3", { service: "x" })), "service"],
    ["would reach a prototype", '{"__proto__":{"a":1},"formVersion":"1"}', "the body"],
  ])(
    "X-01, F7: what %s is quarantined whole, with its faults and the duty desk's next working day",
    async (_, body, at) => {
      const answer = await host.refer(body);
      const { reference, ...rest } = answer.body as { reference: string };
      expect(answer.status).toBe(202);
      expect(reference).toMatch(/^Q-[0-9A-HJKMNP-TV-Z]{10}$/);
      const faults = expect.arrayContaining([{ at, expected: expect.stringMatching(/\w/) }]);
      expect(rest).toEqual({ status: "quarantined", faults });
      expect(answer.text).not.toMatch(/Marrick|Tollenby|07700|Quillback|dog/);
      await host.quiet();
      const kept = (await openCases(host)).filter((open) => open.reference === reference);
      expect(kept).toMatchObject([
        { nextStep: "MendQuarantinedReferral", owner: "duty", phase: "quarantined" },
      ]);
      expect(london(kept[0]?.due ?? "")).toBe("Mon 16 Nov 2026 17:00");
      const subject = `A referral we could not read: ${reference}`;
      const mails = (await host.inbox()).filter((mail) => mail.subject === subject);
      expect(mails.map(told)).toEqual([`Fri 13 Nov 2026 16:00 duty.desk: ${subject}`]);
      // Sent again, it is the same one: the same answer, one entry, one mail.
      expect((await host.refer(body)).text).toBe(answer.text);
      await host.quiet();
      expect((await openCases(host)).filter((open) => open.reference === reference)).toEqual(kept);
      expect((await host.inbox()).filter((mail) => mail.subject === subject)).toEqual(mails);
    },
  );
});

describe("a submission that comes again, days later too,", () => {
  let first = "";
  let caseRef = "";
  test("X-01, F1: gets the same answer, and is nobody's second case", async () => {
    caseRef = await refer(host, aReferral("again"));
    first = (await shownCase(host, caseRef)).referralRef;
    const before = await openCases(host);
    const inbox = await host.inbox();
    expect(accepted(await host.refer(aReferral("again")))).toBe(first);
    await host.quiet();
    expect(await openCases(host)).toEqual(before);
    expect(await host.inbox()).toEqual(inbox);
  });
  test("X-01, F2: with another body is kept beside the first and flagged to the duty desk, once", async () => {
    await host.until("2026-11-16T11:00:00Z");
    const other = aReferral("again", { reason: "The kitchen, too." });
    for (let times = 0; times < 2; times++) {
      const answer = await host.refer(other);
      expect(answer).toMatchObject({ status: 202, body: { status: "flagged", reference: first } });
      await host.quiet();
    }
    const { otherBodies, referral } = (await shownCase(host, caseRef)) as never as {
      otherBodies: number;
      referral: { reason: string };
    };
    expect({ otherBodies, reason: referral.reason }).toEqual({
      otherBodies: 1,
      reason: "The stairs can no longer be used.",
    });
    const subject = `Case ${caseRef}: the referral came again with changes`;
    expect((await host.inbox()).filter((mail) => mail.subject === subject).map(told)).toEqual([
      `Mon 16 Nov 2026 11:00 duty.desk: ${subject}`,
    ]);
    expect(accepted(await host.refer(aReferral("again")))).toBe(first);
  });
  test("I5: is chased by its ladder while it lies in quarantine: the duty desk, the manager, the service manager", async () => {
    await host.until("2026-11-19T12:00:00Z");
    const chases = /^(?:Due now|Overdue, please step in): a referral we could not read: (Q-\w+)$/;
    const chased = (await host.inbox()).filter(({ subject }) => chases.test(subject));
    const byReference = Map.groupBy(chased, ({ subject }) => chases.exec(subject)?.[1]);
    expect(byReference.size).toBe(8);
    // Due on Monday at 17:00, then on each working day. The local host may pass over idle runs of the reconciler for up
    // to a day, and each of them is told once all the same.
    for (const mails of byReference.values())
      expect(mails.map(({ to }) => to.join())).toEqual([
        "duty.desk@cst.example",
        "joss.thorne@cst.example",
        "sana.field@cst.example",
      ]);
  });
});
