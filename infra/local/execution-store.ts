import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionState, HistoryEvent } from "#workflows/asl/execution.ts";
import { appendLine, damaged, readLines, writeJson } from "./journal.ts";
import { isRecord } from "./json.ts";

/** What is known of an execution without reading its journal. */
export interface ExecutionSummary {
  readonly name: string;
  readonly machine: string;
  readonly machineArn: string;
  readonly arn: string;
  readonly startedAt: string;
  readonly status: string;
  readonly stoppedAt?: string;
  /** Where it stood when this was written. */
  readonly step?: string | undefined;
}

/** One step of an execution as its journal keeps it: the state after it, and the history that it added. */
export interface JournalLine {
  readonly state: ExecutionState;
  readonly events: readonly HistoryEvent[];
  /** First line only: the hash of the definition that the execution began with. */
  readonly definition?: string;
}

/**
 * Executions on disk: an index with a line when one starts and one when it ends, a journal for each with one line a
 * step, and each definition that one began with (A9).
 */
export class ExecutionStore {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, "executions");
    mkdirSync(join(this.#folder, "definitions"), { recursive: true });
  }

  /** The last line of each execution in the index, in the order of their starts. */
  summaries(): readonly ExecutionSummary[] {
    const latest = new Map<string, ExecutionSummary>();
    for (const line of readLines(join(this.#folder, "index.jsonl"))) {
      if (!isSummary(line)) throw damaged(join(this.#folder, "index.jsonl"));
      latest.set(`${line.arn} ${line.startedAt}`, line);
    }
    return [...latest.values()];
  }

  keepSummary(summary: ExecutionSummary): void {
    appendLine(join(this.#folder, "index.jsonl"), summary);
  }

  /** Keeps a definition under its hash, once. */
  keepDefinition(definition: string): string {
    const hash = createHash("sha256").update(definition).digest("hex").slice(0, 16);
    const path = this.#definition(hash);
    if (!existsSync(path)) writeJson(path, definition);
    return hash;
  }

  definition(hash: string): string {
    try {
      return String(JSON.parse(readFileSync(this.#definition(hash), "utf8")));
    } catch (cause) {
      throw damaged(this.#definition(hash), cause);
    }
  }

  /** Begins a journal; what a start that was never acknowledged left behind goes. */
  begin(summary: Pick<ExecutionSummary, "machine" | "name" | "startedAt">, line: JournalLine): void {
    mkdirSync(join(this.#folder, summary.machine), { recursive: true });
    rmSync(this.#journal(summary), { force: true });
    appendLine(this.#journal(summary), line);
  }

  append(summary: Pick<ExecutionSummary, "machine" | "name" | "startedAt">, line: JournalLine): void {
    appendLine(this.#journal(summary), line);
  }

  lines(summary: Pick<ExecutionSummary, "machine" | "name" | "startedAt">): readonly JournalLine[] {
    const lines = readLines(this.#journal(summary));
    if (lines.length === 0) throw damaged(this.#journal(summary));
    return lines.map((line) => {
      // Written by `begin` and `append` only; a line that is not of that shape is damage.
      if (isRecord(line) && isRecord(line.state) && Array.isArray(line.events))
        return line as unknown as JournalLine;
      throw damaged(this.#journal(summary));
    });
  }

  #definition(hash: string): string {
    return join(this.#folder, "definitions", `${hash}.json`);
  }

  // A name may be used again after 90 days, so the start is part of the file's name.
  #journal({ machine, name, startedAt }: Pick<ExecutionSummary, "machine" | "name" | "startedAt">): string {
    return join(this.#folder, machine, `${name}.${startedAt.replace(/\D/g, "").slice(0, 14)}.jsonl`);
  }
}

function isSummary(line: unknown): line is ExecutionSummary {
  return (
    isRecord(line) &&
    ["name", "machine", "machineArn", "arn", "startedAt", "status"].every(
      (key) => typeof line[key] === "string",
    )
  );
}
