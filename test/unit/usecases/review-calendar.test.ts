import { describe, expect, it } from "vitest";
import { calendarOfMine, calendarOfReview } from "#shared/usecases/review-calendar.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { actor, aPost } from "#test/support/staff.ts";

const tuesday = "2026-11-17T11:00:00.000Z";
const show = (council: Council, caseRef: string, cycle = 1, by = actor("anneke")) =>
  calendarOfReview(council.ports(), by, caseRef, cycle, council.at);
const text = async (council: Council, caseRef: string, cycle = 1) =>
  (await show(council, caseRef, cycle)).text ?? expect.fail();
const mine = (council: Council, who: string) => calendarOfMine(council.ports(), actor(who), council.at);
const uids = (object: string) => [...object.matchAll(/^UID:(.+)\r$/gm)].map(([, uid]) => uid);

describe("A review in a calendar", () => {
  it("CST-17, X-05: is its due instant, under an id that stays, by reference and without a name", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    const object = await text(council, caseRef);
    expect(object).toContain(`UID:${caseRef}-review-1@holdfast\r\n`);
    expect(object).toContain("DTSTART:20261201T090000Z\r\n");
    expect(object).toContain("SEQUENCE:0\r\nSTATUS:CONFIRMED\r\n");
    expect(object).toContain("METHOD:PUBLISH\r\n");
    expect(object).not.toMatch(/anneke|Fictional|Example|@team/);
  });

  it("X-02: is nine in London in summer too", async () => {
    const council = await aCouncil({ at: "2026-05-05T11:00:00.000Z" });
    expect(await text(council, await council.allocated())).toContain("DTSTART:20260519T080000Z\r\n");
  });

  it("is cancelled once it was given, and the next has an id of its own", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.advance("2026-12-01T09:30:00.000Z");
    await council.giveBoth(caseRef);
    expect(await text(council, caseRef)).toContain("SEQUENCE:1\r\nSTATUS:CANCELLED\r\n");
    expect(await text(council, caseRef)).toContain("METHOD:CANCEL\r\n");
    expect(await text(council, caseRef, 2)).toContain(`UID:${caseRef}-review-2@holdfast\r\n`);
    expect((await show(council, caseRef, 3)).refused?.name).toBe("another-cycle");
  });

  it("rises in sequence when its due instant is moved, under the same id", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    const document = await council.document(caseRef);
    const { review } = document.state;
    if (!review) throw new Error("No review is open");
    const moved = { ...review, due: "2026-12-02T09:00:00.000Z", moves: 1 };
    const state = { ...document.state, review: moved };
    await council.store.replace({ ...document, version: document.version + 1, state });
    const object = await text(council, caseRef);
    expect(object).toContain("SEQUENCE:1\r\nSTATUS:CONFIRMED\r\n");
    expect(uids(object)).toEqual([`${caseRef}-review-1@holdfast`]);
  });

  it("CST-19: is cancelled when the case closes", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    const document = await council.document(caseRef);
    const { obligation: _, ...held } = document.state;
    const state = { ...held, phase: "closed" };
    await council.store.replace({ ...document, version: document.version + 1, state });
    expect(await text(council, caseRef)).toContain("STATUS:CANCELLED\r\n");
    expect(uids(await mine(council, "anneke"))).toEqual([]);
  });

  it("F44: is not found for another council, nor where there is no case; before the allocation there is none", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    const stranger = { ...actor("mira"), council: "medway" };
    expect((await show(council, caseRef, 1, stranger)).refused?.name).toBe("not-found");
    expect((await show(council, "C-0000000000")).refused?.name).toBe("not-found");
    const waiting = await council.refer({ submissionId: "TEST-2" });
    expect((await show(council, waiting)).refused?.name).toBe("no-review-open");
  });
});

describe("Everybody's own calendar", () => {
  it("CST-17: has the open reviews of a worker, of a supervisor, and of nobody else", async () => {
    const council = await aCouncil({ at: tuesday });
    const refs = [await council.allocated(), await council.allocated({ submissionId: "TEST-2" })];
    const other = await council.refer({ submissionId: "TEST-3" });
    await council.decide(other, { decision: "allocate", worker: "carys", supervisor: "idris" });
    expect(uids(await mine(council, "anneke")).toSorted()).toEqual(
      refs.map((ref) => `${ref}-review-1@holdfast`).toSorted(),
    );
    expect(uids(await mine(council, "idris"))).toHaveLength(3);
    expect(uids(await mine(council, "bram"))).toEqual([]);
  });

  it("X-03: has those of somebody who has left with whoever stands in", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.post(aPost("anneke", "worker", { deputy: "bram", leavesOn: "2026-11-17" }));
    await council.advance("2026-11-18T09:00:00.000Z");
    expect(uids(await mine(council, "bram"))).toEqual([`${caseRef}-review-1@holdfast`]);
  });
});
