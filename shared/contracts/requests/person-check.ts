import * as z from "zod";
import { personDecisions } from "#shared/domain/case/person-check-state.ts";
import { caseRef, words } from "../api.ts";

/** What somebody found about another case that may be the same person's, and why. */
export const personCheck = z.strictObject({ caseRef, decision: z.enum(personDecisions), words });
export type PersonCheck = z.infer<typeof personCheck>;
