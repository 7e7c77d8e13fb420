import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { HostProblem } from "./problem.ts";

/**
 * Files that survive `kill -9`: a journal takes one line in one write, and a small file is replaced by renaming.
 * Nothing is forced to the platter, so a power cut may lose the last moment; a killed process loses nothing.
 */
export function appendLine(path: string, value: unknown): void {
  appendFileSync(path, `${JSON.stringify(value)}\n`);
}

const openBrace = 0x7b;

/**
 * The lines of a journal, empty where there is none. A last line without its end was torn by a kill before
 * anybody was answered: it is cut off, so that the next line starts clean. A broken line before that is damage.
 */
export function readLines(path: string): readonly unknown[] {
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(0x0a) + 1;
  // What a kill tears is the beginning of a line of ours; anything else there is damage, and not to be cut off unseen.
  if (end < bytes.length && bytes[end] !== openBrace) throw damaged(path);
  if (end < bytes.length) truncateSync(path, end);
  const lines = bytes.subarray(0, end).toString("utf8").split("\n").slice(0, -1);
  return lines.map((line, index) => parseOrRefuse(line, `${path}, line ${index + 1}`));
}

/** Replaces a small JSON file in one step. */
export function writeJson(path: string, value: unknown): void {
  writeText(path, JSON.stringify(value));
}

/** Replaces a small file in one step. */
export function writeText(path: string, text: string): void {
  const next = `${path}.next`;
  writeFileSync(next, text);
  renameSync(next, path);
}

/** A small JSON file, or undefined where there is none yet. */
export function readJson(path: string): unknown {
  return existsSync(path) ? parseOrRefuse(readFileSync(path, "utf8"), path) : undefined;
}

/** A text file that is added to often, and so kept open. */
export class OpenFile {
  #file: number | undefined;

  constructor(path: string) {
    this.#file = openSync(path, "a");
  }

  /** Adds to the end in one write; nothing any more once it is closed. */
  append(text: string): void {
    if (this.#file !== undefined) writeSync(this.#file, text);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

/** The sentence for a data folder that cannot be read. */
export function damaged(where: string, cause?: unknown): HostProblem {
  return new HostProblem(
    `The data folder is damaged: ${where} cannot be read. Start with --fresh to begin anew, or put back a copy of the folder.`,
    { cause },
  );
}

function parseOrRefuse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damaged(where, cause);
  }
}
