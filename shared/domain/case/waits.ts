import { accept, type Decision } from "../decision.ts";
import { type Case, trackNameOf, trackOf } from "./case.ts";
import type { Context, RegisterWait } from "./commands.ts";
import { askAgain } from "./consultation.ts";
import type { CaseEvent } from "./events.ts";
import { heldOn } from "./next-obligation.ts";
import { answerTo, rungsPassed } from "./obligation.ts";
import type { Track } from "./track.ts";

/** How an execution's wait stands to the case: the one that backs it now, one already settled, or one overtaken. */
export type WaitStanding = "current" | "settled" | "superseded";

/**
 * Reads where a wait stands. A settled one is answered at once with the answer it missed (F11, F12), an overtaken
 * one with `superseded`, so that its execution ends.
 */
export function standingOf(
  held: Case,
  wait: Pick<RegisterWait, "sequence" | "attempt" | "wait">,
): WaitStanding {
  const track = trackOf(held, trackNameOf(held, wait.sequence));
  if (!track) return "superseded";
  if (track.settled?.sequence === wait.sequence && track.settled.wait === wait.wait) return "settled";
  const { sequence, attempt } = track.episode;
  const isCurrent =
    sequence === wait.sequence && attempt === wait.attempt && track.obligation?.wait === wait.wait;
  return isCurrent ? "current" : "superseded";
}

/**
 * An execution has entered a wait, or entered it again at a rung: its token is kept (I4), and the rungs that have
 * passed are reached, each once however often the task is tried (F8, F9). Past the last, the next episode takes over.
 */
export function registerWait(held: Case, command: RegisterWait, context: Context): Decision<CaseEvent> {
  const { at, policy } = context;
  const name = trackNameOf(held, command.sequence);
  const track = trackOf(held, name);
  if (standingOf(held, command) !== "current" || !track?.obligation || isOlder(track, command))
    return accept();
  const { obligation, episode } = track;
  const onTrack = name === "main" ? {} : { track: name };
  const { type: _, left: __, ...registered } = command;
  const events: CaseEvent[] = [{ type: "WaitRegistered", ...registered, ...onTrack }];
  for (let rung = obligation.reached + 1; rung <= rungsPassed(obligation, command.left, at); rung++) {
    const passed = obligation.rungs[rung - 1];
    if (!passed) continue;
    const { says, to, aged, holding } = passed;
    const waiting = { ...(aged ? { aged } : {}), ...(holding ? { holding } : {}) };
    events.push({ type: "RungReached", rung, says, to, ...waiting, ...onTrack });
    if (passed.says !== "hand-over") continue;
    const { workflow, sequence } = episode;
    const answer = answerTo("handed-over", obligation.wait);
    const next = { workflow, sequence: held.lastSequence + 1, attempt: 1, begun: at };
    events.push(
      { type: "WaitSettled", sequence, wait: obligation.wait, answer, ...onTrack },
      { type: "EpisodeBegun", ...next, why: "ladder-ended", ...onTrack },
      { type: "ObligationOpened", obligation: heldOn(obligation, held, policy, at), ...onTrack },
    );
  }
  return accept(...events, ...askAgain(held, events, context));
}

/** A retry issues a new token: the later entry wins, and an earlier one that comes late changes nothing (F10). */
function isOlder({ backing }: Track, command: RegisterWait): boolean {
  if (!backing || backing.sequence !== command.sequence || backing.attempt !== command.attempt) return false;
  if (backing.wait !== command.wait || backing.token === command.token) return false;
  if (backing.enteredAt !== command.enteredAt) return backing.enteredAt > command.enteredAt;
  return backing.retryCount > command.retryCount;
}
