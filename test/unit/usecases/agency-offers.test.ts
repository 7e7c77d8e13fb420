import { describe, expect, it } from "vitest";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { caseKey } from "#shared/usecases/keys.ts";
import { aCouncil } from "#test/support/council.ts";
import { council as id } from "#test/support/staff.ts";

const agencies = [
  { name: "Fire service", role: "safe and well", offer: "Smoke alarms", offerBy: "2026-12-01" },
  { name: "Old Oak Church", offer: "A warm meal on Sundays" },
  { name: "Police", offer: null },
];

describe("What agencies offer with a referral", () => {
  it("CST-20: is a promise for each offer, dated where the form dates it, with its words beside the case", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({ agencies });
    const held = await council.case(caseRef);
    expect(held.agencies).toEqual(["fire-service", "agency-2", "police"]);
    const promised = commitmentsOf(held);
    expect(promised).toMatchObject([
      { kind: "agency-offer", about: "fire-service", obligation: { due: "2026-12-01T17:00:00.000Z" } },
      { kind: "agency-offer", about: "agency-2", obligation: { due: "2026-11-25T17:00:00.000Z" } },
    ]);
    const words = await council.store.content(caseKey(id, caseRef), promised[1]?.content ?? "");
    expect(words).toContain("A warm meal on Sundays");
    expect(JSON.stringify(await council.history(caseRef))).not.toMatch(/Oak|meal|alarms/);
  });

  it("CST-20, I5: is chased at the duty desk until there is a worker, and then with them", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({ agencies });
    await council.advance("2026-11-24T12:00:00.000Z");
    const chases = (who: string) =>
      council.inbox(who).filter((subject) => subject.includes("An agency's offer"));
    expect(chases("duty-desk")).toHaveLength(1);
    await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
    await council.advance("2026-11-27T18:00:00.000Z");
    expect(chases("anneke").length).toBeGreaterThan(0);
    expect(chases("duty-desk")).toHaveLength(1);
  });

  it("CST-20: whose day is past already gets the policy's day", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({
      agencies: [{ name: "GP", offer: "A visit", offerBy: "2026-11-01" }],
    });
    expect(commitmentsOf(await council.case(caseRef))[0]?.obligation?.due).toBe("2026-11-25T17:00:00.000Z");
  });

  it("F20, A2: however many a form names, the case can be stored, and the first are chased", async () => {
    const council = await aCouncil();
    const many = Array.from({ length: 50 }, (_, n) => ({ name: `Agency ${n}`, offer: `Offer ${n}` }));
    const caseRef = await council.refer({ agencies: many });
    expect(commitmentsOf(await council.case(caseRef))).toHaveLength(policy.referral.mostOffers);
    expect(council.reports).toEqual([]);
  });
});
