import { describe, expect, it } from "vitest";
import { dayOf, daysBetween } from "#shared/domain/calendar-day.ts";
import { standingOf } from "#shared/domain/case/waits.ts";
import { aCase } from "#test/support/cases.ts";

const allocated = () => aCase({}, { at: "2026-11-17T11:00:00.000Z" }).screened().allocated();
const told = (held: ReturnType<typeof allocated>) =>
  held.mails.map(({ to, message }) => [
    "staff" in to ? to.staff : "deputyOf" in to ? `deputy of ${to.deputyOf}` : "role" in to ? to.role : "?",
    "says" in message ? message.says : "",
  ]);

describe("The rungs of a review", () => {
  const days = [
    ["2026-11-27T09:00:00.000Z", [["anneke", "reminder"]]],
    [
      "2026-12-01T09:00:00.000Z",
      [
        ["anneke", "due"],
        ["idris", "due"],
      ],
    ],
    [
      "2026-12-02T09:00:00.000Z",
      [
        ["anneke", "overdue"],
        ["idris", "overdue"],
      ],
    ],
    [
      "2026-12-04T09:00:00.000Z",
      [
        ["deputy of anneke", "escalation"],
        ["deputy of idris", "escalation"],
      ],
    ],
    ["2026-12-08T09:00:00.000Z", [["service-manager", "escalation"]]],
    ["2026-12-15T09:00:00.000Z", [["service-manager", "escalation"]]],
    ["2026-12-22T09:00:00.000Z", [["service-manager", "escalation"]]],
    ["2026-12-31T09:00:00.000Z", [["service-manager", "escalation"]]],
  ];

  it("I5, L3: tell whom the ladder says, on its working days, and never move the due time", () => {
    const held = allocated().entered();
    const climbed = days.map(() => {
      held.atNextRung();
      return [held.now, told(held)];
    });
    expect(climbed).toEqual(days);
    expect(held.obligation.due).toBe("2026-12-01T09:00:00.000Z");
  });

  it.each([
    ["worker", "idris"],
    ["supervisor", "anneke"],
  ] as const)("CST-17: tell only whoever is outstanding once the %s has given a half", (part, other) => {
    const held = allocated().entered().gave(part);
    held.atNextRung().atNextRung();
    expect(told(held)).toEqual([[other, "due"]]);
    held.atNextRung().atNextRung();
    expect(told(held)).toEqual([[`deputy of ${other}`, "escalation"]]);
  });

  it("I5: hand over past the last rung, still due when it was, and go on without an end", () => {
    const held = allocated().entered();
    while (held.state.episode.sequence === 2) held.atNextRung();
    expect(held.now).toBe("2027-01-08T09:00:00.000Z");
    expect(held.state).toMatchObject({
      stageBegun: "2026-11-17",
      episode: { sequence: 3, attempt: 1 },
      obligation: { kind: "review", cycle: 1, wait: 1, due: "2026-12-01T09:00:00.000Z", reached: 0 },
      settled: { sequence: 2, wait: 1, answer: { outcome: "handed-over" } },
    });
    expect(held.wanted.map(({ kind }) => kind)).toEqual(["answer-wait", "start-episode"]);
    held.entered().atNextRung();
    expect(told(held)).toEqual([["service-manager", "escalation"]]);
    const ahead = held.obligation.rungs.map(({ at }) => daysBetween("2027-01-08", dayOf(at)));
    // The first at the hand-over itself, which tells nobody.
    expect(ahead).toEqual([0, 7, 14, 21, 28]);
  });
});

describe("After an outage", () => {
  const late = "2026-12-09T12:00:00.000Z";

  it("I5, L3: everybody whom the rungs gone by name is told once, at their last one", () => {
    const held = allocated().at(late).given({ type: "restart", why: "execution-ended" }).entered();
    expect(told(held)).toEqual([
      ["anneke", "overdue"],
      ["idris", "overdue"],
      ["deputy of anneke", "escalation"],
      ["deputy of idris", "escalation"],
      ["service-manager", "escalation"],
    ]);
    expect(held.obligation.reached).toBe(5);
  });

  it("L3: nobody is told again as the execution drops the rungs gone by, a second each", () => {
    const held = allocated().at(late).given({ type: "restart", why: "execution-ended" }).entered();
    for (let left = 9; left > 4; left--) {
      held.entered({ left, token: `token-${left}` });
      expect(held.mails).toEqual([]);
    }
    held.atNextRung();
    expect([held.now, told(held)]).toEqual(["2026-12-15T09:00:00.000Z", [["service-manager", "escalation"]]]);
  });

  it("CST-08: an emergency that was screened late alerts the night desk too, not only the last in line", () => {
    const screening = { acuteRiskNow: "no", urgency: "emergency", tenure: "council" } as const;
    const held = aCase({ screening }, { at: "2026-11-15T01:00:00.000Z" });
    held.at("2026-11-15T05:30:00.000Z").screened().entered();
    expect(told(held).map(([who]) => who)).toEqual(["out-of-hours", "service-manager", "director"]);
  });
});

describe("A wait that is entered", () => {
  it("F8, F9: reaches a rung once, however often its task is tried", () => {
    const held = allocated().entered().atNextRung();
    held.entered({ left: 9, token: "token-retried", retryCount: 1 });
    expect(held.mails).toEqual([]);
    expect(held.obligation.reached).toBe(1);
    expect(held.state.backing?.token).toBe("token-retried");
  });

  it("F10: keeps the token of a retry where the first try comes late", () => {
    const held = allocated().entered({ token: "retry", retryCount: 1 });
    const first = held.entering({ token: "first", retryCount: 0 });
    expect(held.decide(first)).toEqual({ events: [] });
  });

  it("F10: keeps the token of a later rung where an earlier entry comes late", () => {
    const held = allocated();
    const early = held.entering({ token: "early" });
    held.entered().atNextRung();
    const kept = held.state.backing?.token;
    expect(held.decide(early)).toEqual({ events: [] });
    expect(held.state.backing?.token).toBe(kept);
  });

  it("F10: takes the token of a newer attempt, whatever its time says", () => {
    const held = allocated().entered({ enteredAt: "2026-11-20T12:00:00.000Z" });
    held.given({ type: "restart", why: "execution-ended" }).entered({ token: "new" });
    expect(held.state.backing).toMatchObject({ token: "new", attempt: 2 });
  });

  it("F11, F12: is settled where the answer came before it, and keeps that answer", () => {
    const held = allocated();
    const missed = { sequence: 1, attempt: 1, wait: 1 };
    expect(standingOf(held.state, missed)).toBe("settled");
    expect(held.state.settled?.answer).toEqual({ outcome: "allocated", wait: 1, rungs: [] });
  });

  it("F12: after a review was given leads on to the next fortnight's rungs", () => {
    const held = allocated().entered().reviewed();
    expect(standingOf(held.state, { sequence: 2, attempt: 1, wait: 1 })).toBe("settled");
    expect(held.state.settled?.answer).toMatchObject({ outcome: "reviewed", wait: 2 });
    expect(held.state.settled?.answer.rungs).toHaveLength(10);
  });

  it.each([
    ["an older attempt", { sequence: 2, attempt: 1, wait: 1 }],
    ["an older sequence", { sequence: 1, attempt: 1, wait: 7 }],
    ["a wait that was never opened", { sequence: 2, attempt: 2, wait: 2 }],
  ])("F6: is superseded where it belongs to %s", (_what, wait) => {
    const held = allocated().given({ type: "restart", why: "execution-ended" });
    expect(standingOf(held.state, wait)).toBe("superseded");
    expect(held.decide(held.entering(wait))).toEqual({ events: [] });
  });
});

describe("A restart", () => {
  it("F19, L1: begins the same episode's next attempt, with what was found, and owes nothing else", () => {
    const held = allocated().entered().atNextRung();
    const before = held.obligation;
    held.given({ type: "restart", why: "wait-not-registered" });
    expect(held.state.episode).toMatchObject({ sequence: 2, attempt: 2 });
    expect(held.obligation).toEqual(before);
    expect(held.wanted).toMatchObject([
      { kind: "start-episode", execution: "C-7M2QX4KD9T-support-stage-2-2", input: { wait: 1 } },
    ]);
    const [start] = held.wanted;
    expect(start?.kind === "start-episode" && start.input.rungs).toHaveLength(9);
  });

  it("does nothing for a case that is declined", () => {
    const held = aCase().screened();
    held.given(held.decision({ decision: "advise", reason: "needs-met" }));
    expect(held.decide({ type: "restart", why: "execution-ended" })).toEqual({ events: [] });
  });

  it("screens a case once, however often the machine asks", () => {
    const held = aCase().screened();
    expect(held.decide({ type: "screen" })).toEqual({ events: [] });
  });
});

describe("Another body of the same submission", () => {
  it("X-01, A3: is noted once, and the duty desk told once", () => {
    const command = { type: "note-other-body", referralRef: "R-7M2QX4KD9T", content: "body-2" } as const;
    const held = aCase().given(command);
    expect(held.mails).toMatchObject([{ to: { role: "duty" }, message: { kind: "other-body" } }]);
    expect(held.decide(command)).toEqual({ events: [] });
    expect(held.decide({ ...command, content: "body-3" })).toHaveProperty("events.length", 1);
  });
});
