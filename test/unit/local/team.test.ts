import { expect, test } from "vitest";
import { emailOf, rosterAdmin, team } from "#infra/local/team.ts";

test("every chain of deputies ends at the duty desk", () => {
  for (const member of team) {
    const seen = new Set<string>();
    let next = member;
    while (next.deputy !== null) {
      expect(seen.has(next.id), `${member.id} goes round`).toBe(false);
      seen.add(next.id);
      const deputy = team.find(({ id }) => id === next.deputy);
      if (deputy === undefined) throw new Error(`${next.deputy} is not in the team`);
      next = deputy;
    }
    expect(next.id).toBe("wk-duty-desk");
  }
});

test("every role that escalation reaches is held by somebody, and nobody has a real address", () => {
  const roles = new Set(team.flatMap((member) => member.roles));
  expect([...roles].sort()).toEqual([
    "director",
    "duty",
    "manager",
    "out-of-hours",
    "roster-admin",
    "service-manager",
    "supervisor",
    "worker",
  ]);
  expect(team.find(({ id }) => id === rosterAdmin)?.roles).toEqual(["roster-admin"]);
  for (const member of team) expect(emailOf(member)).toMatch(/^[a-z.-]+@[a-z]+\.example$/);
});
