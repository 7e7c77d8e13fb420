import { expect, test } from "vitest";
import { readStaffHistory } from "#shared/usecases/read-staff-history.ts";
import { declareConflict, recordAbsence, recordPost, withdrawConflict } from "#shared/usecases/roster.ts";
import { aCouncil } from "#test/support/council.ts";
import { actor, aPost, council as id } from "#test/support/staff.ts";

/** Somebody who joined, declared a conflict that was withdrawn, was away, and has a leaving date. */
async function aCareer() {
  const council = await aCouncil();
  const caseRef = await council.refer();
  const key = { council: id, kind: "worker", id: "dilys" } as const;
  const dilys = aPost("dilys", "worker");
  const admin = actor("roster-desk");
  const steps = [
    () => recordPost(council.ports(), admin, dilys, council.at, "A new post of the spring."),
    () =>
      declareConflict(
        council.ports(),
        { ...admin, id: "dilys" },
        "dilys",
        { kind: "family", caseRef },
        council.at,
      ),
    () =>
      withdrawConflict(
        council.ports(),
        actor("mira"),
        "dilys",
        { id: "K-1", why: "Another family." },
        council.at,
      ),
    () =>
      recordAbsence(
        council.ports(),
        actor("idris"),
        "dilys",
        { kind: "leave", from: "2026-12-01", until: "2026-12-04", cover: null },
        council.at,
      ),
    () => recordPost(council.ports(), admin, { ...dilys, leavesOn: "2027-03-31" }, council.at, "Retires."),
  ];
  for (const step of steps) {
    expect((await step()).refused).toBeUndefined();
    await council.advanceMinutes(1);
  }
  const read = async (by: string) => {
    const found = await readStaffHistory(council.ports(), actor(by), "dilys", council.at);
    if (found.refused) throw new Error(found.refused.name);
    return found.history;
  };
  return { council, key, caseRef, read };
}

test("X-03, X-04, X-06: the auditor reads what was recorded of somebody, when, by whom and why, also what was withdrawn", async () => {
  const { caseRef, read } = await aCareer();
  const history = await read("auditor-1");
  expect(history.map(({ type, by, at, why }) => [type, by, at.slice(11, 16), why])).toEqual([
    ["PostRecorded", "roster-desk", "10:42", "A new post of the spring."],
    ["ConflictDeclared", "dilys", "10:43", null],
    ["ConflictWithdrawn", "mira", "10:44", "Another family."],
    ["AbsenceRecorded", "idris", "10:45", null],
    ["PostRecorded", "roster-desk", "10:46", "Retires."],
  ]);
  expect(history[1]?.facts).toMatchObject({ id: "K-1", kind: "family", caseRef });
  expect(history[4]?.facts).toMatchObject({ leavesOn: "2027-03-31" });
});

test("X-04, X-05: whoever keeps the roster reads the same, and of a conflict only that there was one", async () => {
  const { caseRef, read } = await aCareer();
  const history = await read("roster-desk");
  expect(history).toHaveLength(5);
  expect(history.slice(1, 3).map(({ facts, why }) => [facts, why])).toEqual([
    [{ id: "K-1" }, null],
    [{ id: "K-1" }, null],
  ]);
  expect(JSON.stringify(history)).not.toContain(caseRef);
  expect(JSON.stringify(history)).not.toMatch(/family/i);
});

test("X-06: that it is read is written down first, and without that nothing is read", async () => {
  const { council, key, read } = await aCareer();
  await read("auditor-1");
  expect(await council.store.accesses(key)).toMatchObject([{ by: "auditor-1", what: "history" }]);
  const ports = council.ports();
  const store = { ...ports.store, appendAccess: () => Promise.reject(new Error("throttled")) };
  const reading = readStaffHistory({ ...ports, store }, actor("auditor-1"), "dilys", council.at);
  await expect(reading).rejects.toThrow("throttled");
});

test("A4, X-03: why a post was changed is kept with its history alone, and by itself changes nothing", async () => {
  const { council, key } = await aCareer();
  const before = await council.store.load(key);
  const post = { ...aPost("dilys", "worker"), leavesOn: "2027-03-31" } as const;
  const again = await recordPost(council.ports(), actor("roster-desk"), post, council.at, "Said once more.");
  expect(again).toMatchObject({ events: [] });
  expect(await council.store.load(key)).toEqual(before);
  expect(JSON.stringify([before, await council.store.history(key)])).not.toContain("new post of the spring");
  const nobody = await readStaffHistory(council.ports(), actor("auditor-1"), "nobody", council.at);
  expect(nobody.refused?.name).toBe("no-such-person");
});
