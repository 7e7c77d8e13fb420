import { describe, expect, it } from "vitest";
import type { Instant } from "#shared/domain/calendar-day.ts";
import { tellAboveLimits } from "#shared/usecases/above-limits.ts";
import { sendAllClears } from "#shared/usecases/all-clear.ts";
import { restrictCase } from "#shared/usecases/restrict-case.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { actor, aPost } from "#test/support/staff.ts";

const tuesday: Instant = "2026-11-17T11:00:00.000Z";

/** A case for carys, passing her limit where she has reached it. */
async function give(council: Council, n: number, worker = "carys") {
  const person = { given: "Ann", family: `Moor${n}`, dateOfBirth: "1950-01-01" };
  const caseRef = await council.refer({ submissionId: `TEST-${n}`, person });
  const override = { reason: "nobody-else-fits", words: "Everybody else is full." } as const;
  const choice = { decision: "allocate", worker, supervisor: "idris", override } as const;
  const { refused } = await council.decide(caseRef, choice);
  if (refused) throw new Error(refused.name);
  return caseRef;
}
/** What the morning of a day tells: how many are above in the manager's all-clear, and the service manager's mails. */
async function morningOf(council: Council, day: string) {
  await council.advance(`${day}T06:30:00.000Z`);
  const before = council.inbox("juno").length;
  await tellAboveLimits(council.ports(), council.at);
  await tellAboveLimits(council.ports(), council.at);
  await sendAllClears(council.ports(), council.at);
  const all = council.mailer.sent.filter(({ to }) => to.includes("mira@team.example")).at(-1)?.text ?? "";
  const said = (line: RegExp) => Number(line.exec(all)?.[1]);
  return {
    own: said(/more than the limit of their post .*: (\d+)/),
    standingIn: said(/with what they stand in for: (\d+)/),
    told: council
      .inbox("juno")
      .slice(before)
      .filter((subject) => subject.includes("limit")),
  };
}

describe("Somebody above the limit of their post", () => {
  it("CST-09: is told the next morning to the manager and to the one above them, until it is not so", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.place(aPost("carys", "worker", { places: 1 }));
    await give(council, 1);
    expect(await morningOf(council, "2026-11-18")).toEqual({ own: 0, standingIn: 0, told: [] });
    await give(council, 2);
    const subject = (day: string) => `${day}: somebody holds more than the limit`;
    expect(await morningOf(council, "2026-11-19")).toEqual({
      own: 1,
      standingIn: 0,
      told: [subject("Thursday 19 November 2026")],
    });
    expect(await morningOf(council, "2026-11-20")).toEqual({ own: 1, standingIn: 0, told: [] });
    expect((await morningOf(council, "2026-11-23")).told).toEqual([subject("Monday 23 November 2026")]);
    await council.post(aPost("carys", "worker", { places: 2 }));
    expect(await morningOf(council, "2026-11-24")).toEqual({ own: 0, standingIn: 0, told: [] });
    expect(await morningOf(council, "2026-11-30")).toEqual({ own: 0, standingIn: 0, told: [] });
  });

  it("CST-09: by fewer hours in a post as by one case more", async () => {
    const council = await aCouncil({ at: tuesday });
    await give(council, 1);
    expect((await morningOf(council, "2026-11-18")).own).toBe(0);
    await council.post(aPost("carys", "worker", { weeklyHours: 1, workingDays: [1, 2] }));
    expect(await morningOf(council, "2026-11-19")).toMatchObject({ own: 1, told: [expect.any(String)] });
  });

  it("CST-09: is told again in the same week where it is somebody else besides", async () => {
    const council = await aCouncil({ at: tuesday });
    for (const id of ["carys", "bram"]) await council.place(aPost(id, "worker", { places: 0 }));
    await give(council, 1);
    expect((await morningOf(council, "2026-11-18")).told).toHaveLength(1);
    await give(council, 2, "bram");
    expect(await morningOf(council, "2026-11-19")).toMatchObject({
      own: 2,
      told: ["Thursday 19 November 2026: 2 people hold more than the limit"],
    });
  });

  it("X-03: only while they stand in for somebody is the manager's to see, and no limit that was passed", async () => {
    const council = await aCouncil({ at: tuesday });
    await give(council, 1, "anneke");
    const away = {
      id: "A-1",
      version: 1,
      kind: "sickness",
      from: "2026-11-18",
      until: "2026-11-18",
      cover: "bram",
    } as const;
    await council.place(aPost("anneke", "worker", { absences: [away] }));
    await council.place(aPost("bram", "worker", { places: 0 }));
    expect(await morningOf(council, "2026-11-18")).toEqual({ own: 0, standingIn: 1, told: [] });
    expect(await morningOf(council, "2026-11-19")).toEqual({ own: 0, standingIn: 0, told: [] });
  });

  it("X-05: is named to nobody in a mail, and a restricted case counts as any other", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.place(aPost("carys", "worker", { places: 0 }));
    const caseRef = await give(council, 1);
    const why = { reason: "known-to-staff", words: "A cousin.", named: [] } as const;
    await restrictCase(council.ports(), actor("mira"), caseRef, why, council.at);
    expect((await morningOf(council, "2026-11-18")).own).toBe(1);
    const told = council.mailer.sent.filter(({ subject }) => /limit|overdue/.test(subject));
    expect(told).toHaveLength(2);
    for (const { subject, text } of told)
      expect(`${subject} ${text}`).not.toMatch(/carys|[CRQ]-[0-9A-Z]{10}/);
  });

  it("X-02: waits for the next working day, and counts nobody of another service", async () => {
    const council = await aCouncil({ at: "2026-11-20T11:00:00.000Z" });
    await council.place(aPost("carys", "worker", { places: 0 }));
    await give(council, 1);
    expect((await morningOf(council, "2026-11-21")).told).toEqual([]);
    await council.place(aPost("carys", "worker", { places: 0, services: ["another-service"] }));
    expect((await morningOf(council, "2026-11-23")).own).toBe(0);
    await council.place(aPost("carys", "worker", { places: 0 }));
    expect(await morningOf(council, "2026-11-24")).toMatchObject({ own: 1, told: [expect.any(String)] });
  });
});
