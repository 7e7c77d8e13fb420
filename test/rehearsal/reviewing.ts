import { atTime, dayOf, type Instant, plusDays, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { ReviewPart } from "#shared/domain/case/case.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { opensOn } from "#shared/domain/case/next-obligation.ts";
import { find, reach } from "#shared/domain/roster.ts";
import { sayOutcome } from "#shared/usecases/commitments.ts";
import type { ReviewHalf } from "#shared/usecases/give-review-part.ts";
import { aSupervisorHalf, aWorkerHalf } from "#test/support/halves.ts";
import { actor } from "#test/support/staff.ts";
import { workingDaysOn } from "./office.ts";
import type { World } from "./world.ts";

/** Of the halves: given by the due day, given some days late, and left until somebody else steps in. */
const share = { onTime: 0.84, late: 0.12, steppedIn: 0.6, unseen: 0.15, challenged: 0.07 } as const;

/** Puts the two halves of the open review into the diary; the next review is planned once both are in. */
export async function planReview(world: World, caseRef: string): Promise<void> {
  const { review, obligation, phase } = await world.case(caseRef);
  if (phase !== "supported" || !review || obligation?.kind !== "review") return;
  const { cycle, planned } = review;
  for (const part of ["worker", "supervisor"] as const) {
    const chance = world.chance("half", caseRef, cycle, part);
    const drawn = chance.next();
    const days =
      drawn < share.onTime
        ? -chance.whole(0, 3)
        : drawn < share.onTime + share.late
          ? chance.whole(1, 4)
          : chance.whole(6, 20);
    const minutes = chance.whole(20, 420);
    const opens = atTime(cycle > 1 ? opensOn(world.policy, planned) : dayOf(world.at), "09:00");
    const at = workingDaysOn(world, obligation.due, days, minutes);
    const earliest = plusMinutes(opens > world.at ? opens : world.at, minutes);
    world.diary.put(at > earliest ? at : earliest, () => giveHalf(world, caseRef, cycle, part));
  }
}

/** Somebody gives a half: whose it is, or who stands in once they were told; nobody there, it waits for a day. */
async function giveHalf(world: World, caseRef: string, cycle: number, part: ReviewPart): Promise<void> {
  const held = await world.case(caseRef);
  if (held.phase !== "supported" || held.review?.cycle !== cycle || held.review.given[part]) return;
  const chance = world.chance("giving", caseRef, cycle, part, world.at);
  const by = giver(world, part, {
    own: (part === "worker" ? held.worker : held.supervisor) ?? "",
    worker: held.worker ?? "",
    other: held.review.given[part === "worker" ? "supervisor" : "worker"]?.by,
    isLate: held.obligation !== undefined && held.obligation.due < world.at,
  });
  const again = () =>
    world.diary.put(workingDaysOn(world, world.at, 1, chance.whole(20, 420)), () =>
      giveHalf(world, caseRef, cycle, part),
    );
  if (!by) return again();
  const half =
    part === "worker"
      ? workerHalf(world, chance.is(share.unseen))
      : supervisorHalf(world, chance.is(share.challenged));
  const changed = await world.council.give(caseRef, part, { by, cycle, half });
  if (world.refused(changed)) return again();
  if (by !== (part === "worker" ? held.worker : held.supervisor)) world.count("halves given by a stand-in");
  if ("agrees" in half && !half.agrees) await answerChallenge(world, caseRef);
  const now = await world.case(caseRef);
  if (now.review?.cycle !== cycle) {
    world.count("reviews given");
    await planReview(world, caseRef);
  }
}

interface Half {
  readonly own: string;
  readonly worker: string;
  readonly other: string | undefined;
  readonly isLate: boolean;
}

/** A stand-in gives it on time for somebody who has left or is away, and steps in late for anybody. */
function giver(world: World, part: ReviewPart, { own, worker, other, isLate }: Half): string | undefined {
  const { council, policy } = world;
  const today = dayOf(world.at);
  const self = world.atWork(own);
  const isStuck = isLate && world.chance("stepping-in", own, world.at).is(share.steppedIn);
  if (self && !isStuck && own !== other) return own;
  const told = [{ staff: own }, { deputyOf: own }].flatMap((recipient) =>
    reach(council.roster, policy.service, recipient, today).map(({ staffId }) => staffId),
  );
  const managers =
    part === "supervisor" ? ["social-worker-a", "social-worker-b", "manager", "service-manager"] : [];
  const others = [...told, ...managers].filter(
    (each) => each !== other && (part === "worker" || each !== worker),
  );
  return world.atWork(...others.filter((each) => find(council.roster, each) !== undefined))?.staffId;
}

function workerHalf(world: World, isUnseen: boolean): ReviewHalf {
  if (!isUnseen) return aWorkerHalf;
  const { seen: _, ...rest } = aWorkerHalf;
  const lastSeenOn = plusDays(dayOf(world.at), -16);
  return { ...rest, seen: false, spokenTo: false, engagement: "not-engaging", lastSeenOn };
}

function supervisorHalf(world: World, isChallenged: boolean): ReviewHalf {
  if (!isChallenged) return aSupervisorHalf;
  const changeBy = dayOf(workingDaysOn(world, world.at, 5, 0));
  return { agrees: false, comment: "The kitchen cannot wait.", change: "Visit twice.", changeBy };
}

/** What a challenge asks for is done by its day, or a little late. */
async function answerChallenge(world: World, caseRef: string): Promise<void> {
  const promise = commitmentsOf(await world.case(caseRef)).findLast(({ kind }) => kind === "challenge");
  if (!promise) return;
  world.count("challenges");
  const chance = world.chance("challenge", caseRef, promise.id);
  const at: Instant = workingDaysOn(world, world.at, chance.whole(2, 8), chance.whole(30, 400));
  world.diary.put(at, async () => {
    const held = await world.case(caseRef);
    if (!commitmentsOf(held).some(({ id }) => id === promise.id) || !held.worker) return;
    const by = giver(world, "worker", {
      own: held.worker,
      worker: held.worker,
      other: undefined,
      isLate: true,
    });
    if (!by) return;
    const said = { outcome: "kept", words: "Twice a week since Monday." } as const;
    const ports = world.council.ports();
    world.refused(
      await sayOutcome(ports, actor(by, world.council.roster), caseRef, promise.id, said, world.at),
    );
  });
}
