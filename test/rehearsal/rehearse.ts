import { atTime, type CalendarDay, calendarDay, plusDays, plusMinutes } from "#shared/domain/calendar-day.ts";
import { nextMonth } from "#shared/domain/measures/month.ts";
import type { Policy } from "#shared/domain/policy.ts";
import { announceCover } from "#shared/usecases/announce-cover.ts";
import { rosterOf } from "#shared/usecases/read-roster.ts";
import { recordAbsence } from "#shared/usecases/roster.ts";
import { actor } from "#test/support/staff.ts";
import { planEnd } from "./closing.ts";
import { planMeetings, takeIn } from "./deciding.ts";
import { planFaults, planReconciler } from "./faults.ts";
import { planReferrals } from "./referring.ts";
import { reportOf } from "./report.ts";
import { planReview } from "./reviewing.ts";
import { leaver, teamOfTwelve } from "./team.ts";
import { planCalls } from "./telephoning.ts";
import { Watch } from "./watching.ts";
import { World } from "./world.ts";

/** It contains Tuesday 28 December 2027, a bank holiday, and both changes of the clocks. */
const firstMonth = "2027-04";

export interface Rehearsal {
  readonly policy: Policy;
  readonly months: number;
  readonly seed: string;
  /** False: nothing mends what is killed, which the watch must then find. */
  readonly isMended?: boolean;
  /** Told of each day as it begins. */
  readonly onDay?: (day: CalendarDay, share: number) => void;
}

/** Some months of a team, and what became of everybody: the report, and whatever broke the promise. */
export async function rehearse({ policy, months, seed, isMended = true, onDay = () => {} }: Rehearsal) {
  let month = firstMonth;
  for (let n = 0; n < months; n++) month = nextMonth(month);
  const begins = calendarDay(`${firstMonth}-01`);
  const ends = calendarDay(`${month}-01`);
  const world = new World({ policy, seed, begins, ends, isMended }, atTime(begins, "00:00"));
  await world.council.seeded();
  const allocated = async (caseRef: string) => {
    planEnd(world, caseRef);
    await planReview(world, caseRef);
  };
  planReferrals(world, (caseRef) => takeIn(world, caseRef, allocated));
  planMeetings(world, allocated);
  planCalls(world);
  planReconciler(world);
  planFaults(world);
  planLeaver(world);
  planLeave(world);
  const watch = new Watch(world);
  const end = atTime(ends, "00:00");
  const all = Date.parse(end) - Date.parse(world.at);
  for (let day = begins; day < ends; day = plusDays(day, 1)) {
    onDay(day, 1 - (Date.parse(end) - Date.parse(atTime(day, "00:00"))) / all);
    await world.live(atTime(plusDays(day, 1), "00:00"));
  }
  // Whatever failed in the last minutes is given its sweeps, so that the end can be judged.
  for (let n = 0; n < 4; n++) {
    await world.live(plusMinutes(world.at, 10));
    await world.council.sweep();
  }
  return reportOf(world, watch);
}

/** Leave is on the roster a fortnight before; one in five absences begins before anybody has told of it. */
function planLeave(world: World): void {
  const { council, begins, ends } = world;
  for (const [staffId, spans] of world.leave)
    for (const { from, to } of spans.filter((span) => span.from < ends)) {
      const isIll = world.chance("ill", staffId, from).is(0.2);
      const told = atTime(isIll ? from : plusDays(from, -14), "10:00");
      world.diary.put(told > world.at ? told : plusMinutes(world.at, 1), async () => {
        const desk = actor("roster-desk", council.roster);
        const kind = isIll ? "sickness" : "leave";
        const absence = { kind, from, until: to, cover: null } as const;
        if (world.refused(await recordAbsence(council.ports(), desk, staffId, absence, world.at))) return;
        council.roster = await rosterOf(council.ports(), world.policy.council);
        world.count("absences");
      });
    }
  for (let day = begins; day < ends; day = plusDays(day, 1))
    world.diary.put(atTime(day, "07:00"), async () => {
      // A port that fails is an alarm, and whoever hears it runs it again: each is told once, by the key of their mail.
      let { failed } = await announceCover(council.ports(), world.at);
      for (let again = 0; failed > 0 && again < 3; again++) {
        world.count("morning runs repeated");
        failed = (await announceCover(council.ports(), world.at)).failed;
      }
      if (failed > 0) world.violated(`X-03: the morning run could not look at ${failed} people`);
    });
}

/** Notice is given, the roster says so, and the last day comes in the middle of fortnights (X-03, F16). */
function planLeaver(world: World): void {
  const { staffId, noticeOn, leavesOn } = leaver;
  if (noticeOn >= world.ends) return;
  world.diary.put(atTime(noticeOn, "10:00"), async () => {
    const member = teamOfTwelve.find((each) => each.staffId === staffId);
    if (!member) return;
    const { council } = world;
    world.refused(await council.post({ ...member, leavesOn }));
    council.roster = await rosterOf(council.ports(), world.policy.council);
    world.count("people who left");
  });
}
