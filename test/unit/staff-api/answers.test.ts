import { beforeAll, describe, expect, test, vi } from "vitest";
import { answerStaff } from "#functions/runtime/staff.ts";
import { problem } from "#shared/contracts/answers.ts";
import { faultWords, placeOf } from "#shared/contracts/fault-words.ts";
import { operations } from "#shared/contracts/operations.ts";
import { type ProblemName, problems, problemType } from "#shared/contracts/problems.ts";
import { type StaffRoute, staffRoutes } from "#shared/contracts/routes.ts";
import { answerSchemas, requestSchemas } from "#shared/contracts/schemas.ts";
import { type Answered, ask } from "#test/support/http.ts";
import { council, team } from "#test/support/staff.ts";
import { staffApi } from "#test/support/staff-api.ts";
import { askers, requestsOf } from "./requests.ts";
import { type World, worlds } from "./worlds.ts";

/**
 * Every route is asked everything, by everybody, in every world. What comes back must be what its contract says, and
 * what its contract says must come back: no refusal is documented that nobody can meet, and none met that is not.
 */
let everywhere: ReadonlyMap<string, World>;
beforeAll(async () => {
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockReturnValue();
  // Nobody looks at the stack of a refusal, and most of the answers here are one.
  Error.stackTraceLimit = 0;
  everywhere = await worlds();
}, 30_000);

/** Who has no role of the route is refused before anybody looks at what they ask: one request shows it. */
const mayAsk = (claims: { readonly roles?: string }, route: StaffRoute): boolean =>
  (operations[route].roles ?? []).some((role) => claims.roles?.match(/[\w-]+/g)?.includes(role));

const names = new Map(
  (Object.keys(problems) as ProblemName[]).map((name) => [problemType(name), name] as const),
);
const nameOf = ({ body }: Answered): ProblemName | undefined => names.get(Object(body).type);

/**
 * After everything that is documented was met, this many more are asked, in case something else comes back. All of them
 * together are some seventy thousand: `EVERY_ANSWER=1` asks each, for whoever changes who may do what.
 */
const more = process.env.EVERY_ANSWER ? Number.POSITIVE_INFINITY : 10;
/** Steps through a list so that neighbours are asked far apart; prime, so that it meets each once. */
const stride = 7919;

/** A list in an order in which neighbours are far apart. */
function mixed<Item>(items: readonly Item[]): readonly Item[] {
  const step = items.length % stride === 0 ? 1 : stride;
  return items.flatMap((_, n) => items[(n * step) % items.length] ?? []);
}

/** Different answers of a route, each once. */
async function answersOf(route: StaffRoute): Promise<readonly Answered[]> {
  const all = [...everywhere.values()].flatMap(({ council, caseRef, ports }) => {
    const handler = answerStaff(staffApi, ports, () => council.at);
    const requests = requestsOf[route](caseRef);
    return askers.flatMap((claims) =>
      (mayAsk(claims, route) ? requests : requests.slice(0, 1)).map((request) => ({
        handler,
        claims,
        request,
      })),
    );
  });
  // A manager meets most of what there is: what is rare is found soonest by asking as one.
  const isManager = ({ claims }: (typeof all)[number]) => claims.sub === "mira" && claims.council === council;
  const inTurn = [...mixed(all.filter(isManager)), ...mixed(all.filter((each) => !isManager(each)))];
  const met = new Map<string, Answered>();
  const missing = new Set<string>(["good", ...operations[route].problems]);
  for (let n = 0, left = more; n < all.length && left > 0; n++) {
    const asked = inTurn[n];
    if (!asked) continue;
    const answered = await ask(asked.handler, { route, claims: asked.claims, ...asked.request });
    met.set(JSON.stringify(answered), answered);
    missing.delete(answered.status < 400 ? "good" : (nameOf(answered) ?? ""));
    if (missing.size === 0) left--;
  }
  return [...met.values()];
}

describe.each(staffRoutes)("%s", (route) => {
  let answers: readonly Answered[];
  beforeAll(async () => {
    answers = await answersOf(route);
  }, 30_000);

  test("gives every problem that it documents, and no other", () => {
    const given = new Set(answers.filter(({ status }) => status >= 400).map(nameOf));
    expect([...given].sort()).toEqual([...operations[route].problems].sort());
  });

  test("gives each problem with its status and its title, as problem+json", () => {
    for (const answered of answers.filter(({ status }) => status >= 400)) {
      const { status, title } = problems[nameOf(answered) ?? "internal"];
      expect(answered).toMatchObject({ status, type: "application/problem+json", body: { status, title } });
      expect(problem.safeParse(answered.body).error).toBeUndefined();
    }
  });

  test("A7: says which words would do, where one is not the service's", () => {
    const refused = answers.filter((answered) => nameOf(answered)?.endsWith("not-in-policy"));
    // Some worlds list no word at all; which words a list has is the domain's own test.
    for (const { body } of refused) expect(body).toMatchObject({ allowed: expect.any(Array) });
  });

  test("answers what it documents, field by field", () => {
    const { status, body, type = "application/json" } = operations[route].answer;
    const good = answers.filter((answered) => answered.status < 400);
    expect(good.length).toBeGreaterThan(0);
    for (const answered of good) {
      expect(answered).toMatchObject({ status, type: `${type}; charset=utf-8` });
      expect(answerSchemas[body].safeParse(answered.body).error).toBeUndefined();
    }
  });
});

test("X-07: an operator is answered with something of everything that can be stuck", async () => {
  const { council: there, ports } = everywhere.get("stuck in every way that an operator is shown") ?? {};
  if (!ports) throw new Error("Nothing is stuck");
  const handler = answerStaff(staffApi, ports, () => there?.at ?? "");
  const claims = { sub: "operator-1", council, roles: "[operator]" };
  const { status, body } = await ask(handler, { route: "GET /api/v1/operations/stuck", claims });
  expect(status).toBe(200);
  const found = answerSchemas.StuckList.parse(body);
  for (const listed of [found.cases, found.owed, found.quarantined]) expect(listed).not.toEqual([]);
  for (const { effects } of found.owed) expect(effects).not.toEqual([]);
});

test.each(team.filter(({ staffId }) => staffId !== "operator-1"))(
  "X-07: $staffId, who is no operator, is not shown what is stuck in the whole council",
  async ({ staffId, roles }) => {
    const { council: there, ports } = everywhere.get("supported") ?? {};
    if (!ports) throw new Error("There is nobody to ask");
    const handler = answerStaff(staffApi, ports, () => there?.at ?? "");
    const claims = { sub: staffId, council, roles: `[${roles.join(" ")}]` };
    const { status } = await ask(handler, { route: "GET /api/v1/operations/stuck", claims });
    expect(status).toBe(403);
  },
);

const withBody = staffRoutes.filter((route) => operations[route].request);
test.each(withBody)("%s reads its body by the contract that it documents", async (route) => {
  const { request, roles = [] } = operations[route];
  const { caseRef, council: there, ports } = everywhere.get("waiting") ?? {};
  if (!request || !caseRef || !ports) throw new Error("There is nobody to ask");
  const handler = answerStaff(staffApi, ports, () => there?.at ?? "");
  const claims = { sub: "anybody", council, roles: `[${roles.join(" ")}]` };
  const path = {
    caseRef,
    cycle: "1",
    date: "2026-11-10",
    staffId: "new-person",
    reference: "Q-0000000000",
    referralRef: "R-0000000000",
    personRef: "P-0000000000",
    commitment: "1",
  };
  for (const wrong of [{ unasked: true }, { decision: "allocate" }, { answer: "agrees" }, []]) {
    const faults = requestSchemas[request].safeParse(wrong, { error: faultWords }).error?.issues;
    const answered = await ask(handler, { route, claims, path, body: JSON.stringify(wrong) });
    expect(answered.body).toMatchObject({
      faults: faults?.map(({ path, message }) => ({ at: placeOf(path), expected: message })),
    });
  }
});
