import { describe, expect, it } from "vitest";
import { atTime, type CalendarDay, dayOf, plusDays, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { CaseCommand } from "#shared/domain/case/commands.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import type { CaseEvent } from "#shared/domain/case/events.ts";
import { evolveCase } from "#shared/domain/case/evolve.ts";
import type { ReviewAnswers } from "#shared/domain/case/review-answers.ts";
import { aCase, type CaseBuilder } from "#test/support/cases.ts";
import { aPlanWrite } from "#test/support/plans.ts";
import { actor, aPost, team, teamWith } from "#test/support/staff.ts";

const tuesday = "2026-11-17T11:00:00.000Z";
const firstDue = "2026-12-01T09:30:00.000Z";
const allocated = (roster = team, supervisor = "idris") =>
  aCase({}, { at: tuesday, roster }).screened().allocated("anneke", supervisor).entered();

const unseen: ReviewAnswers = {
  seen: false,
  lastSeenOn: "2026-11-20",
  spokenTo: true,
  engagement: "not-engaging",
  goalsAgreed: "no",
  riskChange: "same",
};
const answered = ["rent", "kitchen"].map((id) => ({ id, progress: "same" as const }));
/** Its plan was approved by its supervisor. */
const withPlan = () =>
  allocated()
    .given(aPlanWrite())
    .given({
      type: "decide-plan",
      by: actor("idris"),
      version: 1,
      decision: "approve",
      content: "c",
      roster: team,
    });
const risk = (reviewOn: CalendarDay): CaseCommand => ({
  type: "record-work",
  by: actor("anneke"),
  roster: team,
  content: `risk-${reviewOn}`,
  record: { what: "risk", levels: { fire: "high" }, joint: [], reviewOn },
});
const promised = (held: CaseBuilder) =>
  commitmentsOf(held.state).map(({ kind, about, obligation }) => [kind, about, obligation?.due.slice(0, 10)]);
const challenge: ReviewAnswers = { agrees: false, changeBy: "2026-12-08" };
const told = (held: CaseBuilder) => held.mails.map(({ to, message }) => [to, message.kind]);

describe("The worker's half", () => {
  it("CST-14, CST-17: stands without goals agreed, and its coded answers are its history", () => {
    const held = allocated().at(firstDue).gave("worker", { answers: unseen });
    expect(held.events.find(({ type }) => type === "ReviewPartGiven")).toMatchObject(unseen);
    expect(held.refusalOf(held.half("supervisor"))).toBeUndefined();
  });

  it.each(["higher", "new"] as const)(
    "CST-12, CST-17: that says %s of the risk lapses the plan in force, owes the risk record anew in two working days, and tells the supervisor",
    (riskChange) => {
      const held = withPlan().at(firstDue);
      held.gave("worker", { answers: { seen: true, riskChange, objectives: answered } });
      expect(held.state.plan).toMatchObject({ status: "lapsed", version: 1 });
      expect(promised(held)).toEqual([
        ["plan", undefined, "2026-12-31"],
        ["plan-approval", undefined, "2026-12-08"],
        ["risk-review", "risk", "2026-12-03"],
      ]);
      expect(told(held)).toEqual([
        [{ staff: "idris" }, "risk-raised"],
        [{ staff: "anneke" }, "plan-lapsed"],
        [{ staff: "idris" }, "plan-lapsed"],
      ]);
      held.given(risk("2026-12-20"));
      expect(promised(held).filter(([kind]) => kind === "risk-review")).toEqual([
        ["risk-review", "risk", "2026-12-20"],
      ]);
    },
  );

  it("CST-12: that says the same or lower of the risk leaves the plan in force, and nobody is told", () => {
    for (const riskChange of ["same", "lower"] as const) {
      const held = withPlan().at(firstDue);
      held.gave("worker", { answers: { seen: true, riskChange, objectives: answered } });
      expect([held.state.plan?.status, promised(held), told(held)]).toEqual(["approved", [], []]);
    }
  });

  it("CST-12, L3: owes the risk record once, and sooner than a look that was promised for later", () => {
    const raised = { answers: { seen: true, riskChange: "higher" } } as const;
    const later = allocated().given(risk("2026-12-20")).at(firstDue).gave("worker", raised);
    expect(promised(later)).toEqual([
      ["risk-review", "risk", "2026-12-20"],
      ["risk-review", "risk", "2026-12-03"],
    ]);
    const sooner = allocated().given(risk("2026-12-02")).at(firstDue).gave("worker", raised);
    expect(promised(sooner)).toEqual([["risk-review", "risk", "2026-12-02"]]);
  });

  it("F6: that raises the risk as the second half, at the end of a stage, gives each new episode a sequence of its own", () => {
    const held = withPlan();
    while (!held.events.some((event) => event.type === "EpisodeBegun" && event.why === "stage-ended")) {
      const { due } = held.obligation;
      // Recorded each time, so that each half owes the record anew.
      held.at(due).given(risk(plusDays(dayOf(due), 60)));
      const objectives = answered.map((each) => ({ ...each, progress: "same" as const }));
      const riskChange = "higher" as const;
      held.gave("supervisor").gave("worker", { answers: { seen: true, riskChange, objectives } });
    }
    const begun = held.events.flatMap((event) => (event.type === "EpisodeBegun" ? [event.sequence] : []));
    expect(new Set(begun).size).toBe(begun.length);
  });

  it("last-seen-ahead: a last sight is never of tomorrow; today and never are days like others", () => {
    const held = allocated().at(firstDue);
    const on = (lastSeenOn: "2026-12-02" | "2026-12-01" | null) =>
      held.refusalOf(held.half("worker", { answers: { ...unseen, lastSeenOn } }));
    expect([on("2026-12-02"), on("2026-12-01"), on(null)]).toEqual(["last-seen-ahead", undefined, undefined]);
  });

  it("CST-13, CST-17: speaks of every open objective of the plan, and of no other", () => {
    const held = allocated().at(firstDue);
    const objective = { line: "rent", status: "open" } as const;
    held.given(
      aPlanWrite({
        objectives: [
          { ...objective, id: "objective-1" },
          { ...objective, id: "objective-2" },
          { ...objective, id: "objective-3", status: "achieved" },
        ],
      }),
    );
    const better = (...ids: readonly string[]) => ({
      answers: { seen: true, objectives: ids.map((id) => ({ id, progress: "better" as const })) },
    });
    expect(held.decide(held.half("worker", better("objective-1")))).toMatchObject({
      refused: { name: "objectives-unanswered", details: { missing: "objective-2" } },
    });
    const refusal = (...ids: readonly string[]) => held.refusalOf(held.half("worker", better(...ids)));
    expect(refusal("objective-1", "objective-2", "objective-3")).toBe("not-an-open-objective");
    expect(refusal("objective-1", "objective-2")).toBeUndefined();
  });

  it("F13: sent again word for word by the same person, it is told that it is in; by another or with other words, whose it is", () => {
    const held = allocated().at(firstDue).gave("worker");
    const again = (over: object) => held.decide(held.half("worker", over));
    expect(again({})).toMatchObject({ refused: { details: { identical: "yes", by: "anneke" } } });
    expect(again({ content: "other" })).not.toHaveProperty("refused.details.identical");
    expect(again({ by: "bram" })).not.toHaveProperty("refused.details.identical");
    // With the second half the next fortnight opens, and whoever sent that one again must be told the same.
    held.gave("supervisor");
    expect(held.decide(held.half("supervisor", { cycle: 1 }))).toMatchObject({
      refused: { name: "already-given", details: { identical: "yes", by: "idris", cycle: 1 } },
    });
  });
});

describe("A review without sight of the person", () => {
  const twice = (roster = team, supervisor = "idris") => {
    const held = allocated(roster, supervisor).at(firstDue);
    held.gave("worker", { answers: unseen }).gave("supervisor", { by: supervisor });
    return held.at("2026-12-15T09:30:00.000Z").gave("worker", { answers: unseen });
  };

  it("CST-17, I5: counts as such; the supervisor is told each time, and the manager from the second in a row on", () => {
    const held = allocated().at(firstDue).gave("worker", { answers: unseen });
    expect(told(held)).toEqual([[{ staff: "idris" }, "person-not-seen"]]);
    expect(held.state.unseenReviews).toBeUndefined();
    held.gave("supervisor");
    expect(held.state.unseenReviews).toBe(1);
    expect(told(twice())).toEqual([
      [{ staff: "idris" }, "person-not-seen"],
      [{ role: "manager" }, "person-not-seen"],
    ]);
  });

  it("I5: where the manager supervises, it is the service manager who is told besides", () => {
    expect(told(twice(team, "mira")).map(([to]) => to)).toEqual([
      { staff: "mira" },
      { role: "service-manager" },
    ]);
  });

  it("CST-17: a sight begins the count anew, also where the supervisor was first", () => {
    const held = twice().gave("supervisor");
    expect(held.state.unseenReviews).toBe(2);
    held.at("2026-12-29T09:30:00.000Z").gave("supervisor").gave("worker");
    expect(held.state.unseenReviews).toBe(0);
  });
});

describe("The supervisor's half", () => {
  it("CST-17: challenges; the worker is told, and it stands until a later review is agreed to", () => {
    const held = allocated().at(firstDue).gave("worker").gave("supervisor", { answers: challenge });
    expect(held.wanted).toContainEqual(
      expect.objectContaining({
        mail: expect.objectContaining({
          to: { staff: "anneke" },
          message: {
            kind: "review-challenged",
            caseRef: held.state.caseRef,
            cycle: 1,
            changeBy: "2026-12-08",
          },
        }),
      }),
    );
    const standing = { cycle: 1, by: "idris", at: firstDue, changeBy: "2026-12-08" };
    expect(held.state.challenge).toMatchObject(standing);
    held.at("2026-12-15T09:30:00.000Z").gave("worker");
    expect(held.state.challenge).toMatchObject(standing);
    held.gave("supervisor");
    expect(held.state.challenge).toBeUndefined();
  });

  it("CST-17: is a promise of the worker's, chased by the day it names, and ended by what the next supervisor finds", () => {
    const held = allocated().at(firstDue).gave("worker").gave("supervisor", { answers: challenge });
    const [first] = commitmentsOf(held.state);
    expect(first).toMatchObject({ kind: "challenge", about: "1", madeBy: "idris" });
    expect(first?.obligation?.owner).toBe("worker");
    expect(first?.obligation?.due).toBe(atTime("2026-12-08", "17:00"));
    const again: ReviewAnswers = { agrees: false, changeBy: "2026-12-22" };
    held.at("2026-12-15T09:30:00.000Z").gave("supervisor", { answers: again });
    expect(held.events).toContainEqual(
      expect.objectContaining({ type: "CommitmentEnded", id: first?.id, as: "not-kept" }),
    );
    const [second] = commitmentsOf(held.state);
    held.gave("worker").at("2026-12-29T09:30:00.000Z").reviewed();
    expect(held.events).toContainEqual(
      expect.objectContaining({ type: "CommitmentEnded", id: second?.id, as: "kept" }),
    );
    expect(commitmentsOf(held.state)).toEqual([]);
  });

  it("A1, F6: challenged as a stage ends, the promise and the next stage have names of their own", () => {
    const held = allocated();
    while (held.state.episode.sequence === 2) {
      const last = held.at(held.obligation.due).state.lastSequence;
      const changeBy = dayOf(plusMinutes(held.now, 60 * 24));
      held.gave("worker").gave("supervisor", { answers: { agrees: false, changeBy } });
      const begun = held.events.flatMap((each) => (each.type === "EpisodeBegun" ? [each.sequence] : []));
      expect(new Set(begun).size).toBe(begun.length);
      expect(held.state.lastSequence).toBeGreaterThan(last);
    }
  });

  it("not-a-day-to-change-by: from tomorrow on, within what the policy allows", () => {
    const held = allocated().at(firstDue);
    const by = (changeBy: "2026-12-01" | "2026-12-02" | "2026-12-29" | "2026-12-30") =>
      held.refusalOf(held.half("supervisor", { answers: { agrees: false, changeBy } }));
    expect([by("2026-12-01"), by("2026-12-30")]).toEqual([
      "not-a-day-to-change-by",
      "not-a-day-to-change-by",
    ]);
    expect([by("2026-12-02"), by("2026-12-29")]).toEqual([undefined, undefined]);
  });

  it("X-03, F17: with every supervisor and manager gone it comes from whoever is reached in their stead", () => {
    const left = { leavesOn: "2026-11-20" } as const;
    const gone = teamWith(
      aPost("idris", "supervisor", { ...left, deputy: "mira" }),
      aPost("mira", "manager", { ...left, deputy: "juno" }),
      aPost("juno", "service-manager", { ...left, deputy: "petra" }),
    );
    const held = allocated(gone).at(firstDue).gave("worker");
    expect(held.refusalOf(held.half("supervisor", { by: "petra" }))).toBeUndefined();
    expect(held.refusalOf(held.half("supervisor", { by: "bram" }))).toBe("not-a-supervisor");
  });

  it("X-04: nobody signs both halves, also where each is somebody else's and they stand in for both", () => {
    const left = { leavesOn: "2026-11-20" } as const;
    const roster = teamWith(
      aPost("anneke", "worker", { ...left, deputy: "mira" }),
      aPost("idris", "supervisor", { ...left, deputy: "mira" }),
    );
    const held = allocated(roster).at(firstDue).gave("worker", { by: "mira" });
    expect(held.refusalOf(held.half("supervisor", { by: "mira" }))).toBe("same-person");
    expect(held.refusalOf(held.half("supervisor", { by: "juno" }))).toBeUndefined();
  });
});

describe("An old history", () => {
  it("A9: folds, whatever its halves do not say", () => {
    const held = allocated().at(firstDue);
    const given = { cycle: 1, at: firstDue, content: "review-1" };
    const old: readonly CaseEvent[] = [
      { type: "ReviewPartGiven", part: "worker", by: "anneke", seen: false, ...given },
      { type: "ReviewPartGiven", part: "supervisor", by: "idris", ...given },
      { type: "ReviewCompleted", cycle: 1 },
    ];
    const folded = old.reduce(evolveCase, held.state);
    expect(folded).toMatchObject({ unseenReviews: 1, review: { given: { supervisor: { by: "idris" } } } });
    expect(folded.challenge).toBeUndefined();
  });
});
