import { describe, expect, it } from "vitest";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { samePersonAs } from "#shared/domain/case/linked-cases.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { exportPerson } from "#shared/usecases/export-person.ts";
import { answerHandover, giveCase } from "#shared/usecases/hand-over.ts";
import { readMeeting } from "#shared/usecases/read-meeting.ts";
import { restrictCase } from "#shared/usecases/restrict-case.ts";
import { decideRetention, holdPerson, listRetention } from "#shared/usecases/retention.ts";
import { declareConflict } from "#shared/usecases/roster.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { winston } from "#test/support/referrals.ts";
import { alike, close, find, reopen } from "#test/support/same-person.ts";
import { actor } from "#test/support/staff.ts";

const officer = actor("records-desk");
const allocate = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;

async function exported(
  council: Council,
  caseRef: string | undefined,
  { by = officer, asAt }: { by?: typeof officer; asAt?: string } = {},
) {
  const { personRef } = await council.case(String(caseRef));
  const wanted = { reason: "subject-access", part: 1, asAt } as const;
  const answer = await exportPerson(council.ports(), by, personRef, wanted, council.at);
  if (answer.refused) throw new Error(answer.refused.name);
  return answer.found;
}

describe("Everything about one person", () => {
  it("X-01, X-06: has every case that was found to be theirs, asked for by any of their references, over a chain", async () => {
    const council = await aCouncil();
    const [one = "", two = "", three = ""] = await alike(council, "A-1", "A-2", "A-3");
    await find(council, two, one);
    await find(council, three, two);
    await council.advanceMinutes(1);
    for (const caseRef of [one, two, three]) {
      const { covers, perhaps, items, readable } = await exported(council, caseRef);
      expect(covers.toSorted()).toEqual([one, two, three].toSorted());
      expect(perhaps).toEqual([]);
      for (const told of ["Told by A-1.", "Told by A-2.", "Told by A-3."])
        expect(JSON.stringify(items)).toContain(told);
      expect(readable).toContain(`It has these cases, which are the same person's: ${covers.join(", ")}.`);
    }
  });

  it("X-01, F2: names a case of perhaps the same person, in both directions, and has nothing of it", async () => {
    const council = await aCouncil();
    const [one = "", two = ""] = await alike(council, "A-1", "A-2");
    await council.advanceMinutes(1);
    for (const [caseRef, other, told] of [
      [one, two, "Told by A-2."],
      [two, one, "Told by A-1."],
    ] as const) {
      const { covers, perhaps, items, readable } = await exported(council, caseRef);
      expect([covers, perhaps]).toEqual([[caseRef], [other]]);
      expect(JSON.stringify(items)).not.toContain(told);
      expect(readable).toContain(`not in it until somebody has decided: ${other}.`);
    }
  });

  it("X-06: has a case no more once the finding was corrected; a part that was asked for before stays as it was", async () => {
    const council = await aCouncil();
    const [one = "", two = ""] = await alike(council, "A-1", "A-2");
    await find(council, two, one);
    await council.advanceMinutes(1);
    const first = await exported(council, one);
    await council.advanceMinutes(1);
    await find(council, one, two, "different-people", "mira");
    await council.advanceMinutes(1);
    expect(await exported(council, one)).toMatchObject({ covers: [one], perhaps: [] });
    expect((await exported(council, one, { asAt: first.asAt })).covers).toEqual(first.covers);
  });

  it("X-01: a finding about two cases is not undone by one about a third", async () => {
    const council = await aCouncil();
    const [one = "", two = "", three = ""] = await alike(council, "A-1", "A-2", "A-3");
    await find(council, two, one);
    await find(council, three, two);
    await find(council, three, one, "different-people");
    await council.advanceMinutes(1);
    expect((await exported(council, one)).covers).toEqual([one, two]);
    expect((await exported(council, three)).covers).toEqual([three, two]);
  });

  it("CST-20, X-01: has the case that was taken up again, until somebody finds that it was another person's", async () => {
    const council = await aCouncil();
    const old = await council.allocated();
    await close(council, old);
    const again = await reopen(council, old);
    expect((await council.case(again)).people?.[old]).toMatchObject({
      decision: "same-person",
      by: "anneke",
    });
    expect(samePersonAs(await council.case(old))).toEqual([again]);
    const owed = commitmentsOf(await council.case(again)).map(({ kind }) => kind);
    expect(owed).not.toContain("person-check");
    await council.advanceMinutes(1);
    for (const caseRef of [old, again])
      expect((await exported(council, caseRef)).covers.toSorted()).toEqual([old, again].toSorted());
    expect((await find(council, again, old, "different-people")).refused).toBeUndefined();
    await council.advanceMinutes(1);
    expect((await exported(council, old)).covers).toEqual([old]);
  });

  it("X-05: says how many cases its reader may not see, and has nothing of them", async () => {
    const council = await aCouncil();
    const [one = "", two = ""] = await alike(council, "A-1", "A-2");
    await find(council, two, one);
    const why = { reason: "known-to-staff", words: "A cousin.", named: [] } as const;
    await restrictCase(council.ports(), actor("mira"), two, why, council.at);
    await council.advanceMinutes(1);
    const by = { ...actor("juno"), id: "manager-of-another-service" };
    const { covers, withheld, items, readable } = await exported(council, one, { by });
    expect([covers, withheld]).toEqual([[one], 1]);
    expect(JSON.stringify(items)).not.toContain("Told by A-2.");
    expect(readable).toContain("Kept to others than you, and not in it: 1.");
    expect((await exported(council, one)).covers).toEqual([one, two]);
  });

  it("X-01, A3: follows a finding whose note has not come to the other case yet, and has it no more once it is corrected", async () => {
    let isDown = false;
    const council = await aCouncil({
      between: (ports) => ({
        ...ports,
        store: {
          ...ports.store,
          replace: async (document) => {
            const isNote = document.owedHistory.some(({ facts }) => facts.other && !facts.content);
            if (isDown && isNote) throw new Error("down");
            return ports.store.replace(document);
          },
        },
      }),
    });
    const [one = "", two = ""] = await alike(council, "A-1", "A-2");
    isDown = true;
    await find(council, two, one);
    expect(samePersonAs(await council.case(one))).toEqual([]);
    await council.advanceMinutes(1);
    expect((await exported(council, one)).covers).toEqual([one, two]);
    await find(council, two, one, "different-people", "mira");
    await council.advanceMinutes(1);
    expect((await exported(council, one)).covers).toEqual([one]);
  });
});

describe("A legal hold on a person", () => {
  it("CST-20, X-01: keeps every case that was found to be theirs, whichever reference it is set under", async () => {
    const council = await aCouncil({ at: "2026-11-17T11:00:00.000Z" });
    const [one = "", two = ""] = await alike(council, "A-1", "A-2");
    for (const caseRef of [one, two])
      await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    await find(council, two, one);
    const { personRef } = await council.case(one);
    const hold = { hold: "set", reason: "inquiry", words: "The coroner." } as const;
    expect((await holdPerson(council.ports(), officer, personRef, hold, council.at)).refused).toBeUndefined();
    await council.advance("2028-11-17T11:00:00.000Z");
    const listed = async () =>
      (await listRetention(council.ports(), officer, council.at)).map(({ caseRef }) => caseRef);
    const approve = { decision: "approve", reason: "no-longer-needed", words: "Looked at." } as const;
    const approved = () => decideRetention(council.ports(), officer, two, approve, council.at);
    expect(await listed()).toEqual([]);
    expect((await approved()).refused?.name).toBe("on-hold");
    await find(council, two, one, "different-people", "mira");
    expect(await listed()).toEqual([two]);
    expect((await approved()).refused).toBeUndefined();
  });
});

describe("Who decides about what has been kept for its time", () => {
  it("CST-20, X-01: sees the person's other cases and perhaps theirs, which are open and which are on hold", async () => {
    const council = await aCouncil({ at: "2026-11-17T11:00:00.000Z" });
    const [one = "", two = "", three = "", four = ""] = await alike(council, "A-1", "A-2", "A-3", "A-4");
    for (const caseRef of [one, three, four])
      await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    await find(council, two, one);
    await find(council, four, one, "different-people");
    const { personRef } = await council.case(three);
    const hold = { hold: "set", reason: "inquiry", words: "The coroner." } as const;
    await holdPerson(council.ports(), officer, personRef, hold, council.at);
    await restrictCase(
      council.ports(),
      actor("mira"),
      two,
      { reason: "known-to-staff", words: "A cousin.", named: [] },
      council.at,
    );
    const at = "2028-11-17T11:00:00.000Z";
    const lineOf = async (caseRef: string, by = officer) =>
      (await listRetention(council.ports(), by, at)).find((line) => line.caseRef === caseRef);
    const held = { caseRef: three, link: "perhaps", open: false, onHold: true };
    expect(await lineOf(one)).toMatchObject({
      links: [{ caseRef: two, link: "same-person", open: true, onHold: false }, held],
      withheld: 0,
    });
    expect((await lineOf(four))?.links.map(({ caseRef }) => caseRef).sort()).toEqual([two, three].sort());
    expect(await lineOf(three)).toBeUndefined();
    const elsewhere = { ...actor("juno"), id: "manager-of-another-service" };
    expect(await lineOf(one, elsewhere)).toMatchObject({ links: [held], withheld: 1 });
  });
});

describe("A conflict of interest", () => {
  async function conflicted(with_: "caseRef" | "personRef") {
    const council = await aCouncil();
    const [one = "", two = ""] = await alike(council, "A-1", "A-2");
    const { personRef } = await council.case(one);
    const conflict = { kind: "family", ...(with_ === "caseRef" ? { caseRef: one } : { personRef }) } as const;
    const declared = await declareConflict(council.ports(), actor("anneke"), "anneke", conflict, council.at);
    expect(declared.refused).toBeUndefined();
    return { council, one, two };
  }

  it.each(["caseRef", "personRef"] as const)(
    "X-04, X-01: with one case (by its %s) is one with every case of that person, and possible with perhaps theirs",
    async (with_) => {
      const { council, one, two } = await conflicted(with_);
      expect((await council.decide(two, allocate)).refused).toMatchObject({
        name: "conflict-possible",
        details: { staff: "anneke", otherCase: one },
      });
      const override = { reason: "knows-the-person", words: "Ours." } as const;
      await find(council, two, one);
      expect((await council.decide(two, { ...allocate, override })).refused?.name).toBe(
        "conflict-of-interest",
      );
      const pack = await readMeeting(council.ports(), actor("mira"), policy, "2026-11-17", council.at);
      const line = pack.agenda.find(({ reference }) => reference === two);
      expect(line?.suggested?.conflicts).toEqual([{ staffId: "anneke", name: "conflict-of-interest" }]);
      await find(council, two, one, "different-people", "mira");
      expect((await council.decide(two, allocate)).refused).toBeUndefined();
    },
  );

  it("X-04: keeps a case from being handed to them, also where the finding came after the offer", async () => {
    const council = await aCouncil();
    const held = await council.allocated({ submissionId: "A-0", person: winston });
    const [later = ""] = await alike(council, "A-1");
    const conflict = { kind: "family", caseRef: later } as const;
    await declareConflict(council.ports(), actor("bram"), "bram", conflict, council.at);
    const given = { part: "worker", to: "bram", reason: "caseload", words: "Room." } as const;
    const override = { reason: "nobody-else-fits", words: "It is so." } as const;
    const give = (how: object) =>
      giveCase(council.ports(), actor("mira"), held, "offer-handover", { ...given, ...how }, council.at);
    expect((await give({})).refused?.name).toBe("conflict-possible");
    expect((await give({ override })).refused).toBeUndefined();
    await council.machines.settle();
    await find(council, later, held);
    const accept = { answer: "accept", words: "Yes." } as const;
    const answered = await answerHandover(council.ports(), actor("bram"), held, accept, council.at);
    expect(answered.refused?.name).toBe("conflict-of-interest");
  });

  it("X-04: with a person is told to the manager where somebody holds an open case of theirs by another reference", async () => {
    const council = await aCouncil();
    const held = await council.allocated({ submissionId: "A-0", person: winston });
    const [later = ""] = await alike(council, "A-1");
    await find(council, later, held);
    const { personRef } = await council.case(later);
    await declareConflict(
      council.ports(),
      actor("anneke"),
      "anneke",
      { kind: "family", personRef },
      council.at,
    );
    expect(council.inbox("mira")).toContain(`Conflict of interest, case ${held}`);
  });

  it("X-01, X-04: is told to the manager for each open case of the person that they hold", async () => {
    const council = await aCouncil();
    const first = await council.allocated({ submissionId: "A-0", person: winston });
    const [second = ""] = await alike(council, "A-1");
    await find(council, second, first);
    const allocate = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;
    expect((await council.decide(second, allocate)).refused).toBeUndefined();
    await council.machines.settle();
    const conflict = { kind: "family", caseRef: first } as const;
    await declareConflict(council.ports(), actor("anneke"), "anneke", conflict, council.at);
    const told = (who: string) =>
      council.inbox(who).filter((subject) => subject.startsWith("Conflict of interest"));
    expect(new Set(told("mira"))).toEqual(
      new Set([`Conflict of interest, case ${first}`, `Conflict of interest, case ${second}`]),
    );
    expect(told("idris")).toContain(`Conflict of interest, case ${second}`);
    expect(told("anneke")).toEqual([]);
  });
});
