import { describe, expect, it } from "vitest";
import type { HistoryEntry } from "#shared/ports.ts";
import { discardQuarantined } from "#shared/usecases/settle-quarantined.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { anUnseenHalf } from "#test/support/halves.ts";
import { acute, aReferral, type Body, emergency } from "#test/support/referrals.ts";
import { actor, council as id } from "#test/support/staff.ts";

const canary = "Xanthippe";

/** The same referral with a canary word in every place where somebody can type what they like. */
function canaries(over: Body): Body {
  const whole = aReferral({
    referrer: { name: "", role: "", agency: "", email: `${canary.toLowerCase()}@post.example`, phone: "" },
    consent: { given: "yes", basis: "" },
    person: { given: "", family: "", preferredName: "", pronouns: "", language: "", communicationNeeds: "" },
    safeContact: { call: "no", note: "" },
    home: { tenure: "council", landlord: "", address: "", postcode: "", noticeType: "" },
    household: [{ relationship: "", age: 44 }],
    reason: "",
    concerns: "",
    tenancySupportSoFar: "",
    property: { condition: "" },
    previousSupport: "",
    whyItCannotContinue: "",
    seenAndSpokenTo: { seen: "yes", by: "" },
    capacityAssessments: ["", { decision: "", outcome: "" }],
    risksToStaff: "",
    agencies: [{ name: "", role: "", offer: "" }],
    scores: [{ tool: "", total: 7 }],
    personsView: "",
    ...over,
  });
  const sung = JSON.stringify(whole).replaceAll('""', `"${canary} ${canary}son, 07700 900812"`);
  return JSON.parse(sung);
}

/** Everything of a council that leaves the store: mails, executions' input, history, reports and the due index. */
async function spoken(council: Council): Promise<string> {
  const history: HistoryEntry[] = [];
  for (const kind of ["case", "referral", "person", "meeting", "quarantined-referral"] as const)
    for await (const { key } of council.store.scan(kind)) history.push(...(await council.store.history(key)));
  const mails = council.mailer.sent.map(({ key, subject, text }) => [key, subject, text]);
  const inputs = council.machines.started.map(({ name, input }) => [name, input]);
  return JSON.stringify([history, mails, inputs, council.reports, await council.store.dueUntil(id)]);
}
const birdsong = /xanthippe|07700|ZZ99|1961-07-19/i;

describe("Nothing that anybody typed leaves the store (A4, X-05, F42, F43)", () => {
  it.each<[string, Body]>([
    ["a routine case", {}],
    ["an emergency", emergency],
    ["an acute risk", acute],
  ])("%s, over its whole ladder, with a failing mail on the way", async (_what, over) => {
    const council = await aCouncil();
    council.mailer.failNext(1);
    const caseRef = await council.refer(canaries(over));
    await council.refer(canaries({ ...over, concerns: "Something else." }));
    await council.refer(canaries({ ...over, submissionId: "TEST-DOUBLE" }));
    await council.advance("2026-11-17T12:00:00.000Z");
    await council.sweep();
    await council.confirm(caseRef);
    await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
    const progress = `${canary} was out.`;
    const half = { ...anUnseenHalf, progress };
    await council.give(caseRef, "worker", { half, cycle: 1 });
    await council.advance("2026-12-15T12:00:00.000Z");
    await council.reconcile("daily");
    const all = await spoken(council);
    expect(council.mailer.sent.length).toBeGreaterThan(5);
    expect(all.length).toBeGreaterThan(4000);
    expect(all).not.toMatch(birdsong);
  });

  it.each([
    ["is not JSON", `{"reason": "${canary}`],
    ["has an answer of its own", JSON.stringify(canaries({ relationship: canary }))],
    ["has a field of its own", JSON.stringify(canaries({ [`${canary}, who lives here`]: "yes" }))],
    ["is for another service", JSON.stringify(canaries({ service: canary }))],
  ])("a body that %s", async (_what, body) => {
    const council = await aCouncil();
    const received = await council.receive(body);
    expect(received).toMatchObject({ status: "quarantined" });
    await council.advance("2026-11-13T12:00:00.000Z");
    await council.reconcile("daily");
    const why = { reason: "not-a-referral", words: `${canary} writes poems.` } as const;
    await discardQuarantined(council.ports(), actor("duty-desk"), received.reference, why, council.at);
    expect(council.mailer.sent.at(-1)?.subject).toMatch(/not taken on|telephone the referrer/);
    expect(await spoken(council)).not.toMatch(birdsong);
  });

  it("and the canaries do sing: they are in the stored body and in the review", async () => {
    const council = await aCouncil();
    const received = await council.receive(JSON.stringify(canaries({})));
    const key = { council: id, kind: "referral", id: received.reference } as const;
    const [name = ""] = await council.store.contentNames(key);
    const body = (await council.store.content(key, name)) ?? "";
    expect(body.match(new RegExp(canary, "g"))?.length).toBeGreaterThan(50);
  });
});

describe("An execution's input", () => {
  it.each([
    ["a name beside the reference", { name: `${canary} ${canary}son` }],
    ["a name for a reference", { caseRef: `C-${canary}` }],
    ["words among the instants", { rungs: [`Call ${canary}`] }],
  ])("F42: with %s is refused, and the start stays owed", async (_what, planted) => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    const stored = await council.document(caseRef);
    const input = { council: id, caseRef, wait: 1, rungs: [], ...planted };
    const facts = { workflow: "referral-triage", execution: `${caseRef}-referral-triage-9-1`, input };
    const owed = {
      key: "start/planted",
      kind: "start-episode",
      since: council.at,
      tries: 0,
      parked: false,
      facts,
    };
    await council.store.replace({ ...stored, version: stored.version + 1, owedIntents: [owed] });
    await council.advanceMinutes(5);
    await council.sweep();
    expect(council.machines.started.some(({ name }) => name.endsWith("-9-1"))).toBe(false);
    expect((await council.document(caseRef)).owedIntents).toMatchObject([{ key: "start/planted", tries: 1 }]);
    expect(JSON.stringify(council.reports)).not.toMatch(birdsong);
  });
});
