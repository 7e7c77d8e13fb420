import { describe, expect, it } from "vitest";
import type { RankingPoints } from "#shared/domain/ranking-points.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { readPolicy } from "#shared/services/policy-schema.ts";

const ranking = (over: Partial<RankingPoints>) => ({
  ...policy,
  meeting: { ...policy.meeting, ranking: { ...policy.meeting.ranking, ...over } },
});

describe("A service's policy", () => {
  it("A7: is read as it stands", () => {
    expect(readPolicy(policy)).toEqual(policy);
  });

  it("CST-07: is refused where it does not say of a reason whether its referrer is told", () => {
    const { duplicate: _, ...discardAnswers } = policy.quarantine.discardAnswers;
    const silent = { ...policy, quarantine: { ...policy.quarantine, discardAnswers } };
    expect(() => readPolicy(silent)).toThrow(/discardAnswers/);
  });

  it("CST-05, CST-07: is refused where what another service is to have would come back to a meeting", () => {
    const advice = { "other-team-fits": { letter: "no-home", lookAgainAfterWorkingDays: 20 } };
    const returning = { ...policy, referral: { ...policy.referral, advice } };
    expect(() => readPolicy(returning)).toThrow(/lookAgainAfterWorkingDays/);
  });

  it.each<[string, Partial<RankingPoints>]>([
    ["a home at risk below one of which nobody said", { homeAtRisk: { yes: 5, "not-known": 6 } }],
    ["a home that is safe above another", { homeAtRisk: { yes: 5, "not-known": 5, no: 1 } }],
    [
      "a further notice above a nearer one",
      {
        notice: [
          { withinDays: 7, points: 10 },
          { withinDays: 28, points: 20 },
        ],
      },
    ],
    [
      "the further notice before the nearer one",
      {
        notice: [
          { withinDays: 28, points: 20 },
          { withinDays: 7, points: 20 },
        ],
      },
    ],
    ["a notice against somebody", { notice: [{ withinDays: 7, points: -1 }] }],
  ])("CST-06: is refused where it would put %s", (_what, over) => {
    expect(() => readPolicy(ranking(over))).toThrow(/ranking/);
  });
});
