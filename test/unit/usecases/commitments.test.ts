import { describe, expect, it } from "vitest";
import { calendarDay } from "#shared/domain/calendar-day.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { endClosure, requestClosure } from "#shared/usecases/close-case.ts";
import { makeCommitment, moveCommitment, sayOutcome } from "#shared/usecases/commitments.ts";
import { beginNonEngagement, recordOffer } from "#shared/usecases/leaving.ts";
import { recordWork } from "#shared/usecases/record-work.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { graduated, outcomesRecorded } from "#test/support/leaving.ts";
import { actor } from "#test/support/staff.ts";

/** Wednesday 25 November 2026, two weeks after the case was allocated. */
const due = calendarDay("2026-11-25");
const offer = {
  kind: "agency-offer",
  due,
  about: "fire-service",
  words: "Smoke alarms by Wednesday.",
} as const;

async function promised(council: Council, over: { staff?: string } = {}): Promise<string> {
  const caseRef = await council.allocated();
  const made = await makeCommitment(
    council.ports(),
    actor("anneke"),
    caseRef,
    { ...offer, ...over },
    council.at,
  );
  expect(made.refused).toBeUndefined();
  await council.machines.settle();
  return caseRef;
}
async function say(council: Council, caseRef: string, outcome: "kept" | "withdrawn", number = 3) {
  const said = { outcome, words: "The alarms are up." };
  const changed = await sayOutcome(council.ports(), actor("anneke"), caseRef, number, said, council.at);
  await council.machines.settle();
  return changed;
}
const running = async (council: Council): Promise<readonly string[]> => {
  const names: string[] = [];
  for await (const { name } of council.machines.running()) names.push(name);
  return names;
};
const chases = (council: Council, who: string) =>
  council.told(who).filter((line) => /an agency's offer/i.test(line));

describe("A promise about a person", () => {
  it("CST-19, F12: one that is followed by the next of its kind has its execution answered at once", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    const about = { caseRef, at: council.at };
    const by = actor("anneke");
    const chasing = async () => (await running(council)).filter((name) => name.includes("-commitment-"));
    const before = await chasing();
    await beginNonEngagement(council.ports(), by, about, "Nobody comes to the door.");
    await council.machines.settle();
    const [first] = (await chasing()).filter((name) => !before.includes(name));
    await recordOffer(council.ports(), by, about, {
      ...graduated[0],
      day: calendarDay("2026-11-11"),
      answer: "no-answer",
      words: "A card.",
    });
    await council.machines.settle();
    expect(await chasing()).not.toContain(first);
    expect(await chasing()).toHaveLength(before.length + 1);
  });

  it("CST-20, I5: is chased with its owner, and then with others, until somebody says what became of it", async () => {
    const council = await aCouncil();
    const caseRef = await promised(council);
    await council.advance("2026-11-25T17:00:00.000Z");
    // The review of the case is due on the same day: one mail a morning says both.
    const line = `Case ${caseRef}: an agency's offer, due on Wednesday 25 November 2026 at 17:00`;
    expect(chases(council, "anneke")).toEqual([`Coming up: ${line}`, `Due today: ${line}`]);
    await council.advance("2026-12-02T17:00:00.000Z");
    expect(chases(council, "idris")).toEqual([
      `Overdue: ${line}`,
      `Please step in: ${line.replace("due on", "overdue since")}`,
    ]);
    expect(chases(council, "mira")).toHaveLength(1);
    await say(council, caseRef, "kept");
    const sent = council.mailer.sent.length;
    expect(await running(council)).toEqual([`${caseRef}-support-stage-2-1`]);
    expect(commitmentsOf(await council.case(caseRef))).toEqual([]);
    await council.advance("2026-12-08T08:00:00.000Z");
    expect(council.mailer.sent.slice(sent).filter(({ subject }) => subject.includes("offer"))).toEqual([]);
  });

  it("I3, A1: may be for a day as far ahead as one execution can wait for, and for none beyond", async () => {
    const council = await aCouncil();
    const caseRef = await promised(council);
    const make = (day: string) =>
      makeCommitment(
        council.ports(),
        actor("anneke"),
        caseRef,
        { ...offer, due: calendarDay(day) },
        council.at,
      );
    // 240 days after Wednesday 11 November 2026.
    const latest = "2027-07-09";
    const tooFar = { name: "too-far-ahead", details: { day: "2027-07-10", latest } };
    expect((await make("2027-07-10")).refused).toEqual(tooFar);
    expect((await make(latest)).refused).toBeUndefined();
    await council.machines.settle();
    const moved = { due: calendarDay("2027-07-10"), words: "Only then." };
    const ports = council.ports();
    expect((await moveCommitment(ports, actor("idris"), caseRef, 3, moved, council.at)).refused).toEqual(
      tooFar,
    );
    await council.advance("2027-07-09T16:00:00.000Z");
    // It is still its first execution, and says on the day what is due.
    expect(await running(council)).toContain(`${caseRef}-commitment-4-1`);
    expect(chases(council, "anneke").at(-1)).toContain("due on Friday 9 July 2027");
  });

  it("CST-20, A1: an offer on a form for a day beyond that is chased on the last day that can be waited for", async () => {
    const council = await aCouncil();
    const agencies = [{ name: "Fire service", offer: "Alarms in every room.", offerBy: "2099-12-01" }];
    const caseRef = await council.refer({ agencies });
    const [chased] = commitmentsOf(await council.case(caseRef));
    expect(chased).toMatchObject({
      kind: "agency-offer",
      obligation: { due: "2027-07-09T16:00:00.000Z" },
    });
  });

  it("I4: is begun again where its execution was ended by hand, and loses no rung", async () => {
    const council = await aCouncil();
    const caseRef = await promised(council);
    await council.machines.abort(`${caseRef}-commitment-3-1`);
    await council.advanceMinutes(45);
    expect((await council.reconcile()).repairs).toBe(1);
    expect(await running(council)).toContain(`${caseRef}-commitment-3-2`);
    await council.advance("2026-11-25T17:00:00.000Z");
    expect(chases(council, "anneke")).toHaveLength(2);
  });

  it("F20: outlives its ladder by another episode, and goes on being chased", async () => {
    const council = await aCouncil();
    const caseRef = await promised(council);
    await council.advance("2027-03-01T17:00:00.000Z");
    const names = await running(council);
    expect(names.filter((name) => name.includes("-commitment-"))).toHaveLength(1);
    expect(names).not.toContain(`${caseRef}-commitment-3-1`);
    const before = chases(council, "mira").length;
    await council.advance("2027-03-22T17:00:00.000Z");
    expect(chases(council, "mira").length).toBeGreaterThan(before);
    expect((await say(council, caseRef, "kept")).refused).toBeUndefined();
    expect((await running(council)).filter((name) => name.includes("-commitment-"))).toEqual([]);
  });

  it("F30, I5: a panel's decision that was promised by a day and never comes is told to others again and again, and never ends by itself", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    // The panel sits on Tuesday 24 November; its answer is to be here a day later. None comes.
    const answer = { ...offer, about: "single-point-of-access", words: "The panel's answer, on the flat." };
    const made = await makeCommitment(council.ports(), actor("anneke"), caseRef, answer, council.at);
    expect(made.refused).toBeUndefined();
    await council.machines.settle();
    await council.advance("2026-11-25T17:00:00.000Z");
    await council.machines.abort(`${caseRef}-commitment-3-1`);
    await council.advanceMinutes(15);
    expect((await council.reconcile()).repairs).toBe(1);
    // For two months, again and again a mail to the supervisor and to the manager, who did not promise it.
    await council.advance("2026-12-02T17:00:00.000Z");
    for (let week = 0; week < 8; week++) {
      const before = ["idris", "mira"].map((who) => chases(council, who).length);
      await council.advanceMinutes(9 * 24 * 60);
      const after = ["idris", "mira"].map((who) => chases(council, who).length);
      expect([week, after.every((count, index) => count > (before[index] ?? 0))]).toEqual([week, true]);
      expect(commitmentsOf(await council.case(caseRef))).toMatchObject([
        { id: 3, kind: "agency-offer", about: "single-point-of-access" },
      ]);
    }
    // The reviews went on beside it, and the answer that comes at last ends it.
    expect((await running(council)).filter((name) => name.includes("-support-stage-"))).toHaveLength(1);
    expect((await say(council, caseRef, "kept")).refused).toBeUndefined();
    const told = chases(council, "mira").length;
    await council.advanceMinutes(30 * 24 * 60);
    expect(chases(council, "mira")).toHaveLength(told);
  });

  it("X-07: is given another day with a reason, and chased for that day only", async () => {
    const council = await aCouncil();
    const caseRef = await promised(council);
    const moved = { due: calendarDay("2026-12-09"), words: "They were called away." };
    const changed = await moveCommitment(council.ports(), actor("anneke"), caseRef, 3, moved, council.at);
    expect(changed.refused).toBeUndefined();
    await council.machines.settle();
    await council.advance("2026-12-07T08:00:00.000Z");
    expect(chases(council, "anneke")).toEqual([]);
    await council.advance("2026-12-09T17:00:00.000Z");
    expect(chases(council, "anneke")).toHaveLength(2);
    expect(await running(council)).toContain(`${caseRef}-commitment-3-1`);
  });

  it("is kept by one person where it names one, who is chased and may say what became of it", async () => {
    const council = await aCouncil();
    const caseRef = await promised(council, { staff: "bram" });
    await council.advance("2026-11-25T17:00:00.000Z");
    expect([chases(council, "bram").length, chases(council, "anneke").length]).toEqual([2, 0]);
    const said = { outcome: "kept", words: "Done." } as const;
    const by = (who: string) => sayOutcome(council.ports(), actor(who), caseRef, 3, said, council.at);
    expect((await by("bram")).refused).toBeUndefined();
    expect((await by("bram")).refused?.name).toBe("no-such-commitment");
  });

  it("CST-19: must have an outcome before the case closes, which leaves nothing that ticks", async () => {
    const council = await aCouncil();
    const caseRef = await promised(council);
    await outcomesRecorded(council, caseRef);
    const request = { reason: "functioning-network", evidence: "Friends.", agencies: [] } as const;
    await requestClosure(council.ports(), actor("anneke"), caseRef, request, council.at);
    await council.machines.settle();
    const end = { ended: "closed", words: "Yes." } as const;
    const early = await endClosure(council.ports(), actor("mira"), caseRef, end, council.at);
    expect(early.refused).toMatchObject({ name: "promises-open", details: { numbers: "3" } });
    await say(council, caseRef, "kept");
    expect(
      (await endClosure(council.ports(), actor("mira"), caseRef, end, council.at)).refused,
    ).toBeUndefined();
    await council.machines.settle();
    expect(await running(council)).toEqual([]);
    const sent = council.mailer.sent.length;
    await council.advance("2027-01-25T17:00:00.000Z");
    expect(council.mailer.sent.length).toBe(sent);
  });

  it("CST-12, A4: of a safeguarding concern keeps in the history what came of it as a coded word, and the words beside it", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    const concern = {
      what: "concern",
      reference: "SA-117",
      on: calendarDay("2026-11-11"),
      words: "A neighbour.",
    } as const;
    await recordWork(council.ports(), actor("anneke"), caseRef, concern, council.at);
    const [promise] = commitmentsOf(await council.case(caseRef));
    const said = { outcome: "kept", result: "enquiry", words: "Section 42, led by Rhian." } as const;
    const id = promise?.id ?? 0;
    const changed = await sayOutcome(council.ports(), actor("anneke"), caseRef, id, said, council.at);
    expect(changed.refused).toBeUndefined();
    const history = await council.history(caseRef);
    expect(history.find(({ type }) => type === "CommitmentEnded")?.facts).toMatchObject({
      result: "enquiry",
    });
    expect(JSON.stringify(history)).not.toMatch(/Rhian|neighbour/);
  });

  it("A4: keeps its words beside the case, and only their name in its history", async () => {
    const council = await aCouncil();
    const caseRef = await promised(council);
    await say(council, caseRef, "withdrawn");
    const history = JSON.stringify((await council.read(caseRef)).history);
    expect(history).toContain("CommitmentEnded");
    expect(history).not.toContain("alarms");
    expect(JSON.stringify(council.mailer.sent)).not.toContain("alarms");
  });
});
