import type { AllocationRequest } from "#shared/contracts/api.ts";
import { atTime, type CalendarDay, plusDays, plusMinutes, weekdayOf } from "#shared/domain/calendar-day.ts";
import { isMeetingDay, nextMeeting } from "#shared/domain/meeting-calendar.ts";
import { closeMeeting } from "#shared/usecases/hold-meeting.ts";
import { readMeeting } from "#shared/usecases/read-meeting.ts";
import { actor } from "#test/support/staff.ts";
import type { Chance } from "./chance.ts";
import { officeTime } from "./office.ts";
import { isWorker } from "./team.ts";
import type { World } from "./world.ts";

type OnAllocated = (caseRef: string) => Promise<void>;
interface Deciding {
  readonly allocated: OnAllocated;
  readonly meeting?: CalendarDay;
}

/** How often a team does not hold its meeting, and how often somebody misses the hours of what cannot wait. */
const share = { notHeld: 0.04, deferred: 0.08, missed: 0.1, allocated: 0.66, advised: 0.94 } as const;

/** What people do about a case once it is there: an emergency and an alert have hours, the rest has its meeting. */
export async function takeIn(world: World, caseRef: string, allocated: OnAllocated): Promise<void> {
  const chance = world.chance("taking-in", caseRef);
  const { obligation, signposted } = await world.case(caseRef);
  const minutes = chance.is(share.missed) ? chance.whole(180, 400) : chance.whole(20, 110);
  if (obligation?.kind === "screening") {
    // A port failed as the case was screened: look again when the reconciler has mended it.
    world.diary.put(plusMinutes(world.at, 30), () => takeIn(world, caseRef, allocated));
  } else if (obligation?.kind === "emergency") {
    world.diary.put(plusMinutes(world.at, minutes), () => answerEmergency(world, caseRef, chance, allocated));
  } else if (obligation?.kind === "signpost") {
    const isAcute = signposted === "acute-mental-health";
    const at = isAcute ? plusMinutes(world.at, minutes) : officeTime(world, world.at, minutes);
    world.diary.put(at, async () => {
      world.refused(await world.council.confirm(caseRef, chance.is(0.5) ? "duty-desk" : "night-desk"));
    });
  }
}

async function answerEmergency(world: World, caseRef: string, chance: Chance, allocated: OnAllocated) {
  const by = world.atWork("manager", "service-manager", "night-desk")?.staffId ?? "night-desk";
  if (by !== "night-desk" && chance.is(0.6)) await allocate(world, caseRef, by, { allocated });
  else await decide(world, caseRef, { decision: "meeting" }, by, { allocated });
}

/** Everybody at work who takes cases, whoever was given the fewest first. */
function takers(world: World): readonly string[] {
  const given = (staffId: string) => world.counts.get(`cases of ${staffId}`) ?? 0;
  return world.council.roster
    .filter(isWorker)
    .map(({ staffId }) => staffId)
    .filter((staffId) => world.atWork(staffId))
    .toSorted((one, other) => given(one) - given(other));
}

function allocating(worker: string, chance: Chance) {
  const supervisors = ["manager", "manager", "social-worker-a", "social-worker-b"];
  const supervisor = chance.one(supervisors.filter((each) => each !== worker));
  return { decision: "allocate", worker, supervisor } as const;
}

/** Given to the first who may take it; where a limit keeps everybody from it, the first takes it, with a reason. */
async function allocate(world: World, caseRef: string, by: string, deciding: Deciding): Promise<void> {
  const chance = world.chance("allocating", caseRef);
  const able = takers(world);
  for (const worker of able)
    if (await decide(world, caseRef, allocating(worker, chance), by, deciding)) return;
  const override = { reason: "nobody-else-fits", words: "Everybody is full." } as const;
  const [first = "social-worker-a"] = able;
  const isPassed = await decide(world, caseRef, { ...allocating(first, chance), override }, by, deciding);
  world.count(isPassed ? "limits passed" : "could be given to nobody yet");
}

/** Whether it was decided so, and not refused. */
async function decide(
  world: World,
  caseRef: string,
  choice: AllocationRequest,
  by: string,
  { allocated, meeting }: Deciding,
): Promise<boolean> {
  const options = meeting === undefined ? { by } : { by, meeting };
  if (world.refused(await world.council.decide(caseRef, choice, options))) return false;
  world.count(`decided: ${choice.decision}`);
  if (choice.decision === "allocate") {
    world.count(`cases of ${choice.worker}`);
    await allocated(caseRef);
  }
  return true;
}

/** Puts every sitting of the meeting into the diary; the one off a bank holiday sits on its next working day (F25). */
export function planMeetings(world: World, allocated: OnAllocated): void {
  const { startsAt, weekday } = world.policy.meeting;
  for (let day = world.begins; day < world.ends; day = plusDays(day, 1)) {
    if (!isMeetingDay(world.policy, day)) continue;
    const chance = world.chance("meeting", day);
    world.diary.put(plusMinutes(atTime(day, startsAt), chance.whole(5, 60)), async () => {
      if (weekdayOf(day) !== weekday) world.count("meetings moved off a holiday");
      const chair = world.atWork("manager", "service-manager");
      if (!chair || chance.is(share.notHeld)) return world.count("meetings not held");
      world.count("meetings held");
      await hold(world, chair.staffId, { allocated, meeting: day });
    });
  }
}

async function hold(
  world: World,
  chair: string,
  deciding: Deciding & { readonly meeting: CalendarDay },
): Promise<void> {
  const { meeting } = deciding;
  const who = actor(chair, world.council.roster);
  const { agenda } = await readMeeting(world.council.ports(), who, world.policy, meeting, world.at);
  for (const { reference } of agenda.filter(({ decision }) => decision === null)) {
    const choice = choose(world, reference);
    if (choice === "allocate") await allocate(world, reference, chair, deciding);
    else await decide(world, reference, choice, chair, deciding);
  }
  await closeMeeting(world.council.ports(), who, world.policy, meeting, world.at);
}

function choose(world: World, caseRef: string): AllocationRequest | "allocate" {
  const chance = world.chance("choice", caseRef, world.at);
  if (chance.is(share.deferred)) {
    const until = nextMeeting(world.policy, world.at);
    return { decision: "defer", until, reason: "more-information" };
  }
  const drawn = chance.next();
  if (drawn < share.allocated) return "allocate";
  return drawn < share.advised
    ? { decision: "advise", reason: chance.one(["needs-met", "outside-remit"] as const) }
    : { decision: "redirect", reason: "other-team-fits" };
}
