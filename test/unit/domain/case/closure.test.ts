import { describe, expect, it } from "vitest";
import { calendarDay } from "#shared/domain/calendar-day.ts";
import { isOpen } from "#shared/domain/case/case.ts";
import type { CaseCommand } from "#shared/domain/case/commands.ts";
import { standingOf } from "#shared/domain/case/waits.ts";
import type { ClosureReason } from "#shared/domain/policy.ts";
import { aCase, type CaseBuilder } from "#test/support/cases.ts";
import { noNeeds, pathwayCommands } from "#test/support/leaving.ts";
import { actor, aPost, team, teamWith } from "#test/support/staff.ts";

const allocated = (roster = team) =>
  aCase({ agencies: ["fire-service"] }, { at: "2026-11-17T11:00:00.000Z", roster })
    .screened()
    .allocated()
    .given({ type: "record-outcomes", by: actor("mira", roster), roster, answers: noNeeds.answers })
    .entered();

const request = (reason: ClosureReason, by = "anneke", roster = team): CaseCommand => ({
  type: "request-closure",
  by: actor(by, roster),
  reason,
  evidence: "closure-evidence-1",
  agencies: ["probation"],
  roster,
});
const heard = (
  from: string,
  answer: "agrees" | "objects" | "silent" = "agrees",
  by = "anneke",
): CaseCommand => ({
  type: "record-consultation",
  by: actor(by),
  with: from,
  answer,
  content: "consultation-1",
  roster: team,
});
const end = (ended: "closed" | "kept" | "withdrawn", by = "mira"): CaseCommand => ({
  type: "end-closure",
  by: actor(by),
  ended,
  content: "closure-decision-1",
});

const pathwayGone = (held: CaseBuilder) =>
  pathwayCommands(calendarDay("2026-11-17")).reduce((gone, command) => gone.given(command), held);
const notEngaging = () =>
  pathwayGone(allocated().at("2026-12-02T10:00:00.000Z")).given(request("offers-not-accepted"));
/** The closure's execution enters its wait with `left` instants; all of them unless said. */
const entersClosure = (held: CaseBuilder, left?: number): CaseBuilder => {
  const { closure } = held.state;
  if (!closure?.obligation) throw new Error("No closure is open");
  const { sequence, attempt } = closure.episode;
  const { wait, rungs } = closure.obligation;
  return held.entered({ sequence, attempt, wait, left: left ?? rungs.length + 1, token: `closure-${left}` });
};
const allAnswered = (held: CaseBuilder) =>
  held.given(heard("team")).given(heard("fire-service")).given(heard("probation"));
const told = (held: CaseBuilder) => held.mails.map(({ to, message }) => [Object.values(to)[0], message.kind]);

describe("Asking to close a case", () => {
  it("CST-18: lets the reviews go on meanwhile, each with an execution of its own", () => {
    const held = notEngaging();
    expect(held.state.obligation?.kind).toBe("review");
    expect(held.state.closure?.obligation?.kind).toBe("consultation");
    expect(held.state.closure?.episode).toMatchObject({ workflow: "closure", sequence: 7, attempt: 1 });
    held.reviewed();
    expect(held.state.review?.cycle).toBe(2);
    expect(held.state.closure?.obligation?.kind).toBe("consultation");
  });

  it("CST-19: asks the team, the referral's agencies and those involved now; the worker is told to ask them", () => {
    const held = notEngaging();
    expect(held.state.closure?.ask).toEqual(["team", "fire-service", "probation"]);
    expect(told(held)).toEqual([["anneke", "consultation-due"]]);
  });

  it("CST-19: goes to the manager at once for a way out that needs no consultation", () => {
    const held = allocated().given(request("functioning-network"));
    expect(held.state.closure?.obligation?.kind).toBe("closure");
    expect(told(held)).toEqual([["manager", "closure-to-decide"]]);
  });

  it.each<[string, CaseBuilder, CaseCommand]>([
    ["nothing-to-close", aCase().screened(), request("functioning-network", "mira")],
    ["closure-under-way", notEngaging(), request("functioning-network")],
    ["not-the-worker", allocated(), request("functioning-network", "carys")],
  ])("is refused as %s", (name, held, command) => {
    expect(held.refusalOf(command)).toBe(name);
  });
});

describe("The consultation about non-engagement", () => {
  it("CST-19: keeps the decision locked until everybody has answered", () => {
    const held = notEngaging().given(heard("team")).given(heard("probation", "objects"));
    expect(held.refusalOf(end("closed"))).toBe("consultation-incomplete");
    expect(held.refusalOf(end("kept"))).toBe("consultation-incomplete");
    held.given(heard("fire-service"));
    expect(held.state.closure?.obligation).toMatchObject({ kind: "closure", wait: 2 });
    expect(told(held)).toEqual([["manager", "closure-to-decide"]]);
  });

  it("CST-19: takes silence only past the deadline, and only where somebody was chased", () => {
    const held = notEngaging();
    expect(held.state.closure?.answerBy).toBe("2026-12-16T17:00:00.000Z");
    expect(held.at("2026-12-16T16:59:00.000Z").refusalOf(heard("probation", "silent"))).toBe(
      "still-time-to-answer",
    );
    expect(held.at("2026-12-16T17:01:00.000Z").refusalOf(heard("probation", "silent"))).toBe(
      "still-time-to-answer",
    );
    const rungs = held.state.closure?.obligation?.rungs.length ?? 0;
    entersClosure(held.at("2026-12-09T09:00:00.000Z"), rungs);
    expect(told(held)).toEqual([["anneke", "consultation-due"]]);
    expect(held.at("2026-12-16T16:59:00.000Z").refusalOf(heard("probation", "silent"))).toBe(
      "still-time-to-answer",
    );
    expect(held.at("2026-12-16T17:00:00.000Z").refusalOf(heard("probation", "silent"))).toBeUndefined();
  });

  it.each([
    ["not-asked", heard("police")],
    ["already-given", heard("team")],
    ["not-the-worker", heard("probation", "agrees", "carys")],
  ])("refuses an answer as %s", (name, command) => {
    expect(notEngaging().given(heard("team")).refusalOf(command)).toBe(name);
  });
});

describe("The decision about a closure", () => {
  it("CST-19, I7: is a manager's, who is neither the worker nor the one who asked", () => {
    const held = allAnswered(notEngaging());
    expect(held.refusalOf(end("closed", "anneke"))).toBe("not-a-decision-maker");
    expect(held.refusalOf(end("closed", "idris"))).toBe("not-a-decision-maker");
    const byManager = allocated().given(request("functioning-network", "mira"));
    expect(byManager.refusalOf(end("closed", "mira"))).toBe("same-person");
    expect(byManager.refusalOf(end("closed", "juno"))).toBeUndefined();
    const both = teamWith(aPost("anneke", "worker", { roles: ["worker", "manager"] }));
    const worker = allocated(both).given(
      request("functioning-network", "idris", teamWith(aPost("idris", "manager"))),
    );
    const decision = worker.decide({ ...end("closed"), by: actor("anneke", both) } as CaseCommand);
    expect(decision).toMatchObject({ refused: { name: "same-person" } });
  });

  it("CST-19: closes, answers both waits, leaves nothing that ticks, and tells those who asked and gave support", () => {
    const held = entersClosure(allAnswered(notEngaging())).given(end("closed"));
    expect(isOpen(held.state)).toBe(false);
    expect(held.state.obligation).toBeUndefined();
    expect(held.state.closure?.obligation).toBeUndefined();
    expect(held.state.closed).toMatchObject({ reason: "offers-not-accepted", planned: false, by: "mira" });
    const answers = held.wanted.flatMap((intent) => (intent.kind === "answer-wait" ? [intent] : []));
    expect(answers.map(({ sequence, answer }) => [sequence, answer.outcome])).toEqual([
      [7, "closed"],
      [2, "closed"],
    ]);
    expect(told(held)).toEqual([
      [held.state.referralRef, "support-ended"],
      ["anneke", "case-closed"],
      ["idris", "case-closed"],
      ["fire-service", "support-ended"],
      ["probation", "support-ended"],
    ]);
  });

  it("CST-19: tells an agency that was named and, for a reason without consultation, not asked", () => {
    const held = allocated().given(request("functioning-network")).given(end("closed"));
    expect(held.state.closure?.ask).toEqual([]);
    const agencies = held.mails.flatMap(({ to }) => ("agency" in to ? [to.agency] : []));
    expect(agencies).toEqual(["fire-service", "probation"]);
  });

  it("F12: answers a wait that comes late to a closed case with what it missed", () => {
    const held = allocated().given(request("functioning-network")).given(end("closed"));
    expect(standingOf(held.state, { sequence: 2, attempt: 1, wait: 1 })).toBe("settled");
    expect(standingOf(held.state, { sequence: 3, attempt: 1, wait: 1 })).toBe("settled");
  });

  it("keeps the case open where the manager says so, and a later request is a new episode", () => {
    const held = allocated().given(request("functioning-network")).given(end("kept"));
    expect(told(held)).toEqual([["anneke", "case-kept-open"]]);
    expect(isOpen(held.state)).toBe(true);
    expect(held.state.obligation?.kind).toBe("review");
    held.given(request("working-independently"));
    expect(held.state.closure?.episode.sequence).toBe(4);
  });

  it("may be taken back by whoever asked, during the consultation too", () => {
    expect(notEngaging().refusalOf(end("withdrawn", "carys"))).toBe("not-a-decision-maker");
    const held = notEngaging().given(end("withdrawn", "anneke"));
    expect(held.state.closure).toMatchObject({ ended: "withdrawn" });
    expect(held.state.closure?.obligation).toBeUndefined();
  });

  it.each(["closed", "kept", "withdrawn"] as const)(
    "is refused as no-closure-open where nobody asked (%s)",
    (ended) => {
      expect(allocated().refusalOf(end(ended))).toBe("no-closure-open");
    },
  );

  it("is refused once the case is closed, as is a second closure", () => {
    const held = allocated().given(request("functioning-network")).given(end("closed"));
    expect(held.refusalOf(end("closed"))).toBe("already-decided");
    expect(held.refusalOf(request("functioning-network"))).toBe("already-decided");
    expect(held.refusalOf(held.half("worker", { cycle: 1 }))).toBe("no-review-open");
  });
});

describe("A closure that nobody answers", () => {
  it("F29: climbs and hands over to its next episode, and never closes the case", () => {
    const held = notEngaging();
    const rungs = held.state.closure?.obligation?.rungs ?? [];
    const last = rungs.at(-1);
    expect(last?.says).toBe("hand-over");
    entersClosure(held.at(last?.at ?? ""), 1);
    expect(held.state.closure?.episode).toMatchObject({ workflow: "closure", sequence: 8 });
    expect(held.state.closure?.obligation).toMatchObject({ kind: "consultation", wait: 1 });
    expect(held.state.episode).toMatchObject({ workflow: "support-stage", sequence: 2 });
    expect(isOpen(held.state)).toBe(true);
  });
});
