import type { Refusal } from "#shared/domain/decision.ts";
import { Problem } from "../runtime/problem.ts";

/** The same answer for what is not there and for what belongs to another council (F44). */
export const notFound = () => new Problem("not-found");

/** What a domain's refusal becomes: always with its name as the reason, whatever its details say besides. */
export const problemOf = ({ name, details }: Refusal): Problem =>
  name === "not-found" ? notFound() : new Problem(name, { ...details, reason: name });
