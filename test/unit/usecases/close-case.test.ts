import { describe, expect, it } from "vitest";
import { dayOf, plusMinutes } from "#shared/domain/calendar-day.ts";
import { endClosure, noteAsking, recordConsultation, requestClosure } from "#shared/usecases/close-case.ts";
import { caseKey } from "#shared/usecases/keys.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { gonePathway, outcomesRecorded } from "#test/support/leaving.ts";
import { actor, council as id } from "#test/support/staff.ts";

async function ask(council: Council, caseRef: string, reason: "offers-not-accepted" | "functioning-network") {
  if (reason === "offers-not-accepted") await gonePathway(council, caseRef);
  else await outcomesRecorded(council, caseRef);
  const request = { reason, evidence: "Seven visits at three different hours.", agencies: [] };
  const changed = await requestClosure(council.ports(), actor("anneke"), caseRef, request, council.at);
  await council.machines.settle();
  return changed;
}
async function hear(
  council: Council,
  caseRef: string,
  from: string,
  answer: "agrees" | "objects" | "silent",
) {
  const heard = { with: from, answer, ...(answer === "silent" ? {} : { words: "They say so." }) };
  const changed = await recordConsultation(council.ports(), actor("mira"), caseRef, heard, council.at);
  await council.machines.settle();
  return changed;
}
const askedToday = (council: Council, caseRef: string, agency: string) => {
  const asked = { with: agency, on: dayOf(council.at), words: "Telephoned Mrs Canary." };
  return noteAsking(council.ports(), actor("anneke"), caseRef, asked, council.at);
};
async function close(council: Council, caseRef: string, despiteObjections?: string) {
  const end = { ended: "closed", words: "Every offer was refused.", despiteObjections } as const;
  const changed = await endClosure(council.ports(), actor("mira"), caseRef, end, council.at);
  await council.machines.settle();
  return changed;
}
const stillRunning = async (council: Council): Promise<readonly string[]> => {
  const names: string[] = [];
  for await (const { name } of council.machines.running()) names.push(name);
  return names;
};

describe("Closing a case", () => {
  it("CST-19: runs beside the reviews, and leaves no execution and nothing due", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated({ agencies: [{ name: "Police" }, { name: "Mrs Canary" }] });
    await ask(council, caseRef, "offers-not-accepted");
    expect(await stillRunning(council)).toEqual([`${caseRef}-support-stage-2-1`, `${caseRef}-closure-7-1`]);
    expect((await council.case(caseRef)).closure?.ask).toEqual(["team", "police", "agency-2"]);
    await hear(council, caseRef, "team", "agrees");
    await hear(council, caseRef, "police", "agrees");
    await askedToday(council, caseRef, "agency-2");
    await council.advanceMinutes(24 * 60);
    await askedToday(council, caseRef, "agency-2");
    expect((await hear(council, caseRef, "agency-2", "silent")).refused?.name).toBe("still-time-to-answer");
    await council.advance("2026-11-30T17:00:00.000Z");
    expect((await hear(council, caseRef, "agency-2", "silent")).refused).toBeUndefined();
    expect((await close(council, caseRef)).refused).toBeUndefined();
    expect(await stillRunning(council)).toEqual([]);
    expect((await council.document(caseRef)).due).toBeUndefined();
    const sent = council.mailer.sent.length;
    await council.advance("2027-02-01T09:00:00.000Z");
    await council.reconcile("daily");
    // What its agencies are still to be told is owed on the referral.
    const since = council.mailer.sent.slice(sent).map(({ subject }) => subject);
    expect(since.filter((subject) => !subject.includes(`tell the agencies of case ${caseRef}`))).toEqual([]);
  });

  it("CST-19: shows the case's readers who was asked, what they said, and why it closes against an objection", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated({ agencies: [{ name: "Police" }] });
    await ask(council, caseRef, "offers-not-accepted");
    await askedToday(council, caseRef, "police");
    await hear(council, caseRef, "team", "agrees");
    await hear(council, caseRef, "police", "objects");
    expect((await close(council, caseRef)).refused?.name).toBe("objection-not-met");
    expect((await close(council, caseRef, "The police visit him every week.")).refused).toBeUndefined();
    const { closureWords } = await council.read(caseRef);
    expect(closureWords.map(({ what, with: from, by }) => [what, from, by])).toEqual([
      ["requested", null, "anneke"],
      ["asked", "police", "anneke"],
      ["consulted", "team", "mira"],
      ["consulted", "police", "mira"],
      ["ended", null, "mira"],
    ]);
    expect(closureWords[1]?.words).toBe("Telephoned Mrs Canary.");
    expect(closureWords[4]?.despiteObjections).toBe("The police visit him every week.");
    expect(JSON.stringify(await council.history(caseRef))).not.toContain("Canary");
  });

  it("keeps each person's words beside the case, and never in what travels", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await ask(council, caseRef, "functioning-network");
    const names = await council.store.contentNames(caseKey(id, caseRef));
    const words = await Promise.all(names.map((name) => council.store.content(caseKey(id, caseRef), name)));
    expect(words.join()).toContain("Seven visits");
    expect(JSON.stringify(await council.history(caseRef))).not.toContain("Seven visits");
  });

  it("CST-19: does not send a mail that asks for work and was on its way when the case closed", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await ask(council, caseRef, "functioning-network");
    await council.advance("2026-11-23T08:59:00.000Z");
    council.mailer.failNext(1);
    await council.advance("2026-11-23T09:00:00.000Z");
    expect(council.inbox("anneke").some((subject) => subject.startsWith("Review due"))).toBe(false);
    await close(council, caseRef);
    await council.advance(plusMinutes(council.at, 10));
    await council.sweep();
    expect(council.inbox("anneke").some((subject) => subject.startsWith("Review due"))).toBe(false);
    expect(council.inbox("anneke")).toContain(`Case ${caseRef} is closed`);
  });

  it("L1: a closure whose execution was stopped is started again, and the reviews are left alone", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await ask(council, caseRef, "functioning-network");
    await council.machines.abort(`${caseRef}-closure-3-1`);
    expect((await council.reconcile()).repairs).toBe(1);
    expect(await stillRunning(council)).toEqual([`${caseRef}-support-stage-2-1`, `${caseRef}-closure-3-2`]);
    await close(council, caseRef);
    expect(await stillRunning(council)).toEqual([]);
  });

  it("CST-20: a re-referral opens a new case, linked to the old one and to who held it", async () => {
    const council = await aCouncil();
    const person = { person: { given: "Test", family: "Wren", dateOfBirth: "1970-01-01" } };
    const caseRef = await council.allocated(person);
    await ask(council, caseRef, "functioning-network");
    await close(council, caseRef);
    const again = await council.refer({ ...person, submissionId: "TEST-AGAIN" });
    const read = await council.read(again);
    expect(read?.held.possibleDuplicates).toEqual([]);
    expect(read?.held.earlier).toEqual([
      { caseRef, closedOn: "2026-11-11", worker: "anneke", supervisor: "idris" },
    ]);
  });
});

describe("A closure that moves on before its execution has entered its wait", () => {
  it("F11: is answered with what happened to it, and not with what happened to the reviews", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    const request = {
      reason: "functioning-network",
      evidence: "A network that works.",
      agencies: [],
    } as const;
    await requestClosure(council.ports(), actor("anneke"), caseRef, request, council.at);
    const end = { ended: "withdrawn", words: "Too early." } as const;
    await endClosure(council.ports(), actor("anneke"), caseRef, end, council.at);
    await council.machines.settle();
    const closure = council.machines.states.find(({ name }) => name === `${caseRef}-closure-3-1`);
    expect(closure?.status).toBe("SUCCEEDED");
    const support = council.machines.states.find(({ name }) => name === `${caseRef}-support-stage-2-1`);
    expect(support?.status).toBe("RUNNING");
  });

  it("CST-19: may still record silence after its ladder was handed on, because somebody was chased", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated({ agencies: [{ name: "Police" }] });
    await ask(council, caseRef, "offers-not-accepted");
    await askedToday(council, caseRef, "police");
    await council.advanceMinutes(24 * 60);
    await askedToday(council, caseRef, "police");
    const handOver = (await council.case(caseRef)).closure?.obligation?.rungs.at(-1)?.at ?? "";
    await council.advance(plusMinutes(handOver, 30));
    expect((await council.case(caseRef)).closure?.episode.sequence).toBeGreaterThan(3);
    expect((await hear(council, caseRef, "police", "silent")).refused).toBeUndefined();
  });
});
