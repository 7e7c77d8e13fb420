import { describe, expect, test } from "vitest";
import { calendarDay, plusDays } from "#shared/domain/calendar-day.ts";
import type { CaseCommand } from "#shared/domain/case/commands.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import type { SupportOffer } from "#shared/domain/case/non-engagement-state.ts";
import { type Channel, channels } from "#shared/domain/needs.ts";
import { aCase, type CaseBuilder } from "#test/support/cases.ts";
import { graduated, noNeeds, pathwayCommands } from "#test/support/leaving.ts";
import { actor, aPost, team, teamWith } from "#test/support/staff.ts";

const today = calendarDay("2026-11-17");
/** Received on the 16th and allocated on the 17th; it is the 20th. */
const supported = (roster = team, unsafeChannels: readonly Channel[] = []) =>
  aCase(
    { screening: { acuteRiskNow: "no", urgency: "routine", tenure: "council", unsafeChannels } },
    { at: "2026-11-16T11:00:00.000Z", roster },
  )
    .screened()
    .at("2026-11-17T11:00:00.000Z")
    .allocated()
    .entered()
    .at("2026-11-20T11:00:00.000Z");
const from = { by: actor("anneke"), roster: team, content: "words-1" };
const begin: CaseCommand = { type: "begin-non-engagement", ...from };
const offer = (
  over: Partial<SupportOffer> = {},
  by = over.madeBy ?? "anneke",
  roster = team,
): CaseCommand => ({
  type: "record-offer",
  ...from,
  ...graduated[0],
  day: today,
  answer: "no-answer",
  ...over,
  by: actor(by, roster),
  roster,
});
const prompt = (about: "capacity" | "multi-agency-risk"): CaseCommand => ({
  type: "answer-prompt",
  ...from,
  prompt: about,
  answer: "not-needed",
});
const close: CaseCommand = {
  type: "request-closure",
  by: actor("anneke"),
  reason: "offers-not-accepted",
  evidence: "closure-evidence-1",
  agencies: [],
  roster: team,
};
const refusedOf = (held: CaseBuilder, command: CaseCommand) => {
  const decision = held.decide(command);
  return "refused" in decision ? decision.refused : undefined;
};
const chased = (held: CaseBuilder) => commitmentsOf(held.state).map(({ kind }) => kind);

describe("The lock on closing because offers were not accepted", () => {
  test("CST-19: opens only when the pathway was gone: offers on different days, by different people, places and channels, and each question answered", () => {
    const held = supported();
    expect(held.refusalOf(close)).toBe("no-pathway-open");
    held.given(begin);
    expect(refusedOf(held, close)).toMatchObject({
      name: "offers-incomplete",
      details: { offers: "0 of 4", days: "0 of 4", people: "0 of 2", places: "0 of 2", channels: "0 of 2" },
    });
    for (let n = 0; n < 4; n++) held.given(offer({ content: `offer-${n}` }));
    expect(refusedOf(held, close)).toEqual({
      name: "offers-incomplete",
      details: { days: "1 of 4", people: "1 of 2", places: "1 of 2", channels: "1 of 2" },
    });
    for (const n of [1, 2]) held.given(offer({ day: plusDays(today, n) }));
    held.given(offer({ madeBy: "bram", place: "at-a-distance", channel: "call", day: plusDays(today, 3) }));
    expect(refusedOf(held, close)).toMatchObject({ details: { prompts: "capacity, multi-agency-risk" } });
    held.given(prompt("capacity"));
    expect(held.refusalOf(close)).toBe("prompts-unanswered");
    held.given(prompt("multi-agency-risk"));
    expect(held.refusalOf(close)).toBeUndefined();
  });

  test("CST-19: shuts again when an offer is taken up, also after the closure was asked for", () => {
    const held = pathwayCommands(today).reduce((gone, command) => gone.given(command), supported());
    held.given(close);
    held.given({
      type: "record-consultation",
      by: actor("mira"),
      with: "team",
      answer: "agrees",
    });
    held.given(offer({ answer: "accepted" }));
    expect(held.refusalOf({ type: "end-closure", by: actor("mira"), ended: "closed" })).toBe(
      "no-pathway-open",
    );
    expect(held.refusalOf({ type: "end-closure", by: actor("mira"), ended: "kept" })).toBeUndefined();
    expect([held.state.pathway, held.state.offers]).toEqual([undefined, []]);
  });

  test("CST-19: does not stand before the other ways out, which an open pathway contradicts until a manager ends it", () => {
    const planned = { ...close, reason: "actively-engaging" } as const;
    expect(supported().refusalOf(planned)).toBeUndefined();
    const held = supported().given(begin);
    expect(refusedOf(held, planned)).toEqual({
      name: "pathway-contradicts",
      details: { since: "2026-11-20" },
    });
    for (const by of ["anneke", "bram", "idris"])
      expect(held.refusalOf({ type: "end-non-engagement", by: actor(by), content: "words-1" })).toBe(
        "not-a-decision-maker",
      );
    held.given({ type: "end-non-engagement", by: actor("mira"), content: "words-1" });
    expect(held.refusalOf(planned)).toBeUndefined();
  });

  test("CST-19: contradicts also what was asked for before the pathway was begun", () => {
    const held = supported()
      .given({ type: "record-outcomes", by: from.by, roster: team, answers: noNeeds.answers })
      .given({ ...close, reason: "actively-engaging" })
      .given(begin);
    const decided = (ended: "closed" | "kept") =>
      held.refusalOf({ type: "end-closure", by: actor("mira"), ended });
    expect([decided("closed"), decided("kept")]).toEqual(["pathway-contradicts", undefined]);
    // The lock is opened by the manager's word alone, and then the planned end stands.
    held.given({ type: "end-non-engagement", by: actor("mira"), content: "words-1" });
    expect(decided("closed")).toBeUndefined();
  });
});

describe("An offer to somebody who may not be reached in every way", () => {
  const letter = offer({ channel: "letter", place: "at-a-distance" });

  test("X-05, CST-20: by a channel that is not safe is refused, unless somebody says why it was used", () => {
    const held = supported(team, ["letter", "text"]);
    expect(refusedOf(held, letter)).toEqual({ name: "channel-not-safe", details: { channel: "letter" } });
    expect(held.refusalOf({ ...letter, unsafeReason: "easier" } as CaseCommand)).toBe("not-in-policy");
    held.given({ ...letter, unsafeReason: "person-asked" } as CaseCommand);
    expect(held.state.offers).toMatchObject([{ channel: "letter", unsafeReason: "person-asked" }]);
    for (const safe of ["visit", "through-agency"] as const)
      expect(held.refusalOf(offer({ channel: safe }))).toBeUndefined();
    expect(held.refusalOf(offer({ channel: "call", place: "at-a-distance" }))).toBeUndefined();
    expect(supported().refusalOf(letter)).toBeUndefined();
  });

  test("X-05, CST-19: is not asked for by a channel that is not safe: visits on different days, by two people, in two places will do", () => {
    const visits = (held: CaseBuilder) => {
      held.given(begin).given(prompt("capacity")).given(prompt("multi-agency-risk"));
      for (const n of [0, 1, 2, 3] as const) {
        const by =
          n < 2
            ? ({ madeBy: "anneke", place: "home" } as const)
            : ({ madeBy: "bram", place: "community" } as const);
        held.given(offer({ ...by, day: plusDays(today, n) }));
      }
      return held;
    };
    expect(visits(supported(team, channels)).refusalOf(close)).toBeUndefined();
    const oneIsSafe = visits(supported(team, channels.slice(1)));
    expect(refusedOf(oneIsSafe, close)).toEqual({
      name: "offers-incomplete",
      details: { channels: "1 of 2" },
    });
    oneIsSafe.given(offer({ channel: "call", place: "at-a-distance", day: plusDays(today, 3) }));
    expect(oneIsSafe.refusalOf(close)).toBeUndefined();
  });
});

describe("The pathway for somebody who takes up nothing that is offered", () => {
  test("CST-20, I5: has its next offer chased, until enough was tried", () => {
    const held = supported().given(begin);
    expect(chased(held)).toEqual(["next-offer"]);
    for (const [n, made] of graduated.slice(0, 3).entries())
      held.given(offer({ ...made, day: plusDays(today, n) }));
    expect(chased(held)).toEqual(["next-offer"]);
    held.given(offer({ ...graduated[3], day: plusDays(today, 3) }));
    expect(chased(held)).toEqual([]);
  });

  test("ends when an offer is taken up, or when the team goes another way, and nothing is chased then", () => {
    const engaged = supported()
      .given(begin)
      .given(offer({ answer: "accepted" }));
    expect([engaged.state.pathway, chased(engaged)]).toEqual([undefined, []]);
    const left = supported()
      .given(begin)
      .given({ type: "end-non-engagement", by: actor("mira"), content: "words-1" });
    expect([left.state.pathway, chased(left)]).toEqual([undefined, []]);
  });

  test("CST-20: counts offers that were made before it was begun, and never one of a day to come or before the allocation", () => {
    const held = supported().given(offer());
    expect(held.state.offers).toHaveLength(1);
    expect(held.refusalOf(offer({ day: calendarDay("2026-11-21") }))).toBe("day-not-reached");
    expect(refusedOf(held, offer({ day: calendarDay("2026-11-16") }))).toEqual({
      name: "day-too-early",
      details: { day: "2026-11-16", earliest: "2026-11-17" },
    });
  });

  test("F13, CST-19: counts an offer once that is sent again, whatever was sent in between", () => {
    const [first, second] = [offer(), offer({ channel: "letter", place: "at-a-distance" })];
    const held = supported().given(first).given(second).given(first).given(second);
    expect(held.state.offers).toHaveLength(2);
    expect(held.events.filter(({ type }) => type === "OfferMade")).toHaveLength(2);
  });

  test("CST-19, CST-20: takes an offer from whoever made it, or from a manager for them, and from nobody else", () => {
    const bram = offer({ madeBy: "bram" });
    expect(supported().refusalOf(bram)).toBeUndefined();
    for (const by of ["anneke", "idris", "carys"])
      expect(refusedOf(supported(), offer({ madeBy: "bram" }, by))).toEqual({
        name: "not-the-one-who-offered",
        details: { madeBy: "bram" },
      });
    for (const by of ["mira", "juno"])
      expect(supported().refusalOf(offer({ madeBy: "bram" }, by))).toBeUndefined();
  });

  test("CST-20: takes an offer only of a colleague of the service who was there on that day", () => {
    const absence = { id: "A-1", version: 1, kind: "leave", cover: null } as const;
    const roster = teamWith(
      aPost("bram", "worker", { absences: [{ ...absence, from: "2026-11-18", until: "2026-11-19" }] }),
      aPost("carys", "worker", { leavesOn: "2026-11-16" }),
      aPost("elsewhere", "worker", { services: ["another-service"] }),
    );
    const made = (madeBy: string, day: "2026-11-17" | "2026-11-18" | "2026-11-20") =>
      supported(roster).refusalOf(offer({ madeBy, day }, "mira", roster));
    expect(made("bram", "2026-11-18")).toBe("away-that-day");
    expect(made("bram", "2026-11-20")).toBeUndefined();
    for (const nobody of ["carys", "elsewhere", "nobody"])
      expect(made(nobody, "2026-11-17")).toBe("not-on-roster");
  });

  test.each([
    ["letter", "office"],
    ["call", "home"],
    ["text", "community"],
    ["email", "agency"],
    ["visit", "at-a-distance"],
  ] as const)("CST-19: counts no %s as an offer made in the place %s", (channel, place) => {
    expect(refusedOf(supported(), offer({ channel, place }))).toEqual({
      name: "place-contradicts-channel",
      details: { channel, place },
    });
  });

  test("CST-19: takes a visit anywhere, and an offer through an agency there or from afar", () => {
    for (const place of ["home", "office", "community", "agency"] as const)
      expect(supported().refusalOf(offer({ channel: "visit", place }))).toBeUndefined();
    for (const place of ["agency", "at-a-distance"] as const)
      expect(supported().refusalOf(offer({ channel: "through-agency", place }))).toBeUndefined();
  });

  test("is refused twice, and to whoever does not hold the case", () => {
    const held = supported().given(begin);
    expect(held.refusalOf(begin)).toBe("pathway-open");
    expect(held.refusalOf({ ...begin, by: actor("carys") })).toBe("not-the-worker");
    expect(aCase().screened().refusalOf(begin)).toBe("not-allocated-yet");
  });
});

describe("Ways out and outcomes", () => {
  const decided = (held: CaseBuilder) =>
    held.refusalOf({ type: "end-closure", by: actor("mira"), ended: "closed" });

  test("CST-18, CST-19: a way out is noted during support, and is reached when a closure is asked for by it", () => {
    const held = supported().given({
      type: "note-way-out",
      ...from,
      reason: "functioning-network",
      standing: "partly",
    });
    expect(held.state.waysOut).toMatchObject({ "functioning-network": { standing: "partly", by: "anneke" } });
    held.given({ ...close, reason: "functioning-network" });
    expect(held.state.waysOut).toMatchObject({ "functioning-network": { standing: "reached" } });
  });

  test("CST-19, CST-11: nobody leaves without an answer in each area: was there a need, and was it met", () => {
    const held = supported().given({ ...close, reason: "functioning-network" });
    expect(decided(held)).toBe("outcomes-missing");
    const { home, ...others } = noNeeds.answers;
    held.given({ type: "record-outcomes", by: from.by, roster: team, answers: others });
    expect(decided(held)).toBe("outcomes-missing");
    const met = { home: { identified: true, achieved: "partly" } } as const;
    held.given({ type: "record-outcomes", by: from.by, roster: team, answers: met });
    expect(decided(held)).toBeUndefined();
    expect(held.state.outcomes?.answers).toMatchObject({ ...others, ...met });
    expect(home).toEqual({ identified: false });
  });
});
