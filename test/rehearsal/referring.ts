import { atTime, dayOf, plusMinutes, plusWorkingDays } from "#shared/domain/calendar-day.ts";
import { monthsFrom, periodOf } from "#shared/domain/measures/month.ts";
import {
  acceptQuarantined,
  discardQuarantined,
  mendQuarantined,
} from "#shared/usecases/settle-quarantined.ts";
import { aReferral, type Body, bornFor } from "#test/support/referrals.ts";
import { actor } from "#test/support/staff.ts";
import type { World } from "./world.ts";

const aMonth = 25;
const share = {
  council: 0.6,
  emergency: 0.05,
  acute: 0.04,
  noHome: 0.03,
  sentTwice: 0.06,
  otherBody: 0.02,
  otherAgency: 0.03,
  again: 0.05,
  hostile: 0.05,
  unreachable: 0.04,
} as const;

/** Names that nobody has, and that no mail may say (X-05, F43). */
export const nameOf = (n: number): string =>
  `Zz${n.toString(16).replaceAll(/\d/g, (digit) => "klmnopqrst"[Number(digit)] ?? "")}quarrel`;

const hostile: readonly string[] = [
  "not JSON",
  "{}",
  "[]",
  '{"__proto__":{"council":"elsewhere"},"service":"community-support-team"}',
  `{"a":${"[".repeat(2000)}${"]".repeat(2000)}}`,
  JSON.stringify({ ...aReferral(), submissionId: "=HYPERLINK(1)", service: "no-such-service" }),
  JSON.stringify({ ...aReferral(), reason: 7 }),
];

/** Puts every referral of the period into the diary, and whatever comes with it. */
export function planReferrals(world: World, onCase: (caseRef: string) => Promise<void>): void {
  let n = 0;
  for (const month of monthsFrom(world.begins.slice(0, 7), world.ends.slice(0, 7))) {
    const chance = world.chance("referrals", month);
    const { from } = periodOf(month, atTime(world.ends, "00:00"));
    const days = 28;
    const arrivals = Array.from({ length: chance.times(aMonth) }, () =>
      plusMinutes(from, chance.whole(0, days * 24 * 60)),
    ).sort();
    for (const at of arrivals) world.diary.put(at, () => arrive(world, ++n, onCase));
  }
}

function bodyOf(world: World, n: number): Body {
  const chance = world.chance("referral", n);
  const person = chance.is(share.again) && n > 20 ? chance.whole(1, n - 10) : n;
  const kind = chance.next();
  const { emergency, acute, noHome } = share;
  return aReferral({
    submissionId: `REHEARSAL-${n}`,
    submittedAt: world.at,
    person: {
      given: "Winston",
      family: nameOf(person),
      dateOfBirth: bornFor(nameOf(person)),
      language: "English",
    },
    ...(chance.is(share.council) ? {} : { home: { tenure: "private-rented", atRiskOfLoss: "no" } }),
    ...(kind < emergency ? { urgency: { level: "emergency" } } : {}),
    ...(kind >= emergency && kind < emergency + acute ? { mentalHealth: { acuteRiskNow: "yes" } } : {}),
    ...(kind > 1 - noHome ? { home: { tenure: "none" } } : {}),
    ...(chance.is(share.unreachable) ? { referrer: { name: "Odile Farrant", role: "Neighbour" } } : {}),
  });
}

async function arrive(world: World, n: number, onCase: (caseRef: string) => Promise<void>): Promise<void> {
  const chance = world.chance("arrival", n);
  if (chance.is(share.hostile)) await beHostile(world, n, onCase);
  const body = bodyOf(world, n);
  await receive(world, body, onCase);
  const later = (days: number, what: () => Promise<void>) =>
    world.diary.put(plusMinutes(world.at, chance.whole(1, days * 24 * 60)), what);
  if (chance.is(share.sentTwice))
    later(4, async () => {
      const again = await world.council.receive(JSON.stringify(body));
      world.count("duplicates sent again");
      if (again.status !== "accepted") world.violated(`F1: the same body again was ${again.status}`);
    });
  if (chance.is(share.otherBody))
    later(4, async () => {
      const other = await world.council.receive(JSON.stringify({ ...body, reason: "Another reason." }));
      world.count("duplicates with another body");
      if (other.status !== "flagged") world.violated(`X-01: another body was ${other.status}`);
    });
  if (chance.is(share.otherAgency))
    later(20, async () => {
      world.count("same person through another agency");
      await receive(world, { ...body, submissionId: `REHEARSAL-${n}-OTHER`, submittedAt: world.at }, onCase);
    });
}

/** A good referral: it is a case at once, or with the sweep where a port failed. */
async function receive(world: World, body: Body, onCase: (caseRef: string) => Promise<void>): Promise<void> {
  const { council } = world;
  const received = await council.receive(JSON.stringify(body));
  if (received.status !== "accepted") return world.violated(`I6: a good referral was ${received.status}`);
  world.count("referrals");
  await council.machines.settle();
  await whenOpened(world, received.reference, onCase);
}

/** What people do about a case begins once it is there: a failed port leaves its opening to the sweep. */
async function whenOpened(
  world: World,
  referralRef: string,
  onCase: (caseRef: string) => Promise<void>,
): Promise<void> {
  const { store } = world.council;
  const key = { council: world.policy.council, kind: "referral", id: referralRef } as const;
  const caseRef = (await store.load<{ readonly caseRef: string }>(key))?.state.caseRef;
  if (caseRef !== undefined && (await store.load({ ...key, kind: "case", id: caseRef })))
    return onCase(caseRef);
  world.diary.put(plusMinutes(world.at, 10), () => whenOpened(world, referralRef, onCase));
}

/** A body that does not fit: the duty desk puts it aside, or mends and accepts it, some of them late (X-01, F7). */
async function beHostile(world: World, n: number, onCase: (caseRef: string) => Promise<void>): Promise<void> {
  const chance = world.chance("hostile", n);
  const body = chance.one(hostile);
  const { reference, status } = await world.council.receive(`${body}${" ".repeat(n % 50)}`);
  if (status !== "quarantined") return world.violated(`I6: a hostile body was ${status}`);
  world.count("hostile bodies kept aside");
  const day = plusWorkingDays(
    dayOf(world.at),
    chance.is(0.8) ? 1 : chance.whole(2, 5),
    world.policy.division,
  );
  world.diary.put(atTime(day, "11:30"), async () => {
    const desk = actor("duty-desk", world.council.roster);
    const ports = world.council.ports();
    if (chance.is(0.85)) {
      const why = { reason: "test-submission", words: "Nobody's referral." } as const;
      world.refused(await discardQuarantined(ports, desk, reference, why, world.at));
      return;
    }
    const mended = { ...bodyOf(world, 100_000 + n), submissionId: `MENDED-${n}` };
    world.refused(await mendQuarantined(ports, desk, reference, mended, world.at));
    const accepted = await acceptQuarantined(ports, desk, reference, world.at);
    if (world.refused(accepted) || !("state" in accepted) || accepted.state?.settled?.as !== "accepted")
      return;
    world.count("mended and accepted");
    await whenOpened(world, accepted.state.settled.referralRef, onCase);
  });
}
