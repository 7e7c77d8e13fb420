import { plusDays } from "#shared/domain/calendar-day.ts";
import { type Case, isOpen } from "#shared/domain/case/case.ts";
import { monthOf } from "#shared/domain/measures/month.ts";
import type { Mail } from "#shared/usecases/mail-item.ts";
import { readMeasures } from "#shared/usecases/read-measures.ts";
import { violationsOf } from "#test/support/invariants.ts";
import { shownOf, type Watch } from "./watching.ts";
import type { World } from "./world.ts";

export interface Report {
  readonly lines: readonly string[];
  readonly violations: readonly string[];
}

/** What the months came to, in counts, and the figures that a manager would read, held against them. */
export async function reportOf(world: World, watch: Watch): Promise<Report> {
  await watch.look();
  const { council, policy, counts } = world;
  const of = (what: string) => counts.get(what) ?? 0;
  const figures = await figuresOf(world);
  const cases = await settled(world);
  const reviews = await reviewsOf(world, watch);
  const { states } = council.machines;
  const ages = states.map(
    ({ startedAt, stoppedAt = world.at }) => Date.parse(stoppedAt) - Date.parse(startedAt),
  );
  const failed = states.filter(({ status }) => status === "FAILED" || status === "TIMED_OUT").length;
  const same = (what: string, one: number, other: number) => {
    if (one !== other) world.violated(`CST-11: ${what} are ${one} by the measures and ${other} by count`);
  };
  const referred = of("referrals") + of("mended and accepted");
  same("referrals", figures("referrals-received"), referred);
  same("cases", cases.all, referred);
  same("allocations", figures("allocated"), of("decided: allocate"));
  same("closures", figures("closed-planned") + figures("closed-unplanned"), of("closures: closed"));
  same("kept aside", cases.quarantined, of("hostile bodies kept aside"));
  const listed = (begin: string) =>
    [...counts]
      .filter(([what]) => what.startsWith(begin))
      .map(([what, count]) => `${what.slice(begin.length)} ${count}`)
      .toSorted()
      .join(", ") || "none";
  const last = plusDays(world.ends, -1);
  return {
    violations: world.found,
    lines: [
      `${policy.title}, ${world.begins} to ${last}, seed ${world.seed}`,
      `referrals ${referred}: sent again ${of("duplicates sent again")}, with another body ${of("duplicates with another body")}, same person through another agency ${of("same person through another agency")}, hostile bodies ${of("hostile bodies kept aside")} of which mended ${of("mended and accepted")}, re-entries ${figures("re-entries")}`,
      `answered within the days ${figures("answered-in-time")}, after ${figures("answered-late")}, by telephone ${of("referrers telephoned")}; emergencies in time ${figures("emergencies-in-time")} of ${figures("emergencies")}; alerts in time ${figures("alerts-in-time")} of ${figures("alerts")}`,
      `allocated ${of("decided: allocate")}, advised ${of("decided: advise")}, redirected ${of("decided: redirect")}, deferred ${of("decided: defer")}; limits passed with a reason ${of("limits passed")}`,
      `meetings held ${of("meetings held")}, moved off a holiday ${of("meetings moved off a holiday")}, not held ${of("meetings not held")}`,
      `reviews due ${figures("reviews-due")}: on time ${figures("reviews-on-time")}, late ${figures("reviews-late")}, not completed yet ${figures("reviews-outstanding")}, missed ${figures("reviews-missed")}; with sight of the person ${figures("reviews-with-sight")}`,
      `reviews escalated to somebody else ${reviews.escalated}; halves given by a stand-in ${of("halves given by a stand-in")}; challenges ${of("challenges")}; absences on the roster ${of("absences")} (${leaveDays(world)} days); people who left ${of("people who left")}`,
      `closed ${of("closures: closed")} (${figures("closed-unplanned")} unplanned), kept open ${of("closures: kept")}, withdrawn ${of("closures: withdrawn")}; agencies told by telephone ${of("agencies telephoned")}; pathways for non-engagement ${of("pathways for non-engagement")}; needs met ${figures("needs-achieved")} of ${figures("needs-identified")}; open at the end ${cases.open}`,
      `mails ${world.mails.length}: ${listed("mails: ")}`,
      `executions ${states.length}, killed ${of("faults: executions killed")}, failed of a port ${failed}, repairs ${of("repairs")}, ports that failed ${of("faults: a port failed")}, hours without mail ${of("faults: hours without mail")}, oldest execution ${Math.floor(Math.max(0, ...ages) / 86_400_000)} days`,
      `refused to people: ${listed("refused: ")}`,
      `looked ${of("looks")} times at every case; violations: ${world.found.length}`,
    ],
  };
}

/** The sum of a measure over the months. */
async function figuresOf(world: World): Promise<(id: string) => number> {
  const [from, to] = [
    monthOf(`${world.begins}T12:00:00.000Z`),
    monthOf(`${plusDays(world.ends, -1)}T12:00:00.000Z`),
  ];
  const asked = { from, to, outside: false };
  const { months } = await readMeasures(world.council.ports(), world.policy, asked, world.at);
  return (id) =>
    months
      .map(({ streams }) => streams[0]?.figures.find((figure) => figure.id === id)?.value ?? 0)
      .reduce((sum, value) => sum + value, 0);
}

/** Every case looked at once more, whole; every mail sent or withdrawn; nothing owed any more. */
async function settled(world: World) {
  const { store } = world.council;
  let open = 0;
  const shown = [];
  for await (const { key, state } of store.scan<Case>("case")) {
    if (isOpen(state)) open++;
    else shown.push(shownOf(state, await store.history(key)));
  }
  // L3 is about reminders, where people behave fairly; that somebody is asked again to step in, week after week, is I5.
  const inbox = world.mails.filter(({ subject }) => !subject.includes("please step in"));
  const over = violationsOf({ now: world.at, open: [], shown, running: new Set(), inbox });
  for (const found of over) world.violated(found);
  for await (const { key, state, owedIntents } of store.scan<Mail>("mail"))
    if (state.status === "claimed" && owedIntents.some(({ tries }) => tries > 12))
      world.violated(`I8: the mail ${key.id} never went`);
  let quarantined = 0;
  for await (const _ of store.scan("quarantined-referral")) quarantined++;
  return { all: open + shown.length, open, quarantined };
}

/** I5: each review that fell due was completed, or somebody else was asked to step in, or its case is over. */
async function reviewsOf(world: World, watch: Watch) {
  const { store } = world.council;
  const escalated = [...watch.escalatedTo.keys()].length;
  for await (const { key, state } of store.scan<Case>("case")) {
    const history = await store.history(key);
    const completed = new Set(
      history.filter(({ type }) => type === "ReviewCompleted").map(({ facts }) => facts.cycle),
    );
    for (const { type, facts } of history) {
      if (type !== "ReviewOpened" || completed.has(facts.cycle)) continue;
      const isStillOpen = state.review?.cycle === facts.cycle;
      if (!isStillOpen) world.violated(`CST-17: review ${facts.cycle} of ${key.id} was passed over`);
    }
  }
  return { escalated };
}

const leaveDays = ({ leave, ends }: World): number =>
  [...leave.values()].flat().reduce((sum, { from, to }) => {
    let days = 0;
    for (let day = from; day <= to && day < ends; day = plusDays(day, 1)) days++;
    return sum + days;
  }, 0);
