import { type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import {
  type Case,
  executionName,
  isOpen,
  parseExecutionName,
  trackNames,
  trackOf,
} from "#shared/domain/case/case.ts";
import type { EpisodeReason } from "#shared/domain/case/events.ts";
import type { Obligation } from "#shared/domain/case/obligation.ts";
import type { Track, TrackName } from "#shared/domain/case/track.ts";
import type { DueDocument } from "#shared/ports.ts";
import { atMost } from "./at-most.ts";
import type { Ports } from "./ports.ts";

/**
 * Whether each execution that should back a case does, once: the reconciler repairs by it, and an operator is shown
 * by it, so that neither knows better than the other (I4, X-07).
 */

/** How long an effect may be under way before its absence is a finding (I4: R). */
export const graceMinutes = 30;
/** How late a rung may be entered before the timer counts as dead (I5). */
const silentMinutes = 60;

/** How one track of an open case is backed: as the platform tells of its execution, and what is wrong, if anything is. */
export interface BackedTrack {
  readonly name: TrackName;
  readonly track: Track;
  readonly obligation: Obligation;
  readonly execution: string;
  readonly state: "running" | "ended" | "unknown";
  readonly why: EpisodeReason | undefined;
}

/** What is known before a case is looked at. */
export interface Known {
  /** Executions that run: these are not asked for again. */
  readonly running?: ReadonlySet<string>;
  /** When the documents were last restored; executions that were begun before are of another epoch (F39). */
  readonly epoch: Instant | undefined;
}

/** How a track is backed; undefined where nothing is due on it, and so nothing needs to run. */
export async function backingOf(
  ports: Ports,
  held: Case,
  name: TrackName,
  at: Instant,
  { running = new Set(), epoch }: Known,
): Promise<BackedTrack | undefined> {
  const track = trackOf(held, name);
  if (!track?.obligation) return undefined;
  const { episode, obligation } = track;
  const execution = executionName(held, episode);
  const state = running.has(execution)
    ? "running"
    : await ports.workflows.status(episode.workflow, execution);
  const isOfThisEpoch = epoch === undefined || episode.begun >= epoch;
  const why = isOfThisEpoch ? findingOn(track, obligation, state, at) : "restored";
  return { name, track, obligation, execution, state, why };
}

/** What is wrong with what backs each track of an open case: one finding a track, or none (L1). */
export async function findingsOf(ports: Ports, held: Case, at: Instant, known: Known) {
  if (!isOpen(held)) return [];
  const backed = await atMost(trackNames(held), (name) => backingOf(ports, held, name, at, known));
  return backed.flatMap((found) =>
    found?.why ? [{ track: found.name, episode: found.track.episode, why: found.why }] : [],
  );
}

function findingOn(
  track: Track,
  obligation: Obligation,
  state: BackedTrack["state"],
  at: Instant,
): EpisodeReason | undefined {
  const isYoung = plusMinutes(at, -graceMinutes) < latest(track.episode.begun, obligation.opened);
  if (state === "ended") return "execution-ended";
  if (state === "unknown") return isYoung ? undefined : "execution-unknown";
  const nextRung = obligation.rungs[obligation.reached];
  if (nextRung && nextRung.at < plusMinutes(at, -silentMinutes) && !isYoung) return "rung-passed-in-silence";
  if (obligation.kind === "screening") return isYoung ? undefined : "wait-not-registered";
  return isRegistered(track, obligation) || isYoung ? undefined : "wait-not-registered";
}

/** Whether the wait that holds an obligation has told us its token, in the attempt that counts (F10, F11). */
export const isRegistered = ({ episode, backing }: Track, { wait }: Obligation): boolean =>
  backing?.sequence === episode.sequence && backing.attempt === episode.attempt && backing.wait === wait;

const latest = (one: Instant, other: Instant): Instant => (one > other ? one : other);

/** The names of the executions that run now: of all workflows, or only of those that an execution of these lines is of. */
export async function runningNames(ports: Ports, due?: readonly DueDocument[]): Promise<ReadonlySet<string>> {
  const names = due?.flatMap((line) => line.due.executions ?? []);
  const workflows = names?.map((name) => parseExecutionName(name)?.workflow);
  // A name that cannot be read may be of any workflow.
  const known = workflows?.every((each) => each !== undefined) ? new Set(workflows) : undefined;
  const running = new Set<string>();
  for await (const { name } of ports.workflows.running(known)) running.add(name);
  return running;
}

/**
 * Lines of the due index of cases whose execution is not running, and of those that are overdue: only these are read. While
 * hours are missing that is every case of the council: what runs may be of the table that is gone (F39).
 */
export const suspectsAmong = (
  due: readonly DueDocument[],
  running: ReadonlySet<string>,
  at: Instant,
  isRestored: (council: string) => boolean,
): readonly DueDocument[] =>
  due.filter(
    (line) =>
      line.key.kind === "case" &&
      (line.due.at <= at || isUnbacked(line, running) || isRestored(line.key.council)),
  );

/** Whether an execution that should run for a case does not, as far as the due index names it. */
export const isUnbacked = ({ due: { executions = [] } }: DueDocument, running: ReadonlySet<string>) =>
  executions.length === 0 || !executions.every((name) => running.has(name));
