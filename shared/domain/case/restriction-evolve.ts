import type { Case } from "./case.ts";
import type { RestrictionEvent } from "./restriction-state.ts";

/** Folds what happens to a restriction. A new list leaves those who broke the glass their time. */
export function evolveRestriction(held: Case, event: RestrictionEvent): Case {
  const { restricted, ...rest } = held;
  switch (event.type) {
    case "CaseRestricted": {
      const { reason, by, at, named } = event;
      return { ...held, restricted: { reason, by, at, named, overrides: restricted?.overrides ?? [] } };
    }
    case "RestrictionLifted":
      return rest;
    case "RestrictionOverridden": {
      if (!restricted) return held;
      const { by, until } = event;
      const others = restricted.overrides.filter((other) => other.by !== by);
      return { ...held, restricted: { ...restricted, overrides: [...others, { by, until }] } };
    }
  }
}
