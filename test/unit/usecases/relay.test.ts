import { describe, expect, it } from "vitest";
import type { OutsidePorts } from "#shared/usecases/ports.ts";
import { aCouncil } from "#test/support/council.ts";
import { bodyText } from "#test/support/referrals.ts";
import { aPost, council as id } from "#test/support/staff.ts";

const tuesday = "2026-11-17T11:00:00.000Z";
type StorePort = OutsidePorts["store"];
const over =
  (change: (ports: OutsidePorts) => Partial<OutsidePorts>) =>
  (ports: OutsidePorts): OutsidePorts => ({
    ...ports,
    ...change(ports),
  });

describe("A mail", () => {
  it("F8, I8: that failed is left alone while it is claimed, then sent once", async () => {
    const council = await aCouncil();
    council.mailer.failNext(1);
    await council.refer();
    await council.advanceMinutes(3);
    await council.sweep();
    expect(council.mailer.sent).toEqual([]);
    await council.advanceMinutes(3);
    await council.sweep();
    await council.advanceMinutes(30);
    await council.sweep();
    expect(council.mailer.sent).toHaveLength(1);
  });

  it("I8: is settled although a sweep looked at it while it was being sent", async () => {
    let during: (() => Promise<unknown>) | undefined;
    const between = over(({ mailer }) => ({
      mailer: {
        send: async (mail) => {
          const act = during;
          during = undefined;
          await act?.();
          return mailer.send(mail);
        },
      },
    }));
    const council = await aCouncil({ between });
    during = async () => {
      council.machines.now = "2026-11-11T10:45:00.000Z";
      await council.sweep();
    };
    await council.refer();
    await council.advanceMinutes(30);
    await council.sweep();
    expect(council.mailer.sent).toHaveLength(1);
    expect(await council.store.owingSince(council.at)).toEqual([]);
  });

  it("A3: carries the hash of its business key as its tag, and the same key is one mail", async () => {
    const council = await aCouncil();
    await council.refer();
    expect(council.mailer.sent[0]?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(council.mailer.sent.map(({ key }) => key)).size).toBe(council.mailer.sent.length);
  });

  it("X-03: goes to whoever is in post when it is sent, not when it was wanted", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.refer();
    council.mailer.failNext(3);
    await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
    await council.post(aPost("anneke", "worker", { deputy: "bram", leavesOn: "2026-11-17" }));
    await council.advance("2026-11-18T09:00:00.000Z");
    await council.sweep();
    expect(council.inbox("anneke")).toEqual([]);
    expect(council.inbox("bram")).toEqual([`Case ${caseRef} is allocated to you`]);
  });

  it("I1: to a roster with nobody on it stays owed, and goes once somebody is there", async () => {
    const council = await aCouncil({ roster: [aPost("roster-desk", "roster-admin")] });
    await council.receive("not json");
    await council.post(aPost("duty-desk", "duty"));
    await council.advanceMinutes(10);
    await council.sweep();
    expect(council.inbox("duty-desk")).toHaveLength(1);
  });
});

describe("The relay", () => {
  it("F5: starts what was accepted while no execution could be started", async () => {
    let down = true;
    const between = over(({ workflows }) => ({
      workflows: {
        start: (...start) => (down ? Promise.reject(new Error("Throttled")) : workflows.start(...start)),
        answer: (...answer) => workflows.answer(...answer),
        status: (...which) => workflows.status(...which),
        running: (wanted) => workflows.running(wanted),
      },
    }));
    const council = await aCouncil({ between });
    const caseRef = await council.refer();
    expect(council.machines.started).toEqual([]);
    expect(council.reports).toContainEqual(
      expect.objectContaining({ problem: "intent-failed", intent: "start-episode", id: caseRef }),
    );
    down = false;
    await council.advanceMinutes(5);
    expect(await council.sweep()).toMatchObject({ swept: 1, oldestMinutes: 5, parked: 0 });
    expect((await council.case(caseRef)).obligation?.kind).toBe("allocation");
  });

  it("F31, F32: does every other effect although one fails", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.refer();
    const stored = await council.document(caseRef);
    const poison = {
      key: "poison",
      kind: "no-such-effect",
      since: council.at,
      tries: 0,
      parked: false,
      facts: {},
    };
    await council.store.replace({ ...stored, version: stored.version + 1, owedIntents: [poison] });
    await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
    expect(council.inbox("anneke")).toHaveLength(1);
    const { owedIntents } = await council.document(caseRef);
    expect(owedIntents).toMatchObject([{ key: "poison", tries: expect.any(Number), parked: false }]);
  });

  it("F31: parks an effect after fifty tries, and no longer counts it as owed", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.refer();
    const stored = await council.document(caseRef);
    const poison = {
      key: "poison",
      kind: "no-such-effect",
      since: council.at,
      tries: 49,
      parked: false,
      facts: {},
    };
    await council.store.replace({ ...stored, version: stored.version + 1, owedIntents: [poison] });
    await council.advanceMinutes(5);
    expect(await council.sweep()).toMatchObject({ swept: 1, parked: 1 });
    await council.advanceMinutes(5);
    expect(await council.sweep()).toMatchObject({ swept: 0, parked: 0 });
  });

  it("A3: a decision stands, and says so, although what it owes cannot be taken off", async () => {
    let failing = false;
    const between = over(({ store }) => ({
      store: {
        ...store,
        replace: ((document) =>
          failing && document.key.kind === "case" && document.owedIntents.length === 0
            ? Promise.reject(new Error("Throttled"))
            : store.replace(document)) satisfies StorePort["replace"],
      },
    }));
    const council = await aCouncil({ at: tuesday, between });
    const caseRef = await council.refer();
    failing = true;
    const decided = await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    expect(decided.state?.phase).toBe("declined");
    failing = false;
    await council.advanceMinutes(5);
    await council.sweep();
    expect((await council.document(caseRef)).owedIntents).toEqual([]);
    expect(council.inbox("odile.farrant@housing.example")).toHaveLength(2);
  });

  it("A2: decides again where somebody else wrote first, and gives up loudly where that never ends", async () => {
    let busy = 3;
    const between = over(({ store }) => ({
      store: {
        ...store,
        replace: async (document) => (busy-- > 0 ? ("conflict" as const) : store.replace(document)),
      },
    }));
    const council = await aCouncil({ at: tuesday, between });
    busy = 0;
    const caseRef = await council.refer();
    busy = 3;
    const allocate = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;
    expect((await council.decide(caseRef, allocate)).refused).toBeUndefined();
    busy = 1000;
    await expect(council.give(caseRef, "worker")).rejects.toThrow("kept changing");
  });

  it("A2: a refused command writes nothing at all", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.refer();
    const before = await council.document(caseRef);
    expect(
      (
        await council.decide(
          caseRef,
          { decision: "defer", until: "2026-11-24", reason: "more-information" },
          { by: "anneke" },
        )
      ).refused,
    ).toBeDefined();
    expect(await council.document(caseRef)).toEqual(before);
  });
});

describe("A wait", () => {
  it("F11: of a case that is not there fails loudly, and so does a name that is not ours", async () => {
    const { enterWait } = await import("#shared/usecases/enter-wait.ts");
    const council = await aCouncil();
    const input = {
      council: id,
      caseRef: "C-0000000000",
      execution: "C-0000000000-support-stage-2-1",
      token: "token",
      wait: 1,
      left: 1,
      enteredAt: council.at,
      retryCount: 0,
    };
    await expect(enterWait(council.ports(), input, council.at)).rejects.toThrow("not there");
    const other = { ...input, execution: "somebody-elses" };
    await expect(enterWait(council.ports(), other, council.at)).rejects.toThrow("does not belong");
  });

  it("F6, F19: of a superseded execution answers its own token, and the execution ends well", async () => {
    const council = await aCouncil();
    const { reference } = await council.receive(bodyText());
    const key = { council: id, kind: "referral", id: reference } as const;
    const caseRef = (await council.store.load<{ caseRef: string }>(key))?.state.caseRef ?? "";
    // The first execution has not run yet when it is found silent and replaced.
    council.machines.now = "2026-11-11T12:00:00.000Z";
    await council.reconcile();
    expect(council.machines.started.map(({ name, status }) => [name.slice(-3), status])).toEqual([
      ["1-1", "SUCCEEDED"],
      ["1-2", "RUNNING"],
    ]);
    expect((await council.case(caseRef)).backing).toMatchObject({ attempt: 2 });
  });
});

describe("Another body that comes before its case is open", () => {
  it("X-01, A3: is noted on the case once it is", async () => {
    let isFailing = true;
    const between = over(({ store }) => ({
      store: {
        ...store,
        create: (document) =>
          isFailing && document.key.kind === "case"
            ? Promise.reject(new Error("throttled"))
            : store.create(document),
      } as StorePort,
    }));
    const council = await aCouncil({ between });
    await council.receive(bodyText());
    await council.receive(bodyText({ concerns: "Something else." }));
    isFailing = false;
    await council.advanceMinutes(5);
    await council.sweep();
    await council.advanceMinutes(5);
    await council.sweep();
    const [caseRef = ""] = (await council.store.dueUntil(id)).map(({ key }) => key.id);
    expect((await council.case(caseRef)).otherBodies).toHaveLength(1);
    expect(council.inbox("duty-desk").some((subject) => subject.includes("came again with changes"))).toBe(
      true,
    );
  });
});
