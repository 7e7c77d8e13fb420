import { atTime, isWorkingDay, plusDays } from "#shared/domain/calendar-day.ts";
import { endCall, endQuarantinedCall } from "#shared/usecases/referrer-call.ts";
import { actor } from "#test/support/staff.ts";
import type { World } from "./world.ts";

/** How often a referrer who is telephoned is not reached that day. */
const notReached = 0.2;

/** At noon of each working day whoever owes a referrer a call telephones them, and says so when they know (CST-07). */
export function planCalls(world: World): void {
  const { council, policy, begins, ends } = world;
  for (let day = begins; day < ends; day = plusDays(day, 1)) {
    if (!isWorkingDay(day, policy.division)) continue;
    world.diary.put(atTime(day, "12:00"), async () => {
      const owed = (await council.store.dueUntil(policy.council)).filter(
        (line) => line.due.step === "TelephoneReferrer",
      );
      for (const { key, due } of owed) {
        if (world.chance("call", key.id, day).is(notReached)) continue;
        const by =
          due.owner === "manager" ? world.atWork("manager", "service-manager")?.staffId : "duty-desk";
        if (by === undefined) continue;
        const told = { outcome: "told", spokenAt: world.at, words: "They know." } as const;
        const end = key.kind === "referral" ? endCall : endQuarantinedCall;
        if (!world.refused(await end(council.ports(), actor(by, council.roster), key.id, told, world.at)))
          world.count("referrers telephoned");
      }
    });
  }
}
