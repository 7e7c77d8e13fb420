import { expect, test } from "vitest";
import { deputiesFirst, emailOf, rosterAdmin, team } from "#infra/local/team.ts";
import { roles } from "#shared/domain/decision.ts";
import { communitySupportTeam } from "#shared/services/community-support-team.ts";

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

test("X-07: every role that there is has somebody who can sign in with it, and nobody has a real address", () => {
  const held = new Set(team.flatMap((member) => member.roles));
  expect([...held].sort()).toEqual([...roles].sort());
  expect(team.find(({ id }) => id === rosterAdmin)?.roles).toEqual(["roster-admin"]);
  for (const member of team) expect(emailOf(member)).toMatch(/^[a-z.-]+@[a-z]+\.example$/);
});

test("CST-09: the team fills the twelve posts, each of a kind that the service's policy names", () => {
  const posts = team.flatMap(({ post }) => (post ? [post] : []));
  const counts = Object.fromEntries(
    [...Map.groupBy(posts, (post) => post)].map(([kind, all]) => [kind, all.length]),
  );
  expect(counts).toEqual({
    manager: 1,
    "social-worker": 4,
    "support-worker": 3,
    "housing-welfare-officer": 2,
    "tenancy-sustainment-officer": 2,
  });
  const kinds = communitySupportTeam.people.posts.map(({ id }) => id);
  expect(posts.filter((post) => !kinds.includes(post))).toEqual([]);
});

test("X-03: the team is seeded so that whoever stands in for somebody is there before them", () => {
  const order = deputiesFirst().map(({ id }) => id);
  expect([...order].sort()).toEqual(team.map(({ id }) => id).sort());
  for (const { id, deputy } of team)
    if (deputy) expect(order.indexOf(deputy), id).toBeLessThan(order.indexOf(id));
});
