import { describe, expect, test } from "vitest";
import { calendarDay } from "#shared/domain/calendar-day.ts";
import type { CaseCommand } from "#shared/domain/case/commands.ts";
import type { WorkRecord } from "#shared/domain/case/work-commands.ts";
import { refuseReason } from "#shared/domain/decision.ts";
import { communitySupportTeam } from "#shared/services/community-support-team.ts";
import { aCase } from "#test/support/cases.ts";
import { aPlanWrite } from "#test/support/plans.ts";
import { actor, team } from "#test/support/staff.ts";

const { work, closure, people, keeping } = communitySupportTeam;
const on = calendarDay("2026-11-10");
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
const record = (record: WorkRecord): CaseCommand => ({
  type: "record-work",
  by: actor("anneke"),
  roster: team,
  content: "content",
  record,
});
const contact = (over: object) =>
  record({
    ...{ what: "contact", channel: "visit", place: "home", when: "2026-11-11T10:00:00.000Z" },
    ...{ minutes: 30, outcome: "supported", seen: true, spokenTo: true },
    ...over,
  } as WorkRecord);
const risk = (levels: Readonly<Record<string, string>>) =>
  record({ what: "risk", levels, joint: [], reviewOn: calendarDay("2026-12-01") });
const talk = { what: "conversation", tool: "well-12", edition: "to-be-filled-in", on } as const;
const questions = work.conversations.find(({ tool }) => tool === "well-12")?.questions ?? [];
const going = questions.find(({ id }) => id === "going");
const moves = work.plan.catalogue.find(({ id }) => id === "moves");
const objective = { id: "a", line: "moves", status: "open" } as const;
const by = actor("mira");
const said = { by, content: "content", roster: team };

describe("A coded word that is not the service's is refused with those that are", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["channel", contact({ channel: "pigeon" }), ids(work.contact.channels)],
    ["place", contact({ place: "moon" }), ids(work.contact.places)],
    ["outcome", contact({ outcome: "fine" }), ids(work.contact.outcomes)],
    ["area", risk({ dragons: "high" }), ids(work.risk.areas)],
    ["level", risk({ fire: "awful" }), ids(work.risk.levels)],
    ["warning", record({ what: "warning", kind: "lions" }), ids(work.risk.warnings)],
    ["destination", record({ what: "referral-on", destination: "the-moon", on }), ids(work.destinations)],
    ["tool", record({ ...talk, tool: "tarot" }), work.conversations.map(({ tool }) => tool)],
    ["edition", record({ ...talk, edition: "last-year" }), ["to-be-filled-in"]],
    ["question", record({ ...talk, answers: { horoscope: "Leo" } }), ids(questions)],
    [
      "answer",
      record({ ...talk, answers: { going: "Xanthippe" } }),
      going && going.kind !== "text" ? ids(going.choices) : [],
    ],
    ["accommodation", aPlanWrite({ accommodation: { kind: "castle" } }), ids(work.plan.accommodation)],
    ["earlyFocus", aPlanWrite({ earlyFocus: { diet: "done" } }), ids(work.plan.earlyFocus)],
    ["catalogue", aPlanWrite({ objectives: [{ ...objective, line: "sport" }] }), ids(work.plan.catalogue)],
    [
      "dates",
      aPlanWrite({ objectives: [{ ...objective, dates: { wedding: on } }] }),
      ids(moves?.dates ?? []),
    ],
    [
      "a way out",
      { type: "note-way-out", ...said, reason: "bored", standing: "met" },
      closure.reasons.map(({ reason }) => reason),
    ],
    ["an outcome's area", { type: "record-outcomes", ...said, answers: { joy: {} } }, closure.outcomes],
    [
      "a reason to close",
      { type: "request-closure", ...said, reason: "bored", agencies: [], evidence: "e" },
      closure.reasons.map(({ reason }) => reason),
    ],
    [
      "a reason to hand over",
      { type: "offer-handover", ...said, part: "worker", to: "bram", reason: "bored" },
      people.handover.reasons,
    ],
    [
      "a reason to restrict",
      { type: "restrict", ...said, reason: "bored", named: [] },
      keeping.restriction.reasons,
    ],
    [
      "a reason to correct",
      { type: "correct", ...said, of: 1, reason: "bored" },
      keeping.corrections.reasons,
    ],
  ])("A7: %s", (_what, command, allowed) => {
    const decision = aCase()
      .screened()
      .allocated()
      .decide(command as CaseCommand);
    expect(decision).toMatchObject({ refused: { details: { allowed } } });
    expect(allowed.length).toBeGreaterThan(0);
    expect(JSON.stringify(decision)).not.toMatch(/Leo|Xanthippe/);
  });

  test("A7: one that is the service's is not", () => {
    expect(refuseReason("leave", ["leave", "leaving"])).toBeUndefined();
  });
});
