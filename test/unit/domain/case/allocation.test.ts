import { describe, expect, it } from "vitest";
import type { Role } from "#shared/domain/decision.ts";
import { aCase } from "#test/support/cases.ts";
import { actor, aPost, teamWith } from "#test/support/staff.ts";

const tuesday = "2026-11-17T10:30:00.000Z";
const waiting = () => aCase().screened().entered().at(tuesday);
const defer = { decision: "defer", until: "2026-11-24", reason: "more-information" } as const;
const allocate = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;

describe("A case that waits for the meeting", () => {
  it("CST-06, I2: owes one thing, to the manager, at ten on Tuesday 17 November 2026", () => {
    expect(waiting().obligation).toMatchObject({
      kind: "allocation",
      owner: "manager",
      due: "2026-11-17T10:00:00.000Z",
      meeting: "2026-11-17",
    });
  });

  it("CST-07: is allocated to a worker and a supervisor, and the referrer and both are told", () => {
    const held = waiting().allocated();
    expect(held.state).toMatchObject({ phase: "supported", worker: "anneke", supervisor: "idris" });
    expect(held.mails.map(({ to, message }) => [to, message.kind])).toEqual([
      [{ referrerOf: "R-7M2QX4KD9T" }, "referral-answered"],
      [{ staff: "anneke" }, "case-allocated"],
      [{ staff: "idris" }, "case-allocated"],
    ]);
  });

  it("CST-17: has its first review fourteen days later at nine in London", () => {
    const held = waiting().allocated();
    expect(held.state.review).toMatchObject({ cycle: 1, planned: "2026-12-01" });
    expect(held.obligation).toMatchObject({ kind: "review", due: "2026-12-01T09:00:00.000Z" });
  });

  it("CST-17: takes the manager as supervisor where nobody is named", () => {
    const held = waiting().given(waiting().decision({ decision: "allocate", worker: "anneke" }));
    expect(held.state.supervisor).toBe("mira");
  });

  it.each([
    ["a conflict with it", "C-7M2QX4KD9T"],
    ["a conflict with a case that may be the same person's", "C-0THER2X4K"],
  ])("X-04: passes over a manager with %s, whom nobody named", (_which, caseRef) => {
    const conflicts = [{ id: "K-1", kind: "family", caseRef }] as const;
    const roster = teamWith(aPost("mira", "manager", { deputy: "idris", conflicts }));
    const held = aCase({ possibleDuplicates: ["C-0THER2X4K"] }, { roster })
      .screened()
      .entered();
    held.at(tuesday);
    held.given(held.decision({ decision: "allocate", worker: "anneke" }, { by: "juno" }));
    expect(held.state.supervisor).toBe("juno");
  });

  it("X-04, conflict-possible: says why, where there is nobody to pass over them to", () => {
    const conflicts = [{ id: "K-1", kind: "family", caseRef: "C-0THER2X4K" }] as const;
    const roster = teamWith(
      aPost("mira", "manager", { conflicts }),
      aPost("juno", "service-manager", { leavesOn: "2026-11-01" }),
    );
    const held = aCase({ possibleDuplicates: ["C-0THER2X4K"] }, { roster })
      .screened()
      .entered();
    held.at(tuesday);
    expect(held.refusalOf(held.decision({ decision: "allocate", worker: "anneke" }))).toBe(
      "conflict-possible",
    );
  });

  it("F17: takes the service manager as supervisor while there is no manager", () => {
    const roster = teamWith(aPost("mira", "manager", { leavesOn: "2026-11-01" }));
    const held = aCase({}, { roster }).screened().at(tuesday);
    held.given(held.decision({ decision: "allocate", worker: "anneke" }, { by: "juno" }));
    expect(held.state.supervisor).toBe("juno");
  });

  it.each(["advise", "redirect"] as const)(
    "CST-07: is declined when the meeting decides to %s",
    (decision) => {
      const held = waiting().given(waiting().decision({ decision, reason: "needs-met" }));
      expect(held.state).toMatchObject({ phase: "declined", declined: { reason: "needs-met" } });
      expect(held.state.obligation).toBeUndefined();
      expect(held.mails).toMatchObject([{ message: { kind: "referral-answered", reason: "needs-met" } }]);
    },
  );

  it("CST-06: deferred, waits for the next meeting, and the referrer is told until when", () => {
    const held = waiting().given(waiting().decision(defer));
    expect(held.obligation).toMatchObject({ kind: "allocation", wait: 2, meeting: "2026-11-24" });
    expect(held.mails).toMatchObject([{ message: { outcome: "deferred", until: "2026-11-24" } }]);
  });

  it("CST-06: deferred before its own meeting has begun, waits for the one after it", () => {
    const held = waiting().at("2026-11-17T09:30:00.000Z");
    held.given(held.decision(defer, { meeting: "2026-11-17" }));
    expect(held.obligation.meeting).toBe("2026-11-24");
  });

  it("CST-06: may be taken into the meeting during which it arrived", () => {
    const late = aCase({}, { at: "2026-11-17T10:05:00.000Z" }).screened();
    expect(late.obligation.meeting).toBe("2026-11-24");
    late.at("2026-11-17T11:00:00.000Z");
    const atTheMeeting = late.decision(allocate, { meeting: "2026-11-17" });
    expect(late.refusalOf(atTheMeeting)).toBe("not-on-agenda");
    late.given({ type: "take-in", by: actor("mira"), meeting: "2026-11-17" }).given(atTheMeeting);
    expect(late.state.phase).toBe("supported");
  });

  it("minutes each decision under its meeting", () => {
    const held = waiting().given(waiting().decision(allocate, { meeting: "2026-11-17" }));
    expect(held.wanted).toContainEqual(
      expect.objectContaining({ kind: "minute-decision", meeting: "2026-11-17", decision: "allocated" }),
    );
  });
});

describe("An allocation is refused by name", () => {
  it.each(["anneke", "idris", "duty-desk", "night-desk", "petra", "roster-desk"])(
    "not-a-decision-maker: %s decides at no meeting",
    (by) => {
      const held = waiting();
      expect(held.refusalOf(held.decision(allocate, { by }))).toBe("not-a-decision-maker");
    },
  );

  it("not-a-meeting-day, meeting-not-yet", () => {
    const held = waiting();
    expect(held.refusalOf(held.decision(allocate, { meeting: "2026-11-16" }))).toBe("not-a-meeting-day");
    expect(held.refusalOf(held.decision(allocate, { meeting: "2026-11-24" }))).toBe("meeting-not-yet");
  });

  it("X-04, same-person: a worker supervises nobody's own case", () => {
    const held = waiting();
    const alone = { decision: "allocate", worker: "mira", supervisor: "mira" } as const;
    expect(held.refusalOf(held.decision(alone))).toBe("same-person");
  });

  const left = { leavesOn: "2026-11-16" } as const;
  const both: readonly Role[] = ["worker", "supervisor"];
  it.each([
    ["has left", aPost("anneke", "worker", left), aPost("idris", "supervisor")],
    ["has not started", aPost("anneke", "worker", { startsOn: "2026-11-18" }), aPost("idris", "supervisor")],
    ["is no worker", aPost("anneke", "duty"), aPost("idris", "supervisor")],
    [
      "is another service's",
      aPost("anneke", "worker", { services: ["other"] }),
      aPost("idris", "supervisor"),
    ],
    ["is supervised by a leaver", aPost("anneke", "worker"), aPost("idris", "supervisor", left)],
    ["is supervised by a worker", aPost("anneke", "worker"), aPost("idris", "worker")],
    [
      "is supervised from another service",
      aPost("anneke", "worker"),
      aPost("idris", "supervisor", { services: ["other"], roles: both }),
    ],
  ])("X-03, worker-not-on-roster: the worker %s", (_why, worker, supervisor) => {
    const held = aCase({}, { roster: teamWith(worker, supervisor) })
      .screened()
      .at(tuesday);
    expect(held.refusalOf(held.decision(allocate))).toBe("worker-not-on-roster");
  });

  it("reason-not-in-policy", () => {
    const held = waiting();
    const unknown = { decision: "advise", reason: "no-time" } as never;
    expect(held.refusalOf(held.decision(unknown))).toBe("reason-not-in-policy");
  });

  it("I7, already-decided: what was decided stays", () => {
    const held = waiting().allocated();
    expect(held.refusalOf(held.decision(allocate))).toBe("already-decided");
    const declined = waiting().given(waiting().decision({ decision: "advise", reason: "needs-met" }));
    expect(declined.refusalOf(declined.decision(allocate))).toBe("already-decided");
  });

  it("nothing-to-decide: before screening, and for what is signposted", () => {
    const fresh = aCase();
    expect(fresh.refusalOf(fresh.decision(allocate))).toBe("nothing-to-decide");
    const held = waiting();
    expect(held.refusalOf(held.decision({ decision: "meeting" }))).toBe("nothing-to-decide");
  });

  it("not-found: there is no such case", () => {
    expect(aCase().decide({ type: "screen" })).toEqual({ events: expect.any(Array) });
  });
});

describe("An emergency", () => {
  const atNight = "2026-11-15T02:10:00.000Z";
  const emergency = () =>
    aCase({ screening: { acuteRiskNow: "no", urgency: "emergency", tenure: "council" } }, { at: atNight })
      .screened()
      .entered();

  it("CST-08, I3: is due two hours after receipt, at any hour, on a Sunday too", () => {
    expect(emergency().obligation).toMatchObject({ owner: "manager", due: "2026-11-15T04:10:00.000Z" });
  });

  it("CST-08: keeps its two hours from receipt where the screening comes late", () => {
    const late = aCase(
      { screening: { acuteRiskNow: "no", urgency: "emergency", tenure: "council" } },
      { at: atNight },
    );
    expect(late.at("2026-11-15T09:00:00.000Z").screened().obligation.due).toBe("2026-11-15T04:10:00.000Z");
  });

  it("CST-08: alerts the manager at once, then others until somebody decides", () => {
    const held = aCase(
      { screening: { acuteRiskNow: "no", urgency: "emergency", tenure: "council" } },
      { at: atNight },
    ).screened();
    expect(held.mails).toMatchObject([{ to: { role: "manager" }, message: { kind: "emergency-alert" } }]);
    held.entered();
    const told = [1, 2, 3, 4].map(() => {
      held.atNextRung();
      return [held.now, held.mails.map(({ to }) => ("role" in to ? to.role : "?")).join()];
    });
    expect(told).toEqual([
      ["2026-11-15T03:10:00.000Z", "manager"],
      ["2026-11-15T04:10:00.000Z", "out-of-hours"],
      ["2026-11-15T05:10:00.000Z", "service-manager"],
      ["2026-11-15T06:10:00.000Z", "director"],
    ]);
    expect(held.obligation.due).toBe("2026-11-15T04:10:00.000Z");
  });

  it.each(["mira", "juno", "night-desk", "petra"])("CST-08: is decided by %s outside a meeting", (by) => {
    const held = emergency();
    expect(held.refusalOf(held.decision(allocate, { by }))).toBeUndefined();
    expect(held.refusalOf(held.decision(defer, { by }))).toBe("nothing-to-decide");
  });

  it("CST-08: may be left to the meeting, and the referrer is told until when", () => {
    const held = emergency().given(emergency().decision({ decision: "meeting" }));
    expect(held.obligation).toMatchObject({ kind: "allocation", wait: 2, meeting: "2026-11-17" });
    expect(held.mails).toMatchObject([{ message: { outcome: "deferred", until: "2026-11-17" } }]);
  });
});

describe("A signpost", () => {
  const signposted = (over: object, at = "2026-11-13T16:30:00.000Z") =>
    aCase(
      { screening: { acuteRiskNow: "no", urgency: "routine", tenure: "council", ...over } },
      { at },
    ).screened();

  it("CST-05, I1: of an acute risk has an owner and two hours, and tells the referrer at once", () => {
    const held = signposted({ acuteRiskNow: "yes" });
    expect(held.obligation).toMatchObject({
      kind: "signpost",
      owner: "duty",
      due: "2026-11-13T18:30:00.000Z",
    });
    expect(held.mails.map(({ to, message }) => [to, message.kind])).toEqual([
      [{ role: "duty" }, "signpost-alert"],
      [{ referrerOf: "R-7M2QX4KD9T" }, "referral-signposted"],
    ]);
  });

  it("CST-02: of somebody with no home has until the end of the next working day", () => {
    expect(signposted({ tenure: "none" }).obligation.due).toBe("2026-11-16T17:00:00.000Z");
  });

  it.each(["duty-desk", "mira", "juno", "night-desk", "petra"])("CST-05: is confirmed by %s", (by) => {
    const held = signposted({ acuteRiskNow: "yes" }).given({ type: "confirm-signpost", by: actor(by) });
    expect(held.state).toMatchObject({
      phase: "declined",
      declined: { as: "signposted", reason: "acute-mental-health" },
    });
    expect(held.refusalOf({ type: "confirm-signpost", by: actor(by) })).toBe("already-decided");
  });

  it.each(["anneke", "idris", "roster-desk"])("CST-05: is not confirmed by %s", (by) => {
    const held = signposted({ acuteRiskNow: "yes" });
    expect(held.refusalOf({ type: "confirm-signpost", by: actor(by) })).toBe("not-a-decision-maker");
  });

  it("nothing-to-confirm: where nothing was signposted", () => {
    expect(waiting().refusalOf({ type: "confirm-signpost", by: actor("duty-desk") })).toBe(
      "nothing-to-confirm",
    );
  });
});

describe("A case that was deferred", () => {
  it("already-decided, I3: is not pushed out again by a second asking", () => {
    const held = waiting().given(aCase().decision(defer));
    expect(held.obligation.meeting).toBe("2026-11-24");
    expect(held.refusalOf(aCase().decision(defer))).toBe("already-decided");
    expect(
      held.at("2026-11-24T10:30:00.000Z").refusalOf(aCase().decision({ ...defer, until: "2026-12-01" })),
    ).toBeUndefined();
  });

  it("not-a-meeting-day: is not minuted under a meeting from before it was received", () => {
    const early = aCase().decision(defer, { meeting: "2026-11-10" });
    expect(waiting().refusalOf(early)).toBe("not-a-meeting-day");
  });
});

describe("A case that the machine could not screen", () => {
  it("I5: is told to the duty desk and the manager, ever more rarely and never no more", () => {
    const held = aCase().at("2026-11-11T11:30:00.000Z");
    const told: number[] = [];
    for (let attempt = 2; attempt <= 40; attempt++) {
      held.given({ type: "restart", why: "execution-ended" });
      if (held.mails.length === 2) told.push(attempt);
      else expect(held.mails).toEqual([]);
    }
    expect(told).toEqual([2, 4, 8, 16, 32]);
  });
});
