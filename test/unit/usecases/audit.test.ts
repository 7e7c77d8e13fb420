import { describe, expect, test } from "vitest";
import { problems } from "#shared/contracts/problems.ts";
import { lastInstantOf } from "#shared/domain/calendar-day.ts";
import { endClosure, recordConsultation, requestClosure } from "#shared/usecases/close-case.ts";
import { correctEntry, moveReview, retryCase } from "#shared/usecases/mend-case.ts";
import { readAsAt, readHistory } from "#shared/usecases/read-history.ts";
import { readOperation } from "#shared/usecases/read-operation.ts";
import { recordWork } from "#shared/usecases/record-work.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { closedWithFriends, gonePathway } from "#test/support/leaving.ts";
import { actor } from "#test/support/staff.ts";

const tuesday = "2026-11-17T11:00:00.000Z";
const seqOf = async (council: Council, caseRef: string, type: string) =>
  (await council.history(caseRef)).findLast((entry) => entry.type === type)?.seq ?? 0;
const correct = (council: Council, caseRef: string, of: number, by = "anneke", words = "It was Friday.") =>
  correctEntry(council.ports(), actor(by), caseRef, { of, reason: "wrong-fact", words }, council.at);
const must = <Done extends { readonly refused?: { readonly name: string } | undefined }>(
  done: Done,
): Done => {
  if (done.refused) throw new Error(`It was refused: ${done.refused.name}`);
  return done;
};

describe("The history of a case", () => {
  test("X-06: each line says who and when, and each decision of a person its reason or its words", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.giveBoth(caseRef);
    const { refused, ...read } = await readHistory(
      council.ports(),
      actor("auditor-1"),
      caseRef,
      "audit",
      council.at,
    );
    const history = "history" in read ? read.history : [];
    expect(refused).toBeUndefined();
    expect(history.every(({ at, by }) => at !== "" && by !== "")).toBe(true);
    expect(history.find(({ type }) => type === "ReviewPartGiven")).toMatchObject({
      by: "anneke",
      facts: { content: expect.stringMatching(/^review-1-worker-/) },
    });
  });

  test("X-06: a correction stands beside its line, which stays as it was", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.give(caseRef, "worker");
    const of = await seqOf(council, caseRef, "ReviewPartGiven");
    const before = (await council.history(caseRef)).slice(0, of);
    must(await correct(council, caseRef, of));
    must(await correct(council, caseRef, of));
    const after = await council.history(caseRef);
    expect(after.slice(0, of)).toEqual(before);
    expect(after.slice(of)).toMatchObject([
      {
        type: "EntryCorrected",
        by: "anneke",
        facts: { of, ofType: "ReviewPartGiven", reason: "wrong-fact" },
      },
    ]);
    const read = await readHistory(council.ports(), actor("mira"), caseRef, undefined, council.at);
    expect(read.refused ? [] : read.history[of - 1]?.correctedBy).toEqual([of + 1]);
    expect((await council.read(caseRef)).corrections).toMatchObject([{ of, words: "It was Friday." }]);
  });

  test("X-06: a line is corrected by whoever wrote it or by a manager, and only if it is there", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.give(caseRef, "worker");
    const of = await seqOf(council, caseRef, "ReviewPartGiven");
    expect((await correct(council, caseRef, of, "bram")).refused?.name).toBe("not-yours-to-correct");
    expect((await correct(council, caseRef, of + 50)).refused?.name).toBe("no-such-entry");
    must(await correct(council, caseRef, of, "mira"));
  });

  test("CST-20, X-06: of a closed case, what its record lacks is added as a correction, and the refusal says so", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await closedWithFriends(council, caseRef);
    const late = {
      what: "contact",
      channel: "visit",
      place: "home",
      when: tuesday,
      minutes: 20,
      outcome: "brief",
      seen: true,
      spokenTo: true,
      words: "She was well.",
    } as const;
    const recorded = await recordWork(council.ports(), actor("anneke"), caseRef, late, council.at);
    expect(recorded.refused?.name).toBe("already-decided");
    expect(problems["already-decided"].detail).toContain("added as a correction to a line of its history");
    const of = await seqOf(council, caseRef, "OutcomesRecorded");
    must(await correct(council, caseRef, of, "anneke", "She was seen on the day before, and well."));
    expect((await council.read(caseRef)).corrections).toMatchObject([{ of, by: "anneke" }]);
  });

  test("CST-19, X-06: an answer about a closure that was corrected is recorded anew before the decision, not after", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await gonePathway(council, caseRef);
    const wanted = { reason: "offers-not-accepted", evidence: "Six visits.", agencies: ["police"] } as const;
    must(await requestClosure(council.ports(), actor("anneke"), caseRef, wanted, council.at));
    const hear = (asked: string, answer: "agrees" | "objects") =>
      recordConsultation(
        council.ports(),
        actor("mira"),
        caseRef,
        { with: asked, answer, words: answer },
        council.at,
      );
    for (const asked of ["team", "police"]) must(await hear(asked, "agrees"));
    expect((await hear("police", "objects")).refused?.name).toBe("already-given");
    must(await correct(council, caseRef, await seqOf(council, caseRef, "ConsultationRecorded"), "mira"));
    const close = () =>
      endClosure(
        council.ports(),
        actor("mira"),
        caseRef,
        { ended: "closed", words: "Yes.", despiteObjections: "They said it before they knew." },
        council.at,
      );
    expect((await close()).refused).toMatchObject({
      name: "consultation-incomplete",
      details: { waitingFor: "police" },
    });
    must(await hear("police", "objects"));
    expect((await council.case(caseRef)).closure?.consulted.police).toMatchObject({ answer: "objects" });
    must(await close());
    must(await correct(council, caseRef, await seqOf(council, caseRef, "ConsultationRecorded"), "mira"));
    expect((await council.case(caseRef)).closure?.consulted.police?.corrected).toBeUndefined();
  });
});

describe("What was known on a date", () => {
  test("X-06, CST-20: is rebuilt as it was at the end of that day, with what was kept by then", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.advance("2026-12-01T09:30:00.000Z");
    await council.giveBoth(caseRef);
    const known = async (day: `${number}-${number}-${number}`, by = "mira") => {
      const until = lastInstantOf(day);
      return readAsAt(council.ports(), actor(by), caseRef, { until, why: undefined }, council.at);
    };
    await council.advance("2026-12-20T09:30:00.000Z");
    expect(await known("2026-11-16")).toMatchObject({ known: undefined, contents: [] });
    expect(await known("2026-11-30")).toMatchObject({ known: { review: { cycle: 1 } }, contents: [] });
    expect(await known("2026-12-01", "auditor-1")).toMatchObject({
      known: { review: { cycle: 2 } },
      contents: [{ by: "anneke" }, { by: "idris" }],
    });
    expect((await known("2026-12-24")).refused).toMatchObject({ name: "not-yet" });
  });
});

describe("A review on another day", () => {
  const move = (council: Council, caseRef: string, day: `${number}-${number}-${number}`, by = "mira") =>
    moveReview(
      council.ports(),
      actor(by),
      caseRef,
      { day, reason: "joint-visit", words: "The nurse." },
      council.at,
    );

  test("X-07, I3: is moved once, not far, and the rhythm stays", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    expect((await move(council, caseRef, "2026-12-10")).refused?.name).toBe("too-far-from-planned");
    must(await move(council, caseRef, "2026-12-03"));
    await council.machines.settle();
    expect((await council.case(caseRef)).obligation?.due).toBe("2026-12-03T09:00:00.000Z");
    expect((await move(council, caseRef, "2026-12-04")).refused?.name).toBe("moved-already");
    await council.advance("2026-12-03T08:00:00.000Z");
    expect(council.inbox("anneke").some((subject) => /Review due today/.test(subject))).toBe(false);
    await council.advance("2026-12-03T09:30:00.000Z");
    expect((await council.reconcile()).repairs).toBe(0);
    await council.giveBoth(caseRef);
    expect((await council.case(caseRef)).review).toMatchObject({ cycle: 2, planned: "2026-12-15" });
  });

  test("X-07, I5: is not moved once it is late, nor by whoever is late", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    expect((await move(council, caseRef, "2026-12-03", "anneke")).refused?.name).toBe("not-a-decision-maker");
    await council.advance("2026-12-01T09:30:00.000Z");
    expect((await move(council, caseRef, "2026-12-03")).refused?.name).toBe("already-due");
  });
});

describe("A stuck case", () => {
  test("X-07, F19: is found by its reference, and begun anew as the next attempt by whom and why", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    const retry = () =>
      retryCase(
        council.ports(),
        actor("operator-1"),
        caseRef,
        { what: "episode", track: "main" },
        council.at,
      );
    expect((await retry()).refused?.name).toBe("retried-just-now");
    await council.machines.abort(`${caseRef}-support-stage-2-1`);
    await council.advanceMinutes(10);
    must(await retry());
    await council.machines.settle();
    expect((await council.history(caseRef)).at(-1)).toMatchObject({
      type: "EpisodeBegun",
      by: "operator-1",
      facts: { attempt: 2, why: "asked-by-staff" },
    });
    await council.advance("2026-12-01T09:30:00.000Z");
    await council.giveBoth(caseRef);
    expect((await council.case(caseRef)).review?.cycle).toBe(2);
    const { found } = (await readOperation(
      council.ports(),
      actor("operator-1"),
      caseRef,
      undefined,
      council.at,
    )) as { found: { tracks: unknown[] } };
    expect(found.tracks).toMatchObject([{ track: "main", step: "Review", minutesSilent: 0 }]);
  });

  test("X-07, F31: what was given up on is listed and tried again, the mails about it too", async () => {
    let isDown = true;
    const council = await aCouncil({
      at: tuesday,
      between: (ports) => ({
        ...ports,
        mailer: { send: (mail) => (isDown ? Promise.reject(new Error("down")) : ports.mailer.send(mail)) },
      }),
    });
    const caseRef = await council.allocated();
    const retry = () =>
      retryCase(
        council.ports(),
        actor("operator-1"),
        caseRef,
        { what: "effects", track: "main" },
        council.at,
      );
    expect((await retry()).refused?.name).toBe("nothing-to-retry");
    for (let sweeps = 0; sweeps < 60; sweeps++) {
      await council.advanceMinutes(6);
      await council.sweep();
    }
    const { found } = (await readOperation(
      council.ports(),
      actor("operator-1"),
      caseRef,
      undefined,
      council.at,
    )) as { found: { owed: { parked: boolean }[] } };
    expect(found.owed.filter(({ parked }) => parked).length).toBeGreaterThan(0);
    isDown = false;
    must(await retry());
    expect(council.inbox("anneke")).toContain(`Case ${caseRef} is allocated to you`);
    expect((await council.history(caseRef)).at(-1)).toMatchObject({
      type: "EffectsRetried",
      by: "operator-1",
    });
  });
});
