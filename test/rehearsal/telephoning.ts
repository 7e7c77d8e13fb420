import { atTime, isWorkingDay, plusDays } from "#shared/domain/calendar-day.ts";
import type { Referral } from "#shared/domain/referral.ts";
import type { DocumentKey } from "#shared/ports.ts";
import { endAgencyCall } from "#shared/usecases/agency-call.ts";
import { endCall, endQuarantinedCall } from "#shared/usecases/referrer-call.ts";
import { actor } from "#test/support/staff.ts";
import type { World } from "./world.ts";

/** How often somebody who is telephoned is not reached that day. */
const notReached = 0.2;

/** At noon of each working day whoever owes a referrer or an agency a call telephones them, and says so when they know (CST-07, CST-19). */
export function planCalls(world: World): void {
  const { council, policy, begins, ends } = world;
  for (let day = begins; day < ends; day = plusDays(day, 1)) {
    if (!isWorkingDay(day, policy.division)) continue;
    world.diary.put(atTime(day, "12:00"), async () => {
      const owed = (await council.store.dueUntil(policy.council)).filter(
        ({ due }) => due.phase === "to-be-answered" || due.phase === "to-be-told",
      );
      for (const { key } of owed)
        if (!world.chance("call", key.id, day).is(notReached)) await telephoned(world, key);
    });
  }
}

/** Everybody who waits for a call about one referral, or about one body that was discarded, is told. */
async function telephoned(world: World, key: DocumentKey): Promise<void> {
  const { council, at } = world;
  const { call, agencyCall } = (await council.store.load<Referral>(key))?.state ?? {};
  const told = { outcome: "told", spokenAt: at, words: "They know." } as const;
  const manager = world.atWork("manager", "service-manager")?.staffId;
  const by = call?.owner === "duty" ? "duty-desk" : manager;
  if (call && by) {
    const end = key.kind === "referral" ? endCall : endQuarantinedCall;
    if (!world.refused(await end(council.ports(), actor(by, council.roster), key.id, told, at)))
      world.count("referrers telephoned");
  }
  for (const { agency } of agencyCall?.toTell ?? []) {
    if (!manager) continue;
    const who = actor(manager, council.roster);
    if (!world.refused(await endAgencyCall(council.ports(), who, key.id, { ...told, agency }, at)))
      world.count("agencies telephoned");
  }
}
