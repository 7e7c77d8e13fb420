import { describe, expect, test } from "vitest";
import { endClosure, requestClosure } from "#shared/usecases/close-case.ts";
import { reopenCase } from "#shared/usecases/reopen-case.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { outcomesRecorded } from "#test/support/leaving.ts";
import { actor } from "#test/support/staff.ts";

const now = { urgency: "routine", words: "He asks for us again." } as const;
const reopen = async (
  council: Council,
  caseRef: string,
  over: { council?: string; urgency?: "emergency" } = {},
) => {
  const by = { ...actor("anneke"), ...(over.council ? { council: over.council } : {}) };
  const asked = { ...now, ...(over.urgency ? { urgency: over.urgency } : {}) };
  const reopened = await reopenCase(council.ports(), by, caseRef, asked, council.at);
  await council.machines.settle();
  return reopened;
};
async function closed(council: Council): Promise<string> {
  const caseRef = await council.allocated({ person: {} });
  await outcomesRecorded(council, caseRef);
  const request = { reason: "functioning-network", evidence: "Friends.", agencies: [] } as const;
  await requestClosure(council.ports(), actor("anneke"), caseRef, request, council.at);
  await endClosure(council.ports(), actor("mira"), caseRef, { ended: "closed", words: "Yes." }, council.at);
  await council.machines.settle();
  return caseRef;
}

describe("Taking up a closed case again", () => {
  test("CST-20: opens a new case on the next meeting's agenda, linked to the old one and to who held it, which stays closed", async () => {
    const council = await aCouncil();
    const old = await closed(council);
    const reopened = await reopen(council, old);
    if ("refused" in reopened) throw new Error(reopened.refused.name);
    const fresh = await council.case(reopened.caseRef);
    expect(fresh).toMatchObject({
      phase: "referred",
      earlier: [{ caseRef: old, worker: "anneke", supervisor: "idris" }],
      screening: { urgency: "routine", acuteRiskNow: "not-known" },
    });
    expect(fresh.obligation?.kind).toBe("allocation");
    expect((await council.case(old)).phase).toBe("closed");
    expect(council.inbox("anneke")).toContainEqual(`We have your referral ${reopened.referralRef}`);
  });

  test("F1: asked twice, it is the same new case", async () => {
    const council = await aCouncil();
    const old = await closed(council);
    expect(await reopen(council, old)).toEqual(await reopen(council, old));
  });

  test("CST-08: as an emergency it goes to the manager at once", async () => {
    const council = await aCouncil();
    const reopened = await reopen(council, await closed(council), { urgency: "emergency" });
    if ("refused" in reopened) throw new Error(reopened.refused.name);
    expect((await council.case(reopened.caseRef)).obligation?.kind).toBe("emergency");
  });

  test("F44: is refused for a case that is open, and is not there for another council", async () => {
    const council = await aCouncil();
    const open = await council.allocated();
    expect(await reopen(council, open)).toMatchObject({ refused: { name: "not-closed" } });
    expect(await reopen(council, open, { council: "elsewhere" })).toMatchObject({
      refused: { name: "not-found" },
    });
  });
});
