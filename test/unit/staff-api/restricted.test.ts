import { beforeAll, describe, expect, test, vi } from "vitest";
import { answerStaff } from "#functions/runtime/staff.ts";
import { operations } from "#shared/contracts/operations.ts";
import { type StaffRoute, staffRoutes } from "#shared/contracts/routes.ts";
import { restrictCase } from "#shared/usecases/restrict-case.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { type Answered, ask } from "#test/support/http.ts";
import { actor, council as id, team, teamWith } from "#test/support/staff.ts";
import { staffApi } from "#test/support/staff-api.ts";
import { requestsOf } from "./requests.ts";

/**
 * Every route of the staff API, those of tomorrow too, is asked about a restricted case by everybody who is not on its
 * list. Each must answer as if the case were not there, and none may name it.
 */
const nowhere = "C-0000000000";
/** Roles whose work is to read coded facts of any case, or to break the glass: they have tests of their own. */
const reserved: readonly StaffRoute[] = ["POST /api/v1/cases/{caseRef}/restriction/override"];
/** A manager of another service is a manager here too by their token, and not one of this case's. */
const roster = teamWith({
  ...actorOf("mira"),
  staffId: "mira-of-another-team",
  services: ["housing-advice"],
});
const outsiders = ["carys", "duty-desk", "night-desk", "petra", "mira-of-another-team"];

function actorOf(staffId: string) {
  const member = team.find((each) => each.staffId === staffId);
  if (!member) throw new Error(`${staffId} is not in the team`);
  return member;
}

let council: Council;
let restricted: string;
/** A referral whose case is restricted and over, and whose referrer is still owed a call. */
let owed: string;
beforeAll(async () => {
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockReturnValue();
  council = await aCouncil({ at: "2026-11-10T10:30:00.000Z", roster });
  restricted = await council.refer();
  // Minuted under a meeting, due to somebody, and perhaps the same person's as the case of another worker.
  const choice = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;
  await council.decide(restricted, choice, { meeting: "2026-11-10" });
  const why = { reason: "domestic-abuse", words: "He works for the council.", named: [] } as const;
  await restrictCase(council.ports(), actor("mira"), restricted, why, council.at);
  const referrer = { name: "Odile Farrant", email: null, phone: "07700 900101" };
  const over = await council.refer({ submissionId: "TEST-owed", referrer });
  await restrictCase(council.ports(), actor("mira"), over, why, council.at);
  await council.decide(over, { decision: "advise", reason: "needs-met" });
  owed = (await council.case(over)).referralRef;
});

async function answers(route: StaffRoute, staffId: string, caseRef: string): Promise<readonly Answered[]> {
  const outside = council.ports();
  const ports = {
    ...outside,
    store: {
      ...outside.store,
      create: async () => "created" as const,
      replace: async () => "replaced" as const,
    },
    dispatch: async () => 0,
  };
  const handler = answerStaff(staffApi, ports, () => council.at);
  const { roles } = actor(staffId, roster);
  const claims = { sub: staffId, council: id, roles: `[${roles.join(" ")}]` };
  const found: Answered[] = [];
  for (const request of requestsOf[route](caseRef))
    found.push(await ask(handler, { route, claims, ...request }));
  return found;
}

describe.each(staffRoutes)("X-05, F44: %s", (route) => {
  test.each(outsiders)("tells %s nothing of a restricted case", async (staffId) => {
    const there = await answers(route, staffId, restricted);
    if (reserved.includes(route)) return;
    expect(JSON.stringify(there)).not.toContain(restricted);
    expect(JSON.stringify(there)).not.toContain(owed);
    if (route.includes("{reference}")) return; // Not the reference of a case.
    expect(there).toEqual(await answers(route, staffId, nowhere));
  });

  test.runIf(route.includes("{caseRef}"))("answers its worker or its manager all the same", async () => {
    const { roles = [] } = operations[route];
    const known = [...["anneke", "idris", "mira"], "auditor-1", "operator-1", "records-desk"].filter(
      (staffId) => actor(staffId, roster).roles.some((role) => roles.includes(role)),
    );
    const met = await Promise.all(known.map((staffId) => answers(route, staffId, restricted)));
    const problems = met.flat().map(({ body }) => String(Object(body).type ?? "done"));
    expect(problems.some((problem) => !/not-found|not-json|does-not-fit/.test(problem))).toBe(true);
  });
});

test("X-05, CST-07: the call to a restricted case's referrer is listed for its manager alone, and any other for everybody", async () => {
  const calls = async (staffId: string) => {
    const list = await answers("GET /api/v1/cases", staffId, nowhere);
    const lines: readonly { reference: string; nextStep: string }[] = list.flatMap(
      ({ body }) => Object(body).cases ?? [],
    );
    return lines.filter(({ nextStep }) => nextStep === "TelephoneReferrer").map(({ reference }) => reference);
  };
  expect(await calls("mira")).toContain(owed);
  for (const staffId of outsiders) expect(await calls(staffId)).toEqual([]);
  const referrer = { name: "Ifor Penhale", email: null, phone: "07700 900102" };
  const open = await council.refer({ submissionId: "TEST-open", referrer });
  await council.decide(open, { decision: "advise", reason: "needs-met" });
  const { referralRef } = await council.case(open);
  for (const staffId of outsiders) expect(await calls(staffId)).toEqual([referralRef]);
  // Restricted now, its call is the manager's: it is gone from the list at once.
  const why = { reason: "domestic-abuse", words: "He works for the council.", named: [] } as const;
  await restrictCase(council.ports(), actor("mira"), open, why, council.at);
  for (const staffId of outsiders) expect(await calls(staffId)).toEqual([]);
});

test("X-05: a gate that is open to everybody would be seen by these tests", async () => {
  const open = await aCouncil();
  const caseRef = await open.allocated();
  const handler = answerStaff(staffApi, open.ports(), () => open.at);
  const claims = { sub: "carys", council: id, roles: "[worker]" };
  const list = await ask(handler, { route: "GET /api/v1/cases", claims });
  expect(JSON.stringify(list)).toContain(caseRef);
});
