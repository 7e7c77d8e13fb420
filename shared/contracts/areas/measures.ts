import type { Role } from "#shared/domain/decision.ts";
import { measuresQuery } from "../measures.ts";
import { managers, read, type StaffOperations, signedIn } from "../operation.ts";

/** Those who answer for the service, and to whoever pays for it. */
const accountable: readonly Role[] = [...managers, "director"];
const problems = [...signedIn, "does-not-fit", "no-service"] as const;

/** What the figures say (CST-11). */
export const measureOperations = {
  "GET /api/v1/measures": {
    id: "showMeasures",
    summary: "Figures by month and funding stream, with the definition of each",
    roles: accountable,
    query: measuresQuery,
    answer: read("MeasuresReport"),
    problems,
  },
  "GET /api/v1/measures.csv": {
    id: "downloadMeasures",
    summary: "The same figures as a file for spreadsheets",
    roles: accountable,
    query: measuresQuery,
    answer: { ...read("MeasuresCsv"), type: "text/csv" },
    problems,
  },
} as const satisfies StaffOperations;
