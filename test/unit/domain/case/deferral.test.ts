import { describe, expect, test } from "vitest";
import { aCase } from "#test/support/cases.ts";
import { actor } from "#test/support/staff.ts";

const tuesday = "2026-11-17T10:30:00.000Z";
const meeting = "2026-11-17" as const;
const waiting = () => aCase().screened().entered().at(tuesday);
const defer = { decision: "defer", until: "2026-12-08", reason: "waiting-for-agency" } as const;

describe("A case that a meeting leaves for a later one", () => {
  test("CST-07: goes to the named meeting, not only to the next, and the reason is kept as a code", () => {
    const held = waiting().given(waiting().decision(defer, { meeting }));
    expect(held.obligation).toMatchObject({ kind: "allocation", meeting: "2026-12-08", wait: 2 });
    expect(held.events.at(-3)).toMatchObject({
      type: "AllocationDecided",
      decision: "deferred",
      until: "2026-12-08",
      why: "waiting-for-agency",
      by: "mira",
    });
    expect(held.state.deferrals).toBe(1);
    expect(held.mails).toMatchObject([{ message: { outcome: "deferred", until: "2026-12-08" } }]);
  });

  test.each([
    ["a day on which no meeting sits", "2026-12-09", "not-a-meeting-day"],
    ["the meeting that it is at", "2026-11-17", "not-a-later-meeting"],
    ["a meeting that is over", "2026-11-10", "not-a-later-meeting"],
    ["further off than the policy allows", "2027-01-05", "deferred-too-far"],
  ] as const)("CST-06, I3: is not put off to %s", (_where, until, refused) => {
    expect(waiting().refusalOf(waiting().decision({ ...defer, until }))).toBe(refused);
  });

  test("A7: is put off only for a reason of the service's", () => {
    const reason = "no-time" as never;
    expect(waiting().refusalOf(waiting().decision({ ...defer, reason }))).toBe("reason-not-in-policy");
  });

  test("CST-06, X-02: may be put off to a meeting that was moved off a holiday, and not to the holiday", () => {
    const held = aCase({}, { at: "2027-12-01T09:00:00.000Z" }).screened().at("2027-12-07T10:30:00.000Z");
    expect(held.refusalOf(held.decision({ ...defer, until: "2027-12-28" }))).toBe("not-a-meeting-day");
    expect(held.refusalOf(held.decision({ ...defer, until: "2027-12-29" }))).toBeUndefined();
  });
});

describe("A case that arrives after the agenda has closed", () => {
  const late = () => aCase({}, { at: "2026-11-16T12:00:00.000Z" }).screened();

  test("CST-06: is for the next meeting; a minute earlier it was for this one", () => {
    expect(aCase({}, { at: "2026-11-16T11:59:00.000Z" }).screened().obligation.meeting).toBe(meeting);
    expect(late().obligation.meeting).toBe("2026-11-24");
  });

  test("CST-06: keeps its place by when it came, where its screening was slow", () => {
    const slow = aCase({}, { at: "2026-11-16T11:59:00.000Z" });
    expect(slow.at("2026-11-17T09:59:00.000Z").screened().obligation.meeting).toBe(meeting);
    const tooSlow = aCase({}, { at: "2026-11-16T11:59:00.000Z" });
    expect(tooSlow.at("2026-11-17T10:00:00.000Z").screened().obligation.meeting).toBe("2026-11-24");
  });

  test("CST-06, F27: taken in by a manager, it is owed to this meeting, and escalated if that does not reach it", () => {
    const held = late().entered().at("2026-11-17T09:00:00.000Z");
    held.given({ type: "take-in", by: actor("mira"), meeting });
    expect(held.obligation).toMatchObject({ meeting, due: "2026-11-17T10:00:00.000Z", wait: 2 });
    expect(held.events).toContainEqual({ type: "CaseTakenIn", meeting, by: "mira" });
    expect(held.wanted).toContainEqual(
      expect.objectContaining({ kind: "minute-taken-in", meeting, by: "mira" }),
    );
    held.entered().atNextRung();
    expect([held.now, held.mails.map(({ message }) => message.kind)]).toEqual([
      "2026-11-17T17:00:00.000Z",
      ["meeting-not-held"],
    ]);
  });

  test("CST-06: taken in twice, by two managers at once, it is taken in once", () => {
    const held = late()
      .at(tuesday)
      .given({ type: "take-in", by: actor("mira"), meeting });
    expect(held.decide({ type: "take-in", by: actor("juno"), meeting })).toEqual({ events: [] });
  });

  test.each([
    ["a worker", "anneke", meeting, {}, "not-a-decision-maker"],
    ["a meeting that is over", "mira", "2026-11-10", {}, "meeting-passed"],
    ["a meeting that is not the next", "mira", "2026-11-24", {}, "meeting-not-yet"],
    ["a day without a meeting", "mira", "2026-11-18", {}, "not-a-meeting-day"],
    ["a meeting that was closed", "mira", meeting, { isClosed: true }, "meeting-closed"],
  ] as const)("CST-06: is not taken in by or into %s", (_what, by, day, over, refused) => {
    const held = late().at(tuesday);
    expect(held.refusalOf({ type: "take-in", by: actor(by), meeting: day, ...over })).toBe(refused);
  });

  test("I7: is not taken in once it was decided, nor before it is for a meeting at all", () => {
    const into = { type: "take-in", by: actor("mira"), meeting } as const;
    expect(late().at(tuesday).allocated().refusalOf(into)).toBe("already-decided");
    expect(aCase().at(tuesday).refusalOf(into)).toBe("nothing-to-decide");
  });
});

describe("A decision of a meeting", () => {
  const allocate = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;

  test("CST-07: comes too late once the meeting was closed, and is then taken outside it", () => {
    const held = waiting();
    const closed = { ...held.decision(allocate, { meeting }), isClosed: true };
    expect(held.refusalOf(closed)).toBe("meeting-closed");
    const outside = { ...held.decision(allocate), isClosed: true };
    expect(held.given(outside).wanted.map(({ kind }) => kind)).not.toContain("minute-decision");
    expect(held.state.phase).toBe("supported");
  });

  test("CST-07: is recorded until the next meeting begins, and no longer", () => {
    const held = waiting();
    const decision = held.decision(allocate, { meeting });
    expect(held.at("2026-11-24T09:59:00.000Z").refusalOf(decision)).toBeUndefined();
    expect(held.at("2026-11-24T10:00:00.000Z").refusalOf(decision)).toBe("meeting-passed");
  });

  test("CST-06: outside a meeting it may concern a case of a later one, and no minutes mention it", () => {
    const held = aCase({}, { at: "2026-11-17T10:05:00.000Z" }).screened().at("2026-11-17T11:00:00.000Z");
    held.given(held.decision(allocate));
    expect(held.state.phase).toBe("supported");
    expect(held.wanted.map(({ kind }) => kind)).not.toContain("minute-decision");
  });
});
