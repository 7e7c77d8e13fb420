import { measuresQuery } from "#shared/contracts/measures.ts";
import { reportCsv } from "#shared/domain/measures/csv.ts";
import { type Month, monthOf, monthsFrom } from "#shared/domain/measures/month.ts";
import type { MeasuresReport } from "#shared/domain/measures/report.ts";
import type { Policy } from "#shared/domain/policy.ts";
import { openCasesSheet } from "#shared/usecases/open-cases-sheet.ts";
import { readMeasures } from "#shared/usecases/read-measures.ts";
import { log } from "../runtime/log.ts";
import { Problem } from "../runtime/problem.ts";
import { read, type StaffHandlers, type StaffRequest } from "../runtime/staff.ts";

/**
 * Figures by month and funding stream (CST-11), to read and to hand on, and the list of open cases to be kept beside us (F38); that
 * somebody asked for them is logged.
 */
export const measureRoutes = {
  "GET /api/v1/measures": {
    answer: async (request) => ({ status: 200, body: await report(request) }),
  },
  "GET /api/v1/measures.csv": {
    answer: async (request) => {
      const found = await report(request);
      const file = `measures-${found.service}-${found.from}-to-${found.to}.csv`;
      return { status: 200, type: "text/csv", file, body: reportCsv(found) };
    },
  },
  "GET /api/v1/cases.csv": {
    answer: async ({ ports, staff, at }) => {
      const body = await openCasesSheet(ports, staff, at);
      log("info", "open-cases-downloaded", { staff: staff.id, at });
      const file = `open-cases-${at.slice(0, 16).replaceAll(":", "")}.csv`;
      return { status: 200, type: "text/csv", file, body };
    },
  },
} satisfies StaffHandlers;

async function report({ ports, staff, query, at }: StaffRequest): Promise<MeasuresReport> {
  const { from, to, service, audience } = read(measuresQuery, query, "the query of the address");
  const policy = ports.policies.find(
    (each) => each.council === staff.council && (service === undefined || each.service === service),
  );
  if (!policy) throw new Problem("no-service");
  refusePeriod(from, to, policy, monthOf(at));
  log("info", "measures-read", { staff: staff.id, from, to, audience, at });
  return readMeasures(ports, policy, { from, to, outside: audience === "outside" }, at);
}

/** Says which end of the period is wrong, and what it should be. */
function refusePeriod(from: Month, to: Month, { measures }: Policy, now: Month): void {
  const fault = (at: string, expected: string) => new Problem("does-not-fit", { faults: [{ at, expected }] });
  if (to > now) throw fault("to", `a month that has begun: ${now} or earlier`);
  if (from > to) throw fault("from", `a month that is not after ${to}`);
  const { mostMonths } = measures;
  if (monthsFrom(from, to).length > mostMonths)
    throw fault("from", `at most ${mostMonths} months before the end`);
}
