import { describe, expect, it } from "vitest";
import { type AgencyCall, type AgencyCallEvent, agencyCallMails } from "#shared/domain/agency-call.ts";
import type { Recipient } from "#shared/domain/ladder.ts";
import { service } from "#test/support/staff.ts";

const at = "2026-11-12T09:00:00.000Z";
const call: AgencyCall = {
  owner: "worker",
  desk: "duty",
  worker: "anneke",
  supervisor: "idris",
  due: "2026-11-19T17:00:00.000Z",
  rungs: [],
  reached: 1,
  toTell: [{ agency: "police", instead: "closed/police", cameAt: at }],
};
const reached = (rung: number, ...to: readonly Recipient[]): AgencyCallEvent => ({
  type: "AgencyCallRungReached",
  rung,
  says: "due",
  to,
});
const mailsOf = (over: Partial<AgencyCall>, ...events: readonly AgencyCallEvent[]) =>
  agencyCallMails(
    { referralRef: "R-7M2QX4KD9T", caseRef: "C-7M2QX4KD9T", service },
    { ...call, ...over },
    events,
  ).flatMap((intent) => (intent.kind === "want-mail" ? [intent] : []));
const toOf = (over: Partial<AgencyCall>, ...events: readonly AgencyCallEvent[]) =>
  mailsOf(over, ...events).map(({ mail }) => mail.to);

describe("The mails about a call to agencies", () => {
  it("CST-19: go to whom the ladder names by their part in the case, or by their post", () => {
    expect(toOf({}, reached(1, "owner", "supervisor", "manager"))).toEqual([
      { staff: "anneke" },
      { staff: "idris" },
      { role: "manager" },
    ]);
    expect(toOf({ owner: "supervisor" }, reached(1, "owner"))).toEqual([{ staff: "idris" }]);
  });

  it("X-05: never go to a desk that may not open the case", () => {
    const noWorker = { worker: undefined } as unknown as Partial<AgencyCall>;
    expect(toOf({ ...noWorker, desk: "manager" }, reached(1, "owner", "duty"))).toEqual([
      { role: "manager" },
    ]);
    expect(toOf({ owner: "duty" }, reached(1, "owner"))).toEqual([{ role: "duty" }]);
  });

  it("I5, L3: are one for each after an outage, at the last rung that names them", () => {
    const mails = mailsOf({}, reached(1, "owner"), reached(2, "owner", "manager"));
    expect(mails.map(({ mail }) => mail.to)).toEqual([{ staff: "anneke" }, { role: "manager" }]);
    expect(mails.every(({ key }) => key.includes("rung-2"))).toBe(true);
  });

  it("A3: are each sent once for a call, and again for the next one that is due at the same time", () => {
    const keyOf = (instead: string) =>
      mailsOf({ toTell: [{ agency: "police", instead, cameAt: at }] }, reached(1, "owner")).map(
        ({ key }) => key,
      );
    expect(keyOf("closed/police")).toEqual(keyOf("closed/police"));
    expect(keyOf("closed/police")).not.toEqual(keyOf("closed/probation"));
  });
});
