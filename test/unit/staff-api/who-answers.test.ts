import { beforeAll, expect, test, vi } from "vitest";
import { answerStaff } from "#functions/runtime/staff.ts";
import type { StaffMember } from "#shared/domain/roster.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { type Asked, ask } from "#test/support/http.ts";
import { actor, aPost, council as id } from "#test/support/staff.ts";
import { staffApi } from "#test/support/staff-api.ts";

beforeAll(() => {
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockReturnValue();
});

async function asked(council: Council, request: Asked) {
  const claims = { sub: "mira", council: id, roles: `[${actor("mira").roles.join(" ")}]` };
  const { status, body } = await ask(
    answerStaff(staffApi, council.ports(), () => council.at),
    { ...request, claims },
  );
  expect(status).toBe(200);
  return Object(body);
}

test.each<[string, (caseRef: string) => Partial<StaffMember>]>([
  ["left", () => ({ leavesOn: "2026-11-16" })],
  [
    "is away",
    () => ({
      absences: [{ id: "A-1", version: 1, kind: "leave", from: "2026-11-17", until: null, cover: null }],
    }),
  ],
  ["has a conflict with it", (caseRef) => ({ conflicts: [{ id: "K-1", kind: "family", caseRef }] })],
])("I1, X-03: of a case whose worker %s, every answer names who stands in today", async (_why, over) => {
  const council = await aCouncil();
  const caseRef = await council.allocated();
  await council.advance("2026-11-17T11:00:00.000Z");
  const path = { caseRef };
  const shown = async () => {
    const [one, list] = [
      await asked(council, { route: "GET /api/v1/cases/{caseRef}", path }),
      await asked(council, { route: "GET /api/v1/cases" }),
    ];
    const made = { kind: "action", due: "2026-11-30", staff: "anneke", words: "Ring the landlord." };
    const body = JSON.stringify(made);
    const changed = await asked(council, { route: "POST /api/v1/cases/{caseRef}/commitments", path, body });
    return [
      one.nextStep.owner,
      list.cases[0].owner,
      changed.nextStep.owner,
      changed.commitments.at(-1).owner,
    ];
  };
  expect(await shown()).toEqual(["anneke", "anneke", "anneke", "anneke"]);
  await council.place(aPost("anneke", "worker", { deputy: "bram", ...over(caseRef) }));
  const now = await asked(council, { route: "GET /api/v1/cases/{caseRef}", path });
  expect(now).toMatchObject({
    worker: "anneke",
    nextStep: { owner: "bram" },
    commitments: [{ owner: "bram" }],
  });
  const { cases } = await asked(council, { route: "GET /api/v1/cases" });
  expect(cases).toMatchObject([{ worker: "anneke", owner: "bram" }]);
  const half = { agrees: true, comment: "Go on." };
  const route = "POST /api/v1/cases/{caseRef}/reviews/{cycle}/supervisor";
  const given = await asked(council, { route, path: { ...path, cycle: "1" }, body: JSON.stringify(half) });
  expect(given.nextStep.owner).toBe("bram");
});
