import { describe, expect, it } from "vitest";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { readMeeting } from "#shared/usecases/read-meeting.ts";
import { restrictCase } from "#shared/usecases/restrict-case.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { winston } from "#test/support/referrals.ts";
import { alike, close, find } from "#test/support/same-person.ts";
import { actor, aPost } from "#test/support/staff.ts";

const to = (worker: string) => ({ decision: "allocate", worker, supervisor: "idris" }) as const;
const override = { reason: "two-workers-needed", words: "One for each tenancy." } as const;

/** A case that anneke works on, and a later one about perhaps the same person. */
async function heldAndWaiting(over: object = {}) {
  const council = await aCouncil();
  const held = await council.allocated({ submissionId: "A-0", person: winston, ...over });
  const [waiting = ""] = await alike(council, "A-1");
  return { council, held, waiting };
}
const restrict = (council: Council, caseRef: string) => {
  const why = { reason: "known-to-staff", words: "A cousin of hers.", named: [] } as const;
  return restrictCase(council.ports(), actor("mira"), caseRef, why, council.at);
};
async function lineOf(council: Council, caseRef: string, by = "mira") {
  const pack = await readMeeting(council.ports(), actor(by), policy, "2026-11-17", council.at);
  const line = pack.agenda.find(({ reference }) => reference === caseRef);
  if (!line) throw new Error(`${caseRef} is not on the agenda`);
  return line;
}

describe("Whoever works with somebody", () => {
  it("X-01, F2: hears with their supervisor that another case is the same person's, and that it is not after all", async () => {
    const { council, held, waiting } = await heldAndWaiting();
    const subjects = (who: string) => council.inbox(who).filter((subject) => /same person's/.test(subject));
    for (const who of ["anneke", "idris"]) expect(subjects(who)).toEqual([]);
    await find(council, waiting, held);
    const found = `Case ${waiting} is the same person's as case ${held}`;
    for (const who of ["anneke", "idris"]) expect(subjects(who)).toEqual([found]);
    await find(council, waiting, held, "different-people", "mira");
    const corrected = `Case ${waiting} is not the same person's as case ${held} after all`;
    for (const who of ["anneke", "idris"]) expect(subjects(who)).toEqual([found, corrected]);
    const texts = council.mailer.sent.map(({ text }) => text).join();
    expect(texts).not.toMatch(/Achterberg|sister/);
  });

  it("F2: hears nothing of a case that was found to be another person's, or that cannot be told yet", async () => {
    const { council, held, waiting } = await heldAndWaiting();
    const before = council.inbox("anneke");
    await find(council, waiting, held, "cannot-tell-yet");
    await find(council, waiting, held, "different-people");
    expect(council.inbox("anneke")).toEqual(before);
  });

  it("X-01: hears of it over a chain, where the case that it was found with is over", async () => {
    const council = await aCouncil();
    const old = await council.allocated({ submissionId: "A-0", person: winston });
    await close(council, old);
    const held = await council.allocated({ submissionId: "A-1", person: winston });
    await find(council, held, old);
    const [waiting = ""] = await alike(council, "A-2");
    await find(council, waiting, old);
    expect(council.inbox("anneke")).toContain(`Case ${waiting} is the same person's as case ${held}`);
  });

  it("X-05: is not told of a case that is kept to those who need to know; the manager is", async () => {
    const { council, held, waiting } = await heldAndWaiting();
    await restrict(council, waiting);
    await find(council, waiting, held, "same-person", "mira");
    const found = `Case ${waiting} is the same person's as case ${held}`;
    expect(council.inbox("anneke")).not.toContain(found);
    expect(council.inbox("idris")).not.toContain(found);
    expect(council.inbox("mira")).toContain(found);
  });
});

describe("A second case of somebody whom a worker supports already", () => {
  it("CST-06, X-01: is in the pack with what was found, who holds the other, and that worker first", async () => {
    const { council, held, waiting } = await heldAndWaiting();
    await council.place(aPost("anneke", "worker", { places: 1 }));
    expect(await lineOf(council, waiting)).toMatchObject({ personChecks: [], samePerson: [] });
    await find(council, waiting, held);
    const { personChecks, samePerson, suggested } = await lineOf(council, waiting);
    expect(personChecks).toMatchObject([{ caseRef: held, decision: "same-person", by: "duty-desk" }]);
    expect(samePerson).toEqual([
      { caseRef: held, phase: "supported", worker: "anneke", supervisor: "idris" },
    ]);
    expect(suggested?.best[0]).toMatchObject({
      staffId: "anneke",
      reasonsFor: [{ name: "holds-now", caseRef: held }],
    });
    expect(suggested?.best[1]?.reasonsAgainst).toContainEqual({
      name: "same-person-elsewhere",
      details: { staff: suggested?.best[1]?.staffId, worker: "anneke", otherCase: held },
      passes: "manager",
    });
  });

  it("X-01: goes to another worker only with a reason, which the history keeps; to the same one without", async () => {
    const { council, held, waiting } = await heldAndWaiting();
    expect(
      (await council.decide((await alike(council, "A-9"))[0] ?? "", to("bram"))).refused,
    ).toBeUndefined();
    await find(council, waiting, held);
    expect((await council.decide(waiting, to("bram"))).refused).toEqual({
      name: "same-person-elsewhere",
      details: { staff: "bram", worker: "anneke", otherCase: held },
    });
    expect((await council.decide(waiting, { ...to("bram"), override })).refused).toBeUndefined();
    const decided = (await council.history(waiting)).find(({ type }) => type === "AllocationDecided");
    expect(decided?.facts.override).toMatchObject({
      reason: "two-workers-needed",
      passed: ["same-person-elsewhere"],
    });
    const [third = ""] = await alike(council, "A-3");
    await find(council, third, held);
    expect((await council.decide(third, to("anneke"))).refused).toBeUndefined();
  });

  it("X-01: needs no reason once the finding was corrected, or the other case is closed", async () => {
    const { council, held, waiting } = await heldAndWaiting();
    await find(council, waiting, held);
    await find(council, waiting, held, "different-people");
    expect((await council.decide(waiting, to("bram"))).refused).toBeUndefined();
    const [later = ""] = await alike(council, "A-4");
    await find(council, later, held);
    await close(council, held);
    expect((await council.decide(later, to("bram"))).refused).toBeUndefined();
  });

  it("X-05: shows and refuses nothing by a case that whoever decides may not see", async () => {
    const { council, held, waiting } = await heldAndWaiting();
    await find(council, waiting, held);
    await restrict(council, held);
    const line = await lineOf(council, waiting, "duty-desk");
    expect(line).toMatchObject({ samePerson: [], personChecks: [], withheld: 1 });
    expect(JSON.stringify(line)).not.toContain(held);
    expect(JSON.stringify(line)).not.toMatch(/holds-now|same-person-elsewhere/);
    const elsewhere = [...council.roster, aPost("other-manager", "manager", { services: ["elsewhere"] })];
    council.roster = elsewhere;
    expect((await council.decide(waiting, to("bram"), { by: "other-manager" })).refused).toBeUndefined();
  });
});
