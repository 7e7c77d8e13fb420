import { describe, expect, test } from "vitest";
import { plusMinutes } from "#shared/domain/calendar-day.ts";
import { listStuck } from "#shared/usecases/list-stuck.ts";
import type { OutsidePorts } from "#shared/usecases/ports.ts";
import { readOperation } from "#shared/usecases/read-operation.ts";
import { restrictCase } from "#shared/usecases/restrict-case.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { aReferral, winston } from "#test/support/referrals.ts";
import { actor, council as councilId } from "#test/support/staff.ts";

const tuesday = "2026-11-17T11:00:00.000Z";
const nothing = {
  missingHours: [],
  cases: [],
  owed: [],
  quarantined: [],
  notLookedAt: { cases: 0, owed: 0 },
};
const stuck = (council: Council) => listStuck(council.ports(), actor("operator-1"), council.at);
const episodeOf = (caseRef: string, attempt = 1) => `${caseRef}-support-stage-2-${attempt}`;

/** The list, as whoever never read the base table gives it. */
const withoutScan = (ports: OutsidePorts): OutsidePorts => ({
  ...ports,
  store: {
    ...ports.store,
    scan: () => {
      throw new Error("The list read the whole table");
    },
  },
});

describe("The list of what is stuck", () => {
  test("X-07: is empty where everything is well, and a case whose review is merely due is well", async () => {
    const council = await aCouncil({ at: tuesday, between: withoutScan });
    await council.allocated();
    expect(await stuck(council)).toEqual({ asAt: tuesday, ...nothing });
    await council.advance("2026-12-01T09:30:00.000Z");
    expect(await stuck(council)).toMatchObject(nothing);
  });

  test("X-07, F19: names a case whose execution was stopped, until the reconciler has mended it", async () => {
    const council = await aCouncil({ at: tuesday, between: withoutScan });
    const caseRef = await council.allocated();
    await council.allocated({ submissionId: "TEST-2", person: winston });
    await council.machines.abort(episodeOf(caseRef));
    expect((await stuck(council)).cases).toEqual([
      {
        caseRef,
        phase: "supported",
        tracks: [
          {
            track: "main",
            step: "Review",
            due: "2026-12-01T09:00:00.000Z",
            minutesOverdue: 0,
            ladderClimbed: false,
            execution: episodeOf(caseRef),
            state: "ended",
            healthy: false,
            reason: "execution-ended",
          },
        ],
      },
    ]);
    await council.reconcile();
    expect(await stuck(council)).toMatchObject(nothing);
  });

  test("X-07, I5: names a case whose timer has gone silent although its execution runs", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.allocated();
    council.machines.now = "2026-12-01T10:30:00.000Z"; // No timer fires.
    expect((await stuck(council)).cases).toMatchObject([
      {
        tracks: [{ state: "running", healthy: false, reason: "rung-passed-in-silence", minutesOverdue: 90 }],
      },
    ]);
  });

  test("X-07, L2: names a case that is late past everybody whom its ladder tells, though its timer is well", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.allocated();
    await council.advance("2026-12-08T08:59:00.000Z");
    expect(await stuck(council)).toMatchObject(nothing);
    await council.advance("2026-12-08T09:01:00.000Z");
    expect((await stuck(council)).cases).toMatchObject([
      { tracks: [{ ladderClimbed: true, healthy: true, reason: null, state: "running" }] },
    ]);
  });

  test("X-07, I4: names what has been owed for longer than six sweeps, and what it owes", async () => {
    let isDown = true;
    const council = await aCouncil({
      at: tuesday,
      between: (ports) => ({
        ...ports,
        mailer: { send: (mail) => (isDown ? Promise.reject(new Error("down")) : ports.mailer.send(mail)) },
      }),
    });
    await council.allocated();
    await council.advanceMinutes(29);
    expect((await stuck(council)).owed).toEqual([]);
    await council.advanceMinutes(3);
    await council.sweep();
    const { owed } = await stuck(council);
    expect(owed).toContainEqual({
      of: "mail",
      id: expect.any(String),
      historyLines: 0,
      effects: [{ kind: "send-mail", since: tuesday, tries: expect.any(Number), parked: false }],
    });
    isDown = false;
    await council.advanceMinutes(6);
    await council.sweep();
    expect(await stuck(council)).toMatchObject(nothing);
  });

  test("X-07, F31: names what was given up on, before what is merely late, until it is tried again and done", async () => {
    const council = await aCouncil({ at: tuesday, between: withoutScan });
    const caseRef = await council.allocated();
    const key = { council: councilId, kind: "case", id: caseRef } as const;
    const stored = await council.store.load(key);
    if (!stored) throw new Error("The case is not there");
    const effect = { key: "mail/x", kind: "of-a-later-release", since: tuesday, tries: 50, facts: {} };
    const version = stored.version + 1;
    await council.store.replace({ ...stored, version, owedIntents: [{ ...effect, parked: true }] });
    expect((await stuck(council)).owed).toEqual([
      {
        of: "case",
        id: caseRef,
        historyLines: 0,
        effects: [{ kind: "of-a-later-release", since: tuesday, tries: 50, parked: true }],
      },
    ]);
    await council.store.replace({ ...stored, version: version + 1, owedIntents: [] });
    expect((await stuck(council)).owed).toEqual([]);
  });

  test("X-07, F7: names a quarantined referral once it is late", async () => {
    const council = await aCouncil({ at: tuesday });
    const { reference } = await council.receive("not json");
    expect((await stuck(council)).quarantined).toEqual([]);
    await council.advance("2026-11-19T11:00:00.000Z");
    expect((await stuck(council)).quarantined).toMatchObject([{ reference, status: "quarantined" }]);
  });

  test("X-05, X-07: names a restricted case by its codes, and nothing of a person in any", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    const why = { reason: "domestic-abuse", words: "He works for the council.", named: [] } as const;
    await restrictCase(council.ports(), actor("mira"), caseRef, why, council.at);
    await council.machines.settle();
    await council.machines.abort(episodeOf(caseRef));
    const list = await stuck(council);
    expect(list.cases).toMatchObject([{ caseRef }]);
    const { person, reason } = aReferral();
    for (const told of [...Object.values(Object(person)), reason, "anneke", "idris", why.words])
      if (typeof told === "string" && told.length > 3) expect(JSON.stringify(list)).not.toContain(told);
  });

  test("X-07: of another council names nothing", async () => {
    const council = await aCouncil({ at: tuesday });
    council.mailer.failNext(1000);
    const caseRef = await council.allocated();
    await council.machines.abort(episodeOf(caseRef));
    await council.receive("not json");
    await council.advance("2026-11-19T11:00:00.000Z");
    const mine = await stuck(council);
    expect([mine.cases, mine.owed, mine.quarantined].map(({ length }) => length > 0)).toEqual([
      true,
      true,
      true,
    ]);
    const elsewhere = { ...actor("operator-1"), council: "medway" };
    expect(await listStuck(council.ports(), elsewhere, council.at)).toMatchObject(nothing);
  });

  test("X-07: looks at what nothing runs for before what is late, and says how much it left", async () => {
    const council = await aCouncil({ at: "2026-11-11T10:42:00.000Z" });
    const late: string[] = [];
    for (let n = 0; n < 100; n++) late.push(await council.refer({ submissionId: `TEST-${n}` }));
    const dead = await council.allocated({ submissionId: "TEST-DEAD" });
    await council.machines.abort(episodeOf(dead));
    const [first] = late;
    // Everything is late but the dead one, which is due last of all.
    council.machines.now = "2026-11-24T10:42:00.000Z";
    expect(first).toBeDefined();
    const { cases, notLookedAt } = await stuck(council);
    expect(notLookedAt.cases).toBe(1);
    expect(cases.map(({ caseRef }) => caseRef)).toContain(dead);
  });
});

describe("The operation of a case", () => {
  const operationOf = async (council: Council, caseRef: string) => {
    const read = await readOperation(council.ports(), actor("operator-1"), caseRef, undefined, council.at);
    if (read.refused) throw new Error(`It was refused: ${read.refused.name}`);
    return read.found.tracks;
  };

  test("X-07, I4: says of each track whether its execution is alive, and agrees with the reconciler", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    const well = { execution: episodeOf(caseRef), state: "running", healthy: true, reason: null };
    expect(await operationOf(council, caseRef)).toMatchObject([well]);
    await council.machines.abort(episodeOf(caseRef));
    const ended = { state: "ended", healthy: false, reason: "execution-ended" };
    expect(await operationOf(council, caseRef)).toMatchObject([ended]);
    expect((await council.reconcile()).repairs).toBe(1);
    expect(await operationOf(council, caseRef)).toMatchObject([
      { ...well, execution: episodeOf(caseRef, 2) },
    ]);
  });

  test("X-07, F5: an execution that is not known yet is no fault, until it should be", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    council.machines.forget(episodeOf(caseRef));
    expect(await operationOf(council, caseRef)).toMatchObject([{ state: "unknown", healthy: true }]);
    council.machines.now = plusMinutes(council.at, 31);
    expect(await operationOf(council, caseRef)).toMatchObject([
      { state: "unknown", healthy: false, reason: "execution-unknown" },
    ]);
  });
});
