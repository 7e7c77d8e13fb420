import { describe, expect, it } from "vitest";
import { plusMinutes } from "#shared/domain/calendar-day.ts";
import type { Policy } from "#shared/domain/policy.ts";
import type { QuarantinedReferral } from "#shared/domain/quarantined-referral.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { communitySupportTeam } from "#shared/services/community-support-team.ts";
import { listQuarantined, readQuarantined } from "#shared/usecases/read-quarantine.ts";
import { receiveReferral } from "#shared/usecases/receive-referral.ts";
import { quarantineKey } from "#shared/usecases/referrer.ts";
import {
  acceptQuarantined,
  discardQuarantined,
  mendQuarantined,
} from "#shared/usecases/settle-quarantined.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { flatForm, sourceNamed } from "#test/support/flat-form.ts";
import { aReferral, emergency } from "#test/support/referrals.ts";
import { actor, council as id } from "#test/support/staff.ts";

const duty = actor("duty-desk");
const form = sourceNamed("mk-achieveforms");

const sends = (council: Council, over: Readonly<Record<string, unknown>> = {}) =>
  receiveReferral(council.ports(), form, JSON.stringify({ ...flatForm, ...over }), council.at);
const unreadable = { mh_crisis_now: "Perhaps" };

async function quarantined(council: Council, over: Readonly<Record<string, unknown>> = unreadable) {
  const { status, reference } = await sends(council, over);
  expect(status).toBe("quarantined");
  return reference;
}
const mends = (council: Council, reference: string, body: unknown) =>
  mendQuarantined(council.ports(), duty, reference, body, council.at);
async function accepts(council: Council, reference: string) {
  const settled = await acceptQuarantined(council.ports(), duty, reference, council.at);
  await council.machines.settle();
  return settled;
}
const shown = async (council: Council, reference: string) => {
  const read = await readQuarantined(council.ports(), duty, reference, undefined, council.at);
  if (read.refused) throw new Error(`${reference} is not there`);
  return read.found;
};
async function all<State>(council: Council, kind: "quarantined-referral" | "referral" | "case") {
  const states: State[] = [];
  for await (const { state } of council.store.scan<State>(kind)) states.push(state);
  return states;
}

describe("The source achieveforms", () => {
  it("F1: gives the same answer to the same body, and flags another under the same AF-Reference", async () => {
    const council = await aCouncil();
    const first = await sends(council);
    expect(first.status).toBe("accepted");
    expect(await sends(council)).toEqual(first);
    expect(await sends(council, { reason: "Worse" })).toEqual({ ...first, status: "flagged" });
    expect(await sends(council)).toEqual(first);
    await council.machines.settle();
    expect(await all(council, "case")).toHaveLength(1);
    expect(council.inbox("ola.pike@grove.example")).toEqual([`We have your referral ${first.reference}`]);
  });

  it("goes on without what it cannot read, and shows it in the case beside what was sent", async () => {
    const council = await aCouncil();
    const { reference, status } = await sends(council, { p_dob: "last May", pets: "A cat" });
    expect(status).toBe("accepted");
    await council.machines.settle();
    const [referral] = await all<Referral>(council, "referral");
    const caseRef = referral?.caseRef ?? "";
    const found = await council.read(caseRef);
    const unread = [
      { at: "p_dob", expected: "a day such as 21/12/2026" },
      { at: "pets", expected: "a field of this form" },
    ];
    expect(referral).toMatchObject({ referralRef: reference, unread });
    expect(found?.held.unread).toEqual(unread);
    expect(found?.sent).toMatchObject({ p_dob: "last May", pets: "A cat" });
    expect(found?.referral?.person).toMatchObject({ family: "Calder" });
    expect(found?.referral?.person.dateOfBirth).toBeUndefined();
    expect(council.inbox("duty-desk")).toContain(`Case ${caseRef}: 2 answers we could not read`);
    // Values stay in the body: neither a document nor a line of history holds them (A4).
    const kept = JSON.stringify([referral, found?.held, found?.history]);
    expect(kept).not.toMatch(/last May|A cat|Calder/);
  });
});

describe("The quarantine desk", () => {
  it("lists what waits, oldest due first, and shows one whole", async () => {
    const council = await aCouncil();
    const first = await quarantined(council);
    await council.advanceMinutes(24 * 60);
    const second = await quarantined(council, { "AF-Reference": "" });
    const list = await listQuarantined(council.ports(), id);
    expect(list).toMatchObject([
      { reference: first, source: "mk-achieveforms", status: "quarantined", owner: "duty", faultCount: 1 },
      { reference: second },
    ]);
    expect(await shown(council, first)).toMatchObject({
      body: JSON.stringify({ ...flatForm, ...unreadable }),
      faults: [{ at: "mh_crisis_now", expected: "Yes, No or Not known" }],
      history: [{ type: "ReferralQuarantined" }],
    });
    const elsewhere = { ...duty, council: "another-council" };
    const there = await readQuarantined(council.ports(), elsewhere, first, undefined, council.at);
    expect(there.refused).toMatchObject({ name: "not-found" });
  });

  it("refuses a mended body that does not fit, with its faults, and changes nothing", async () => {
    const council = await aCouncil();
    const reference = await quarantined(council);
    const before = await council.store.load(quarantineKey(id, reference));
    expect(await mends(council, reference, { ...aReferral(), surprise: 1 })).toMatchObject({
      faults: [{ at: "the body" }],
    });
    expect(await mends(council, reference, { ...aReferral(), service: "nope" })).toMatchObject({
      faults: [{ at: "service" }],
    });
    const large = {
      ...aReferral(),
      reason: "x".repeat(19_000),
      concerns: "x".repeat(19_000),
      previousSupport: "x".repeat(19_000),
      personsView: "x".repeat(19_000),
    };
    expect(await mends(council, reference, large)).toMatchObject({ faults: [{ at: "the body" }] });
    expect(await council.store.load(quarantineKey(id, reference))).toEqual(before);
    expect(await council.store.contentNames(quarantineKey(id, reference))).toHaveLength(1);
  });

  it("accepts what was mended: a referral and a case, whose clocks run from the first receipt", async () => {
    const council = await aCouncil();
    const reference = await quarantined(council);
    const receivedAt = council.at;
    await council.advanceMinutes(90);
    expect(await accepts(council, reference)).toMatchObject({ faults: [{ at: "mh_crisis_now" }] });
    await mends(council, reference, aReferral({ ...emergency, submissionId: "FS-Case-551207" }));
    expect(await shown(council, reference)).toMatchObject({ status: "mended", faultsNow: [] });
    expect(await accepts(council, reference)).toHaveProperty("state.settled.as", "accepted");

    const { outcome, mended, body, history } = await shown(council, reference);
    expect(outcome).toMatchObject({ as: "accepted", by: "duty-desk", became: "referral" });
    expect(body).toBe(JSON.stringify({ ...flatForm, ...unreadable }));
    expect(mended?.body).toMatchObject({ submissionId: "FS-Case-551207" });
    expect(history.map(({ type }) => type)).toEqual([
      "ReferralQuarantined",
      "QuarantineMended",
      "QuarantineSettled",
    ]);
    const [referral] = await all<Referral>(council, "referral");
    expect(referral).toMatchObject({ receivedAt, quarantineRef: reference });
    const held = await council.case(referral?.caseRef ?? "");
    expect(held.obligation).toMatchObject({ kind: "emergency", due: plusMinutes(receivedAt, 120) });
    expect((await council.read(held.caseRef))?.quarantineRef).toBe(reference);
    expect(await listQuarantined(council.ports(), id)).toEqual([]);
  });

  it("accepts the original once it fits, for instance when its service has been configured", async () => {
    let policies: readonly Policy[] = [communitySupportTeam];
    const council = await aCouncil({ between: (ports) => ({ ...ports, policies }) });
    const canonical = JSON.stringify(aReferral({ service: "new-service" }));
    const { reference } = await council.receive(canonical);
    expect(await accepts(council, reference)).toMatchObject({ faults: [{ at: "service" }] });
    policies = [communitySupportTeam, { ...communitySupportTeam, service: "new-service" }];
    expect(await accepts(council, reference)).toHaveProperty("state");
    expect((await shown(council, reference)).outcome).toMatchObject({ became: "referral" });
    const [held] = await all<{ readonly service: string }>(council, "case");
    expect(held?.service).toBe("new-service");
    // Sent again, the sender's retry finds the same referral.
    const again = await council.receive(canonical);
    expect(again.status).toBe("accepted");
    expect(await all(council, "case")).toHaveLength(1);
  });

  it("X-01: links a body whose submission id is there already, and flags it; the first is untouched", async () => {
    const council = await aCouncil();
    const first = await sends(council);
    await council.machines.settle();
    const [before] = await all<Referral>(council, "referral");
    const reference = await quarantined(council);
    await mends(council, reference, aReferral({ submissionId: "FS-Case-551207" }));
    await accepts(council, reference);
    expect((await shown(council, reference)).outcome).toMatchObject({
      referralRef: first.reference,
      caseRef: before?.caseRef,
      became: "another-body",
    });
    const [after] = await all<Referral>(council, "referral");
    expect(after).toMatchObject({ content: before?.content, receivedAt: before?.receivedAt });
    expect(after?.otherBodies).toHaveLength(1);
    expect(await all(council, "case")).toHaveLength(1);
    expect(council.inbox("duty-desk")).toContain(
      `Case ${before?.caseRef}: the referral came again with changes`,
    );
  });

  describe("X-01: where the mended body bears the submission id of another referral", () => {
    const taken = (by: string) => ({ refused: { name: "submission-id-taken", details: { takenBy: by } } });

    it.each([
      ["a kept one", { "AF-Reference": "FS-OTHER", ...unreadable }],
      ["a kept one, and the original says none", { "AF-Reference": "", ...unreadable }],
    ])("refuses it by name, that of %s, and changes nothing", async (_what, over) => {
      const council = await aCouncil();
      const first = await sends(council);
      await council.machines.settle();
      const reference = await quarantined(council, over);
      const before = await council.store.load(quarantineKey(id, reference));
      const body = aReferral({ submissionId: " FS-Case-551207 " });
      expect(await mends(council, reference, body)).toEqual(taken(first.reference));
      expect(await council.store.load(quarantineKey(id, reference))).toEqual(before);
      expect(await council.store.contentNames(quarantineKey(id, reference))).toHaveLength(1);
      expect(await shown(council, reference)).toMatchObject({ status: "quarantined", mended: null });
      const [referral] = await all<Referral>(council, "referral");
      expect(referral?.otherBodies).toEqual([]);
      expect(await mends(council, reference, aReferral({ submissionId: reference }))).toHaveProperty("state");
    });

    it("refuses it where the other waits at the desk itself", async () => {
      const council = await aCouncil();
      const other = await quarantined(council, { "AF-Reference": "FS-OTHER", ...unreadable });
      const reference = await quarantined(council);
      expect(await mends(council, reference, aReferral({ submissionId: "FS-OTHER" }))).toEqual(taken(other));
      const why = { reason: "test-submission", words: "x" } as const;
      await discardQuarantined(council.ports(), duty, other, why, council.at);
      expect(await mends(council, reference, aReferral({ submissionId: "FS-OTHER" }))).toHaveProperty(
        "state",
      );
    });

    it("refuses the acceptance where the other came since, and takes it with an id of its own", async () => {
      const council = await aCouncil();
      const [one, two] = [
        await quarantined(council),
        await quarantined(council, { reason: "", ...unreadable }),
      ];
      for (const each of [one, two]) await mends(council, each, aReferral({ submissionId: "FS-NEW" }));
      await accepts(council, one);
      const [kept] = await all<Referral>(council, "referral");
      expect(await accepts(council, two)).toEqual(taken(kept?.referralRef ?? ""));
      expect(await shown(council, two)).toMatchObject({ status: "mended", outcome: null });
      expect(await all<Referral>(council, "referral")).toEqual([kept]);
      await mends(council, two, aReferral({ submissionId: two }));
      expect(await accepts(council, two)).toHaveProperty("state.settled.as", "accepted");
      expect(await all(council, "case")).toHaveLength(2);
    });

    it("takes it where the other is another source's, which numbers for itself", async () => {
      const council = await aCouncil();
      await council.refer({ submissionId: "FS-1" });
      await council.receive(JSON.stringify(aReferral({ submissionId: "FS-2", surprise: 1 })));
      const reference = await quarantined(council);
      expect(await mends(council, reference, aReferral({ submissionId: "FS-2" }))).toHaveProperty("state");
      expect(await mends(council, reference, aReferral({ submissionId: "FS-1" }))).toHaveProperty("state");
    });
  });

  it("A3: a crash after the decision loses nothing, because the sweep carries it out", async () => {
    let isDown = false;
    const council = await aCouncil({
      between: (ports) => ({
        ...ports,
        store: {
          ...ports.store,
          create: (document) => {
            if (isDown && document.key.kind === "referral") throw new Error("crashed");
            return ports.store.create(document);
          },
        },
      }),
    });
    const reference = await quarantined(council);
    await mends(council, reference, aReferral({ submissionId: "FS-9" }));
    isDown = true;
    await accepts(council, reference);
    expect((await shown(council, reference)).outcome).toMatchObject({ became: "under-way", caseRef: null });
    isDown = false;
    await council.advanceMinutes(5);
    await council.sweep();
    await council.sweep();
    expect((await shown(council, reference)).outcome).toMatchObject({ became: "referral" });
    expect(await all(council, "case")).toHaveLength(1);
  });

  it("A2: accepts what stands, also where somebody mends it in the same moment", async () => {
    let mendsNow: (() => Promise<unknown>) | undefined;
    const council = await aCouncil({
      between: (ports) => ({
        ...ports,
        refer: async (prefix, ...parts) => {
          const then = mendsNow;
          mendsNow = undefined;
          await then?.();
          return ports.refer(prefix, ...parts);
        },
      }),
    });
    const reference = await quarantined(council);
    await mends(council, reference, aReferral({ submissionId: "FS-1" }));
    mendsNow = () => mends(council, reference, aReferral({ submissionId: "FS-2" }));
    await accepts(council, reference);
    const { outcome, mended } = await shown(council, reference);
    expect(mended?.body).toMatchObject({ submissionId: "FS-2" });
    expect(outcome).toMatchObject({ as: "accepted", became: "referral" });
  });

  it("discards with a reason and words, keeps everything, and is settled once", async () => {
    const council = await aCouncil();
    const reference = await quarantined(council);
    const why = { reason: "test-submission", words: "The supplier's test" } as const;
    await discardQuarantined(council.ports(), duty, reference, why, council.at);
    expect(await shown(council, reference)).toMatchObject({
      outcome: { as: "discarded", by: "duty-desk", ...why },
      due: null,
      body: expect.stringContaining("Perhaps"),
    });
    expect(await listQuarantined(council.ports(), id)).toEqual([]);
    const refused = { refused: { name: "already-settled" } };
    expect(await accepts(council, reference)).toMatchObject(refused);
    expect(await mends(council, reference, aReferral())).toMatchObject(refused);
    expect(await sends(council, unreadable)).toMatchObject({ status: "quarantined", reference });
    expect(await listQuarantined(council.ports(), id)).toEqual([]);
  });

  it("answers the same for what is not there and for another council's", async () => {
    const council = await aCouncil();
    const reference = await quarantined(council);
    const stranger = { ...duty, council: "another-council" };
    const refused = { refused: { name: "not-found" } };
    expect(await acceptQuarantined(council.ports(), stranger, reference, council.at)).toMatchObject(refused);
    expect(await acceptQuarantined(council.ports(), duty, "Q-0000000000", council.at)).toMatchObject(refused);
  });

  it("I6: every body is accepted, discarded or still quarantined", async () => {
    const council = await aCouncil();
    const references = [];
    for (let n = 0; n < 6; n++)
      references.push(await quarantined(council, { ...unreadable, p_forename: `P${n}` }));
    const [one = "", two = "", three = ""] = references;
    await mends(council, one, aReferral({ submissionId: "A" }));
    await accepts(council, one);
    const why = { reason: "duplicate", words: "x" } as const;
    await discardQuarantined(council.ports(), duty, two, why, council.at);
    await mends(council, three, aReferral({ submissionId: "B" }));
    const kept = await all<QuarantinedReferral>(council, "quarantined-referral");
    const count = (as?: string) => kept.filter(({ settled }) => settled?.as === as).length;
    expect([count("accepted"), count("discarded"), count()]).toEqual([1, 1, 4]);
  });

  it("I5: is chased from the reconciler, and no mail about it goes once it is settled", async () => {
    let isDown = false;
    const council = await aCouncil({
      between: (ports) => ({
        ...ports,
        mailer: {
          send: (mail) => {
            if (isDown) throw new Error("down");
            return ports.mailer.send(mail);
          },
        },
      }),
    });
    const reference = await quarantined(council);
    await council.advance("2026-11-12T17:00:00.000Z");
    await council.reconcile();
    await council.reconcile();
    await council.advance("2026-11-13T09:00:00.000Z");
    isDown = true;
    await council.reconcile();
    const why = { reason: "duplicate", words: "x" } as const;
    await discardQuarantined(council.ports(), duty, reference, why, council.at);
    isDown = false;
    await council.advanceMinutes(10);
    await council.sweep();
    expect(council.inbox("duty-desk")).toEqual([
      `A referral we could not read: ${reference}`,
      `Due now: a referral we could not read: ${reference}`,
    ]);
    expect(council.inbox("mira")).toEqual([]);
  });
});

describe("Who read it", () => {
  it("X-06: is written down, by ids", async () => {
    const council = await aCouncil();
    const reference = await quarantined(council);
    await shown(council, reference);
    const lines = await council.store.accesses({ council: id, kind: "quarantined-referral", id: reference });
    expect(lines).toMatchObject([{ at: council.at, by: "duty-desk", what: "quarantined-referral" }]);
  });
});
