import { describe, expect, it } from "vitest";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { MailRecipient } from "#shared/domain/roster.ts";
import { policies } from "#shared/services/registry.ts";
import { askForLine } from "#shared/usecases/reminders.ts";
import { aCouncil, type Council, type CouncilOptions } from "#test/support/council.ts";
import { emergency } from "#test/support/referrals.ts";
import { aPost, teamWith } from "#test/support/staff.ts";

const tuesday: Instant = "2026-11-17T11:00:00.000Z";
/** The morning on which reviews of that Tuesday are due, once its mail has gone. */
const dueMorning: Instant = "2026-12-01T09:05:00.000Z";
const [policy] = policies;

/** Cases that were all allocated on the same Tuesday, so that their rungs come at the same instants. */
async function severalCases(count: number, options: CouncilOptions = {}) {
  const council = await aCouncil({ at: tuesday, ...options });
  const refs: string[] = [];
  for (let n = 0; n < count; n++) refs.push(await council.allocated({ submissionId: `TEST-${n}` }));
  return { council, refs };
}
const mailsOf = (council: Council, who: string, day: string) =>
  council.mailer.sent.filter(
    ({ to, subject }) => to.includes(`${who}@team.example`) && subject.includes(day),
  );
const line = (ref: string | undefined, cycle = 1) =>
  `Case ${ref}: review ${cycle}, due on Tuesday 1 December 2026`;

describe("A morning's reminders", () => {
  it("A3, L3, X-05: are one mail a person, with every review that is due, by reference and date only", async () => {
    const { council, refs } = await severalCases(3);
    await council.advance(dueMorning);
    for (const who of ["anneke", "idris"]) {
      const [only, ...others] = mailsOf(council, who, "1 December 2026: 3 due today");
      expect(others).toEqual([]);
      expect(only?.subject).toBe("For Tuesday 1 December 2026: 3 due today");
      for (const ref of refs) expect(only?.text).toContain(`- ${line(ref)} at 09:00`);
    }
  });

  it("lists the latest first: what is overdue, what is due today, and what comes up", async () => {
    const council = await aCouncil({ at: "2026-11-16T11:00:00.000Z" });
    const late = await council.allocated({ submissionId: "TEST-late" });
    await council.advance(tuesday);
    const today = await council.allocated({ submissionId: "TEST-today" });
    await council.advance("2026-11-18T11:00:00.000Z");
    const ahead = await council.allocated({ submissionId: "TEST-ahead" });
    await council.advance(dueMorning);
    expect(council.told("anneke").slice(-3)).toEqual([
      `Overdue: Case ${late}: review 1, due on Monday 30 November 2026 at 09:00`,
      `Due today: Case ${today}: review 1, due on Tuesday 1 December 2026 at 09:00`,
      `Coming up: Case ${ahead}: review 1, due on Wednesday 2 December 2026 at 09:00`,
    ]);
    expect(mailsOf(council, "anneke", "1 overdue, 1 due today, 1 coming up")).toHaveLength(1);
    // The next morning only the second asks to be said again; the first, which is later, stands before it.
    await council.advance("2026-12-02T09:05:00.000Z");
    const overdue = council.told("anneke").filter((each) => each.startsWith("Overdue: "));
    expect(overdue.slice(-2).map((each) => each.split(" ")[2])).toEqual([`${late}:`, `${today}:`]);
  });

  it("leaves out what was given before it went, and is not sent where nothing is left", async () => {
    const { council, refs } = await severalCases(2);
    await council.advance("2026-12-01T09:00:30.000Z");
    await council.give(refs[0] ?? "", "worker");
    await council.advance(dueMorning);
    expect(council.inbox("anneke").at(-1)).toBe(`Review due today: case ${refs[1]}`);
    await council.advance("2026-12-02T09:00:30.000Z");
    const before = council.inbox("anneke").length;
    await council.giveBoth(refs[1] ?? "");
    await council.advance("2026-12-02T10:00:00.000Z");
    expect(council.inbox("anneke")).toHaveLength(before);
    const mails = [];
    for await (const { state, owedIntents } of council.store.scan<{ status: string }>("mail"))
      mails.push([state.status, owedIntents.length]);
    expect(mails).toContainEqual(["withdrawn", 0]);
    expect(mails.every(([, owed]) => owed === 0)).toBe(true);
  });

  it("says a line that is asked for after the mail has gone in one mail more, unless it was listed already", async () => {
    const { council, refs } = await severalCases(2);
    if (!policy) throw new Error("There is no policy");
    await council.advance(dueMorning);
    const due = "2026-12-01T09:00:00.000Z";
    const since = council.at;
    const ask = (caseRef: string, rung: string, to: MailRecipient = { staff: "anneke" }) => {
      const reminder = { kind: "review-due", caseRef, cycle: 1, due, says: "due" } as const;
      const asked = { key: `${caseRef}/${rung}`, for: to, reminder };
      return askForLine(council.ports(), policy, asked, since, council.at);
    };
    const before = council.mailer.sent.length;
    await ask(refs[0] ?? "", "late");
    await council.advance("2026-12-01T10:00:00.000Z");
    expect(council.mailer.sent).toHaveLength(before);
    await ask(refs[1] ?? "", "another", { deputyOf: "anneke" });
    await ask(refs[1] ?? "", "another", { deputyOf: "anneke" });
    await council.advance("2026-12-01T11:00:00.000Z");
    await ask(refs[1] ?? "", "another", { deputyOf: "anneke" });
    await ask(refs[0] ?? "", "another", { deputyOf: "anneke" });
    await council.advance("2026-12-01T12:00:00.000Z");
    expect(council.mailer.sent).toHaveLength(before + 2);
    // A crash before its effect was cleared: it is tried again the day after, and was told.
    await council.advance("2026-12-02T08:00:00.000Z");
    await ask(refs[0] ?? "", "another", { deputyOf: "anneke" });
    await council.advance("2026-12-02T10:00:00.000Z");
    expect(council.inbox("bram")).toEqual([
      `Review due today: case ${refs[1]}`,
      `Review due today: case ${refs[0]}`,
    ]);
  });

  it("I8, F8: where the mail service is down goes once, later, with what is due by then", async () => {
    const { council, refs } = await severalCases(2);
    await council.advance("2026-12-01T09:00:30.000Z");
    council.mailer.failNext(2);
    await council.advance("2026-12-01T09:10:00.000Z");
    await council.give(refs[0] ?? "", "worker");
    await council.advanceMinutes(10);
    await council.sweep();
    expect(council.inbox("anneke").filter((subject) => subject.includes("today"))).toEqual([
      `Review due today: case ${refs[1]}`,
    ]);
    expect(mailsOf(council, "idris", "2 due today")).toHaveLength(1);
  });

  it("A3: rungs that ask at the same moment all get their lines, in one mail", async () => {
    const { council, refs } = await severalCases(1);
    if (!policy) throw new Error("There is no policy");
    const [caseRef = ""] = refs;
    const due = "2026-12-01T09:00:00.000Z";
    await council.advance("2026-11-25T08:00:00.000Z");
    const asked = Array.from({ length: 20 }, (_, n) => ({
      key: `${caseRef}/${n}`,
      for: { deputyOf: "anneke" },
      reminder: { kind: "review-due", caseRef, cycle: 1, due, says: "reminder" } as const,
    }));
    await Promise.all(asked.map((each) => askForLine(council.ports(), policy, each, council.at, council.at)));
    await council.advance("2026-11-25T08:50:00.000Z");
    expect(council.inbox("bram")).toEqual([]); // It is not yet nine.
    const keys = [];
    for await (const { state } of council.store.scan<{ message: { asked?: readonly unknown[] } }>("mail"))
      keys.push(...(state.message.asked ?? []));
    expect(keys).toHaveLength(20);
    await council.advance("2026-11-25T09:10:00.000Z");
    expect(council.inbox("bram")).toHaveLength(1);
  });
});

describe("Who gets a morning's reminders", () => {
  it("X-03, F16: whoever stands in, in one mail with their own", async () => {
    const { council, refs } = await severalCases(1);
    const own = await council.refer({ submissionId: "TEST-own" });
    await council.decide(own, { decision: "allocate", worker: "bram", supervisor: "idris" });
    await council.post(aPost("anneke", "worker", { deputy: "bram", leavesOn: "2026-11-20" }));
    await council.advance(dueMorning);
    const [only, ...others] = mailsOf(council, "bram", "2 due today");
    expect(others).toEqual([]);
    for (const ref of [...refs, own]) expect(only?.text).toContain(line(ref));
  });

  it("I5: a deputy and the service manager are asked to step in, each in one mail for all cases", async () => {
    const { council } = await severalCases(3);
    await council.advance("2026-12-08T09:05:00.000Z");
    expect(council.inbox("juno")).toEqual(["For Tuesday 8 December 2026: 3 please step in"]);
    expect(council.inbox("bram").at(-1)).toBe("For Friday 4 December 2026: 3 please step in");
  });

  it("each holder of a post by themselves, and somebody whom two rungs reach once", async () => {
    const roster = teamWith(
      aPost("juno", "service-manager", { deputy: "petra" }),
      aPost("kit", "service-manager"),
    );
    const { council } = await severalCases(2, { roster });
    await council.advance("2026-12-08T09:05:00.000Z");
    const sent = mailsOf(council, "juno", "8 December").concat(mailsOf(council, "kit", "8 December"));
    expect(sent.map(({ to }) => to)).toEqual([["juno@team.example"], ["kit@team.example"]]);
  });

  it("CST-08: an emergency's alert waits for no morning", async () => {
    const council = await aCouncil({ at: "2026-11-21T02:00:00.000Z" });
    await council.refer(emergency);
    expect(council.inbox("mira")).toHaveLength(1);
    await council.advance("2026-11-21T04:00:00.000Z");
    expect(council.inbox("night-desk")).toHaveLength(1);
  });

  it("A7: where a service groups nothing each rung is a mail of its own, at once", async () => {
    const between: CouncilOptions["between"] = (ports) => ({
      ...ports,
      policies: policies.map((each) => ({ ...each, reminders: { ...each.reminders, grouped: [] } })),
    });
    const { council } = await severalCases(2, { between });
    await council.advance("2026-12-01T09:00:00.000Z");
    expect(council.inbox("anneke").filter((subject) => subject.includes("due today"))).toHaveLength(2);
  });

  it("F44: nothing of another council's, and nothing of another service's", async () => {
    const { council, refs } = await severalCases(1);
    const document = await council.document(refs[0] ?? "");
    const elsewhere = { ...document, key: { ...document.key, council: "medway" }, version: 1 };
    await council.store.create(elsewhere);
    const other = { ...document, key: { ...document.key, id: "C-0000000000" }, version: 1 };
    await council.store.create({
      ...other,
      state: { ...document.state, caseRef: other.key.id, service: "another" },
    });
    await council.advance(dueMorning);
    expect(council.inbox("anneke").at(-1)).toBe(`Review due today: case ${refs[0]}`);
  });
});
