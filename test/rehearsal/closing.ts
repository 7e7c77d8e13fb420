import { atTime, dayOf, plusDays } from "#shared/domain/calendar-day.ts";
import { theTeam, unanswered } from "#shared/domain/case/consultation.ts";
import { endClosure, noteAsking, recordConsultation, requestClosure } from "#shared/usecases/close-case.ts";
import { answerPrompt, beginNonEngagement, recordOffer, recordOutcomes } from "#shared/usecases/leaving.ts";
import { actor } from "#test/support/staff.ts";
import { officeTime, workingDaysOn } from "./office.ts";
import type { World } from "./world.ts";

const share = { planned: 0.8, kept: 0.1, withdrawn: 0.04, answers: 0.7 } as const;
const planned = [
  ...(["functioning-network", "self-supporting", "out-of-poverty"] as const),
  ...(["working-independently", "arrears-under-control", "actively-engaging"] as const),
];

/** How long somebody is supported: half for three months at most, few for over two years (STG-08). */
function daysOfSupport(world: World, caseRef: string): number {
  const chance = world.chance("support", caseRef);
  const drawn = chance.next();
  if (drawn < 0.5) return chance.whole(20, 90);
  if (drawn < 0.88) return chance.whole(91, 365);
  return drawn < 0.97 ? chance.whole(366, 730) : chance.whole(731, 1000);
}

/** What was needed and what came of it, by chance, before anybody asks for the end (CST-19). */
async function record(world: World, caseRef: string, by: string, turn: number): Promise<void> {
  const chance = world.chance("outcomes", caseRef, turn);
  const { council, policy, at } = world;
  const answers = Object.fromEntries(
    policy.closure.outcomes.map((area) => {
      const achieved = chance.one(["yes", "yes", "partly", "no"] as const);
      return [
        area,
        chance.is(0.4) ? ({ identified: true, achieved } as const) : ({ identified: false } as const),
      ];
    }),
  );
  const ports = council.ports();
  world.refused(await recordOutcomes(ports, actor(by, council.roster), { caseRef, at }, { answers }));
}

/** Offers by two people, in two places, by two channels that are safe for everybody, some days apart, each recorded by whoever made it; one that is taken up ends the pathway. */
const offers = [
  { channel: "visit", place: "home", days: 0, own: true },
  { channel: "through-agency", place: "agency", days: 3, own: true },
  { channel: "visit", place: "community", days: 7, own: false },
  { channel: "through-agency", place: "agency", days: 12, own: false },
] as const;

async function beginPathway(world: World, caseRef: string, by: string, turn: number): Promise<void> {
  const { council } = world;
  const chance = world.chance("pathway", caseRef, turn);
  const words = "Nobody comes to the door.";
  const about = () => ({ caseRef, at: world.at });
  if (world.refused(await beginNonEngagement(council.ports(), actor(by, council.roster), about(), words)))
    return;
  world.count("pathways for non-engagement");
  const { worker = by } = await world.case(caseRef);
  const colleague = worker === "support-worker-a" ? "support-worker-c" : "support-worker-a";
  for (const { days, own, ...offer } of offers) {
    const make = async (): Promise<void> => {
      const { pathway, phase } = await world.case(caseRef);
      if (!pathway || phase !== "supported") return;
      const who = own ? world.atWork(worker, "manager") : world.atWork(colleague, "service-manager");
      if (!who) return world.diary.put(workingDaysOn(world, world.at, 1, 60), make);
      const answer = chance.is(0.04) ? "accepted" : "no-answer";
      const made = { ...offer, day: dayOf(world.at), answer, words: "A card." } as const;
      world.refused(await recordOffer(council.ports(), actor(who.staffId, council.roster), about(), made));
      if (answer === "accepted") {
        world.count("offers taken up");
        planEnd(world, caseRef, chance.whole(20, 60));
      }
    };
    world.diary.put(workingDaysOn(world, world.at, days + 1, chance.whole(30, 400)), make);
  }
  world.diary.put(workingDaysOn(world, world.at, 15, 60), async () => {
    const { pathway, phase } = await world.case(caseRef);
    if (!pathway || phase !== "supported") return;
    const who = world.atWork(worker, "manager", "service-manager", "social-worker-a")?.staffId ?? by;
    for (const prompt of world.policy.nonEngagement.prompts) {
      const answered = { prompt, answer: "done", words: "Seen to." } as const;
      world.refused(await answerPrompt(council.ports(), actor(who, council.roster), about(), answered));
    }
    await ask(world, caseRef, turn);
  });
}

/** Puts the end of a support into the diary. */
export function planEnd(world: World, caseRef: string, days = daysOfSupport(world, caseRef)): void {
  const day = plusDays(dayOf(world.at), days);
  if (day < world.ends)
    world.diary.put(officeTime(world, atTime(day, "09:00"), 90), () => ask(world, caseRef, 1));
}

/** The worker asks, or a manager where the worker is away. */
async function ask(world: World, caseRef: string, turn: number): Promise<void> {
  const held = await world.case(caseRef);
  if (held.phase !== "supported" || (held.closure && !held.closure.ended)) return;
  const chance = world.chance("closing", caseRef, turn);
  const by = world.atWork(held.worker ?? "", "service-manager", "manager");
  const later = () => world.diary.put(workingDaysOn(world, world.at, 1, 90), () => ask(world, caseRef, turn));
  if (!by) return later();
  const isPlanned = chance.is(share.planned) && !held.pathway;
  await record(world, caseRef, by.staffId, turn);
  if (!isPlanned && !held.pathway) return beginPathway(world, caseRef, by.staffId, turn);
  const request = {
    reason: isPlanned ? chance.one(planned) : ("offers-not-accepted" as const),
    evidence: "What shows it.",
    agencies: isPlanned ? [] : ["police", "environmental-health"].slice(0, chance.whole(0, 2)),
  };
  const { council } = world;
  if (
    world.refused(
      await requestClosure(council.ports(), actor(by.staffId, council.roster), caseRef, request, world.at),
    )
  )
    return;
  world.count(isPlanned ? "closures asked for" : "closures asked for, for non-engagement");
  if (isPlanned) planDecision(world, caseRef, turn);
  else
    for (const asked of (await world.case(caseRef)).closure?.ask ?? []) {
      const answer = asked === theTeam || chance.is(share.answers) ? "agrees" : "silent";
      if (asked !== theTeam)
        for (const days of answer === "silent" ? [1, 6] : [1])
          world.diary.put(workingDaysOn(world, world.at, days, 30), () => askOne(world, caseRef, asked));
      world.diary.put(workingDaysOn(world, world.at, chance.whole(2, 9), chance.whole(30, 400)), () =>
        hear(world, caseRef, asked, turn, answer),
      );
    }
}

/** Somebody telephones an agency, and says so: none of them has an address here. */
async function askOne(world: World, caseRef: string, agency: string): Promise<void> {
  const { council } = world;
  const { closure, worker } = await world.case(caseRef);
  if (!closure || closure.ended || !unanswered(closure).includes(agency)) return;
  const by = world.atWork(worker ?? "", "manager", "service-manager");
  if (!by)
    return world.diary.put(workingDaysOn(world, world.at, 1, 60), () => askOne(world, caseRef, agency));
  const asked = { with: agency, on: dayOf(world.at), words: "Telephoned them." };
  const who = actor(by.staffId, council.roster);
  world.refused(await noteAsking(council.ports(), who, caseRef, asked, world.at));
}

/** What somebody said about it, or their silence once they were chased past the deadline (CST-19). */
async function hear(
  world: World,
  caseRef: string,
  asked: string,
  turn: number,
  answer: "agrees" | "silent",
): Promise<void> {
  const { council } = world;
  const { closure, worker } = await world.case(caseRef);
  if (!closure || closure.ended || !unanswered(closure).includes(asked)) return;
  const { requestedBy } = closure;
  const again = (at: string) => world.diary.put(at, () => hear(world, caseRef, asked, turn, answer));
  if (answer === "silent" && world.at < closure.answerBy)
    return again(workingDaysOn(world, closure.answerBy, 1, 60));
  const able = ["manager", "service-manager"].filter((each) => each !== worker && each !== requestedBy);
  const by = world.atWork(...able);
  if (!by) return again(workingDaysOn(world, world.at, 1, 60));
  const heard = answer === "silent" ? { with: asked, answer } : { with: asked, answer, words: "Yes." };
  const ports = council.ports();
  const changed = await recordConsultation(
    ports,
    actor(by.staffId, council.roster),
    caseRef,
    heard,
    world.at,
  );
  if (world.refused(changed)) return again(workingDaysOn(world, world.at, 2, 60));
  const after = (await world.case(caseRef)).closure;
  if (after && !after.ended && unanswered(after).length === 0) planDecision(world, caseRef, turn);
}

/** A manager who is neither the worker nor the one who asked decides, most within days and some late. */
function planDecision(world: World, caseRef: string, turn: number): void {
  const chance = world.chance("closure-decision", caseRef, turn);
  const days = chance.is(0.85) ? chance.whole(1, 4) : chance.whole(7, 15);
  const decide = async (): Promise<void> => {
    const { council } = world;
    const { closure, phase } = await world.case(caseRef);
    if (phase !== "supported" || !closure || closure.ended) return;
    const able = ["manager", "service-manager"].filter((each) => each !== closure.requestedBy);
    const by = world.atWork(...able);
    if (!by) return world.diary.put(workingDaysOn(world, world.at, 1, 60), decide);
    const drawn = chance.next();
    const ended = drawn < share.kept ? "kept" : drawn < share.kept + share.withdrawn ? "withdrawn" : "closed";
    const end = { ended, words: "As we said." } as const;
    const ports = council.ports();
    if (world.refused(await endClosure(ports, actor(by.staffId, council.roster), caseRef, end, world.at)))
      return;
    world.count(`closures: ${ended}`);
    if (ended !== "closed") planEnd(world, caseRef, chance.whole(20, 60));
  };
  world.diary.put(workingDaysOn(world, world.at, days, chance.whole(30, 400)), decide);
}
