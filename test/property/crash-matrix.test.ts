import { describe, expect, it } from "vitest";
import type { Case } from "#shared/domain/case/case.ts";
import { amendReferral } from "#shared/usecases/amend-referral.ts";
import { discardQuarantined } from "#shared/usecases/settle-quarantined.ts";
import { Council } from "#test/support/council.ts";
import { Crashes, type CrashPoint } from "#test/support/crashes.ts";
import { aReferral, bodyText, emergency, winston } from "#test/support/referrals.ts";
import { actor, council as id } from "#test/support/staff.ts";

/** One thing that somebody outside asks for; undefined where it cannot be asked yet, because the case is not there. */
type Ask = (council: Council) => Promise<unknown>;
interface Story {
  readonly name: string;
  readonly asks: readonly Ask[];
}

const send =
  (body: string): Ask =>
  async (council) => {
    await council.receive(body);
    await council.machines.settle();
  };
const onlyCase = async (council: Council): Promise<string> => {
  for await (const { key } of council.store.scan("case")) return key.id;
  throw new Error("There is no case");
};
const allocate: Ask = async (council) =>
  council.decide(await onlyCase(council), { decision: "allocate", worker: "anneke", supervisor: "idris" });
const give =
  (part: "worker" | "supervisor"): Ask =>
  async (council) =>
    council.give(await onlyCase(council), part, { cycle: 1 });
const putAside: Ask = async (council) => {
  const why = { reason: "sent-elsewhere", words: "To the probation service." } as const;
  for await (const { key } of council.store.scan("quarantined-referral"))
    await discardQuarantined(council.ports(), actor("duty-desk"), key.id, why, council.at);
};

const amend: Ask = async (council) => {
  const agencies = [{ name: "Old Oak Church", offer: "A warm meal" }];
  const body = aReferral({ agencies, person: { ...winston, family: "Brandt" } });
  const said = { body, reason: "more-known", words: "Seen on Monday." } as const;
  await amendReferral(council.ports(), actor("duty-desk"), await onlyCase(council), said, council.at);
};

const stories: readonly Story[] = [
  {
    name: "a referral, its allocation and its first review",
    asks: [send(bodyText()), allocate, give("worker"), give("supervisor")],
  },
  {
    name: "an emergency with another body, left to the meeting",
    asks: [
      send(bodyText(emergency)),
      send(bodyText({ ...emergency, reason: "The door is open." })),
      async (council) => council.decide(await onlyCase(council), { decision: "meeting" }),
    ],
  },
  {
    name: "advice to a referrer",
    asks: [
      send(bodyText()),
      async (council) => council.decide(await onlyCase(council), { decision: "advise", reason: "needs-met" }),
    ],
  },
  {
    name: "a later version with another name, and an offer that is new",
    asks: [send(bodyText()), amend],
  },
  { name: "a body that does not fit", asks: [send("{")] },
  {
    name: "a body that is put aside, and the answer to its referrer",
    asks: [send(bodyText({ surprise: 1 })), putAside],
  },
  {
    name: "a review that is left alone until its first reminder has gone",
    asks: [send(bodyText()), allocate, (council) => council.advance("2026-11-27T09:10:00.000Z")],
  },
];

/**
 * Tells a story with crashes in it. A sender and the platform try again by themselves, and so does a person who saw
 * an error; a refusal is an answer. In between only timers, the sweep and the reconciler run.
 */
async function told({ asks }: Story, plan: readonly CrashPoint[] = []) {
  const crashes = new Crashes(plan);
  const council = await new Council({ at: "2026-11-17T11:00:00.000Z", between: crashes.between }).seeded();
  for (const ask of asks) {
    for (let tries = 0; tries < 4; tries++) {
      const crashedBefore = crashes.crashed.length;
      const failed = await ask(council).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (crashes.crashed.length > crashedBefore) await recovered(council);
      if (failed === undefined) break;
      if (!(failed instanceof Error && failed.name === "Crash")) throw failed;
    }
  }
  await recovered(council);
  return { council, crashes };
}

/** A quarter of an hour of what the platform does by itself: retries, three sweeps, and the reconciler; each may crash too. */
async function recovered(council: Council): Promise<void> {
  for (let n = 0; n < 3; n++) {
    await council.advanceMinutes(5).catch(onlyCrash);
    await council.sweep().catch(onlyCrash);
    await council.machines.settle();
  }
  await council.reconcile().catch(onlyCrash);
}
function onlyCrash(error: unknown): void {
  if (!(error instanceof Error) || error.name !== "Crash") throw error;
}

/** What must be the same at the end, however it was reached: everything but the instants and the tokens. */
async function endOf(council: Council) {
  const cases: unknown[] = [];
  for await (const { key, state, owedHistory, owedIntents } of council.store.scan<Case>("case")) {
    const { obligation, settled, review, lastReview, backing, episode, commitments, version, ...held } =
      state;
    const { opened: _, rungs, ...owed } = obligation ?? { rungs: [] };
    const history = (await council.history(key.id)).map(({ type }) => type);
    const halvesOf = (each: Case["review"]) =>
      each && {
        ...each,
        given: Object.entries(each.given).map(([part, half]) => [part, half?.by, half?.content]),
      };
    const isBacked = obligation
      ? backing?.wait === obligation.wait && backing.sequence === episode.sequence
      : null;
    const { begun: __, ...started } = episode;
    const promised = Object.values(commitments ?? {}).map((each) => [
      ...[each.id, each.kind, each.about, each.content, each.madeBy, each.ended],
      ...[each.episode.attempt, each.backing?.wait === each.obligation?.wait],
    ]);
    cases.push({
      ...{ ...held, receivedAt: "", episode: started, obligation: owed, rungs: rungs.map(({ to }) => to) },
      ...{ review: halvesOf(review), lastReview: halvesOf(lastReview) },
      ...{ settled: settled?.answer.outcome, isBacked, history, promised },
      version: version && { ...version, at: "" },
      ...{ owedHistory, owedIntents },
    });
  }
  const quarantined: string[] = [];
  for await (const { key } of council.store.scan("quarantined-referral")) quarantined.push(key.id);
  const due = (await council.store.dueUntil(id)).map(({ key, due: { step, owner } }) => [
    key.id,
    step,
    owner,
  ]);
  return {
    cases,
    quarantined,
    due,
    minutes: (await council.store.list<{ decisions: { key: string }[] }>(id, "meeting")).map(({ state }) =>
      state.decisions.map(({ key }) => key),
    ),
    executions: council.machines.started.map(({ name, status }) => [name, status]),
    mails: [...new Set(council.mailer.sent.map(({ key, to }) => `${key} ${to.join()}`))].sort(),
    owing: await council.store.owingSince(council.at),
  };
}

/** The tags of mails that went more than once, one for each time too many. */
function duplicates(council: Council): readonly string[] {
  const tags = council.mailer.sent.map(({ key }) => key);
  return tags.filter((tag, index) => tags.indexOf(tag) !== index);
}
/** Between the sending of a mail and the noting of it: the only place where a crash sends it again (I8). */
const inWindow = (crashed: readonly string[]): number =>
  crashed.filter((each) => /after mailer\.send|before mailRecord\.note/.test(each)).length;

const both = ["before", "after"] as const;
const pointsOf = (calls: number, from = 1): readonly CrashPoint[] =>
  Array.from({ length: Math.max(0, calls - from + 1) }, (_, n) => n + from).flatMap((call) =>
    both.map((when) => ({ call, when })),
  );

async function failuresOf(story: Story, plans: readonly (readonly CrashPoint[])[]) {
  const wanted = JSON.stringify(await endOf((await told(story)).council));
  const failures: unknown[] = [];
  let twice = 0;
  for (const plan of plans) {
    const { council, crashes } = await told(story, plan);
    const end = JSON.stringify(await endOf(council));
    const more = duplicates(council);
    if (crashes.crashed.length === 0) failures.push({ plan, neverCrashed: true });
    twice += more.length;
    if (end !== wanted) failures.push({ crashed: crashes.crashed, end: JSON.parse(end) });
    if (more.length > inWindow(crashes.crashed)) failures.push({ crashed: crashes.crashed, sentTwice: more });
  }
  return { failures: failures.slice(0, 2), twice };
}

/** Every pair is a release run (HOLDFAST_CRASH_PAIRS=all); a commit takes as many, spread evenly over all of them. */
const pairsACommit = 40;
const isWhole = process.env.HOLDFAST_CRASH_PAIRS === "all";
function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (isWhole || items.length <= most) return items;
  return Array.from({ length: most }, (_, n) => items[Math.floor((n * items.length) / most)]).filter(
    (item) => item !== undefined,
  );
}

describe.each(stories)("A crash in $name", (story) => {
  it("I6, F5, F8: before or after any port call loses nothing and starts nothing twice", async () => {
    const { calls } = (await told(story)).crashes;
    const points = pointsOf(calls.length);
    const { failures, twice } = await failuresOf(
      story,
      points.map((point) => [point]),
    );
    console.info(
      `${points.length} crash points; a mail went twice, in the stated window, after ${twice} of them`,
    );
    expect(failures).toEqual([]);
  });

  const timeout = isWhole ? 3_600_000 : 60_000;
  it("I6, F5, F8: and another one while it recovers, neither", { timeout }, async () => {
    const { calls } = (await told(story)).crashes;
    const pairs = pointsOf(calls.length).flatMap((one) => {
      // The second falls in the recovery from the first: within as many calls as the whole story makes.
      return pointsOf(calls.length, one.call + 1).map((other) => [one, other] as const);
    });
    const some = spread(pairs, pairsACommit);
    const { failures, twice } = await failuresOf(story, some);
    console.info(
      `${some.length} of ${pairs.length} pairs; mails that went twice in the stated window: ${twice}`,
    );
    expect(failures).toEqual([]);
  });
});
