import { describe, expect, it } from "vitest";
import { type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { aWorkerHalf } from "#test/support/halves.ts";
import { aPost, council as id, teamWith } from "#test/support/staff.ts";

const tuesday = "2026-11-17T11:00:00.000Z";

/** The mails about reviews from now on, as who, when and what kind. */
async function mailsUntil(council: Council, until: Instant) {
  const seen: string[] = [];
  let count = council.mailer.sent.length;
  const note = () => {
    for (const { to, subject } of council.mailer.sent.slice(count))
      seen.push(
        `${council.at.slice(0, 16)} ${to.map((one) => one.split("@")[0]).join()}: ${subject.replace(/:? case .*/, "")}`,
      );
    count = council.mailer.sent.length;
  };
  for (let next = await council.next(); next && next <= until; next = await council.next()) {
    await council.advance(next > council.at ? next : council.at);
    note();
  }
  await council.advance(until);
  return seen;
}

describe("A review that is left alone", () => {
  it("CST-17, I5: reminds, then asks, then climbs to the deputies and the service manager on the right days", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.allocated();
    expect((await mailsUntil(council, "2026-12-16T00:00:00.000Z")).toSorted()).toEqual([
      "2026-11-27T09:03 anneke: Review due on Tuesday 1 December 2026",
      "2026-12-01T09:03 anneke: Review due today",
      "2026-12-01T09:03 idris: Review due today",
      "2026-12-02T09:03 anneke: Review overdue since Tuesday 1 December 2026",
      "2026-12-02T09:03 idris: Review overdue since Tuesday 1 December 2026",
      "2026-12-04T09:03 bram: Review overdue since Tuesday 1 December 2026, please step in",
      "2026-12-04T09:03 mira: Review overdue since Tuesday 1 December 2026, please step in",
      "2026-12-08T09:03 juno: Review overdue since Tuesday 1 December 2026, please step in",
      "2026-12-15T09:03 juno: Review overdue since Tuesday 1 December 2026, please step in",
    ]);
  });

  it("L3: nobody gets more than four mails of one cycle before the ladder hands over", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.allocated();
    const mails = await mailsUntil(council, "2027-01-08T08:59:00.000Z");
    const counts = Map.groupBy(mails, (line) => line.split(" ")[1]);
    expect(Math.max(...[...counts.values()].map((lines) => lines.length))).toBeLessThanOrEqual(4);
  });

  it("I5, A6: goes on for half a year over hand-overs, with one execution at a time and the due time unmoved", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.advance("2027-05-17T11:00:00.000Z");
    const { obligation, episode } = await council.case(caseRef);
    expect(obligation).toMatchObject({ kind: "review", cycle: 1, due: "2026-12-01T09:00:00.000Z" });
    expect(episode.sequence).toBeGreaterThan(5);
    const running = council.machines.started.filter(({ status }) => status === "RUNNING");
    expect(running.map(({ name }) => name)).toEqual([`${caseRef}-support-stage-${episode.sequence}-1`]);
    expect(council.machines.started.filter(({ status }) => status === "FAILED")).toEqual([]);
    const last = council.mailer.sent.at(-1);
    expect(last?.to).toEqual(["juno@team.example"]);
    await council.giveBoth(caseRef);
    expect((await council.case(caseRef)).obligation?.due).toBe("2027-05-18T08:00:00.000Z");
  });

  it.each([
    [
      "28 March 2027",
      "2027-03-16T11:00:00.000Z",
      ["2027-03-24T09:03", "2027-03-30T08:03", "2027-03-31T08:03"],
    ],
    [
      "25 October 2026",
      "2026-10-13T11:00:00.000Z",
      ["2026-10-23T08:03", "2026-10-27T09:03", "2026-10-28T09:03"],
    ],
    ["Christmas", "2026-12-15T11:00:00.000Z", ["2026-12-23T09:03", "2026-12-29T09:03", "2026-12-30T09:03"]],
  ])("X-02, F24: reminds, asks and chases at nine in London over %s", async (_when, at, days) => {
    const council = await aCouncil({ at });
    await council.allocated();
    const mails = await mailsUntil(council, plusMinutes(at, 60 * 24 * 16));
    expect([...new Set(mails.map((line) => line.slice(0, 16)))].slice(0, 3)).toEqual(days);
  });

  it("I5, F17: asks somebody else than both, where worker and supervisor stand in for one another, who may then give it", async () => {
    const roster = teamWith(
      aPost("anneke", "worker", { roles: ["worker", "supervisor"], deputy: "bram" }),
      aPost("bram", "worker", { roles: ["worker", "supervisor"], deputy: "anneke" }),
    );
    const council = await aCouncil({ at: tuesday, roster });
    const caseRef = await council.refer();
    await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "bram" });
    const mails = await mailsUntil(council, "2026-12-04T12:00:00.000Z");
    const asked = mails.filter((line) => line.includes("please step in"));
    expect(asked.map((line) => line.split(/[ :]/)[2])).toEqual(["duty-desk"]);
    expect((await council.give(caseRef, "worker", { by: "duty-desk" })).refused).toBeUndefined();
  });
});

describe("A review that is given", () => {
  it("CST-17, L3: goes quiet, and opens the next fortnight in the same execution", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.advance("2026-11-30T12:00:00.000Z");
    await council.giveBoth(caseRef);
    expect(await mailsUntil(council, "2026-12-10T12:00:00.000Z")).toEqual([]);
    expect((await council.case(caseRef)).obligation).toMatchObject({
      cycle: 2,
      due: "2026-12-15T09:00:00.000Z",
    });
    expect(council.machines.asked).toHaveLength(2);
  });

  it("F12: at the very instant of a rung is not lost, and nobody is chased after it", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.advance("2026-12-01T08:59:59.000Z");
    await council.give(caseRef, "worker");
    // The timer has fired, and its function has not run yet: the old token is dead, the new one not stored.
    council.machines.now = "2026-12-01T09:00:00.000Z";
    await council.machines.fireDue({ held: true });
    await council.give(caseRef, "supervisor");
    const { backing, obligation } = await council.case(caseRef);
    expect([backing?.wait, obligation?.wait]).toEqual([2, 2]);
    expect((await council.case(caseRef)).obligation).toMatchObject({ cycle: 2, reached: 0 });
    expect(await mailsUntil(council, "2026-12-10T09:00:00.000Z")).toEqual([]);
    expect((await council.document(caseRef)).owedIntents).toEqual([]);
  });

  it("F14: by two people at once, one stands and the other is told whose", async () => {
    const leave = { id: "A-1", version: 1, kind: "leave", cover: null } as const;
    const absences = [{ ...leave, from: "2026-11-17", until: "2026-11-20" }] as const;
    const anneke = aPost("anneke", "worker", { deputy: "bram", absences });
    const council = await aCouncil({ at: tuesday, roster: teamWith(anneke) });
    const caseRef = await council.allocated();
    const one = { ...aWorkerHalf, progress: "One" };
    const [a, b] = await Promise.all([
      council.give(caseRef, "worker", { half: one }),
      council.give(caseRef, "worker", { by: "bram", half: { ...one, progress: "Other" } }),
    ]);
    const refused = [a, b].map((each) => each.refused?.name);
    expect(refused.toSorted()).toEqual(["already-given", undefined]);
  });

  it("A2: by worker and supervisor at once, both stand, and the next fortnight opens once", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await Promise.all([council.give(caseRef, "worker"), council.give(caseRef, "supervisor")]);
    expect((await council.case(caseRef)).review?.cycle).toBe(2);
    expect((await council.history(caseRef)).filter(({ type }) => type === "ReviewCompleted")).toHaveLength(1);
  });

  it("F44: is not found for another council", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.allocated();
    expect(
      (await council.give("C-0000000000", "worker", { cycle: 1 }).catch((error) => error)).refused,
    ).toMatchObject({
      name: "not-found",
    });
  });
});

describe("A worker who leaves", () => {
  it("X-03, F16: gets no more mail; their deputy is told and gives the half", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.post(aPost("anneke", "worker", { deputy: "bram", leavesOn: "2026-11-20" }));
    const mails = await mailsUntil(council, "2026-12-02T12:00:00.000Z");
    expect(mails.filter((line) => line.includes("anneke"))).toEqual([]);
    expect(mails.filter((line) => line.includes("bram"))).toHaveLength(3);
    expect((await council.give(caseRef, "worker", { by: "bram" })).refused).toBeUndefined();
  });
});

describe("The meeting", () => {
  it("F27: not held, is one mail to the service manager, and not one a case", async () => {
    const council = await aCouncil();
    for (let n = 0; n < 5; n++) await council.refer({ submissionId: `TEST-${n}` });
    await council.advance("2026-11-17T18:00:00.000Z");
    expect(council.inbox("juno")).toEqual([
      "Allocation meeting of Tuesday 17 November 2026: cases are still waiting",
    ]);
    await council.advance("2026-11-24T18:00:00.000Z");
    expect([council.inbox("juno").length, council.inbox("petra").length]).toEqual([2, 1]);
  });

  it("F27: held, is quiet, and its minutes name each decision once", async () => {
    const council = await aCouncil();
    const refs = [await council.refer(), await council.refer({ submissionId: "TEST-2" })];
    await council.advance("2026-11-17T10:30:00.000Z");
    const meeting = "2026-11-17" as const;
    await council.decide(refs[0] ?? "", { decision: "allocate", worker: "anneke" }, { meeting });
    await council.decide(
      refs[1] ?? "",
      { decision: "defer", until: "2026-11-24", reason: "more-information" },
      { meeting },
    );
    await council.advance("2026-11-18T09:00:00.000Z");
    expect(council.inbox("juno")).toEqual([]);
    const [minutes] = await council.store.list<{ decisions: unknown[] }>(id, "meeting");
    expect(minutes?.state.decisions).toMatchObject([
      { caseRef: refs[0], decision: "allocated" },
      { caseRef: refs[1], decision: "deferred" },
    ]);
    await council.advance("2026-11-24T17:00:00.000Z");
    expect(council.inbox("juno")).toHaveLength(1);
  });
});
