import { atTime, plusDays, plusMinutes } from "#shared/domain/calendar-day.ts";
import { monthsFrom, periodOf } from "#shared/domain/measures/month.ts";
import type { World } from "./world.ts";

/** How many executions are killed in a month, on average, and how many of those as if they had never been. */
const kills = { aMonth: 4, forgotten: 0.2 } as const;
const outageMinutes = 180;
/** The reconciler finds a dead execution half an hour after it began at the latest, and mends it at its next turn. */
const mendedWithinMinutes = 90;
const quarterOfAnHour = 15;

async function reconcile(world: World, kind: "frequent" | "daily"): Promise<void> {
  if (!world.isMended) return;
  const { repairs, unlisted, failed } = await world.council.reconcile(kind);
  world.count("repairs", repairs);
  world.count("reconciler's runs");
  if (unlisted > 0) world.violated(`I2: ${unlisted} open cases are in no list`);
  if (failed > 0) world.violated(`${failed} cases could not be reconciled`);
}

/** The reconciler looks daily, four times a day, and every quarter of an hour while something may need mending. */
export function planReconciler(world: World): void {
  for (let day = world.begins; day < world.ends; day = plusDays(day, 1)) {
    world.diary.put(atTime(day, "05:30"), () => reconcile(world, "daily"));
    for (const time of ["08:00", "12:00", "16:00", "20:00"])
      world.diary.put(atTime(day, time), () => reconcile(world, "frequent"));
  }
}

/** Executions killed by hand, and hours in which no mail goes, at instants of chance (F19, F36). */
export function planFaults(world: World): void {
  for (const month of monthsFrom(world.begins.slice(0, 7), world.ends.slice(0, 7))) {
    const { from } = periodOf(month, atTime(world.ends, "00:00"));
    const chance = world.chance("kills", month);
    const some = () => plusMinutes(from, chance.whole(0, 27 * 24 * 60));
    for (let n = chance.times(kills.aMonth); n > 0; n--) world.diary.put(some(), () => kill(world));
    if (chance.is(0.35)) {
      world.diary.put(some(), async () => {
        world.count("faults: hours without mail", outageMinutes / 60);
        world.mailDownUntil = plusMinutes(world.at, outageMinutes);
      });
    }
  }
}

async function kill(world: World): Promise<void> {
  const { machines } = world.council;
  const chance = world.chance("kill", world.at);
  const running = machines.started.filter(({ status }) => status === "RUNNING");
  if (running.length === 0) return;
  const { name } = chance.one(running);
  world.count("faults: executions killed");
  if (chance.is(kills.forgotten)) machines.forget(name);
  else await machines.abort(name);
  world.faultUntil = plusMinutes(world.at, mendedWithinMinutes);
  for (let after = quarterOfAnHour; after <= mendedWithinMinutes; after += quarterOfAnHour)
    world.diary.put(plusMinutes(world.at, after), () => reconcile(world, "frequent"));
}
