import { describe, expect, test } from "vitest";
import { calendarDay } from "#shared/domain/calendar-day.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { areGoalsAgreed, type PlanFacts } from "#shared/domain/case/plan-state.ts";
import type { DecidePlan } from "#shared/domain/case/work-commands.ts";
import { communitySupportTeam } from "#shared/services/community-support-team.ts";
import { aCase } from "#test/support/cases.ts";
import { aPlanWrite, planFacts } from "#test/support/plans.ts";
import { actor, team } from "#test/support/staff.ts";

const { plan: lists } = communitySupportTeam.work;
const allocated = (policy = communitySupportTeam) => aCase({}, { policy }).screened().allocated();
const kinds = (held: ReturnType<typeof allocated>) => commitmentsOf(held.state).map(({ kind }) => kind);
const decided = (over: Partial<Omit<DecidePlan, "by">> & { by?: string } = {}): DecidePlan => ({
  type: "decide-plan",
  version: 1,
  decision: "approve",
  content: "plan-decision",
  roster: team,
  ...over,
  by: actor(over.by ?? "idris"),
});
const approved = () => allocated().given(aPlanWrite()).given(decided());

describe("A plan", () => {
  test("CST-12: is owed from the allocation on, by a day that the policy names", () => {
    const held = allocated();
    const [promise] = commitmentsOf(held.state);
    // Twenty working days after Wednesday 11 November 2026.
    expect(promise).toMatchObject({
      kind: "plan",
      obligation: { due: "2026-12-09T17:00:00.000Z", owner: "worker" },
    });
  });

  test("CST-12: submitted, is owed no more, and its supervisor is asked to approve it", () => {
    const held = allocated().given(aPlanWrite());
    expect(kinds(held)).toEqual(["plan-approval"]);
    expect(commitmentsOf(held.state)[0]?.obligation?.owner).toBe("supervisor");
    expect(held.state.plan).toMatchObject({ version: 1, status: "awaiting-approval", by: "anneke" });
  });

  test("CST-12: left as a draft, is still owed, and its clock is not set back by another draft", () => {
    const held = allocated()
      .at("2026-11-20T10:00:00.000Z")
      .given(aPlanWrite({}, { submit: false }));
    expect(kinds(held)).toEqual(["plan"]);
    expect(commitmentsOf(held.state)[0]?.obligation?.due).toBe("2026-12-09T17:00:00.000Z");
  });

  test("CST-14: stands without goals that the person agreed to, says so, and a review may change that", () => {
    const goals = [{ id: "cook", agreed: "not-asked" }] as const;
    const held = allocated().given(aPlanWrite({ goals }));
    const standing = () => held.state.plan && areGoalsAgreed(held.state.plan);
    expect(held.given(decided()).state.plan?.status).toBe("approved");
    expect(standing()).toBe(false);
    const objectives = [
      { id: "rent", progress: "better" },
      { id: "kitchen", progress: "achieved" },
    ] as const;
    held.given(held.half("worker", { answers: { seen: true, goalsAgreed: "yes", objectives } }));
    expect(standing()).toBe(true);
    const without = allocated().given(aPlanWrite({ goals: [] })).state.plan;
    expect(without && areGoalsAgreed(without)).toBe(false);
  });

  test("CST-17: loses an objective that a review calls achieved, and one that its next version leaves out", () => {
    const held = approved();
    const objectives = [
      { id: "rent", progress: "same" },
      { id: "kitchen", progress: "achieved" },
    ] as const;
    held.given(held.half("worker", { answers: { seen: true, objectives } }));
    const status = () => held.state.plan?.objectives.map(({ id, status }) => [id, status]);
    expect(status()).toEqual([
      ["rent", "open"],
      ["kitchen", "achieved"],
    ]);
    held.given(aPlanWrite({ objectives: [] }, { basedOn: 1, content: "plan-2" }));
    expect(held.events).toContainEqual({ type: "ObjectiveEnded", id: "rent", as: "closed" });
    expect(held.events.filter((event) => event.type === "ObjectiveEnded")).toHaveLength(2);
  });

  test.each<[string, Partial<PlanFacts>, string]>([
    ["CLX-13: without the accommodation", { accommodation: undefined }, "no-accommodation"],
    [
      "CST-15: that leaves out an early focus",
      { earlyFocus: { "gp-registration": "done" } },
      "early-focus-missing",
    ],
  ])("%s is refused by name when it is submitted, and kept as a draft", (_what, facts, refusal) => {
    const held = allocated();
    expect(held.refusalOf(aPlanWrite(facts))).toBe(refusal);
    expect(held.given(aPlanWrite(facts, { submit: false })).state.plan?.status).toBe("draft");
  });

  test.each<[string, Partial<PlanFacts>]>([
    [
      "CST-16: a line that is not in the catalogue",
      { objectives: [{ id: "a", line: "holidays", status: "open" }] },
    ],
    ["CLX-13: a kind of home that the service does not know", { accommodation: { kind: "castle" } }],
    ["CST-15: a focus that is not the service's", { earlyFocus: { ...planFacts.earlyFocus, diet: "done" } }],
    [
      "CST-16: a day that its line does not ask for",
      {
        objectives: [
          {
            id: "a",
            line: "rent",
            status: "open",
            dates: { "downsizing-payment-paid": calendarDay("2026-11-10") },
          },
        ],
      },
    ],
  ])("%s is refused", (_what, facts) => {
    expect(allocated().refusalOf(aPlanWrite(facts, { submit: false }))).toBe("not-in-policy");
  });

  test("CST-16: may cite each of the fifteen lines, and note when a downsizing payment was asked for and paid", () => {
    expect(lists.catalogue).toHaveLength(15);
    const dates = {
      "downsizing-payment-facilitated": calendarDay("2026-11-09"),
      "downsizing-payment-paid": calendarDay("2026-11-10"),
    };
    const objectives = lists.catalogue.map(({ id }) => ({
      id,
      line: id,
      status: "open" as const,
      ...(id === "moves" ? { dates } : {}),
    }));
    const held = allocated().given(aPlanWrite({ objectives }));
    expect(held.state.plan?.objectives.find(({ id }) => id === "moves")?.dates).toEqual(dates);
  });

  test("CST-15: speaks of a GP, of substance misuse and of mental health first", () => {
    expect(lists.earlyFocus.map(({ id }) => id)).toEqual([
      "gp-registration",
      "substance-misuse-services",
      "mental-health-services",
    ]);
  });

  test("F14: written on a version that somebody has changed meanwhile is refused, and told who, when, and where it is kept", () => {
    const held = allocated().given(aPlanWrite()).at("2026-11-12T10:00:00.000Z");
    const late = held.decide(aPlanWrite({}, { by: "bram", content: "plan-of-bram" }));
    expect(late).toMatchObject({
      refused: {
        name: "changed-meanwhile",
        details: { version: 1, by: "anneke", at: "2026-11-11T10:42:00.000Z", kept: "plan-of-bram" },
      },
    });
    expect(held.refusalOf(decided({ version: 2 }))).toBe("changed-meanwhile");
  });

  test("F13: sent twice word for word, is written once", () => {
    const held = allocated().given(aPlanWrite());
    expect(held.decide(aPlanWrite())).toEqual({ events: [] });
  });

  test("CST-12: promises each of its actions to somebody by a day", () => {
    const action = { objective: "rent", due: calendarDay("2026-11-20"), content: "action" };
    const held = allocated();
    const write = (over: object) => aPlanWrite({}, { actions: [{ ...action, ...over }] });
    expect(held.refusalOf(write({ due: calendarDay("2026-11-10") }))).toBe("day-is-past");
    expect(held.refusalOf(write({ due: calendarDay("2099-12-01") }))).toBe("too-far-ahead");
    expect(held.refusalOf(write({ staff: "nobody" }))).toBe("not-on-roster");
    held.given(write({ staff: "bram" }));
    const promised = commitmentsOf(held.state).find(({ kind }) => kind === "action");
    expect(promised).toMatchObject({
      about: "rent",
      staff: "bram",
      obligation: { due: "2026-11-20T17:00:00.000Z" },
    });
  });

  test("is written by nobody but who holds the case, and not before the case is allocated", () => {
    expect(allocated().refusalOf(aPlanWrite({}, { by: "carys" }))).toBe("not-the-worker");
    expect(
      aCase()
        .screened()
        .refusalOf(aPlanWrite({}, { by: "idris" })),
    ).toBe("not-allocated-yet");
  });
});

describe("The approval of a plan", () => {
  test("X-04: is given by a supervisor or manager who wrote no part of it", () => {
    const held = allocated().given(aPlanWrite({}, { by: "idris", submit: false }));
    held.given(aPlanWrite({}, { basedOn: 1, content: "plan-2" }));
    const by = (who: string) => held.refusalOf(decided({ by: who, version: 2 }));
    expect([by("idris"), by("anneke"), by("bram"), by("mira")]).toEqual([
      "same-person",
      "not-a-supervisor",
      "not-a-supervisor",
      undefined,
    ]);
    held.given(decided({ by: "mira", version: 2 }));
    expect(kinds(held)).toEqual([]);
    expect(held.state.plan).toMatchObject({ status: "approved", inForce: { version: 2, by: "mira" } });
    // What was approved is settled: who wrote that has no part in the version after it.
    held.given(aPlanWrite({}, { basedOn: 2, content: "plan-3" }));
    expect(held.refusalOf(decided({ version: 3 }))).toBeUndefined();
  });

  test("CST-12: sends a plan back with words, and it is owed again", () => {
    const held = allocated()
      .given(aPlanWrite())
      .given(decided({ decision: "send-back" }));
    expect(kinds(held)).toEqual(["plan"]);
    expect(held.state.plan?.status).toBe("draft");
    expect(held.refusalOf(decided())).toBe("no-plan-to-approve");
  });

  test("CST-12, CLX-13: lapses when the person lives elsewhere, also by a draft", () => {
    const moved = { accommodation: { kind: "hospital" } };
    const held = approved().given(aPlanWrite(moved, { basedOn: 1, submit: false, content: "plan-2" }));
    expect(held.events).toContainEqual({ type: "PlanLapsed", why: "accommodation-changed" });
    expect(held.state.plan?.inForce).toBeUndefined();
    expect(kinds(held)).toEqual(["plan"]);
    expect(held.mails.filter(({ message }) => message.kind === "plan-lapsed")).toHaveLength(2);
    const same = approved().given(aPlanWrite({}, { basedOn: 1, content: "plan-2" }));
    expect(same.state.plan).toMatchObject({ status: "awaiting-approval", inForce: { version: 1 } });
  });
});
