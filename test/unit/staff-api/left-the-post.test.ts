import { beforeAll, expect, test, vi } from "vitest";
import { answerStaff } from "#functions/runtime/staff.ts";
import { aCouncil } from "#test/support/council.ts";
import { ask } from "#test/support/http.ts";
import { aPost, council as id, teamWith } from "#test/support/staff.ts";
import { staffApi } from "#test/support/staff-api.ts";

beforeAll(() => {
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockReturnValue();
});

const lastDay = "2026-11-17";
const reading = [
  "GET /api/v1/cases",
  "GET /api/v1/cases/{caseRef}",
  "GET /api/v1/cases/{caseRef}/plan",
] as const;

test.each(reading)(
  "F18: a token that outlives its owner's post opens nothing any more: %s",
  async (route) => {
    const leaver = aPost("anneke", "worker", { leavesOn: lastDay });
    const council = await aCouncil({ at: `${lastDay}T16:59:00.000Z`, roster: teamWith(leaver) });
    const caseRef = await council.refer();
    const claims = { sub: "anneke", council: id, roles: "[worker]" };
    const asked = async (at: string) => {
      const handler = answerStaff(staffApi, council.ports(), () => at);
      const { status, body } = await ask(handler, { route, path: { caseRef }, claims });
      return [status, Object(body).type];
    };
    expect((await asked(council.at))[0]).toBe(200);
    // The next morning in London, with the same token.
    expect(await asked("2026-11-18T00:00:00.000Z")).toEqual([403, "urn:holdfast:problem:not-in-post"]);
    const accesses = await council.ports().store.accesses({ council: id, kind: "case", id: caseRef });
    expect(accesses.every(({ at }) => at === council.at)).toBe(true);
  },
);
