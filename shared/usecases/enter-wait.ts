import type { AwaitInput } from "#shared/contracts/tasks.ts";
import { type Instant, instant } from "#shared/domain/calendar-day.ts";
import { parseExecutionName, trackNameOf, trackOf } from "#shared/domain/case/case.ts";
import { answerTo } from "#shared/domain/case/obligation.ts";
import { standingOf } from "#shared/domain/case/waits.ts";
import { holdfast } from "#shared/domain/decision.ts";
import { changeCase } from "./change-case.ts";
import type { Ports } from "./ports.ts";

/**
 * An execution enters a wait, or enters it again at a rung. The token is stored and the rung's work done; a wait
 * that was settled or overtaken meanwhile answers its own token at once (A3, A6, F11, F12). Throws where the
 * execution is none of ours, so that it ends loudly.
 */
export async function enterWait(ports: Ports, input: AwaitInput, at: Instant): Promise<void> {
  const { council, caseRef, execution, token, wait, left, enteredAt, retryCount } = input;
  const name = parseExecutionName(execution);
  if (name?.caseRef !== caseRef)
    throw new Error(`The execution ${execution} does not belong to the case ${caseRef}`);
  const { sequence, attempt } = name;
  const changed = await changeCase(ports, council, caseRef, holdfast, at, () => ({
    type: "register-wait",
    sequence,
    attempt,
    wait,
    left,
    token,
    enteredAt: instant(enteredAt),
    retryCount,
  }));
  if (changed.refused) throw new Error(`The execution ${execution} waits for a case that is not there`);
  if (changed.events.length > 0) return;
  const held = changed.state;
  const standing = standingOf(held, { sequence, attempt, wait });
  const settled = trackOf(held, trackNameOf(held, sequence))?.settled;
  if (standing === "settled" && settled) await ports.workflows.answer(token, settled.answer);
  if (standing === "superseded") await ports.workflows.answer(token, answerTo("superseded", wait));
}
