import { existsSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { damaged, readJson, writeJson } from "./journal.ts";
import { isRecord } from "./json.ts";
import { HostProblem } from "./problem.ts";

const marker = "holdfast-local.json";
export const secretsFile = "secrets.json";
/** What tokens are signed with. */
export const keyFile = "issuer-key.json";
/** Raised when what the host keeps changes its form. */
const format = 1;

/**
 * Opens the folder that the host keeps everything in, emptied first with `fresh`. Throws `HostProblem` where the folder
 * is somebody else's: nothing that the host did not make is ever read or deleted. It throws too where the tables would be in
 * memory and what is in the folder belongs to others: that would be executions without their cases.
 */
export function openDataFolder(
  folder: string,
  { fresh, inMemory = false }: { readonly fresh: boolean; readonly inMemory?: boolean },
): void {
  const path = join(folder, marker);
  const mark = fresh ? existsSync(path) || undefined : readJson(path);
  const used = existsSync(folder) && readdirSync(folder).length > 0;
  if (used && mark === undefined) {
    throw new HostProblem(
      `The folder ${folder} holds files that are not the local host's; give another one with --data.`,
    );
  }
  if (inMemory && used && !fresh)
    throw new HostProblem(
      `Tables in memory begin empty, and the folder ${folder} does not; add --fresh, or give another one with --data.`,
    );
  // The clock is first kept when the tables are there: one without the other means that files were lost.
  if (!fresh && existsSync(join(folder, "clock.json")) && !existsSync(join(folder, "tables")))
    throw damaged(join(folder, "tables"));
  if (fresh && used) rmSync(folder, { recursive: true, force: true });
  if (!fresh && mark !== undefined && (!isRecord(mark) || mark.format !== format)) throw damaged(path);
  mkdirSync(folder, { recursive: true });
  if (fresh || mark === undefined) writeJson(path, { format });
}

/**
 * Empties the data folder of all but its secrets and its key: functions that are loaded keep the key of the references for
 * good, and one submission would be two referrals to two of them.
 */
export function clearDataFolder(folder: string): void {
  const kept = [marker, secretsFile, keyFile];
  for (const entry of readdirSync(folder))
    if (!kept.includes(entry)) rmSync(join(folder, entry), { recursive: true, force: true });
}

/** Where the clock starts, and where it stood when the host stopped. */
export interface ClockStart {
  readonly from: number;
  readonly to: number;
  readonly set: boolean;
}

/**
 * The clock never goes back: it starts at the latest of where it stood and `at`. A clock that no `--at` ever set follows
 * the wall, unless it is frozen; what fell due in between is made up on the way.
 */
export function startOfClock(
  folder: string,
  options: { readonly at?: number; readonly frozen: boolean; readonly wall: number },
): ClockStart {
  const path = join(folder, "clock.json");
  const kept = readJson(path);
  if (
    kept !== undefined &&
    (!isRecord(kept) || typeof kept.now !== "number" || typeof kept.set !== "boolean")
  )
    throw damaged(path);
  const { at, frozen, wall } = options;
  const before = kept === undefined ? undefined : Number(kept.now);
  const set = at !== undefined || kept?.set === true;
  const first = at ?? wall;
  if (before === undefined) return { from: first, to: first, set };
  const follows = !set && !frozen ? wall : before;
  return { from: before, to: Math.max(before, at ?? before, follows), set };
}

/** Width of the clock's file: one small write over the old one, which a kill cannot tear. */
const clockWidth = 64;

/** Gives what keeps the clock, many times a second; the first time by renaming, so that the file is never empty. */
export function clockKeeper(folder: string, set: boolean, from: number): (now: number) => void {
  const path = join(folder, "clock.json");
  writeJson(path, { now: from, set });
  const file = openSync(path, "r+");
  return (now) => {
    writeSync(file, JSON.stringify({ now, set }).padEnd(clockWidth), 0);
  };
}
