import { accessPointFor } from "../agencies.ts";
import type { WayIn } from "../screening.ts";
import { callAtOnce } from "./acute-call.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import type { CaseEvent, EpisodeReason } from "./events.ts";
import { emergencyObligation, signpostObligation } from "./next-obligation.ts";
import { answerTo, type Obligation } from "./obligation.ts";
import { alertPromise, isAcute } from "./routes.ts";

/**
 * The events by which a case leaves the wait that it is in and goes a way on which nothing waits for a meeting: the wait
 * is answered with `outcome`, and a new episode begins. Its hours count from now, when it became known (CST-05, CST-08).
 */
export function goOtherWay(
  held: Case,
  { wait }: Obligation,
  way: Exclude<WayIn, { outcome: "meeting" }>,
  { outcome, why }: { readonly outcome: string; readonly why: EpisodeReason },
  { at, policy }: Context,
): readonly CaseEvent[] {
  const { episode, lastSequence } = held;
  const sequence = lastSequence + 1;
  const opening = { policy, at, wait: 1 };
  const tell = way.outcome === "signposted" ? accessPointFor(policy, way.reason) : undefined;
  return [
    { type: "WaitSettled", sequence: episode.sequence, wait, answer: answerTo(outcome, wait) },
    { type: "EpisodeBegun", workflow: "referral-triage", sequence, attempt: 1, begun: at, why },
    { type: "Screened", way, ...(tell ? { tell } : {}) },
    {
      type: "ObligationOpened",
      obligation:
        way.outcome === "signposted"
          ? signpostObligation(opening, way.reason, at)
          : emergencyObligation(opening, at),
    },
    ...alertPromise({ ...held, lastSequence: sequence, receivedAt: at }, way, { at, policy }),
    ...(isAcute(way) ? callAtOnce({ ...held, lastSequence: sequence + 1 }, { at, policy }) : []),
  ];
}
