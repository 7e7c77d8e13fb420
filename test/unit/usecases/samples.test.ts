import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { sources } from "#shared/services/sources.ts";
import { receiveReferral } from "#shared/usecases/receive-referral.ts";
import { aCouncil, type Council } from "#test/support/council.ts";

const folder = join(import.meta.dirname, "../../support/samples");
const files = readdirSync(folder);
const sample = (n: number): string =>
  readFileSync(join(folder, files.find((name) => name.startsWith(`${n}-`)) ?? ""), "utf8");

/** Sends a sample at the instant at which it says that it was submitted, and gives back its case. */
async function send(council: Council, n: number, over: object = {}) {
  const body = { ...JSON.parse(sample(n)), ...over };
  const received = await council.receive(JSON.stringify(body));
  await council.machines.settle();
  const key = { council: "milton-keynes", kind: "referral", id: received.reference } as const;
  const stored = await council.store.load<{ readonly caseRef: string }>(key);
  return { status: received.status, held: stored ? await council.case(stored.state.caseRef) : undefined };
}
const at = (n: number): string => new Date(JSON.parse(sample(n)).submittedAt).toISOString();
const there = async (n: number, over: object = {}) => {
  const council = await aCouncil({ at: at(n) });
  const { status, held } = await send(council, n, over);
  if (!held) throw new Error(`Sample ${n} opened no case`);
  return { council, status, held };
};
const agendaOf = async (council: Council) =>
  (await council.store.dueUntil("milton-keynes")).filter(({ due }) => due.meeting !== undefined);

describe("The sample referrals", () => {
  it("CST-02, CST-06, CST-17: 1, hoarding: the meeting of 17 November; allocated there, a review by Tuesday 1 December 09:00", async () => {
    const { council, status, held } = await there(1);
    expect(status).toBe("accepted");
    expect(held.obligation).toMatchObject({ kind: "allocation", meeting: "2026-11-17" });
    expect(council.inbox("priya.lund@council.example")).toEqual([
      expect.stringMatching(/^We have your referral/),
    ]);
    expect(held.screening).toMatchObject({ tenure: "council", atRiskOfLoss: "yes" });
    expect(commitmentsOf(held)).toMatchObject([{ kind: "agency-offer", about: "environmental-health" }]);
    await council.advance("2026-11-17T11:00:00.000Z");
    await council.decide(held.caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
    expect((await council.case(held.caseRef)).obligation).toMatchObject({
      kind: "review",
      due: "2026-12-01T09:00:00.000Z",
    });
  });

  it("CST-08, X-05: 2, cuckooing: the manager's the same day and not the meeting's; restricted; nothing is sent to him", async () => {
    const { council, held } = await there(2);
    expect(held.obligation).toMatchObject({
      kind: "emergency",
      owner: "manager",
      due: "2026-11-13T18:20:00.000Z",
    });
    expect(await agendaOf(council)).toEqual([]);
    expect(held.restricted).toMatchObject({ reason: "alleged-perpetrator-near" });
    expect(held.facts?.safeContact).toEqual({
      call: "no",
      text: "no",
      email: "no",
      letter: "no",
      noted: true,
    });
    await council.advance("2026-11-16T12:00:00.000Z");
    const told = new Set(council.mailer.sent.flatMap(({ to }) => to));
    const outside = [...told].filter((address) => !address.endsWith("@team.example"));
    expect(outside).toEqual(["ewan.bright@police.example"]);
    expect(JSON.stringify(council.mailer.sent)).not.toMatch(/Dean|Okafor|Harbour/);
  });

  it("CST-05: 3, acute mental health: signposted at once, the referrer told, never queued, with an owner and a due time", async () => {
    const { council, held } = await there(3);
    expect(held.obligation).toMatchObject({
      kind: "signpost",
      owner: "duty",
      due: "2026-11-12T11:05:00.000Z",
    });
    const [, letter] = council.mailer.sent.filter(({ to }) => to.includes("hana.moor@practice.example"));
    expect(letter?.text).toMatch(/GP/);
    expect(letter?.text).toMatch(/NHS 111/);
    expect(await agendaOf(council)).toEqual([]);
    expect(commitmentsOf(held)).toMatchObject([{ kind: "alert-receipt", obligation: { owner: "duty" } }]);
  });

  it("X-01, F1: 4, rent arrears: the meeting of 17 November; sent again days later, the same case and the same answer", async () => {
    const { council, held } = await there(4);
    expect(held.obligation).toMatchObject({ kind: "allocation", meeting: "2026-11-17" });
    expect(held.screening).toMatchObject({ tenure: "private-rented", noticeExpires: "2027-01-14" });
    const first = await council.receive(sample(4));
    await council.advanceMinutes(60 * 24 * 3);
    expect(await council.receive(sample(4))).toEqual(first);
    expect(council.inbox("sam.teller@advice.example")).toHaveLength(1);
  });

  it("X-01: its submission id with another body is kept and flagged, and the first is untouched", async () => {
    const { council, held } = await there(4);
    const { status } = await send(council, 4, { concerns: "The notice is shorter than was said." });
    expect(status).toBe("flagged");
    expect(await council.case(held.caseRef)).toEqual({
      ...held,
      otherBodies: [expect.stringMatching(/^body-/)],
    });
  });

  it("CST-02: 6, no home, here under this service: not the team's; the single point of access, the referrer told", async () => {
    const { council, held } = await there(6, { service: "community-support-team" });
    expect(held.signposted).toBe("no-home");
    expect(held.obligation).toMatchObject({ kind: "signpost", owner: "duty" });
    expect(council.inbox("noor.vance@outreach.example")[1]).toMatch(/^Please act now/);
    expect(await agendaOf(council)).toEqual([]);
  });

  it("X-01, F2: 9, the same person by another agency: a second referral, accepted, flagged, and merged by nobody", async () => {
    const { council, held } = await there(1);
    await council.advance(at(9));
    const second = await send(council, 9);
    expect(second.status).toBe("accepted");
    expect(second.held?.possibleDuplicates).toEqual([held.caseRef]);
    expect(commitmentsOf(second.held ?? held).map(({ kind }) => kind)).toContain("person-check");
    expect(second.held?.personRef).not.toBe(held.personRef);
    expect((await council.case(held.caseRef)).phase).toBe("referred");
  });

  it.each([5, 6, 7, 8])(
    "X-01, I6: %i, for a service that is not configured, is quarantined whole and owed to somebody",
    async (n) => {
      const council = await aCouncil({ at: at(n) });
      expect((await send(council, n)).status).toBe("quarantined");
      expect(await council.store.dueUntil("milton-keynes")).toMatchObject([{ due: { owner: "duty" } }]);
    },
  );

  it("CST-01: the flat form of AchieveForms: as a canonical referral, with what could not be read kept and shown", async () => {
    const council = await aCouncil({ at: "2026-11-18T14:07:00.000Z" });
    const source = sources.find(({ id }) => id === "mk-achieveforms");
    if (!source) throw new Error("The source is gone");
    const body = readFileSync(join(folder, "achieveforms-1.json"), "utf8");
    const received = await receiveReferral(council.ports(), source, body, council.at);
    expect(received.status).toBe("accepted");
    await council.machines.settle();
    const [open] = await council.store.dueUntil("milton-keynes");
    const held = await council.case(open?.key.id ?? "");
    expect(held).toMatchObject({
      screening: {
        tenure: "housing-association",
        needAreas: ["self-neglect", "hoarding", "substance-misuse"],
      },
      facts: {
        consent: "yes",
        safeContact: { call: "yes", text: "no", email: "not-known" },
        seenOn: "2026-11-16",
      },
    });
  });

  it("CST-06: one that arrives at 10:05 during the Tuesday meeting is for the next one", async () => {
    const council = await aCouncil({ at: "2026-11-17T10:05:00.000Z" });
    const { held } = await send(council, 1);
    expect(held?.obligation).toMatchObject({ kind: "allocation", meeting: "2026-11-24" });
  });

  it.each([
    ["not JSON", "{ not json"],
    ["nested 10,000 deep", `${"[".repeat(10_000)}${"]".repeat(10_000)}`],
    ["not fitting", JSON.stringify({ formVersion: "9" })],
  ])(
    "X-01, F7, F50: a body that is %s is quarantined, kept whole, and somebody is told",
    async (_what, body) => {
      const council = await aCouncil();
      expect((await council.receive(body)).status).toBe("quarantined");
      expect(council.inbox("duty-desk")).toHaveLength(1);
    },
  );
});
