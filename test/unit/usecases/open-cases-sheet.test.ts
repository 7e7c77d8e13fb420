import { expect, it } from "vitest";
import { openCasesSheet } from "#shared/usecases/open-cases-sheet.ts";
import { restrictCase } from "#shared/usecases/restrict-case.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { emergency } from "#test/support/referrals.ts";
import { actor, aPost, teamWith } from "#test/support/staff.ts";

const sheet = async (council: Council, who: string) =>
  (await openCasesSheet(council.ports(), actor(who, council.roster), council.at)).trimEnd().split("\r\n");

it("F38, I2: says of each open case who must act, on what and by when, by person and then by time, and nothing else", async () => {
  const council = await aCouncil({ at: "2026-11-17T11:00:00.000Z" });
  const supported = await council.allocated();
  const urgent = await council.refer({ submissionId: "TEST-2", ...emergency });
  const { reference } = await council.receive("not json");
  await council.advance("2026-11-17T13:30:00.000Z");
  const [head, ...lines] = await sheet(council, "mira");
  expect(head).toBe("\uFEFFWho,Due on,Due,Late,Next step,Reference,Phase,Worker,Promise,Meeting,Restricted");
  const [first] = (await council.store.dueUntil("milton-keynes")).filter(({ key }) => key.id === supported);
  expect(lines).toEqual(
    [
      `anneke,${first?.due.at.slice(0, 10)},`,
      `duty,2026-11-18,Wednesday 18 November 2026 at 17:00,no,MendQuarantinedReferral,${reference},quarantined,,,,no`,
      `manager,2026-11-17,Tuesday 17 November 2026 at 13:00,yes,AwaitEmergencyDecision,${urgent},referred,,,,no`,
    ].map((line) => expect.stringContaining(line)),
  );
});

it("F38, X-05: leaves out a restricted case for whoever may not see it", async () => {
  const council = await aCouncil({ at: "2026-11-17T11:00:00.000Z" });
  const caseRef = await council.allocated();
  const why = { reason: "known-to-staff", words: "A neighbour.", named: [] } as const;
  const { refused } = await restrictCase(council.ports(), actor("mira"), caseRef, why, council.at);
  expect(refused).toBeUndefined();
  expect((await sheet(council, "mira")).join("\n")).toMatch(new RegExp(`${caseRef}.*,yes$`, "m"));
  expect((await sheet(council, "duty-desk")).join("\n")).not.toContain(caseRef);
});

it("F38, F48: holds nothing that a spreadsheet would run", async () => {
  const council = await aCouncil({
    at: "2026-11-17T11:00:00.000Z",
    roster: teamWith(aPost("=cmd()", "worker")),
  });
  const caseRef = await council.refer();
  const choice = { decision: "allocate", worker: "=cmd()", supervisor: "idris" } as const;
  expect((await council.decide(caseRef, choice)).refused).toBeUndefined();
  const text = (await sheet(council, "mira")).join("\n");
  expect(text).toContain("'=cmd()");
  expect(text).not.toMatch(/(^|,)=/m);
});
