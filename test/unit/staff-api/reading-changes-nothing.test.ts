import { beforeAll, expect, test, vi } from "vitest";
import { answerStaff } from "#functions/runtime/staff.ts";
import { type StaffRoute, staffRoutes } from "#shared/contracts/routes.ts";
import { documentKinds } from "#shared/ports.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { ask } from "#test/support/http.ts";
import { acute, emergency } from "#test/support/referrals.ts";
import { staffApi } from "#test/support/staff-api.ts";
import { askers, requestsOf } from "./requests.ts";

/**
 * A scanner that follows each link in a mail, and a reader who opens it twice, change nothing (F46, as far as an API without pages
 * goes): what is read is noted in the log of who read it, and in no document, mail or execution.
 */
let council: Council;
let caseRef: string;
let quarantined: string;

beforeAll(async () => {
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockReturnValue();
  council = await aCouncil({ at: "2026-11-10T09:00:00.000Z" });
  caseRef = await council.allocated();
  await council.give(caseRef, "worker");
  await council.refer({ submissionId: "FORM-1", ...emergency });
  await council.refer({ submissionId: "TEST-3", ...acute });
  quarantined = (await council.receive("not JSON")).reference;
});

async function everything(): Promise<string> {
  const documents: unknown[] = [];
  for await (const document of council.store.scan(...documentKinds)) documents.push(document);
  return JSON.stringify([documents, council.mailer.sent, council.machines.started, council.machines.asked]);
}

test.each(staffRoutes.filter((route) => route.startsWith("GET ")))(
  "F46, of an API without pages: %s, asked twice by everybody, changes nothing",
  async (route: StaffRoute) => {
    const before = await everything();
    const handler = answerStaff(staffApi, council.ports(), () => council.at);
    const statuses = new Set<number>();
    for (const reference of [caseRef, quarantined])
      for (const request of requestsOf[route](reference))
        for (const claims of askers)
          for (let time = 0; time < 2; time++)
            statuses.add((await ask(handler, { route, claims, ...request })).status);
    expect(statuses).toContain(200);
    await council.machines.settle();
    expect(await everything()).toBe(before);
  },
);
