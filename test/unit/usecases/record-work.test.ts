import { describe, expect, test } from "vitest";
import type { WorkRecord } from "#shared/domain/case/work-commands.ts";
import { readWork } from "#shared/usecases/read-work.ts";
import { recordWork } from "#shared/usecases/record-work.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { actor } from "#test/support/staff.ts";

const visit = {
  what: "contact",
  channel: "visit",
  place: "home",
  when: "2026-11-11T10:00:00.000Z",
  minutes: 30,
  outcome: "supported",
  seen: true,
  spokenTo: true,
} as const;
const write = (council: Council, caseRef: string, words: string, record: WorkRecord = visit, by = "anneke") =>
  recordWork(council.ports(), actor(by), caseRef, { ...record, words }, council.at);
const read = async (council: Council, caseRef: string, asked: Parameters<typeof readWork>[3] = {}) => {
  const shown = await readWork(council.ports(), actor("idris"), caseRef, asked, council.at);
  if (shown.refused) throw new Error(shown.refused.name);
  return shown.found;
};

describe("What was written down about a case", () => {
  test("CST-20: is read newest first, a page at a time, each in the words of who wrote it", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    for (let n = 1; n <= 32; n++) await write(council, caseRef, `Visit ${n}.`);
    await write(council, caseRef, "Mind the dog.", {
      what: "warning",
      kind: "animals",
      reviewOn: "2026-12-01",
    });
    const first = await read(council, caseRef, { what: "contact" });
    const words = (page: Awaited<ReturnType<typeof read>>) =>
      page.records.map(({ kept }) => Object(kept).words);
    expect(words(first).slice(0, 2)).toEqual(["Visit 32.", "Visit 31."]);
    const second = await read(council, caseRef, { what: "contact", before: first.next ?? 0 });
    expect(words(second)).toEqual(["Visit 2.", "Visit 1."]);
    expect(second.next).toBeNull();
    expect((await read(council, caseRef)).records[0]).toMatchObject({ what: "warning", by: "anneke" });
  });

  test("F13: is there once, where it was sent twice", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await write(council, caseRef, "Tea.");
    expect(await write(council, caseRef, "Tea.")).toMatchObject({ events: [] });
    expect((await read(council, caseRef)).records).toHaveLength(1);
    await write(council, caseRef, "Tea.", visit, "bram");
    expect((await read(council, caseRef)).records).toHaveLength(2);
  });

  test("A4, X-05: travels nowhere, and is no other council's", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    const answers = { matters: "Xanthippe" };
    const talk = {
      what: "conversation",
      tool: "well-12",
      edition: "to-be-filled-in",
      on: "2026-11-10",
    } as const;
    await write(council, caseRef, "Xanthippe", { ...talk, answers });
    await write(council, caseRef, "Xanthippe");
    const kept = JSON.stringify([
      await council.case(caseRef),
      await council.history(caseRef),
      council.mailer.sent,
    ]);
    expect(kept).toContain("ConversationRecorded");
    expect(kept).not.toContain("Xanthippe");
    expect(JSON.stringify(await read(council, caseRef))).toContain("Xanthippe");
    const elsewhere = { ...actor("idris"), council: "medway" };
    const asked = await readWork(council.ports(), elsewhere, caseRef, {}, council.at);
    expect(asked.refused?.name).toBe("not-found");
  });

  test("CST-12, I5: a risk that nobody looks at again is chased with the worker, and then with others", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await write(council, caseRef, "Alarms.", {
      what: "risk",
      levels: { fire: "high" },
      joint: [],
      reviewOn: "2026-12-01",
    });
    await council.advance("2026-12-08T18:00:00.000Z");
    // A mail of its own, or a line of the morning's.
    const chases = (who: string) =>
      council.mailer.sent.filter(
        ({ to, subject, text }) =>
          to.includes(`${who}@team.example`) && `${subject}${text}`.includes("isk to look at again"),
      );
    expect([chases("anneke").length, chases("idris").length, chases("mira").length]).toEqual([3, 2, 1]);
  });
});
