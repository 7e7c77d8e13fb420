import { describe, expect, it } from "vitest";
import { parseExecutionName } from "#shared/domain/case/case.ts";
import {
  decideQuarantine,
  evolveQuarantine,
  type QuarantineCommand,
} from "#shared/domain/quarantined-referral.ts";
import { decideReferral, evolveReferral, referralEffects } from "#shared/domain/referral.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { council, service } from "#test/support/staff.ts";

const received = {
  type: "receive",
  referralRef: "R-7M2QX4KD9T",
  council,
  service,
  source: "mk-online-form",
  receivedAt: "2026-11-11T10:42:00.000Z",
  caseRef: "C-7M2QX4KD9T",
  personRef: "P-7M2QX4KD9T",
  content: "body-1",
  screening: { acuteRiskNow: "no", urgency: "routine", tenure: "council" },
  canAnswer: true,
  agencies: [],
} as const;
const { type: _, ...facts } = received;
const held = evolveReferral(undefined, { type: "ReferralReceived", ...facts });

describe("A referral", () => {
  it("X-01, F1: is received once, however often it is sent", () => {
    expect(decideReferral(undefined, received)).toMatchObject({ events: [{ type: "ReferralReceived" }] });
    expect(decideReferral(held, received)).toEqual({ events: [] });
  });

  it("X-01: keeps another body beside the first, once, and leaves the first alone", () => {
    const other = { ...received, content: "body-2" };
    const decision = decideReferral(held, other);
    expect(decision).toEqual({ events: [{ type: "OtherBodyKept", content: "body-2" }] });
    const now = evolveReferral(held, { type: "OtherBodyKept", content: "body-2" });
    expect(now).toEqual({ ...held, otherBodies: ["body-2"] });
    expect(decideReferral(now, other)).toEqual({ events: [] });
  });

  it("is another's where the same reference came from another source", () => {
    expect(decideReferral(held, { ...received, source: "other-form" })).toHaveProperty("refused");
  });

  it("CST-07: answers the referrer; without an address the case asks for a call, by whoever may see it", () => {
    const wanted = (canAnswer: boolean) => {
      const event = { type: "ReferralReceived", ...facts, canAnswer } as const;
      const mails = referralEffects(undefined, [event], evolveReferral(undefined, event));
      return mails.flatMap((intent) => (intent.kind === "want-mail" ? [intent.mail] : []));
    };
    expect(wanted(true)).toMatchObject([
      { to: { referrerOf: received.referralRef }, message: { kind: "referral-received" } },
    ]);
    expect(wanted(false)).toEqual([]);
  });
});

describe("A quarantined referral", () => {
  const command = (receivedAt: string): QuarantineCommand => ({
    type: "quarantine",
    referralRef: "Q-7M2QX4KD9T",
    council,
    service,
    source: "mk-online-form",
    receivedAt,
    content: "body-1",
    faults: [{ at: "the body", expected: "JSON" }],
  });
  const kept = (receivedAt: string) => {
    const decision = decideQuarantine(undefined, command(receivedAt), { at: receivedAt, policy });
    if ("refused" in decision || !decision.events[0]) throw new Error("Not kept");
    return evolveQuarantine(undefined, decision.events[0]);
  };

  it.each([
    ["a Wednesday", "2026-11-11T10:42:00.000Z", "2026-11-12T17:00:00.000Z"],
    ["a Friday night", "2026-11-13T23:30:00.000Z", "2026-11-16T17:00:00.000Z"],
    ["Christmas Eve", "2026-12-24T12:00:00.000Z", "2026-12-29T17:00:00.000Z"],
    ["the day before the clocks go on", "2027-03-27T12:00:00.000Z", "2027-03-30T16:00:00.000Z"],
  ])("X-01, F7: is due by the end of the next working day: %s", (_when, receivedAt, due) => {
    expect(kept(receivedAt).due).toBe(due);
  });

  it("X-01: is kept once, with its first faults", () => {
    const first = kept("2026-11-11T10:42:00.000Z");
    const again = command("2026-11-14T10:42:00.000Z");
    expect(decideQuarantine(first, again, { at: "2026-11-14T10:42:00.000Z", policy })).toEqual({
      events: [],
    });
  });
});

describe("An execution's name", () => {
  it("A1: is read back, and one that is not ours is not", () => {
    expect(parseExecutionName("C-7M2QX4KD9T-support-stage-3-12")).toEqual({
      caseRef: "C-7M2QX4KD9T",
      workflow: "support-stage",
      sequence: 3,
      attempt: 12,
    });
    expect(parseExecutionName("nightly-job")).toBeUndefined();
  });
});
