import { describe, expect, it } from "vitest";
import type { HandoverGiven } from "#shared/contracts/requests/handover.ts";
import { calendarDay } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { announceCover } from "#shared/usecases/announce-cover.ts";
import { endClosure, requestClosure } from "#shared/usecases/close-case.ts";
import { makeCommitment } from "#shared/usecases/commitments.ts";
import { answerHandover, giveCase, withdrawHandover } from "#shared/usecases/hand-over.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { outcomesRecorded } from "#test/support/leaving.ts";
import { actor, aPost } from "#test/support/staff.ts";

const tuesday = "2026-11-17T11:00:00.000Z";
interface Giving extends Partial<HandoverGiven> {
  readonly by?: string;
  readonly how?: "offer-handover" | "move-case";
}

async function aCase() {
  const council = await aCouncil({ at: tuesday });
  return { council, caseRef: await council.allocated() };
}
async function give(
  council: Council,
  caseRef: string,
  { by = "mira", how = "offer-handover", ...over }: Giving = {},
) {
  const given = {
    part: "worker",
    to: "bram",
    reason: "caseload",
    words: "He knows the landlord.",
    ...over,
  } as const;
  const changed = await giveCase(council.ports(), actor(by, council.roster), caseRef, how, given, council.at);
  await council.machines.settle();
  return changed;
}
async function answer(council: Council, caseRef: string, said: "accept" | "decline", by = "bram") {
  const words = "From Monday.";
  const who = actor(by, council.roster);
  const changed = await answerHandover(council.ports(), who, caseRef, { answer: said, words }, council.at);
  await council.machines.settle();
  return changed;
}
/** An action of somebody's by name, by Monday the 30th. */
async function promised(council: Council, caseRef: string, staff: string) {
  const due = calendarDay("2026-11-30");
  const made = { kind: "action", due, staff, words: "Ring the landlord." } as const;
  const who = actor("mira", council.roster);
  const changed = await makeCommitment(council.ports(), who, caseRef, made, council.at);
  expect(changed.refused).toBeUndefined();
  await council.machines.settle();
}
const keepers = (held: Case) => commitmentsOf(held).map(({ kind, staff }) => [kind, staff]);

describe("A case that is offered to somebody else", () => {
  it("X-03, CST-17: takes the supervisor's challenge with it: the new worker is reminded of it, and the old one no more", async () => {
    const { council, caseRef } = await aCase();
    await council.give(caseRef, "worker");
    const half = {
      agrees: false,
      comment: "Thin.",
      change: "See her at home.",
      changeBy: calendarDay("2026-11-27"),
    } as const;
    await council.give(caseRef, "supervisor", { half });
    await give(council, caseRef);
    await answer(council, caseRef, "accept");
    await council.advance("2026-11-27T18:00:00.000Z");
    const chases = (who: string) =>
      council.told(who).filter((line) => line.startsWith("Due today") && line.includes("27 November"));
    expect([chases("bram").length, chases("anneke").length]).toEqual([1, 0]);
  });

  it("X-03: takes what its worker was to do by name with it, in one decision, and leaves what others promised", async () => {
    const { council, caseRef } = await aCase();
    await promised(council, caseRef, "anneke");
    await promised(council, caseRef, "carys");
    const before = await council.case(caseRef);
    await give(council, caseRef);
    await answer(council, caseRef, "accept");
    const after = await council.case(caseRef);
    expect(keepers(before)).toEqual([
      ["action", "anneke"],
      ["action", "carys"],
    ]);
    expect(keepers(after)).toEqual([
      ["action", "bram"],
      ["action", "carys"],
    ]);
    const dues = (held: Case) => commitmentsOf(held).map(({ obligation }) => obligation?.due);
    expect(dues(after)).toEqual(dues(before));
    const passed = (await council.history(caseRef)).filter(({ type }) => type === "CommitmentPassed");
    expect(passed.map(({ facts }) => facts)).toEqual([
      { id: commitmentsOf(before)[0]?.id, from: "anneke", to: "bram" },
    ]);
    const handed = (await council.history(caseRef)).findIndex(({ type }) => type === "CaseHandedOver");
    expect((await council.history(caseRef))[handed + 1]).toEqual(passed[0]);
    await council.advance("2026-12-01T18:00:00.000Z");
    const chased = (who: string) => council.told(who).filter((line) => line.includes("action")).length;
    expect([chased("anneke"), chased("bram") > 0, chased("carys") > 0]).toEqual([0, true, true]);
  });

  it.each([
    ["an action", "2026-11-25T18:00:00.000Z"],
    ["review 1", "2026-11-26T18:00:00.000Z"],
  ])(
    "X-03: takes along the line about %s of a morning's mail that has not gone yet",
    async (about, before) => {
      const { council, caseRef } = await aCase();
      if (about === "an action") await promised(council, caseRef, "anneke");
      await give(council, caseRef);
      await council.advance(before);
      // The rung asks for its line, and the mail waits a little for others.
      council.machines.now = council.machines.nextTimer ?? council.at;
      await council.machines.fireDue();
      const told = council.told("anneke").length;
      await answer(council, caseRef, "accept");
      await council.advance(council.at.replace(/T.*/, "T18:00:00.000Z"));
      expect(council.told("anneke").slice(told)).toEqual([`Case ${caseRef} is handed over`]);
    },
  );

  it("X-03, I1: stays with its worker until the other accepts, who is asked by name of the case alone", async () => {
    const { council, caseRef } = await aCase();
    expect((await give(council, caseRef)).refused).toBeUndefined();
    expect(await council.case(caseRef)).toMatchObject({
      worker: "anneke",
      handover: { part: "worker", from: "anneke", to: "bram", by: "mira", reason: "caseload" },
    });
    expect(council.inbox("bram")).toEqual([`Case ${caseRef} is offered to you`]);
    expect(JSON.stringify(council.mailer.sent)).not.toContain("landlord");
  });

  it("X-03: accepted, goes over with its open review and its day, and all three are told", async () => {
    const { council, caseRef } = await aCase();
    const before = await council.case(caseRef);
    await give(council, caseRef);
    expect((await answer(council, caseRef, "accept")).refused).toBeUndefined();
    const after = await council.case(caseRef);
    expect([after.worker, after.supervisor, after.handover]).toEqual(["bram", "idris", undefined]);
    expect([after.review, after.obligation?.due]).toEqual([before.review, before.obligation?.due]);
    expect(council.inbox("bram").at(-1)).toBe(`Case ${caseRef} is yours`);
    expect(council.inbox("anneke").at(-1)).toBe(`Case ${caseRef} is handed over`);
    expect(council.inbox("idris").at(-1)).toBe(`Case ${caseRef} has another worker`);
    await council.advance("2026-11-30T12:00:00.000Z");
    expect(council.inbox("bram").at(-1)).toMatch(/^Review due on Tuesday 1 December 2026/);
    expect((await council.give(caseRef, "worker", { by: "bram" })).refused).toBeUndefined();
    expect((await council.give(caseRef, "supervisor")).refused).toBeUndefined();
    expect((await council.case(caseRef)).review?.cycle).toBe(2);
  });

  it("X-06: says in the history who offered it, why, who accepted, and when", async () => {
    const { council, caseRef } = await aCase();
    await give(council, caseRef);
    await council.advanceMinutes(60);
    await answer(council, caseRef, "accept");
    const history = await council.history(caseRef);
    const lines = history.filter(({ type }) => type.startsWith("Handover") || type === "CaseHandedOver");
    expect(lines.map(({ type, by, at }) => [type, by, at])).toEqual([
      ["HandoverOffered", "mira", tuesday],
      ["HandoverEnded", "bram", "2026-11-17T12:00:00.000Z"],
      ["CaseHandedOver", "bram", "2026-11-17T12:00:00.000Z"],
    ]);
    expect(lines[2]?.facts).toMatchObject({ from: "anneke", to: "bram", by: "mira", reason: "caseload" });
  });

  it("X-03: declined, stays where it is, and whoever offered it hears", async () => {
    const { council, caseRef } = await aCase();
    await give(council, caseRef);
    await answer(council, caseRef, "decline");
    expect(await council.case(caseRef)).toMatchObject({ worker: "anneke" });
    expect((await council.case(caseRef)).handover).toBeUndefined();
    expect(council.inbox("mira").at(-1)).toBe(`Case ${caseRef}: your offer was declined`);
    expect((await give(council, caseRef, { to: "carys" })).refused).toBeUndefined();
  });

  it("X-03: not answered, is chased with whoever it was offered to, and then with the manager", async () => {
    const { council, caseRef } = await aCase();
    await give(council, caseRef);
    await council.advance("2026-11-24T18:00:00.000Z");
    const chased = (who: string) => council.inbox(who).filter((subject) => subject.includes(caseRef));
    expect(chased("bram").length).toBeGreaterThan(1);
    expect(chased("mira").length).toBeGreaterThan(0);
    await answer(council, caseRef, "accept");
    const told = council.mailer.sent.length;
    await council.advance("2026-11-26T18:00:00.000Z");
    expect(council.mailer.sent).toHaveLength(told);
    expect((await council.document(caseRef)).owedIntents).toEqual([]);
  });

  it("X-03: taken back, is nobody's to accept any more", async () => {
    const { council, caseRef } = await aCase();
    await give(council, caseRef);
    await withdrawHandover(council.ports(), actor("juno"), caseRef, "Not needed.", council.at);
    expect((await answer(council, caseRef, "accept")).refused?.name).toBe("no-handover-offered");
    expect((await council.case(caseRef)).worker).toBe("anneke");
  });

  it("X-03: to another supervisor goes over in the same way", async () => {
    const { council, caseRef } = await aCase();
    await give(council, caseRef, { part: "supervisor", to: "juno" });
    await answer(council, caseRef, "accept", "juno");
    expect(await council.case(caseRef)).toMatchObject({ worker: "anneke", supervisor: "juno" });
  });

  it("CST-19: is over when the case closes", async () => {
    const { council, caseRef } = await aCase();
    await give(council, caseRef);
    const request = { reason: "self-supporting", evidence: "Seen.", agencies: [] } as const;
    await outcomesRecorded(council, caseRef);
    await requestClosure(council.ports(), actor("anneke"), caseRef, request, council.at);
    await council.machines.settle();
    await endClosure(council.ports(), actor("mira"), caseRef, { ended: "closed", words: "Yes." }, council.at);
    await council.machines.settle();
    const { handover, phase } = await council.case(caseRef);
    expect([phase, handover]).toEqual(["closed", undefined]);
    expect((await answer(council, caseRef, "accept")).refused?.name).toBe("nothing-to-hand-over");
  });
});

describe("A handover is refused by name", () => {
  it.each<[string, Giving, string]>([
    ["by a worker", { by: "bram" }, "not-a-decision-maker"],
    ["to whoever holds it", { to: "anneke" }, "same-person"],
    ["X-04: to its supervisor", { to: "idris" }, "same-person"],
    ["to somebody who is no worker", { to: "duty-desk" }, "worker-not-on-roster"],
    ["without being asked, while its worker is there", { how: "move-case" }, "still-in-post"],
    ["at once by a supervisor", { how: "move-case", by: "idris" }, "not-a-decision-maker"],
  ])("X-03: %s", async (_which, over, name) => {
    const { council, caseRef } = await aCase();
    expect((await give(council, caseRef, over)).refused?.name).toBe(name);
  });

  it("X-03: twice at once, and by anybody but whoever it was offered to", async () => {
    const { council, caseRef } = await aCase();
    await give(council, caseRef);
    expect((await give(council, caseRef, { to: "carys" })).refused?.name).toBe("handover-under-way");
    expect((await answer(council, caseRef, "accept", "carys")).refused?.name).toBe("not-offered-to-you");
  });

  it("CST-09: to somebody without a place, until somebody says why", async () => {
    const { council, caseRef } = await aCase();
    await council.place(aPost("bram", "worker", { places: 0 }));
    expect((await give(council, caseRef)).refused?.name).toBe("caseload-full");
    const override = { reason: "knows-the-person", words: "From school." } as const;
    expect((await give(council, caseRef, { override })).refused).toBeUndefined();
    const offered = (await council.history(caseRef)).find(({ type }) => type === "HandoverOffered");
    expect(offered?.facts.override).toMatchObject({ reason: "knows-the-person", passed: ["caseload-full"] });
  });

  it("CST-09: to somebody whose places are taken up by what is offered to them already", async () => {
    const { council, caseRef } = await aCase();
    const other = await council.allocated({ submissionId: "TEST-2" });
    await council.place(aPost("bram", "worker", { places: 1 }));
    await give(council, caseRef);
    expect((await give(council, other)).refused?.name).toBe("caseload-full");
    const choice = { decision: "allocate", worker: "bram", supervisor: "idris" } as const;
    const third = await council.refer({ submissionId: "TEST-3" });
    expect((await council.decide(third, choice)).refused?.name).toBe("caseload-full");
    expect((await answer(council, caseRef, "accept")).refused).toBeUndefined();
    expect((await give(council, other)).refused?.name).toBe("caseload-full");
    await give(council, caseRef, { to: "carys" });
    await answer(council, caseRef, "accept", "carys");
    expect((await give(council, other)).refused).toBeUndefined();
  });

  it("CST-09, CST-10: when it is accepted too, where a limit came after it was offered; they may still decline", async () => {
    const { council, caseRef } = await aCase();
    const other = await council.allocated({ submissionId: "TEST-2" });
    await give(council, caseRef);
    await give(council, other);
    await council.place(aPost("bram", "worker", { places: 2, weeklyHours: 4 }));
    expect((await answer(council, caseRef, "accept")).refused).toBeUndefined();
    await council.place(aPost("bram", "worker", { places: 1, weeklyHours: 4 }));
    expect((await answer(council, other, "accept")).refused?.name).toBe("caseload-full");
    await council.place(aPost("bram", "worker", { places: 2, weeklyHours: 3 }));
    expect((await answer(council, other, "accept")).refused).toEqual({
      name: "hours-full",
      details: { staff: "bram", hoursLeft: 1, hours: 2 },
    });
    expect((await council.case(other)).worker).toBe("anneke");
    expect((await answer(council, other, "decline")).refused).toBeUndefined();
  });

  it("CST-09: not when it is accepted, where whoever offered it has said why; any other limit still refuses", async () => {
    const { council, caseRef } = await aCase();
    const bram = aPost("bram", "worker", { places: 0 });
    await council.place(bram);
    const override = { reason: "knows-the-person", words: "From school." } as const;
    await give(council, caseRef, { override });
    await council.place({ ...bram, weeklyHours: 0 });
    expect((await answer(council, caseRef, "accept")).refused?.name).toBe("hours-full");
    await council.place(bram);
    expect((await answer(council, caseRef, "accept")).refused).toBeUndefined();
  });

  it("X-04: to somebody who has declared a conflict since", async () => {
    const { council, caseRef } = await aCase();
    await give(council, caseRef);
    await council.place(aPost("bram", "worker", { conflicts: [{ id: "K-1", kind: "family", caseRef }] }));
    expect((await answer(council, caseRef, "accept")).refused?.name).toBe("conflict-of-interest");
  });

  it("CST-06: where the case was not allocated yet", async () => {
    const council = await aCouncil({ at: tuesday });
    expect((await give(council, await council.refer())).refused?.name).toBe("nothing-to-hand-over");
  });
});

describe("A case whose worker has left", () => {
  it("X-03, F16: is moved at once with a reason, ends an open offer, and the manager is no longer reminded", async () => {
    const { council, caseRef } = await aCase();
    await give(council, caseRef, { to: "carys" });
    await council.place(aPost("anneke", "worker", { deputy: "bram", leavesOn: "2026-11-20" }));
    await council.advance("2026-11-23T06:30:00.000Z");
    await announceCover(council.ports(), council.at);
    expect(council.inbox("mira")).toContain("Leaver on Friday 20 November 2026: 1 case to hand over");
    const moved = await give(council, caseRef, { how: "move-case", reason: "leaving" });
    expect(moved.refused).toBeUndefined();
    expect(await council.case(caseRef)).toMatchObject({ worker: "bram" });
    expect((await council.case(caseRef)).handover).toBeUndefined();
    expect(council.inbox("bram").at(-1)).toBe(`Case ${caseRef} is yours`);
    const reminded = council.inbox("mira").length;
    await council.advance("2026-11-24T06:30:00.000Z");
    await announceCover(council.ports(), council.at);
    expect(council.inbox("mira").filter((subject) => subject.startsWith("Leaver"))).toHaveLength(1);
    expect(council.inbox("mira").length).toBe(reminded);
  });

  it("X-03: goes to whoever it is moved to with what the leaver was to do by name, and until then that reaches who stands in", async () => {
    const { council, caseRef } = await aCase();
    await promised(council, caseRef, "anneke");
    await promised(council, caseRef, "idris");
    await give(council, caseRef, { to: "carys" });
    await council.place(aPost("anneke", "worker", { deputy: "carys", leavesOn: "2026-11-20" }));
    await council.advance("2026-11-27T18:00:00.000Z");
    const chased = (who: string) => council.told(who).filter((line) => line.includes("an action")).length;
    const stoodIn = chased("carys");
    expect([chased("anneke"), stoodIn > 0, chased("bram")]).toEqual([0, true, 0]);
    await give(council, caseRef, { how: "move-case", reason: "leaving" });
    expect(keepers(await council.case(caseRef))).toEqual([
      ["action", "bram"],
      ["action", "idris"],
    ]);
    await council.advance("2026-11-30T18:00:00.000Z");
    expect([chased("anneke"), chased("carys"), chased("bram") > 0]).toEqual([0, stoodIn, true]);
  });

  it("X-04: or may no longer hold it, is moved at once too", async () => {
    const { council, caseRef } = await aCase();
    await council.place(aPost("anneke", "worker", { conflicts: [{ id: "K-1", kind: "family", caseRef }] }));
    const moved = await give(council, caseRef, { how: "move-case", reason: "conflict-of-interest" });
    expect(moved.refused).toBeUndefined();
  });
});
