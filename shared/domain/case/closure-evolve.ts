import type { Case } from "./case.ts";
import type { CaseEvent } from "./events.ts";

type ClosureEvent = Extract<
  CaseEvent,
  { type: "ClosureRequested" | "AgencyAsked" | "ConsultationRecorded" | "ClosureEnded" | "CaseClosed" }
>;

/** Agencies that come to be involved while a closure is weighed are asked about it too (CST-19). */
export function askingToo({ closure }: Case, agencies: readonly string[]): Pick<Case, "closure"> {
  if (!closure || closure.ended || closure.ask.length === 0) return {};
  return { closure: { ...closure, ask: [...new Set([...closure.ask, ...agencies])] } };
}

/** An answer that was corrected stands as it was given, and may be given anew (CST-19). */
export function evolveCorrection(
  held: Case,
  { reopens }: Extract<CaseEvent, { type: "EntryCorrected" }>,
): Case {
  const { closure } = held;
  const already = reopens === undefined ? undefined : closure?.consulted[reopens];
  if (!closure || !already || reopens === undefined) return held;
  const consulted = { ...closure.consulted, [reopens]: { ...already, corrected: true as const } };
  return { ...held, closure: { ...closure, consulted } };
}

/** The mail that asked an agency came back: nobody has asked it (F37). */
export function unasked(held: Case, agency = ""): Case {
  const { closure } = held;
  if (!closure || closure.ended || !closure.asked?.[agency]) return held;
  const { [agency]: _, ...asked } = closure.asked;
  return { ...held, closure: { ...closure, asked } };
}

/** Folds what happens to a closure. A new request replaces one that ended. */
export function evolveClosure(held: Case, event: ClosureEvent): Case {
  switch (event.type) {
    case "ClosureRequested": {
      const { by, at, reason, evidence, agencies, ask, answerBy } = event;
      const episode = { workflow: "closure", sequence: 0, attempt: 0, begun: at } as const;
      const closure = {
        reason,
        requestedBy: by,
        requestedAt: at,
        evidence,
        ...(agencies ? { agencies } : {}),
        ask,
        answerBy,
        consulted: {},
        episode,
      };
      return { ...held, closure };
    }
    case "AgencyAsked": {
      if (!held.closure) return held;
      const { with: agency, on } = event;
      const before = held.closure.asked?.[agency];
      const days = [on, before?.first ?? on, before?.again ?? on].sort();
      const [first = on, again = on] = [days[0], days.at(-1)];
      const asked = { ...held.closure.asked, [agency]: again === first ? { first } : { first, again } };
      return { ...held, closure: { ...held.closure, asked } };
    }
    case "ConsultationRecorded": {
      if (!held.closure) return held;
      const { type: _, with: asked, ...consultation } = event;
      const consulted = { ...held.closure.consulted, [asked]: consultation };
      return { ...held, closure: { ...held.closure, consulted } };
    }
    case "ClosureEnded": {
      if (!held.closure) return held;
      const { obligation: _, ...closure } = held.closure;
      return { ...held, closure: { ...closure, ended: event.ended } };
    }
    case "CaseClosed": {
      const { reason, planned, by, at } = event;
      const closed = { reason, planned, by, at };
      const { obligation: _, ...rest } = held;
      return { ...rest, phase: "closed", closed };
    }
  }
}
