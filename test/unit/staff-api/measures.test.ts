import { beforeAll, expect, test, vi } from "vitest";
import { answerStaff } from "#functions/runtime/staff.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { ask } from "#test/support/http.ts";
import { council as id } from "#test/support/staff.ts";
import { staffApi } from "#test/support/staff-api.ts";

let council: Council;
beforeAll(async () => {
  vi.spyOn(console, "info").mockReturnValue();
  council = await aCouncil();
  await council.allocated();
});

const get = (
  query: Readonly<Record<string, string>>,
  { route = "GET /api/v1/measures", council: from = id, roles = "[manager]" } = {},
) =>
  ask(
    answerStaff(staffApi, council.ports(), () => council.at),
    { route: route as "GET /api/v1/measures", query, claims: { sub: "mira", council: from, roles } },
  );
const november = { from: "2026-11", to: "2026-11" };

const aMonth = "a month such as 2026-11";

test.each<[Readonly<Record<string, string>>, string, string?]>([
  [{ to: "2026-11" }, "from", aMonth],
  [{ from: "2026-11" }, "to", aMonth],
  [{ from: "2026-13", to: "2026-11" }, "from", aMonth],
  [{ from: "November", to: "2026-11" }, "from", aMonth],
  [{ from: "2026-11-01", to: "2026-11" }, "from", aMonth],
  [{ from: "2026-11", to: "2026-10" }, "from"],
  [{ from: "2024-01", to: "2026-11" }, "from"],
  [{ from: "2026-11", to: "2026-12" }, "to"],
  [{ ...november, audience: "the press" }, "audience"],
  [{ ...november, unasked: "yes" }, "the query of the address"],
])(
  "CST-11: a period that cannot be measured is refused by name: %j",
  async (query, at, expected = expect.any(String)) => {
    const { status, body } = await get(query);
    expect([status, body]).toMatchObject([400, { faults: [{ at, expected }] }]);
  },
);

test("CST-11, F44: a worker is refused, and another council meets a service that is not there", async () => {
  expect((await get(november, { roles: "[worker]" })).status).toBe(403);
  expect((await get(november, { council: "medway" })).status).toBe(404);
  expect((await get({ ...november, service: "another" })).status).toBe(404);
});

test("CST-11: gives each number beside its definition", async () => {
  const { body } = await get(november);
  expect(body).toMatchObject({
    from: "2026-11",
    to: "2026-11",
    months: [{ month: "2026-11", isOver: false }],
  });
  const { definitions, months } = body as {
    definitions: readonly { id: string }[];
    months: readonly { streams: readonly { figures: readonly { id: string }[] }[] }[];
  };
  const [all] = months[0]?.streams ?? [];
  expect(all?.figures.map((figure) => figure.id)).toEqual(definitions.map((definition) => definition.id));
});

test("CST-11, F48: gives a file that says how it is to be opened, a line a figure", async () => {
  const { status, type, body } = await get(november, { route: "GET /api/v1/measures.csv" });
  expect([status, type]).toEqual([200, "text/csv; charset=utf-8"]);
  const lines = String(body).split("\r\n");
  expect(lines[0]?.startsWith("\uFEFFMonth,Month is over,Funding stream,Measure,")).toBe(true);
  expect(lines.at(-1)).toBe("");
  expect(lines.find((line) => line.startsWith("2026-11,no,all,allocated,"))).toBe(
    "2026-11,no,all,allocated,Cases allocated,1,cases,1,,,,no,Cases that were first given to a worker in the month. A change of worker does not count.",
  );
});

test("CST-11: a file for outside leaves out what is made of few", async () => {
  const { body } = await get({ ...november, audience: "outside" }, { route: "GET /api/v1/measures.csv" });
  expect(String(body)).toContain("2026-11,no,all,allocated,Cases allocated,,cases,,,,,yes,");
});
