import { beforeEach, describe, expect, it } from "vitest";
import { readMailEvents } from "#shared/contracts/mail-events.ts";
import { type DiscardReason, discardReasons, type Policies } from "#shared/domain/policy.ts";
import { notTakenOnTexts } from "#shared/mail/not-taken-on.ts";
import { policies } from "#shared/services/registry.ts";
import { sendAllClears } from "#shared/usecases/all-clear.ts";
import { listStuck } from "#shared/usecases/list-stuck.ts";
import { noteMailEvent } from "#shared/usecases/note-mail-event.ts";
import { listOpenCases } from "#shared/usecases/read-cases.ts";
import { listQuarantined, readQuarantined } from "#shared/usecases/read-quarantine.ts";
import { receiveReferral } from "#shared/usecases/receive-referral.ts";
import { endQuarantinedCall } from "#shared/usecases/referrer-call.ts";
import { discardQuarantined, mendQuarantined } from "#shared/usecases/settle-quarantined.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { flatForm, sourceNamed } from "#test/support/flat-form.ts";
import { aBounce, fromSns } from "#test/support/mail-events.ts";
import { aReferral, type Body } from "#test/support/referrals.ts";
import { actor } from "#test/support/staff.ts";

const duty = actor("duty-desk");
const form = sourceNamed("mk-achieveforms");
const pike = "ola.pike@grove.example";

let council: Council;
beforeEach(async () => {
  council = await aCouncil();
});

/** A body that cannot be read where the way in depends on it. */
async function quarantined(over: Readonly<Record<string, unknown>> = {}) {
  const body = { ...flatForm, mh_crisis_now: "Perhaps", ...over };
  const { reference, status } = await receiveReferral(
    council.ports(),
    form,
    JSON.stringify(body),
    council.at,
  );
  expect(status).toBe("quarantined");
  return reference;
}
async function sent(body: string) {
  const { reference, status } = await council.receive(body);
  expect(status).toBe("quarantined");
  return reference;
}
const discards = (reference: string, reason: DiscardReason) =>
  discardQuarantined(
    council.ports(),
    duty,
    reference,
    { reason, words: "Ruth Calder's, says Ola." },
    council.at,
  );
async function shown(reference: string) {
  const read = await readQuarantined(council.ports(), duty, reference, undefined, council.at);
  if (read.refused) throw new Error(`${reference} is not there`);
  return read.found;
}
const answeredOf = async (reference: string) => (await shown(reference)).outcome;
const lettersTo = (address: string) => council.mailer.sent.filter(({ to }) => to.includes(address));
/** What the duty desk was told besides that something arrived. */
const asked = () => council.inbox("duty-desk").filter((subject) => !/could not read/.test(subject));
const call = (reference: string) => `Referral ${reference}: please telephone the referrer`;

describe("A quarantined referral that is discarded", () => {
  it.each(["duplicate", "not-a-referral", "sent-elsewhere"] as const)(
    "CST-07, A4: for %s: its referrer is told so by mail in fixed words, once, and what to do",
    async (reason) => {
      const reference = await quarantined();
      await discards(reference, reason);
      await council.advanceMinutes(10);
      await council.sweep();
      const letters = lettersTo(pike);
      expect(letters).toHaveLength(1);
      expect(letters[0]?.subject).toBe(`What you sent us was not taken on: ${reference}`);
      expect(letters[0]?.text).toContain(notTakenOnTexts[reason]);
      expect(letters[0]?.text).toContain("999");
      expect(JSON.stringify([letters[0]?.subject, letters[0]?.text])).not.toMatch(
        /Ruth|Calder|Ola|Lark Rise/,
      );
      expect(letters[0]?.text).not.toContain("Sign in");
      expect(await answeredOf(reference)).toMatchObject({ as: "discarded", reason, answered: "by-mail" });
      expect(asked()).toEqual([]);
    },
  );

  it("CST-07, A7: answers nobody for a reason that the policy says so of", async () => {
    const reference = await quarantined();
    await discards(reference, "test-submission");
    expect(await answeredOf(reference)).toMatchObject({ answered: "not-at-all" });
    expect([lettersTo(pike), asked()]).toEqual([[], []]);
  });

  it("A7: and somebody, where another service's policy says so", async () => {
    const told: Policies = policies.map((policy) => ({
      ...policy,
      quarantine: {
        ...policy.quarantine,
        discardAnswers: {
          "test-submission": "always",
          duplicate: "never",
          "not-a-referral": "never",
          "sent-elsewhere": "never",
        },
      },
    }));
    council = await aCouncil({ between: (ports) => ({ ...ports, policies: told }) });
    for (const reason of discardReasons) await discards(await quarantined({ p_forename: reason }), reason);
    expect(lettersTo(pike).map(({ text }) => text)).toEqual([
      expect.stringContaining(notTakenOnTexts["test-submission"]),
    ]);
  });

  it.each<[string, string, string]>([
    [
      "not JSON",
      '{"referrer": {"email": "ola.pike@grove.example"',
      "left no e-mail address that we can read",
    ],
    ["a list", "[]", "left no e-mail address that we can read"],
    [
      "without an address that mail can go to",
      JSON.stringify(aReferral({ referrer: { email: "by the bins" } })),
      "left no e-mail address that we can read",
    ],
    [
      "the person's own, who did not say that e-mail is safe",
      JSON.stringify(aReferral({ relationship: "self", referrer: { email: pike }, surprise: 1 })),
      "not known to be safe",
    ],
    [
      "of somebody who says in other words who they are, and perhaps is the person",
      JSON.stringify(aReferral({ relationship: "Me, Ruth", referrer: { email: pike } })),
      "not known to be safe",
    ],
  ])("CST-07, X-05: where it is %s, the duty desk is asked to telephone", async (_what, body, why) => {
    const reference = await sent(body);
    await discards(reference, "not-a-referral");
    expect(lettersTo(pike)).toEqual([]);
    expect(asked()).toEqual([call(reference)]);
    expect(lettersTo("duty-desk@team.example").at(-1)?.text).toContain(why);
    expect(await answeredOf(reference)).toMatchObject({ answered: "by-telephone" });
    expect((await shown(reference)).call).toMatchObject({ owner: "duty", considered: false });
  });

  it("CST-07: nobody telephones about a duplicate, whose first is answered", async () => {
    const reference = await sent("not JSON");
    await discards(reference, "duplicate");
    expect(asked()).toEqual([]);
    expect(await answeredOf(reference)).toMatchObject({ answered: "not-at-all" });
  });

  it("X-05: the person is written to where they say that e-mail is safe, whatever else does not fit", async () => {
    const own: Body = {
      relationship: "self",
      referrer: { email: pike, odd: 1 },
      safeContact: { email: "yes", odd: 1 },
    };
    await discards(await sent(JSON.stringify(aReferral(own))), "sent-elsewhere");
    expect(lettersTo(pike).map(({ text }) => text)).toEqual([
      expect.stringContaining(notTakenOnTexts["sent-elsewhere"]),
    ]);
  });

  it.each(["duplicate", "sent-elsewhere"] as const)(
    "X-05: for %s: whoever may not know of the person's support hears only that it was considered",
    async (reason) => {
      const reference = await quarantined({ ref_relationship: "Neighbour" });
      await discards(reference, reason);
      expect(lettersTo(pike).map(({ subject }) => subject)).toEqual([
        `Your referral ${reference}: we have considered it`,
      ]);
    },
  );

  it("CST-07: goes by what somebody has mended, where they have", async () => {
    const reference = await quarantined();
    const referrer = { email: "right@grove.example" };
    const body = aReferral({ submissionId: "FS-Case-551207", referrer });
    await mendQuarantined(council.ports(), duty, reference, body, council.at);
    await discards(reference, "sent-elsewhere");
    expect([lettersTo(pike), lettersTo("right@grove.example")]).toMatchObject([[], [{}]]);
  });

  it("A3: a crash after the decision loses no answer, because the sweep sends it", async () => {
    const reference = await quarantined();
    council.mailer.failNext(1);
    await discards(reference, "not-a-referral");
    expect(lettersTo(pike)).toEqual([]);
    await council.advanceMinutes(10);
    await council.sweep();
    expect(lettersTo(pike)).toHaveLength(1);
  });

  it.each([
    ["", pike],
    [", also to a colleague who refers and whose mailbox is dead,", "anneke@team.example"],
  ])("F37, CST-07: a letter%s that comes back becomes a telephone call", async (_whose, address) => {
    const reference = await quarantined({ ref_email: address });
    await discards(reference, "not-a-referral");
    const [letter] = lettersTo(address);
    if (!letter) throw new Error("Nobody was written to");
    for (const event of readMailEvents(fromSns(aBounce(letter))))
      await noteMailEvent(council.ports(), event, council.at);
    expect(asked()).toEqual([call(reference)]);
    expect((await shown(reference)).call).toMatchObject({ owner: "duty" });
  });

  it("X-05, F37: and whoever may not know of the person's support hears only that it was considered", async () => {
    const reference = await quarantined({ ref_relationship: "Neighbour" });
    await discards(reference, "sent-elsewhere");
    const [letter] = lettersTo(pike);
    if (!letter) throw new Error("Nobody was written to");
    for (const event of readMailEvents(fromSns(aBounce(letter))))
      await noteMailEvent(council.ports(), event, council.at);
    expect((await shown(reference)).call).toMatchObject({ considered: true });
    expect(lettersTo("duty-desk@team.example").at(-1)?.text).toContain("say only that the referral was");
  });
});

describe("A quarantined referral that is discarded, whose sender can only be telephoned", () => {
  const noAddress = { ref_email: "" };
  const chases = (who = "duty-desk") =>
    council.inbox(who).filter((subject) => /: telephone the referrer of Q-/.test(subject));
  const ends = (reference: string, spokenAt: string, who = duty) =>
    endQuarantinedCall(
      council.ports(),
      who,
      reference,
      { outcome: "told", spokenAt, words: "Ola says that Ruth is well." },
      council.at,
    );
  async function until(at: string) {
    await council.advance(at);
    await council.reconcile();
  }

  it("CST-07, I5: is owed a call, which stands in the list of what is open, and is chased and never given up", async () => {
    const reference = await quarantined(noAddress);
    await discards(reference, "not-a-referral");
    expect(await listOpenCases(council.ports(), actor("anneke"), council.at)).toEqual([
      {
        reference,
        phase: "to-be-answered",
        nextStep: "TelephoneReferrer",
        owner: "duty",
        due: "2026-11-12T17:00:00.000Z",
        worker: null,
        promise: null,
        meeting: null,
        restricted: false,
      },
    ]);
    await until("2026-11-12T18:00:00.000Z");
    expect(chases()).toEqual([`Due today: telephone the referrer of ${reference}`]);
    await until("2026-11-16T18:00:00.000Z");
    expect(chases("mira")).toEqual([`Overdue: telephone the referrer of ${reference}`]);
    const before = chases("mira").length;
    await until("2027-03-01T18:00:00.000Z");
    expect(chases("mira").length).toBeGreaterThan(before);
    // Its own ladder ended when it was settled.
    expect(council.inbox("duty-desk").filter((subject) => /could not read/.test(subject))).toHaveLength(1);
    expect((await shown(reference)).rungsReached).toBe(0);
  });

  it("CST-07, X-06: is chased no more once somebody says that they know, whose words stay with it", async () => {
    const reference = await quarantined(noAddress);
    await discards(reference, "not-a-referral");
    const spokenAt = council.at;
    await council.advanceMinutes(10);
    expect(await ends(reference, spokenAt)).toMatchObject({ state: { call: undefined } });
    expect(await ends(reference, spokenAt)).toMatchObject({ refused: { name: "no-call-owed" } });
    const { call: open, referrerCalls, history } = await shown(reference);
    expect(open).toBeNull();
    const words = "Ola says that Ruth is well.";
    expect(referrerCalls).toEqual([{ outcome: "told", by: "duty-desk", at: council.at, spokenAt, words }]);
    expect(JSON.stringify(history)).not.toContain("Ola says");
    await until("2026-12-01T18:00:00.000Z");
    expect(chases()).toEqual([]);
    expect(await council.store.dueUntil(duty.council)).toEqual([]);
  });

  it("CST-07: has no call before it is discarded, nor is one found that is not there or another council's", async () => {
    const reference = await quarantined(noAddress);
    expect(await ends(reference, council.at)).toMatchObject({ refused: { name: "no-call-owed" } });
    await discards(reference, "not-a-referral");
    const elsewhere = { ...duty, council: "another-council" };
    for (const [which, who] of [["Q-0000000000", duty] as const, [reference, elsewhere] as const])
      expect(await ends(which, council.at, who)).toMatchObject({ refused: { name: "not-found" } });
    expect((await shown(reference)).call).not.toBeNull();
  });

  it("X-05: hears no more than that it was considered, where the policy does not name them", async () => {
    const reference = await quarantined({ ...noAddress, ref_relationship: "Neighbour" });
    await discards(reference, "sent-elsewhere");
    expect((await shown(reference)).call).toMatchObject({ considered: true });
    await until("2026-11-12T18:00:00.000Z");
    const texts = lettersTo("duty-desk@team.example").slice(1);
    expect(texts).toHaveLength(2);
    for (const { text } of texts) expect(text).toContain("say only that the referral was considered");
  });

  it("A3, F8: is owed one call for one letter, however often its mail is tried", async () => {
    const reference = await quarantined(noAddress);
    council.mailer.failNext(12);
    await discards(reference, "not-a-referral");
    await council.advanceMinutes(10);
    await council.sweep();
    await ends(reference, council.at);
    for (let n = 0; n < 20; n++) {
      await council.advanceMinutes(10);
      await council.sweep();
    }
    // Whoever was told meanwhile is not asked for any more.
    expect(asked()).toEqual([]);
    expect(await council.store.owingSince(council.at)).toEqual([]);
    expect((await shown(reference)).call).toBeNull();
  });

  it("X-01, F54, X-07: waits no more at the desk: neither in its list nor in what is counted or late", async () => {
    const reference = await quarantined(noAddress);
    await discards(reference, "not-a-referral");
    expect(await listQuarantined(council.ports(), duty.council)).toEqual([]);
    await council.advance("2026-11-18T06:30:00.000Z");
    const stuck = await listStuck(council.ports(), actor("operator-1"), council.at);
    expect(stuck.quarantined).toEqual([]);
    await sendAllClears(council.ports(), council.at);
    expect(lettersTo("mira@team.example").at(-1)?.text).toMatch(
      /could not be read and wait for somebody: 0\n/,
    );
  });

  it("X-01: leaves its submission id to another body", async () => {
    const first = await quarantined(noAddress);
    const second = await quarantined({ "AF-Reference": "FS-OTHER" });
    const mend = () =>
      mendQuarantined(
        council.ports(),
        duty,
        second,
        aReferral({ submissionId: String(flatForm["AF-Reference"]) }),
        council.at,
      );
    expect(await mend()).toMatchObject({ refused: { name: "submission-id-taken" } });
    await discards(first, "not-a-referral");
    expect((await shown(first)).call).not.toBeNull();
    expect(await mend()).toHaveProperty("state");
  });
});
