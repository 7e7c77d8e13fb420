import type { Intent } from "../intent.ts";
import type { Case } from "./case.ts";
import type { CaseEvent } from "./events.ts";
import { mail } from "./mail-intent.ts";

type HalfNews = Extract<CaseEvent, { type: "ReviewPartGiven" | "PersonNotSeen" }>;

const manager = { role: "manager" } as const;

/**
 * Who is told as a half comes in: the worker of a challenge, and whoever supervises that nobody saw the person, or that the
 * risk has risen (CST-12, CST-17).
 */
export function reviewEffects(after: Case, event: HalfNews): readonly Intent[] {
  const { caseRef, worker, supervisor } = after;
  const { cycle } = event;
  if (event.type === "PersonNotSeen") {
    const message = { kind: "person-not-seen", caseRef, cycle, times: event.times } as const;
    return event.to.map((role) => {
      const to = role !== "supervisor" ? { role } : supervisor ? { staff: supervisor } : manager;
      return mail(after, `review/${cycle}/not-seen/${role}`, to, message);
    });
  }
  const { agrees, changeBy, riskChange: change } = event;
  if (change === "higher" || change === "new") {
    const message = { kind: "risk-raised", caseRef, cycle, change } as const;
    return [mail(after, `review/${cycle}/risk`, supervisor ? { staff: supervisor } : manager, message)];
  }
  if (agrees !== false || !changeBy) return [];
  const message = { kind: "review-challenged", caseRef, cycle, changeBy } as const;
  return [mail(after, `review/${cycle}/challenge`, worker ? { staff: worker } : manager, message)];
}
