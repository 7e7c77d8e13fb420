import type { Division, Instant } from "./calendar-day.ts";
import type { Role } from "./decision.ts";
import { type Offset, offsetFrom, type Rung } from "./ladder.ts";

/**
 * Unallocated is a risk state (CST-06): who is told of a case that waits for a decision, counted from its receipt and
 * not from its meeting. So deferring it again and again, at meetings that are all held, silences nothing (I5).
 */
export interface Ageing {
  readonly steps: readonly { readonly after: Offset; readonly to: readonly Role[] }[];
  /** After the last step: again and again, for as long as nobody decides. */
  readonly every: Offset;
  readonly to: readonly Role[];
}

/** Who is told that a referrer is still without an answer. */
const answered: readonly Role[] = ["manager"];

interface Waiting {
  readonly since: Instant;
  readonly after: Instant;
  readonly division: Division;
  /** How long a referrer may be without an answer before a letter says when there will be one; and so on (CST-07). */
  readonly answerEvery: Offset;
}

/** The rungs of an obligation, with those of the case's age that fall after `after` and before the last of them. */
export function withAge(
  rungs: readonly Rung[],
  ageing: Ageing,
  { since, after, division, answerEvery }: Waiting,
): readonly Rung[] {
  const last = rungs.at(-1)?.at ?? after;
  const byInstant = new Map(rungs.map((rung) => [rung.at, rung]));
  const answering: Ageing = { steps: [], every: answerEvery, to: answered };
  for (const [ages, more] of [
    [ageing, {}],
    [answering, { holding: true }],
  ] as const)
    for (const { at, to } of turns(ages, since, last, division)) {
      if (at <= after || at >= last) continue;
      const { aged = [], ...rung } = byInstant.get(at) ?? ({ at, says: "escalation", to: [] } as const);
      byInstant.set(at, { ...rung, ...more, aged: [...new Set([...aged, ...to])] });
    }
  return [...byInstant.values()].sort((one, other) => (one.at < other.at ? -1 : 1));
}

/** @throws RangeError when the repeat does not move forward. */
function turns({ steps, every, to }: Ageing, since: Instant, until: Instant, division: Division) {
  const told = steps.map((step) => ({ at: offsetFrom(since, step.after, division), to: step.to }));
  let last =
    told
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? since;
  while (last < until) {
    const at = offsetFrom(last, every, division);
    if (at <= last) throw new RangeError("the ageing of a case must move forward in time");
    told.push({ at, to });
    last = at;
  }
  return told;
}
