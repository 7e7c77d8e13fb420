import { describe, expect, it } from "vitest";
import { referralBody } from "#shared/contracts/referral.ts";
import { factsOf } from "#shared/contracts/referral-facts.ts";
import { type CalendarDay, calendarDay } from "#shared/domain/calendar-day.ts";
import { isOpen } from "#shared/domain/case/case.ts";
import type { CaseCommand, OpenCase } from "#shared/domain/case/commands.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { standingOf } from "#shared/domain/case/waits.ts";
import type { ClosureReason, Policy } from "#shared/domain/policy.ts";
import { aCase, type CaseBuilder } from "#test/support/cases.ts";
import { noNeeds, pathwayCommands } from "#test/support/leaving.ts";
import { planless } from "#test/support/policies.ts";
import { aReferral } from "#test/support/referrals.ts";
import { actor, aPost, team, teamWith } from "#test/support/staff.ts";

const allocated = (roster = team, policy = planless, over: Partial<OpenCase> = {}) =>
  aCase({ agencies: ["fire-service"], ...over }, { at: "2026-11-17T11:00:00.000Z", roster, policy })
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
  by = "mira",
): CaseCommand => ({
  type: "record-consultation",
  by: actor(by),
  with: from,
  answer,
  content: "consultation-1",
});
const asked = (agency: string, on: CalendarDay, by = "anneke"): CaseCommand => ({
  type: "note-asking",
  by: actor(by),
  with: agency,
  on,
  content: "consultation-asked-1",
  roster: team,
});
const end = (
  ended: "closed" | "kept" | "withdrawn",
  by = "mira",
  meetsObjections?: boolean,
): CaseCommand => ({
  type: "end-closure",
  by: actor(by),
  ended,
  content: "closure-decision-1",
  meetsObjections,
});

const amended = ({ state }: CaseBuilder, agencies: readonly string[]): CaseCommand => ({
  type: "amend-referral",
  by: actor("anneke"),
  roster: team,
  referralRef: state.referralRef,
  reason: "more-known",
  content: "body-2",
  screening: state.screening,
  facts: factsOf(referralBody.parse(aReferral())),
  agencies,
});

const pathwayGone = (held: CaseBuilder) =>
  pathwayCommands(calendarDay("2026-11-17")).reduce((gone, command) => gone.given(command), held);
/** Somebody has asked to close it on Wednesday 2 December; answers are due by the end of the 16th. */
const notEngaging = (policy = planless, by = "anneke", before: readonly CaseCommand[] = []) => {
  const held = pathwayGone(allocated(team, policy).at("2026-12-02T10:00:00.000Z"));
  return before
    .reduce((each, command) => each.given(command), held)
    .given(request("offers-not-accepted", by));
};
/** A service that has the address of one of its partners. */
const mailing: Policy = {
  ...planless,
  closure: {
    ...planless.closure,
    agencies: planless.closure.agencies.map((each) =>
      each.id === "probation" ? { ...each, email: "desk@probation.example" } : each,
    ),
  },
};
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

  it("CST-19: asks the team, the referral's agencies and those involved now; the worker and the manager are told", () => {
    const held = notEngaging();
    expect(held.state.closure?.ask).toEqual(["team", "fire-service", "probation"]);
    expect(held.state.closure?.obligation?.owner).toBe("manager");
    expect(told(held)).toEqual([
      ["anneke", "consultation-due"],
      ["manager", "consultation-due"],
    ]);
    expect(told(notEngaging(planless, "mira"))).toContainEqual(["service-manager", "consultation-due"]);
  });

  it("CST-12, CST-19: asks where the person was referred on to, unless nothing came of it, and who shares the risk or offered something", () => {
    const by = { by: actor("anneke"), roster: team } as const;
    const on = calendarDay("2026-12-02");
    const refer = (destination: string): CaseCommand => ({
      type: "record-work",
      ...by,
      content: `to-${destination}`,
      record: { what: "referral-on", destination, on },
    });
    const risk = {
      what: "risk",
      levels: { fire: "low" },
      joint: ["police"],
      reviewOn: calendarDay("2026-12-20"),
    } as const;
    const offer = {
      kind: "agency-offer",
      due: calendarDay("2026-12-20"),
      about: "general-practice",
    } as const;
    const held = pathwayGone(allocated().at("2026-12-02T10:00:00.000Z"))
      .given(refer("cnwl"))
      .given(refer("mk-arc"))
      .given(refer("employment"))
      .given({ type: "record-work", ...by, content: "risk", record: risk })
      .given({ type: "make-commitment", ...by, content: "offer", ...offer });
    const promiseTo = (about: string) =>
      commitmentsOf(held.state).find((each) => each.kind === "referral-on" && each.about === about)?.id ?? 0;
    held.given({ type: "end-commitment", ...by, id: promiseTo("mk-arc"), as: "kept", content: "said" });
    held.given({
      type: "end-commitment",
      ...by,
      id: promiseTo("employment"),
      as: "not-kept",
      content: "said",
    });
    held.given(request("offers-not-accepted"));
    expect([...(held.state.closure?.ask ?? [])].sort()).toEqual(
      ["team", "fire-service", "probation", "cnwl", "mk-arc", "police", "general-practice"].sort(),
    );
  });

  it("CST-19: asks also who comes to be involved while it is weighed, and is not decided before they answer", () => {
    const held = allAnswered(notEngaging());
    expect(held.refusalOf(end("closed"))).toBeUndefined();
    const record = { what: "referral-on", destination: "cnwl", on: calendarDay("2026-12-02") } as const;
    held.given({ type: "record-work", by: actor("anneke"), roster: team, content: "to-cnwl", record });
    expect(held.refusalOf(end("closed"))).toBe("consultation-incomplete");
    expect(held.given(heard("cnwl")).refusalOf(end("closed"))).toBeUndefined();
    const risk = {
      what: "risk",
      levels: { fire: "low" },
      joint: ["police"],
      reviewOn: calendarDay("2026-12-20"),
    } as const;
    held.given({ type: "record-work", by: actor("anneke"), roster: team, content: "risk", record: risk });
    expect(held.refusalOf(end("closed"))).toBe("consultation-incomplete");
    expect(held.given(heard("police")).refusalOf(end("closed"))).toBeUndefined();
    const version = amended(held, ["fire-service", "probation", "general-practice"]);
    expect(held.given(version).refusalOf(end("closed"))).toBe("consultation-incomplete");
    expect(held.state.closure?.ask.at(-1)).toBe("general-practice");
    expect(held.given(heard("general-practice")).refusalOf(end("closed"))).toBeUndefined();
    const telephoned = allAnswered(
      pathwayGone(allocated(team, planless, { provisional: true }).at("2026-12-02T10:00:00.000Z")).given(
        request("offers-not-accepted"),
      ),
    );
    telephoned.given({
      type: "attach-form",
      by: actor("mira"),
      referralRef: "R-0THER00001",
      form: "C-0THER00001",
      screening: telephoned.state.screening,
      agencies: ["police"],
    });
    expect(telephoned.refusalOf(end("closed"))).toBe("consultation-incomplete");
    const planned = allocated().given(request("functioning-network"));
    planned.given(amended(planned, ["police"]));
    const on = { ...record, on: calendarDay("2026-11-17") };
    planned.given({ type: "record-work", by: actor("anneke"), roster: team, content: "to-cnwl", record: on });
    expect(planned.state.closure?.ask).toEqual([]);
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
    const held = notEngaging().given(heard("team")).given(heard("probation"));
    expect(held.refusalOf(end("closed"))).toBe("consultation-incomplete");
    expect(held.refusalOf(end("kept"))).toBe("consultation-incomplete");
    held.given(heard("fire-service"));
    expect(held.state.closure?.obligation).toMatchObject({ kind: "closure", wait: 2 });
    expect(told(held)).toEqual([["manager", "closure-to-decide"]]);
  });

  it("CST-19, X-04: is recorded by the manager, who is neither the worker nor the one who asked for the closure", () => {
    for (const by of ["anneke", "bram", "idris"])
      expect(notEngaging().refusalOf(heard("team", "agrees", by))).toBe("not-a-decision-maker");
    expect(notEngaging().refusalOf(heard("team", "agrees", "juno"))).toBeUndefined();
    const byManager = notEngaging(planless, "mira");
    expect(byManager.refusalOf(heard("team"))).toBe("same-person");
    expect(byManager.refusalOf(heard("team", "agrees", "juno"))).toBeUndefined();
  });

  it("CST-19: takes the silence of an agency only where somebody asked it on two days, and past its time", () => {
    const silent = heard("probation", "silent");
    const held = notEngaging();
    expect(held.state.closure?.answerBy).toBe("2026-12-16T17:00:00.000Z");
    expect(held.at("2026-12-16T16:59:00.000Z").refusalOf(silent)).toBe("still-time-to-answer");
    expect(held.at("2026-12-16T17:00:00.000Z").refusalOf(silent)).toBe("not-chased");
    held.at("2026-12-02T12:00:00.000Z").given(asked("probation", "2026-12-02"));
    held.at("2026-12-16T17:00:00.000Z");
    expect(held.refusalOf(silent)).toBe("not-chased");
    held.given(asked("probation", "2026-12-16"));
    expect(held.refusalOf(silent)).toBe("not-chased");
    expect(held.at("2026-12-17T09:00:00.000Z").refusalOf(silent)).toBeUndefined();
    expect(held.refusalOf(heard("fire-service", "silent"))).toBe("not-chased");
  });

  it("CST-19: gives an agency that was asked late the same time as the others", () => {
    const held = notEngaging().at("2026-12-16T12:00:00.000Z").given(asked("probation", "2026-12-15"));
    held.given(asked("probation", "2026-12-16"));
    const decision = held.at("2026-12-21T09:00:00.000Z").decide(heard("probation", "silent"));
    expect(decision).toMatchObject({
      refused: { name: "still-time-to-answer", details: { answerBy: "2026-12-31T17:00:00.000Z" } },
    });
    expect(held.at("2026-12-31T17:00:00.000Z").refusalOf(heard("probation", "silent"))).toBeUndefined();
  });

  it("CST-19: never takes the team for silent", () => {
    expect(notEngaging().at("2027-01-20T09:00:00.000Z").refusalOf(heard("team", "silent"))).toBe(
      "team-not-silent",
    );
  });

  it("CST-19, F13: keeps on which days an agency was asked, and by whom, however late and often it is said", () => {
    const held = notEngaging().at("2026-12-08T12:00:00.000Z");
    for (const day of ["2026-12-07", "2026-12-04", "2026-12-07"] as const)
      held.given(asked("probation", day));
    expect(held.state.closure?.asked).toEqual({ probation: { first: "2026-12-04", again: "2026-12-07" } });
    expect(held.events.filter(({ type }) => type === "AgencyAsked")).toHaveLength(2);
    expect(held.events).toContainEqual(
      expect.objectContaining({ type: "AgencyAsked", by: "anneke", content: "consultation-asked-1" }),
    );
    expect(held.mails).toEqual([]);
    expect(held.refusalOf(asked("probation", "2026-12-09"))).toBe("day-not-reached");
    expect(held.refusalOf(asked("probation", "2026-12-01"))).toBe("day-too-early");
    expect(held.refusalOf(asked("police", "2026-12-08"))).toBe("not-asked");
    expect(held.refusalOf(asked("team", "2026-12-08"))).toBe("not-an-agency");
    expect(held.refusalOf(asked("probation", "2026-12-08", "carys"))).toBe("not-the-worker");
    expect(allocated().refusalOf(asked("probation", "2026-11-17"))).toBe("no-closure-open");
  });

  it("CST-19, X-05: asks an agency with an address by mail, and once more at a reminder while it has not answered", () => {
    const held = notEngaging(mailing);
    const toAgency = () =>
      held.mails.filter(({ to }) => "agency" in to).map(({ key, message }) => [key, message]);
    const { referralRef, caseRef } = held.state;
    const message = { kind: "agency-asked", referralRef, caseRef, answerBy: "2026-12-16T17:00:00.000Z" };
    const key = (day: string) => `${caseRef}/closure/2026-12-02T10:00:00.000Z/ask/probation/${day}`;
    expect(toAgency()).toEqual([[key("2026-12-02"), { ...message, again: false }]]);
    const rungs = held.state.closure?.obligation?.rungs.length ?? 0;
    entersClosure(held.at("2026-12-09T09:00:00.000Z"), rungs);
    expect(toAgency()).toEqual([[key("2026-12-09"), { ...message, again: true }]]);
    expect(held.at("2026-12-16T17:00:00.000Z").refusalOf(heard("probation", "silent"))).toBeUndefined();
    held.given(heard("probation"));
    entersClosure(held.at("2026-12-14T09:00:00.000Z"), rungs - 1);
    expect(toAgency()).toEqual([]);
  });

  it("F37: does not count a mail that came back as an asking", () => {
    const held = notEngaging(mailing);
    const note = { type: "note-returned-mail", mail: "mail-1", to: "agency", agency: "probation" } as const;
    expect(Object.keys(held.state.closure?.asked ?? {})).toEqual(["probation"]);
    expect(Object.keys(held.given(note).state.closure?.asked ?? {})).toEqual([]);
  });

  it.each([
    ["not-asked", heard("police")],
    ["already-given", heard("team")],
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

  it("CST-19: closes against an objection only where the manager says why, and stays open without", () => {
    const held = notEngaging()
      .given(heard("team", "objects"))
      .given(heard("fire-service"))
      .given(heard("probation", "objects"));
    expect(held.decide(end("closed"))).toMatchObject({
      refused: { name: "objection-not-met", details: { objecting: "team, probation" } },
    });
    expect(held.refusalOf(end("closed", "mira", true))).toBeUndefined();
    expect(held.refusalOf(end("kept"))).toBeUndefined();
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
