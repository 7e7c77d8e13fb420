import { describe, expect, it } from "vitest";
import { sendAllClears } from "#shared/usecases/all-clear.ts";
import { morning } from "#shared/usecases/morning.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { emergency } from "#test/support/referrals.ts";
import { aPost, teamWith } from "#test/support/staff.ts";

const tuesday = "2026-11-17T11:00:00.000Z";
const send = (council: Council) => sendAllClears(council.ports(), council.at);
/** The lines of the manager's last mail. */
const lines = (council: Council, who = "mira") =>
  council.mailer.sent
    .filter(({ to }) => to.includes(`${who}@team.example`))
    .at(-1)
    ?.text.split("\n")
    .filter((line) => line.startsWith("- "));

describe("The all-clear", () => {
  it("F54: comes on a morning on which nothing is due, once however often it is run", async () => {
    const council = await aCouncil({ at: "2026-11-18T06:30:00.000Z" });
    expect(await send(council)).toEqual({ sent: 1, unsent: 0 });
    expect(await send(council)).toEqual({ sent: 1, unsent: 0 });
    expect(council.inbox("mira")).toEqual(["Wednesday 18 November 2026: nothing is overdue, 0 due today"]);
    await council.advance("2026-11-19T06:30:00.000Z");
    await send(council);
    expect(council.inbox("mira")).toHaveLength(2);
  });

  it("F54, X-05: counts what is open, due, overdue, unallocated, quarantined and restarted, and names nobody", async () => {
    const council = await aCouncil({ at: tuesday });
    const restarted = await council.allocated({ submissionId: "TEST-1" });
    await council.allocated({ submissionId: "TEST-2" });
    await council.receive("not JSON");
    await council.advance("2026-11-26T15:00:00.000Z");
    await council.refer({ submissionId: "TEST-3" });
    await council.advance("2026-11-30T16:00:00.000Z");
    await council.machines.abort(`${restarted}-support-stage-2-1`);
    await council.reconcile();
    await council.advance("2026-12-01T06:30:00.000Z");
    await send(council);
    expect(lines(council)).toEqual([
      "- Open cases: 3",
      "- Due today: 3",
      "- Overdue: 0",
      "- Not allocated yet: 1",
      "- Referrals that could not be read and wait for somebody: 1",
      "- Cases whose timer was missing and was started again since the last working day: 1",
      "- People who hold more than the limit of their post (the list of caseloads shows who): 0",
      "- Others who do today, with what they stand in for: 0",
    ]);
    await council.advance("2026-12-02T06:30:00.000Z");
    await send(council);
    expect(lines(council)?.slice(1, 3)).toEqual(["- Due today: 0", "- Overdue: 3"]);
    expect(lines(council)?.[5]).toMatch(/started again .*: 0$/);
    expect(council.inbox("mira").at(-1)).toBe("Wednesday 2 December 2026: 3 overdue, 0 due today");
    expect(council.mailer.sent.at(-1)?.text).not.toMatch(/[CRQ]-[0-9A-Z]{10}/);
  });

  it("X-02: rests when offices are closed, and looks back to the working day before", async () => {
    const council = await aCouncil({ at: "2026-12-24T10:00:00.000Z" });
    const caseRef = await council.allocated();
    await council.machines.abort(`${caseRef}-support-stage-2-1`);
    await council.reconcile();
    for (const day of ["25", "26", "27", "28"]) {
      await council.advance(`2026-12-${day}T06:30:00.000Z`);
      expect(await send(council)).toEqual({ sent: 0, unsent: 0 });
    }
    await council.advance("2026-12-29T06:30:00.000Z");
    expect(await send(council)).toEqual({ sent: 1, unsent: 0 });
    expect(lines(council)?.[5]).toMatch(/started again .*: 1$/);
    expect(council.mailer.sent.at(-1)?.text).toContain("the next on Wednesday 30 December 2026");
  });

  it("F36: not taken by the mail service is told as unsent, and goes with the sweep later", async () => {
    const council = await aCouncil({ at: "2026-11-18T06:30:00.000Z" });
    council.mailer.failNext(1);
    expect(await send(council)).toEqual({ sent: 0, unsent: 1 });
    await council.advanceMinutes(10);
    await council.sweep();
    expect(council.inbox("mira")).toHaveLength(1);
    expect(await send(council)).toEqual({ sent: 1, unsent: 0 });
  });

  it("F17: goes to whoever is reached where the manager is not in post", async () => {
    const roster = teamWith(aPost("mira", "manager", { leavesOn: "2026-11-01", deputy: "juno" }));
    const council = await aCouncil({ at: "2026-11-18T06:30:00.000Z", roster });
    await send(council);
    expect(council.mailer.sent.map(({ to }) => to)).toEqual([["juno@team.example"]]);
  });
});

describe("A morning", () => {
  it("F31: one job that fails stops no other, and is counted", async () => {
    const council = await aCouncil({ at: "2026-11-18T06:30:00.000Z" });
    await council.refer(emergency);
    const ports = council.ports();
    const broken = {
      ...ports,
      store: { ...ports.store, list: async () => Promise.reject(new Error("down")) },
    };
    const done = await morning(broken, council.at);
    expect(done).toMatchObject({
      failedJobs: 1,
      cover: undefined,
      caseloads: { looked: 0, failed: 1 },
      allClear: { unsent: 1 },
    });
    expect((await morning(council.ports(), council.at)).failedJobs).toBe(0);
  });
});
