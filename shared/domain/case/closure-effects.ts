import { holdfast, type Role } from "../decision.ts";
import type { Intent } from "../intent.ts";
import type { Case } from "./case.ts";
import type { CaseEvent } from "./events.ts";
import { mail } from "./mail-intent.ts";

type ClosureNews = Extract<
  CaseEvent,
  { type: "ClosureRequested" | "AgencyAsked" | "ObligationOpened" | "ClosureEnded" | "CaseClosed" }
>;

/** Whoever asked for a closure may not weigh it: where that was not the worker, the next in line is told too. */
export const weighersOf = ({ closure, worker }: Case): readonly Role[] =>
  closure?.requestedBy === worker ? ["manager"] : ["manager", "service-manager"];

/**
 * Who is told about a closure: whoever has to ask or to decide, and at its end the people who asked for support or
 * gave it, the referrer and the agencies among them (CST-19). The person supported is never mailed.
 */
export function closureEffects(after: Case, event: ClosureNews): readonly Intent[] {
  const { caseRef, referralRef, closure, worker, supervisor } = after;
  if (!closure) return [];
  const turn = `closure/${closure.requestedAt}`;
  const weighing = weighersOf(after);
  switch (event.type) {
    case "ClosureRequested": {
      if (event.ask.length === 0) return [];
      const message = { kind: "consultation-due", caseRef, due: event.answerBy, says: "opened" } as const;
      return [
        ...(worker ? [mail(after, `${turn}/ask`, { staff: worker }, message)] : []),
        ...weighing.map((role) => mail(after, `${turn}/ask/${role}`, { role }, message)),
      ];
    }
    case "AgencyAsked": {
      const { with: agency, on, by } = event;
      if (by !== holdfast.id) return [];
      const again = closure.asked?.[agency]?.first !== on;
      const { answerBy } = closure;
      const message = { kind: "agency-asked", referralRef, caseRef, answerBy, again } as const;
      return [mail(after, `${turn}/ask/${agency}/${on}`, { agency }, message)];
    }
    case "ObligationOpened": {
      const { kind, due } = event.obligation;
      if (kind !== "closure") return [];
      const message = { kind: "closure-to-decide", caseRef, due, says: "opened" } as const;
      return weighing.map((role) => mail(after, `${turn}/decide/${role}`, { role }, message));
    }
    case "ClosureEnded":
      return event.ended === "kept"
        ? [mail(after, `${turn}/kept`, { staff: closure.requestedBy }, { kind: "case-kept-open", caseRef })]
        : [];
    case "CaseClosed": {
      const closed = { kind: "case-closed", caseRef } as const;
      const staff = [worker, supervisor].filter((id) => id !== undefined);
      return [
        mail(after, "closed/referrer", { referrerOf: referralRef }, { kind: "support-ended", referralRef }),
        ...staff.map((id) => mail(after, `closed/${id}`, { staff: id }, closed)),
        ...event.tell.map((agency) =>
          mail(after, `closed/agency/${agency}`, { agency }, { kind: "support-ended", referralRef }),
        ),
      ];
    }
  }
}
