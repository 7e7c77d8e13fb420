import fc from "fast-check";
import { expect, test } from "vitest";
import { atTime, dayOf, type Instant, plusMinutes, workingDaysBetween } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { meetingAfter, nextMeeting } from "#shared/domain/meeting-calendar.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { aCase, type CaseBuilder } from "#test/support/cases.ts";

const day = 24 * 60;
const { ageing } = policy.meeting;

/** Lets every rung pass until `until`, and notes when somebody was told of the wait. */
function wait(
  held: CaseBuilder,
  until: Instant,
  told: (at: Instant, roles: readonly string[]) => void,
): void {
  for (;;) {
    const next = held.obligation.rungs[held.obligation.reached];
    if (!next || next.at > until) break;
    held.atNextRung();
    const aged = held.mails.filter(({ message }) => message.kind === "case-unallocated");
    if (aged.length > 0) told(held.now, aged.map(({ to }) => ("role" in to ? to.role : "?")).sort());
  }
  held.at(until);
}

test("CST-06, I5: nobody waits in silence: however often a case is deferred, or no meeting is held, people hear of it every week", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3 * 365 }),
      fc.array(fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }), {
        minLength: 4,
        maxLength: 30,
      }),
      (start, turns) => {
        const receivedAt = plusMinutes("2026-06-01T10:00:00.000Z", start * day);
        const held = aCase({}, { at: receivedAt }).screened().entered();
        const tellings: { readonly at: Instant; readonly roles: readonly string[] }[] = [];
        const note = (at: Instant, roles: readonly string[]) => tellings.push({ at, roles });
        for (const meetings of turns) {
          // The case's own meeting, or the next where that was not held.
          const own = held.obligation.meeting ?? "";
          const coming = nextMeeting(policy, held.now);
          const sits = own > coming ? own : coming;
          wait(held, plusMinutes(atTime(sits as typeof coming, policy.meeting.startsAt), 30), note);
          if (meetings === undefined) continue; // Not held, or not reached.
          let until = nextMeeting(policy, held.now);
          for (let n = 1; n < meetings; n++) until = meetingAfter(policy, until);
          const command = held.decision({ decision: "defer", until, reason: "no-capacity" });
          held.given(command).entered();
        }
        const gaps = [receivedAt, ...tellings.map(({ at }) => at), held.now].map(dayOf);
        const waited = gaps
          .slice(1)
          .map((each, n) => workingDaysBetween(gaps[n] ?? each, each, policy.division));
        // Two weeks at first, and then each week: the numbers of the policy.
        expect(waited[0]).toBeLessThanOrEqual(10);
        for (const days of waited.slice(1)) expect(days).toBeLessThanOrEqual(5);
        expect(tellings[0]?.roles ?? ["manager"]).toEqual(["manager"]);
        for (const { roles } of tellings.slice(1)) expect(roles).toEqual(["manager", "service-manager"]);
        assertOrdered(held.state);
      },
    ),
    { numRuns: 60 },
  );
});

function assertOrdered({ obligation }: Case): void {
  const instants = obligation?.rungs.map(({ at }) => at) ?? [];
  expect(instants).toEqual([...new Set(instants)].sort());
  expect(obligation?.rungs.at(-1)?.says).toBe("hand-over");
}

test("CST-06, I5: the hand-over from one episode to the next loses no week", () => {
  const held = aCase().screened().entered();
  const told: string[] = [];
  for (let n = 0; n < 60; n++) {
    held.atNextRung();
    if (held.mails.some(({ message }) => message.kind === "case-unallocated")) told.push(dayOf(held.now));
    if (held.state.episode.sequence > 1 && held.state.backing?.sequence !== held.state.episode.sequence)
      held.entered();
  }
  expect(held.state.episode.sequence).toBeGreaterThan(1);
  const gaps = told
    .slice(1)
    .map((each, n) => workingDaysBetween(told[n] as never, each as never, policy.division));
  expect(Math.max(...gaps)).toBe(5);
  expect(ageing.every).toEqual({ workingDays: 5, at: "09:00" });
});
