import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { KnownCase, LinkedCases } from "#shared/domain/case/person-check-state.ts";
import { atMost } from "./at-most.ts";
import { maySee, type Staff } from "./case-gate.ts";
import { caseKey } from "./keys.ts";
import { linkedCases } from "./linked-cases.ts";
import type { Ports } from "./ports.ts";

/**
 * The cases around one by its reference, for a decision about it: of one that whoever decides may not see, no more than whose
 * it is. None around a case that is not there.
 */
export async function casesAround(
  ports: Ports,
  by: Staff,
  caseRef: string,
  at: Instant,
): Promise<LinkedCases> {
  const held = (await ports.store.load<Case>(caseKey(by.council, caseRef)))?.state;
  if (!held) return { same: [], perhaps: [] };
  const { same, perhaps } = await linkedCases(ports, held);
  const shown = await atMost(same, async (other) =>
    (await maySee(ports, by, other, at)) ? other : onlyWhose(other),
  );
  return { same: shown, perhaps: perhaps.map(onlyWhose) };
}

/** All that matters of a case to somebody who may not see it: which, and whose it is. */
export const onlyWhose = ({ caseRef, personRef }: Case): KnownCase => ({ caseRef, personRef });
