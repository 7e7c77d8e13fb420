import { describe, expect, test } from "vitest";
import { calendarDay } from "#shared/domain/calendar-day.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import type { CommitmentOutcome } from "#shared/domain/case/commitment-state.ts";
import { unseenSince } from "#shared/domain/case/not-seen.ts";
import type { RecordWork, WorkRecord } from "#shared/domain/case/work-commands.ts";
import { communitySupportTeam } from "#shared/services/community-support-team.ts";
import { aCase } from "#test/support/cases.ts";
import { aPlanWrite } from "#test/support/plans.ts";
import { actor, team } from "#test/support/staff.ts";

type Of<What extends WorkRecord["what"]> = Extract<WorkRecord, { what: What }>;
let written = 0;
/** Each under a name of its own, as different words are kept. */
const record = (what: WorkRecord, by = "anneke", content = `content-${++written}`): RecordWork => ({
  type: "record-work",
  by: actor(by),
  roster: team,
  content,
  record: what,
});
const aContact = (over: Partial<Of<"contact">> = {}): Of<"contact"> => ({
  what: "contact",
  channel: "visit",
  place: "home",
  when: "2026-11-11T10:00:00.000Z",
  minutes: 30,
  outcome: "supported",
  seen: true,
  spokenTo: true,
  ...over,
});
const aRisk = (levels: Readonly<Record<string, string>>, over: Partial<Of<"risk">> = {}): Of<"risk"> => ({
  what: "risk",
  levels,
  joint: [],
  reviewOn: calendarDay("2026-12-01"),
  ...over,
});
const on = calendarDay("2026-11-10");
const letterIsUnsafe = {
  acuteRiskNow: "no",
  urgency: "routine",
  tenure: "council",
  unsafeChannels: ["letter"],
} as const;
const allocated = (screening?: typeof letterIsUnsafe) =>
  aCase(screening ? { screening } : {})
    .screened()
    .allocated();
const promises = (held: ReturnType<typeof allocated>) =>
  commitmentsOf(held.state).map(({ kind, about, obligation }) => [kind, about, obligation?.due.slice(0, 10)]);

describe("The contact log", () => {
  test("CST-04, CST-20: tells an attempt, a sight and a talk apart, and keeps the last day of each", () => {
    const held = allocated()
      .at("2026-11-13T17:00:00.000Z")
      .given(record(aContact({ when: "2026-11-12T10:00:00.000Z", spokenTo: false })))
      .given(
        record(
          aContact({ channel: "call", place: "no-place", seen: false, when: "2026-11-13T09:00:00.000Z" }),
        ),
      )
      .given(
        record(
          aContact({ seen: false, spokenTo: false, outcome: "no-answer", when: "2026-11-13T10:00:00.000Z" }),
        ),
      )
      // Written down late: the last days stay what they are.
      .given(record(aContact({ when: "2026-11-11T10:00:00.000Z" })));
    expect(held.state.contacts).toEqual({
      attempts: 1,
      sightings: 2,
      talks: 2,
      lastAttempted: "2026-11-13",
      lastSeen: "2026-11-12",
      lastSpokenTo: "2026-11-13",
    });
  });

  test.each<[Partial<Of<"contact">>, string, string]>([
    [{ channel: "letter", place: "no-place", outcome: "brief" }, "seen", "letter"],
    [{ channel: "call", place: "no-place" }, "seen", "call"],
    [{ place: "no-place" }, "seen", "no-place"],
    [{ outcome: "not-there" }, "seen", "not-there"],
    [{ outcome: "no-answer" }, "spokenTo", "no-answer"],
    [{ channel: "text", place: "no-place", seen: false }, "spokenTo", "text"],
  ])("CST-04: does not take somebody for seen or spoken to where nobody can be: %j", (over, what, word) => {
    expect(allocated().decide(record(aContact(over)))).toMatchObject({
      refused: { name: "contact-contradicts-itself", details: { what, word } },
    });
  });

  test("CST-04: takes somebody for seen at the window who does not answer, and for spoken to on the telephone", () => {
    const window = aContact({ outcome: "no-answer", spokenTo: false });
    const call = aContact({ channel: "call", place: "no-place", seen: false });
    for (const contact of [window, call]) expect(allocated().refusalOf(record(contact))).toBeUndefined();
  });

  test("CST-20: takes none of a day before the referral came", () => {
    const held = allocated();
    expect(held.decide(record(aContact({ when: "2026-11-10T23:59:00.000Z" })))).toMatchObject({
      refused: { name: "day-too-early", details: { day: "2026-11-10", earliest: "2026-11-11" } },
    });
    expect(held.refusalOf(record(aContact({ when: "2026-11-11T00:01:00.000Z" })))).toBeUndefined();
  });

  test("F13: takes one that is sent twice once, and none of the future", () => {
    const held = allocated().given(record(aContact(), "anneke", "same"));
    expect(held.decide(record(aContact(), "anneke", "same"))).toEqual({ events: [] });
    expect(held.refusalOf(record(aContact({ when: "2026-11-11T10:43:00.000Z" })))).toBe("day-not-reached");
  });

  test("X-05: refuses a channel that the referral says is not safe, unless somebody says why", () => {
    const letter = aContact({ channel: "letter", place: "no-place", seen: false, spokenTo: false });
    const held = allocated(letterIsUnsafe);
    expect(held.refusalOf(record(letter))).toBe("channel-not-safe");
    expect(held.refusalOf(record({ ...letter, unsafeReason: "easier" }))).toBe("not-in-policy");
    expect(held.refusalOf(record({ ...letter, unsafeReason: "life-at-risk" }))).toBeUndefined();
    expect(held.refusalOf(record(aContact()))).toBeUndefined();
    expect(allocated().refusalOf(record(letter))).toBeUndefined();
  });

  test("X-05: goes by the form that came last, where the case has the rule of one", () => {
    const call = record(aContact({ channel: "call", place: "no-place", seen: false }));
    const held = allocated(letterIsUnsafe);
    const safeContact = { call: "no", text: "yes", email: "yes", letter: "yes", noted: true } as const;
    // Nothing but this rule is read of the facts here.
    held.changed((state) => ({ ...state, facts: { safeContact } as NonNullable<typeof state.facts> }));
    const letter = record(aContact({ channel: "letter", place: "no-place", seen: false, spokenTo: false }));
    expect([held.refusalOf(call), held.refusalOf(letter)]).toEqual(["channel-not-safe", undefined]);
  });

  test.each<Partial<Of<"contact">>>([{ channel: "pigeon" }, { place: "moon" }, { outcome: "fine" }])(
    "A7: knows only the service's words: %j is refused",
    (over) => {
      expect(allocated().refusalOf(record(aContact(over)))).toBe("not-in-policy");
    },
  );

  test("is kept by whoever holds the case, and before that by the duty desk", () => {
    expect(allocated().refusalOf(record(aContact(), "carys"))).toBe("not-the-worker");
    expect(aCase().screened().refusalOf(record(aContact(), "duty-desk"))).toBeUndefined();
  });
});

describe("A risk", () => {
  test("CST-12: is looked at again by its day, and the next record ends that promise and makes another", () => {
    const held = allocated().given(record(aRisk({ fire: "high" }, { joint: ["fire-service"] })));
    expect(promises(held)).toEqual([["risk-review", "risk", "2026-12-01"]]);
    held.given(record(aRisk({ fire: "low" }, { reviewOn: calendarDay("2026-12-08") })));
    expect(promises(held)).toEqual([["risk-review", "risk", "2026-12-08"]]);
    expect(held.state.risk).toMatchObject({ levels: { fire: "low" }, reviewOn: "2026-12-08" });
  });

  test("CST-12: that rises lapses the plan in force, which is to be approved anew; one that falls does not", () => {
    const approval = {
      type: "decide-plan",
      by: actor("idris"),
      version: 1,
      decision: "approve",
      content: "c",
      roster: team,
    } as const;
    const held = allocated()
      .given(record(aRisk({ fire: "high" })))
      .given(aPlanWrite())
      .given(approval);
    held.given(record(aRisk({ fire: "medium" })));
    expect(held.state.plan?.status).toBe("approved");
    held.given(record(aRisk({ fire: "medium", health: "low" })));
    expect(held.state.plan).toMatchObject({ status: "lapsed", version: 1 });
    expect(held.state.plan?.inForce).toBeUndefined();
    expect(promises(held)).toEqual([
      ["plan", undefined, "2026-12-09"],
      ["plan-approval", undefined, "2026-11-18"],
      ["risk-review", "risk", "2026-12-01"],
    ]);
    // A risk that rises again, while the plan is lapsed, promises nothing twice and tells nobody again.
    held.given(record(aRisk({ fire: "high" })));
    expect(promises(held).map(([kind]) => kind)).toEqual(["plan", "plan-approval", "risk-review"]);
    expect(held.given(approval).state.plan?.status).toBe("approved");
    expect(promises(held).map(([kind]) => kind)).toEqual(["risk-review"]);
  });

  test.each<[Partial<Of<"risk">>, string]>([
    [{ levels: { dragons: "high" } }, "not-in-policy"],
    [{ levels: { fire: "awful" } }, "not-in-policy"],
    [{ joint: ["a-friend"] }, "not-an-agency"],
    [{ reviewOn: calendarDay("2026-11-11") }, "day-is-past"],
    [{ reviewOn: calendarDay("2027-11-11") }, "too-far-ahead"],
  ])("A7, I3: %j is refused as %s", (over, refusal) => {
    expect(allocated().refusalOf(record(aRisk({ fire: "low" }, over)))).toBe(refusal);
  });

  test("CST-12: a warning stands until it is lifted, and is looked at again by its day", () => {
    const pairs = { what: "warning", kind: "visit-in-pairs" } as const;
    const held = allocated();
    expect(held.refusalOf(record(pairs))).toBe("no-such-warning");
    held.given(record({ ...pairs, reviewOn: calendarDay("2026-12-01") }));
    held.given(record({ what: "warning", kind: "animals", reviewOn: calendarDay("2026-12-02") }));
    expect(Object.keys(held.state.warnings ?? {})).toEqual(["visit-in-pairs", "animals"]);
    held.given(record(pairs));
    expect(Object.keys(held.state.warnings ?? {})).toEqual(["animals"]);
    expect(promises(held)).toEqual([["risk-review", "warning-animals", "2026-12-02"]]);
  });
});

describe("A conversation about goals", () => {
  const talk = { what: "conversation", tool: "well-12", edition: "to-be-filled-in", on } as const;

  test("CST-13: is by a form of the policy's, and each answer by its question", () => {
    const held = allocated();
    const refusal = (over: Partial<Of<"conversation">>) => held.refusalOf(record({ ...talk, ...over }));
    expect(refusal({ answers: { matters: "My cat.", going: "so-so" } })).toBeUndefined();
    expect(refusal({ tool: "another" })).toBe("not-in-policy");
    expect(refusal({ edition: "last-year" })).toBe("not-in-policy");
    expect(refusal({ answers: { horoscope: "Leo" } })).toBe("not-in-policy");
    expect(refusal({ answers: { going: "Xanthippe" } })).toBe("not-in-policy");
    expect(JSON.stringify(held.decide(record({ ...talk, answers: { going: "Xanthippe" } })))).not.toContain(
      "Xanthippe",
    );
  });

  test("CST-14: that the person declined is a record like any other", () => {
    const held = allocated().given(record(talk));
    expect(held.state.conversations?.["well-12"]).toMatchObject({ declined: true, on });
    held.given(record({ ...talk, answers: { matters: "My cat." } }));
    expect(held.state.conversations?.["well-12"]).toMatchObject({ declined: false });
    expect(JSON.stringify(held.events)).not.toContain("My cat.");
  });
});

describe("What else is written down", () => {
  test("CST-12: a reading has as many scores as its tool, each within its range", () => {
    const reading = {
      what: "reading",
      tool: "outcome-reading",
      edition: "first",
      on,
      scores: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    } as const;
    const held = allocated();
    expect(held.refusalOf(record({ ...reading, scores: reading.scores.slice(1) }))).toBe("scores-do-not-fit");
    expect(held.refusalOf(record({ ...reading, scores: reading.scores.map((n) => n + 1) }))).toBe(
      "scores-do-not-fit",
    );
    expect(held.given(record(reading)).state.readings).toMatchObject({
      "outcome-reading": { edition: "first", on },
    });
  });

  test("CST-12: a referral on and a safeguarding concern are chased until somebody says what came of them", () => {
    const held = allocated()
      .given(record({ what: "referral-on", destination: "mk-arc", on }))
      .given(record({ what: "concern", reference: "SA-117", on }));
    expect(promises(held)).toEqual([
      ["referral-on", "mk-arc", "2026-11-25"],
      ["safeguarding-concern", undefined, "2026-11-16"],
    ]);
    for (const { id, kind } of commitmentsOf(held.state))
      held.given({
        type: "end-commitment",
        by: actor("anneke"),
        id,
        as: "kept",
        ...(kind === "safeguarding-concern" ? { result: "enquiry" } : {}),
        content: "outcome",
        roster: team,
      });
    expect(promises(held)).toEqual([]);
    expect(held.refusalOf(record({ what: "referral-on", destination: "the-moon", on }))).toBe(
      "not-in-policy",
    );
  });

  test("CST-12, A7: a concern that was followed up says in a word of the policy's what came of it, and nothing else does", () => {
    const held = allocated()
      .given(record({ what: "referral-on", destination: "mk-arc", on }))
      .given(record({ what: "concern", reference: "SA-117", on }));
    const [referral, concern] = commitmentsOf(held.state);
    const ended = (id: number | undefined, as: CommitmentOutcome, result?: string) =>
      ({
        type: "end-commitment",
        by: actor(as === "withdrawn" ? "idris" : "anneke"),
        id: id ?? 0,
        as,
        result,
        content: "c",
        roster: team,
      }) as const;
    for (const result of [undefined, "as-it-was"])
      expect(held.decide(ended(concern?.id, "kept", result))).toMatchObject({
        refused: {
          name: "not-in-policy",
          details: { what: "result", allowed: ["enquiry", "other-enquiry", "advice", "no-action"] },
        },
      });
    expect(held.refusalOf(ended(concern?.id, "withdrawn"))).toBe("not-in-policy");
    expect(held.refusalOf(ended(concern?.id, "withdrawn", "no-action"))).toBeUndefined();
    expect(held.refusalOf(ended(referral?.id, "kept"))).toBeUndefined();
    expect(held.refusalOf(ended(referral?.id, "kept", "enquiry"))).toBe("not-in-policy");
    held.given(ended(concern?.id, "kept", "other-enquiry"));
    expect(held.events).toContainEqual(
      expect.objectContaining({ type: "CommitmentEnded", as: "kept", result: "other-enquiry" }),
    );
    expect(promises(held).map(([kind]) => kind)).toEqual(["referral-on"]);
  });

  test("CST-16: a capacity assessment is about one decision, and only linked", () => {
    const assessed = { what: "capacity", decision: "tenancy", reference: "MCA-4471", on } as const;
    const held = allocated().given(record(assessed));
    expect(held.state.capacity).toMatchObject({ tenancy: { reference: "MCA-4471", on } });
    expect(held.refusalOf(record({ ...assessed, decision: "marriage" }))).toBe("not-in-policy");
    expect(held.refusalOf(record({ ...assessed, on: calendarDay("2026-11-12") }))).toBe("day-not-reached");
  });
});

describe("Somebody whom nobody has seen for long", () => {
  /** Under the service's own policy: four weeks, and again after two. */
  const unseen = () => aCase({}, { policy: communitySupportTeam }).screened().allocated().entered();
  const noticed = (held: ReturnType<typeof unseen>) =>
    held.events.filter((event) => event.type === "NotSeenForLong").map((event) => event.on);
  const reviewed = (held: ReturnType<typeof unseen>, at: string, seen: boolean) => {
    held.at(at).given(held.half("worker", { answers: { seen } }));
    return held.given(held.half("supervisor", { answers: { agrees: true } }));
  };

  test("CST-17, I5: is told to the supervisor at a review, and again after each period, however the reviews go", () => {
    const held = unseen();
    reviewed(held, "2026-11-25T10:00:00.000Z", false);
    expect(noticed(held)).toEqual([]);
    reviewed(held, "2026-12-09T10:00:00.000Z", false);
    expect(noticed(held)).toEqual(["2026-12-09"]);
    expect(held.mails).toContainEqual(
      expect.objectContaining({
        to: { staff: "idris" },
        message: { kind: "not-seen-for-long", caseRef: held.state.caseRef, since: "2026-11-11" },
      }),
    );
    // Nobody gives the next review: it says so as it falls due.
    for (let rung = 0; rung < 2; rung++) held.atNextRung();
    expect(noticed(held)).toEqual(["2026-12-09", "2026-12-23"]);
  });

  test("L3: is told once of a review, as it falls due and not again as it is given", () => {
    const held = unseen();
    reviewed(held, "2026-11-25T10:00:00.000Z", false).entered();
    for (let rung = 0; rung < 2; rung++) held.atNextRung();
    expect(noticed(held)).toEqual(["2026-12-09"]);
    reviewed(held, "2026-12-09T10:00:00.000Z", false);
    expect(noticed(held)).toEqual(["2026-12-09"]);
  });

  test("is told of nobody who was seen, by the contact log or by a review", () => {
    const held = unseen();
    held.at("2026-12-08T10:00:00.000Z").given(record(aContact({ when: "2026-12-08T09:00:00.000Z" })));
    reviewed(held, "2026-12-09T10:00:00.000Z", false);
    reviewed(held, "2026-12-23T10:00:00.000Z", true);
    reviewed(held, "2027-01-06T10:00:00.000Z", false);
    expect(noticed(held)).toEqual([]);
    expect(unseenSince(held.state)).toBe("2026-12-23");
  });
});
