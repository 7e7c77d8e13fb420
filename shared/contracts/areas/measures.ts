import type { Role } from "#shared/domain/decision.ts";
import { measuresQuery } from "../measures.ts";
import { deciders, managers, read, type StaffOperations, signedIn } from "../operation.ts";

/** Those who answer for the service, and to whoever pays for it. */
const accountable: readonly Role[] = [...managers, "director"];
/** Those who see to it that somebody acts, whoever is away and whatever is out. */
const deciding: readonly Role[] = ["supervisor", "duty", ...deciders];
const problems = [...signedIn, "does-not-fit", "no-service"] as const;

/** What is handed on as figures (CST-11), and the list of open cases to be kept beside us (F38). */
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
  "GET /api/v1/cases.csv": {
    id: "downloadOpenCases",
    summary:
      "Every open case that you may see, by who acts and when, as a file to be kept for when we are out",
    roles: deciding,
    answer: { ...read("OpenCasesCsv"), type: "text/csv" },
    problems: signedIn,
  },
} as const satisfies StaffOperations;
