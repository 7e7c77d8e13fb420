import { calendarDaysLeft, type Instant, minutesBetween, plusMinutes } from "#shared/domain/calendar-day.ts";
import { type Case, isOpen, trackOf } from "#shared/domain/case/case.ts";
import { decideMeeting } from "#shared/domain/decide-meeting.ts";
import { holdfast } from "#shared/domain/decision.ts";
import type { AllocationMeeting } from "#shared/domain/meeting.ts";
import { decideQuarantine, type QuarantinedReferral } from "#shared/domain/quarantined-referral.ts";
import { epochOf, missingHours, type Restores } from "#shared/domain/restores.ts";
import type { DocumentKey, DocumentKind, DueDocument } from "#shared/ports.ts";
import { quarantinedReferrals } from "./aggregates.ts";
import { findingsOf, graceMinutes, runningNames, suspectsAmong } from "./backing.ts";
import { change } from "./change.ts";
import { changeCase, servicePolicy } from "./change-case.ts";
import { changeMeeting } from "./change-meeting.ts";
import { changeMissingForm } from "./missing-form.ts";
import { hasParked, unparked } from "./parked.ts";
import { nameOf, type Ports } from "./ports.ts";
import { chaseCalls } from "./referrer-call.ts";
import { restoresOf } from "./restores.ts";

/**
 * More findings than this in one run are more likely a fault of ours than of so many executions: stop and page. A restore that an
 * operator recorded announces every one of its council's.
 */
const mostRepairs = (cases: number): number => Math.max(10, Math.ceil(cases * 0.005));

export interface Reconciled {
  /** Open cases looked at, and those that the due index says there are. */
  readonly scanned: number;
  readonly expected: number;
  /** Open cases that the due index does not list, or that owe nothing; only the daily reading can tell (I2, F35). */
  readonly unlisted: number;
  readonly oldestOverdueMinutes: number;
  readonly repairs: number;
  /** Findings left for the next run because there were too many (a page, not a repair). */
  readonly leftOver: number;
  /** Cases and referrals that could not be looked at or mended. */
  readonly failed: number;
  readonly calendarDaysLeft: number;
}

/**
 * Finds open cases that no running execution backs, and starts each again as the next attempt with what was found as
 * its reason (I4, F19, F20, L1). `frequent` compares the due index with the running executions; `daily` reads the
 * base table, so that a stale index hides nobody (F35), and lets parked effects try again.
 */
export async function reconcile(ports: Ports, kind: "frequent" | "daily", at: Instant): Promise<Reconciled> {
  const councils = [...new Set(ports.policies.map(({ council }) => council))];
  const due = (await Promise.all(councils.map((council) => ports.store.dueUntil(council)))).flat();
  const expected = due.filter(({ key }) => key.kind === "case").length;
  const running = await runningNames(ports, due);
  const restored = new Map(
    await Promise.all(councils.map(async (council) => [council, await restoresOf(ports, council)] as const)),
  );
  const isRestored = (council: string) => missingHours(restored.get(council)).length > 0;
  const { scanned, suspects, parked, unlisted } =
    kind === "daily"
      ? await fromBaseTable(ports, due, at)
      : {
          scanned: expected,
          suspects: suspectsAmong(due, running, at, isRestored).map(({ key }) => key),
          parked: [],
          unlisted: 0,
        };
  const round = { suspects, running, restored, cases: scanned, isRestored };
  const mended = await mendAll(ports, round, at);
  const failed = mended.failed + (await climbOthers(ports, due, at));
  await retryParked(ports, parked, at);
  const oldest = due.map((line) => line.due.at).sort()[0];
  return {
    scanned,
    expected,
    oldestOverdueMinutes: oldest && oldest < at ? minutesBetween(oldest, at) : 0,
    unlisted,
    repairs: mended.repairs,
    leftOver: mended.leftOver,
    failed,
    calendarDaysLeft: Math.min(...ports.policies.map(({ division }) => calendarDaysLeft(at, division))),
  };
}

/**
 * One reading of every case in the base table, and of what else has nothing left to do but what was given up on: of mails there
 * are by far too many to read each of them.
 */
async function fromBaseTable(ports: Ports, due: readonly DueDocument[], at: Instant) {
  const listed = new Set(due.map(({ key }) => `${key.council} ${key.id}`));
  const suspects: DocumentKey[] = [];
  const parked = (await ports.store.parked()).filter(({ kind }) => kind !== "case");
  let unlisted = 0;
  for await (const stored of ports.store.scan<Case>("case")) {
    const { key, state: held } = stored;
    if (hasParked(stored)) parked.push(key);
    if (!isOpen(held)) continue;
    suspects.push(key);
    // The index was read first, and lags a little: what was opened since is not missing.
    const isNew = held.receivedAt > plusMinutes(at, -graceMinutes);
    if (!held.obligation || (!isNew && !listed.has(`${key.council} ${key.id}`))) unlisted++;
  }
  return { scanned: suspects.length, suspects, parked, unlisted };
}

/** Begins each run at another case, so that some that fail every time never keep the others from being mended. */
function inTurn(suspects: readonly DocumentKey[], at: Instant): readonly DocumentKey[] {
  const start = suspects.length === 0 ? 0 : Math.floor(Date.parse(at) / 900_000) % suspects.length;
  return [...suspects.slice(start), ...suspects.slice(0, start)];
}

interface Round {
  readonly suspects: readonly DocumentKey[];
  readonly running: ReadonlySet<string>;
  readonly restored: ReadonlyMap<string, Restores | undefined>;
  /** Whether a council's hours are missing: then that nothing runs is no news, and every case is mended at once (F39, L1). */
  readonly isRestored: (council: string) => boolean;
  /** How many open cases there are, by which too many findings are told. */
  readonly cases: number;
}

async function mendAll(ports: Ports, round: Round, at: Instant) {
  let repairs = 0;
  let leftOver = 0;
  let failed = 0;
  for (const key of inTurn(round.suspects, at)) {
    try {
      const stored = await ports.store.load<Case>(key);
      if (!stored) continue;
      const most = round.isRestored(key.council) ? Number.POSITIVE_INFINITY : mostRepairs(round.cases);
      const known = { running: round.running, epoch: epochOf(round.restored.get(key.council)) };
      for (const found of await findingsOf(ports, stored.state, at, known)) {
        if (repairs >= most) leftOver++;
        else if (await mend(ports, key, found, at)) repairs++;
      }
    } catch (error) {
      failed++;
      ports.report({ problem: "case-not-reconciled", id: key.id, error: nameOf(error) });
    }
  }
  return { repairs, leftOver, failed };
}

type Finding = Awaited<ReturnType<typeof findingsOf>>[number];

/** Begins the next attempt on a track, and says whether it did. */
async function mend(ports: Ports, key: DocumentKey, found: Finding, at: Instant): Promise<boolean> {
  const mended = await changeCase(ports, key.council, key.id, holdfast, at, (held) => {
    // Somebody may have moved it on meanwhile: restarting the newer attempt would only make another.
    const now = trackOf(held, found.track)?.episode;
    const isAsFound = now?.attempt === found.episode.attempt && now.sequence === found.episode.sequence;
    return isAsFound ? { type: "restart", why: found.why, track: found.track } : undefined;
  });
  return !mended.refused && mended.events.length > 0;
}

/**
 * What has no execution, by its kind: its ladder is climbed from the due index (I5). A body that could not be read waits for
 * the desk, a meeting that was held to be closed, and whoever cannot be written to for a call (F7, F27, CST-07, CST-19).
 */
const climbers: Readonly<Partial<Record<DocumentKind, { readonly problem: string; readonly climb: Climb }>>> =
  {
    "quarantined-referral": {
      problem: "quarantined-not-chased",
      async climb(ports, key, at) {
        const stored = await ports.store.load<QuarantinedReferral>(key);
        if (!stored) return;
        if (stored.state.settled) return chaseCalls(ports, key.council, key.id, at);
        const policy = servicePolicy(ports, stored.state);
        await change(ports, quarantinedReferrals, key, holdfast, at, (held) =>
          decideQuarantine(held, { type: "climb" }, { at, policy }),
        );
      },
    },
    meeting: {
      problem: "meeting-not-chased",
      async climb(ports, key, at) {
        const held = (await ports.store.load<AllocationMeeting>(key))?.state;
        if (!held) return;
        const of = { council: key.council, service: held.service };
        const context = { at, policy: servicePolicy(ports, of), day: held.day };
        await changeMeeting(ports, of, held.day, holdfast, at, (now) =>
          decideMeeting(now, { type: "climb" }, context),
        );
      },
    },
    referral: {
      problem: "call-not-chased",
      async climb(ports, { council, id }, at) {
        await chaseCalls(ports, council, id, at);
        await changeMissingForm(ports, council, id, { type: "climb-form" }, at);
      },
    },
  };
type Climb = (ports: Ports, key: DocumentKey, at: Instant) => Promise<void>;

/** Climbs these ladders. One that fails stops no other; gives back how many did. */
async function climbOthers(ports: Ports, due: readonly DueDocument[], at: Instant): Promise<number> {
  let failed = 0;
  for (const { key } of due) {
    const climber = climbers[key.kind];
    if (!climber) continue;
    try {
      await climber.climb(ports, key, at);
    } catch (error) {
      failed++;
      ports.report({ problem: climber.problem, id: key.id, error: nameOf(error) });
    }
  }
  return failed;
}

/** Effects that were given up on are tried again from the start once a day, so that none is lost for good (F31). */
async function retryParked(ports: Ports, parked: readonly DocumentKey[], at: Instant): Promise<void> {
  for (const key of parked) {
    const stored = await ports.store.load(key);
    if (!stored) continue;
    const result = await ports.store.replace(unparked(stored));
    ports.report({ problem: "parked-intents-tried-again", document: key.kind, id: key.id, result, at });
  }
}
