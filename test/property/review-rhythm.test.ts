import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  atTime,
  daysBetween,
  divisions,
  isWorkingDay,
  plusDays,
  plusMinutes,
  sayInstant,
  workingDayOnOrAfter,
} from "#shared/domain/calendar-day.ts";
import { communitySupportTeam } from "#shared/services/community-support-team.ts";
import { aCase } from "#test/support/cases.ts";
import { team } from "#test/support/staff.ts";

const { everyDays, earliestDaysBefore } = communitySupportTeam.review;
/** A holiday moves a due day by at most so much: Christmas and the weekend beside it. */
const longestMove = 5;
const roster = team.map((member) => ({ ...member, startsOn: "2024-01-01" as const }));

/** When a review is given, in hours from the start of its window; many fortnights late among them. */
const delays = fc.array(fc.integer({ min: 0, max: 24 * 60 }), { minLength: 3, maxLength: 12 });
const starts = fc.integer({ min: 0, max: 365 * 20 });

describe("The rhythm of the reviews", () => {
  it("CST-17, X-02, I3: is start + 14k days whatever comes early, late or not at all, each due on a working day at nine", () => {
    fc.assert(
      fc.property(fc.constantFrom(...divisions), starts, delays, (division, offset, hours) => {
        const policy = { ...communitySupportTeam, division };
        const start = plusDays("2025-01-01", offset);
        const held = aCase({}, { at: atTime(start, "11:00"), roster, policy })
          .screened()
          .allocated();
        let before = "";
        for (const late of hours) {
          const { review, obligation } = held.state;
          const planned = review?.planned ?? start;
          expect(daysBetween(start, planned) % everyDays).toBe(0);
          expect(planned > start && planned >= before).toBe(true);
          const day = workingDayOnOrAfter(planned, division);
          expect(isWorkingDay(day, division) && daysBetween(planned, day) <= longestMove).toBe(true);
          expect(obligation?.due).toBe(atTime(day, "09:00"));
          expect(sayInstant(obligation?.due ?? "")).toMatch(/ at 09:00$/);
          const opens = plusDays(planned, -earliestDaysBefore);
          if (held.now < atTime(opens, "00:00")) held.at(atTime(opens, "00:00"));
          held.at(plusMinutes(held.now, late * 60)).reviewed();
          before = planned;
        }
      }),
      { numRuns: 100 },
    );
  });

  it("CST-17, X-02: never leaves more than three weeks, and a move off a holiday, between two that come in time", () => {
    fc.assert(
      fc.property(starts, fc.array(fc.boolean(), { minLength: 2, maxLength: 27 }), (offset, early) => {
        const start = plusDays("2025-01-01", offset);
        const held = aCase({}, { at: atTime(start, "11:00"), roster })
          .screened()
          .allocated();
        let last = start;
        for (const isEarly of early) {
          const { review, obligation } = held.state;
          const opens = plusDays(review?.planned ?? start, -earliestDaysBefore);
          const day = isEarly ? opens : workingDayOnOrAfter(review?.planned ?? start, "england-and-wales");
          held.at(isEarly ? atTime(day, "00:00") : (obligation?.due ?? "")).reviewed();
          expect(daysBetween(last, day)).toBeLessThanOrEqual(everyDays + earliestDaysBefore + longestMove);
          last = day;
        }
      }),
      { numRuns: 100 },
    );
  });
});
