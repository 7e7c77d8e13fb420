import { beforeAll, expect, test, vi } from "vitest";
import { answerStaff } from "#functions/runtime/staff.ts";
import { restrictCase } from "#shared/usecases/restrict-case.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { ask } from "#test/support/http.ts";
import { actor, aPost, council as id, team, teamWith } from "#test/support/staff.ts";
import { staffApi } from "#test/support/staff-api.ts";

beforeAll(() => {
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockReturnValue();
});

const tuesday = "2026-11-17T11:00:00.000Z";
const decision = "POST /api/v1/cases/{caseRef}/decision";
const leave = (cover: string, from: `${number}-${number}-${number}` = "2026-11-16") =>
  aPost("mira", "manager", {
    deputy: "juno",
    absences: [{ id: "A-1", version: 1, kind: "leave", from, until: "2026-12-04", cover }],
  });

/** Asks for a decision about a waiting case, with the roles of the token alone. */
async function decides(who: string, mira = aPost("mira", "manager", { deputy: "juno" }), over: object = {}) {
  const council = await aCouncil({ at: tuesday, roster: teamWith(mira) });
  const caseRef = await council.refer();
  return asks(council, caseRef, who, over);
}

async function asks(council: Council, caseRef: string, who: string, over: object = {}, meeting = "") {
  const roles = team.find(({ staffId }) => staffId === who)?.roles ?? [];
  const claims = { sub: who, council: id, roles: `[${roles.join(" ")}]` };
  const choice = { decision: "allocate", worker: "anneke", supervisor: "juno", ...over };
  const handler = answerStaff(staffApi, council.ports(), () => council.at);
  const { status, body: answered } = meeting
    ? await ask(handler, {
        route: "POST /api/v1/meetings/{date}/decisions",
        path: { date: meeting },
        claims,
        body: JSON.stringify({ ...choice, caseRef }),
      })
    : await ask(handler, { route: decision, path: { caseRef }, claims, body: JSON.stringify(choice) });
  return status === 200 ? status : Object(answered).type;
}

test("F17: whoever covers for the manager decides while the manager is away, and on no other day", async () => {
  expect(await decides("idris", leave("idris"))).toBe(200);
  expect(await decides("idris")).toBe("urn:holdfast:problem:not-your-role");
  expect(await decides("idris", leave("idris", "2026-11-18"))).toBe("urn:holdfast:problem:not-your-role");
});

test("F17: nobody decides who only might have covered, and no worker who does", async () => {
  expect(await decides("idris", leave("juno"))).toBe("urn:holdfast:problem:not-your-role");
  expect(await decides("anneke", leave("anneke"))).toBe("urn:holdfast:problem:not-your-role");
});

test("F17: the deputy of a manager who has left decides until somebody is in the post, and the service manager always", async () => {
  const gone = aPost("mira", "manager", { deputy: "idris", leavesOn: "2026-11-16" });
  const council = await aCouncil({ at: tuesday, roster: teamWith(gone) });
  const [first, second] = [await council.refer(), await council.refer({ submissionId: "TEST-2" })];
  expect(await asks(council, first, "idris")).toBe(200);
  expect(await asks(council, second, "duty-desk")).toBe("urn:holdfast:problem:not-your-role");
  await council.place(aPost("next", "manager", { startsOn: "2026-11-17" }));
  expect(await asks(council, second, "idris")).toBe("urn:holdfast:problem:not-your-role");
  expect(await asks(council, second, "juno")).toBe(200);
});

test("F17: whoever is written to on a weekday that the manager does not work may decide that day", async () => {
  expect(await decides("idris", aPost("mira", "manager", { deputy: "idris", workingDays: [1, 3] }))).toBe(
    200,
  );
});

test("F17, X-04: the service manager decides meanwhile too, and nobody signs for both halves", async () => {
  expect(await decides("juno", leave("idris"))).toBe(200);
  const both = { worker: "anneke", supervisor: "anneke" };
  expect(await decides("idris", leave("idris"), both)).toBe("urn:holdfast:problem:same-person");
});

test("F17, X-04: the manager's deputy decides, at the meeting too, about what the manager has a conflict with, and about nothing else", async () => {
  const council = await aCouncil();
  const [mine, other, third] = [
    await council.refer(),
    await council.refer({ submissionId: "TEST-2" }),
    await council.refer({ submissionId: "TEST-3" }),
  ];
  await council.advance(tuesday);
  const conflicts = [mine, third].map((caseRef, at) => ({ id: `K-${at}`, kind: "family", caseRef }) as const);
  await council.place(aPost("mira", "manager", { deputy: "idris", conflicts }));
  expect(await asks(council, mine, "mira")).toBe("urn:holdfast:problem:own-conflict");
  expect(await asks(council, other, "idris")).toBe("urn:holdfast:problem:not-your-role");
  expect(await asks(council, mine, "idris")).toBe(200);
  expect(await asks(council, other, "idris", {}, "2026-11-17")).toBe("urn:holdfast:problem:not-your-role");
  expect(await asks(council, third, "idris", {}, "2026-11-17")).toBe(200);
});

test("F17, X-04, X-05: the manager's deputy sees the referral, too, that the manager has a conflict with, and says how its call ended", async () => {
  const council = await aCouncil({ at: tuesday });
  const referrer = { name: "Odile Farrant", email: null, phone: "07700 900101" };
  const caseRef = await council.refer({ referrer });
  const why = { reason: "known-to-staff", words: "A cousin of hers.", named: [] } as const;
  await restrictCase(council.ports(), actor("juno"), caseRef, why, council.at);
  await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
  const { referralRef } = await council.case(caseRef);
  const handler = answerStaff(staffApi, council.ports(), () => council.at);
  const called = async () => {
    const claims = { sub: "idris", council: id, roles: "[supervisor]" };
    const body = JSON.stringify({ outcome: "told", spokenAt: council.at, words: "She knows." });
    const route = "POST /api/v1/referrals/{referralRef}/call";
    return (await ask(handler, { route, path: { referralRef }, claims, body })).status;
  };
  await council.place(aPost("mira", "manager", { deputy: "idris" }));
  expect(await called()).toBe(404);
  const conflicts = [{ id: "K-1", kind: "family", caseRef }] as const;
  await council.place(aPost("mira", "manager", { deputy: "idris", conflicts }));
  expect(await called()).toBe(200);
});
