import { describe, expect, it } from "vitest";
import { type CalendarDay, dayOf, plusWorkingDays } from "#shared/domain/calendar-day.ts";
import {
  decideQuarantine,
  evolveQuarantine,
  type QuarantineCommand,
  type QuarantinedReferral,
  type QuarantineEvent,
  quarantineEffects,
} from "#shared/domain/quarantined-referral.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { quarantinedReferrals } from "#shared/usecases/aggregates.ts";
import { actor, council, service } from "#test/support/staff.ts";

const wednesday = "2026-11-11T10:42:00.000Z";
const command: QuarantineCommand = {
  type: "quarantine",
  referralRef: "Q-7M2QX4KD9T",
  council,
  service,
  source: "mk-online-form",
  receivedAt: wednesday,
  content: "body-1",
  faults: [{ at: "the body", expected: "JSON" }],
};
const by = actor("duty-desk");

function eventsOf(
  held: QuarantinedReferral | undefined,
  wanted: QuarantineCommand,
  at: string,
): readonly QuarantineEvent[] {
  const decision = decideQuarantine(held, wanted, { at, policy });
  if ("refused" in decision) throw new Error(`Refused: ${decision.refused.name}`);
  return decision.events;
}
function become(held: QuarantinedReferral | undefined, wanted: QuarantineCommand, at = wednesday) {
  const now = eventsOf(held, wanted, at).reduce<QuarantinedReferral | undefined>(evolveQuarantine, held);
  if (!now) throw new Error("Nothing is held");
  return now;
}
const kept = become(undefined, command);

/** Climbs at each instant; gives back who was told at which. */
function climbed(instants: readonly string[]) {
  let held = kept;
  const told: string[] = [];
  const days: CalendarDay[] = [];
  for (const at of instants) {
    const events = eventsOf(held, { type: "climb" }, at);
    const before = held;
    held = events.reduce(evolveQuarantine, held);
    for (const intent of quarantineEffects(before, events, held)) {
      if (intent.kind !== "want-mail" || !("role" in intent.mail.to)) continue;
      const says = "says" in intent.mail.message ? intent.mail.message.says : "";
      days.push(dayOf(at));
      told.push(`${at.slice(5, 16)} ${intent.mail.to.role} ${says}`);
    }
  }
  return { held, told, days };
}

describe("The ladder of a quarantined referral", () => {
  it("I5: is due after a working day, then climbs to a different person each working day, and goes on", () => {
    const { told } = climbed([
      "2026-11-12T16:59:59.000Z",
      "2026-11-12T17:00:00.000Z",
      "2026-11-12T17:15:00.000Z",
      "2026-11-13T09:00:00.000Z",
      "2026-11-16T08:45:00.000Z",
      "2026-11-16T09:00:00.000Z",
      "2026-11-18T09:00:00.000Z",
      "2026-11-20T09:00:00.000Z",
    ]);
    expect(told).toEqual([
      "11-12T17:00 duty due",
      "11-13T09:00 manager escalation",
      "11-16T09:00 service-manager escalation",
      "11-18T09:00 manager escalation",
      "11-18T09:00 service-manager escalation",
      "11-20T09:00 manager escalation",
      "11-20T09:00 service-manager escalation",
    ]);
  });

  it("L3: after an outage tells each desk once", () => {
    expect(climbed(["2026-11-25T09:00:00.000Z"]).told).toEqual([
      "11-25T09:00 duty due",
      "11-25T09:00 manager escalation",
      "11-25T09:00 service-manager escalation",
    ]);
  });

  it("I5: never gives up, and is never silent for more than two working days", () => {
    const days = Array.from({ length: 200 }, (_, day) =>
      new Date(Date.parse("2026-11-12T18:00:00.000Z") + day * 86_400_000).toISOString(),
    );
    const { days: tellingDays, held } = climbed(days);
    const gaps = tellingDays.slice(1).map((day, index) => [tellingDays[index] ?? day, day] as const);
    for (const [one, next] of gaps) expect(next <= plusWorkingDays(one, 2, policy.division)).toBe(true);
    expect(new Set(tellingDays).size).toBeGreaterThan(60);
    expect(held.rungs.length).toBeGreaterThan(held.reached);
    expect(held.due).toBe("2026-11-12T17:00:00.000Z");
  });

  it("ends when it is settled, and takes its line out of the due index", () => {
    const why = { type: "discard", by, reason: "duplicate", content: "discard-1", canAnswer: true } as const;
    const settled = become(kept, why);
    expect(eventsOf(settled, { type: "climb" }, "2027-01-04T09:00:00.000Z")).toEqual([]);
    expect(quarantinedReferrals.due(kept)).toMatchObject({ at: kept.due, owner: "duty" });
    expect(quarantinedReferrals.due(settled)).toBeUndefined();
  });
});

describe("Settling a quarantined referral", () => {
  const accepting = (content: string) =>
    ({ type: "accept", by, referralRef: "R-7M2QX4KD9T", content, unread: [] }) as const;
  const decided = (held: QuarantinedReferral, wanted: QuarantineCommand) =>
    decideQuarantine(held, wanted, { at: wednesday, policy });

  it("keeps a mended version beside the original, which is untouched", () => {
    const mended = become(kept, { type: "mend", by, content: "mended-1" });
    expect(mended).toEqual({ ...kept, mended: { content: "mended-1", by: by.id, at: wednesday } });
    expect(decided(mended, { type: "mend", by, content: "mended-1" })).toEqual({ events: [] });
  });

  it("A3: wants its referral kept, and links to it", () => {
    const events = eventsOf(kept, accepting("body-1"), wednesday);
    const accepted = events.reduce(evolveQuarantine, kept);
    expect(accepted.settled).toMatchObject({ as: "accepted", referralRef: "R-7M2QX4KD9T", by: by.id });
    expect(quarantineEffects(kept, events, accepted)).toEqual([
      { kind: "keep-referral", key: "keep/R-7M2QX4KD9T", referralRef: "R-7M2QX4KD9T" },
    ]);
  });

  it("accepts only the version that stands", () => {
    const mended = become(kept, { type: "mend", by, content: "mended-1" });
    expect(decided(mended, accepting("body-1"))).toEqual({ events: [] });
    expect(decided(mended, accepting("mended-1"))).toMatchObject({ events: [{ as: "accepted" }] });
  });

  it("discards only for a reason of the policy", () => {
    const narrow = {
      ...policy,
      quarantine: { ...policy.quarantine, discardReasons: ["duplicate" as const] },
    };
    const why = {
      type: "discard",
      by,
      reason: "test-submission",
      content: "discard-1",
      canAnswer: true,
    } as const;
    expect(decideQuarantine(kept, why, { at: wednesday, policy: narrow })).toMatchObject({
      refused: { name: "reason-not-in-policy" },
    });
  });

  it.each([
    ["not-a-referral", true, "by-mail"],
    ["not-a-referral", false, "by-telephone"],
    ["duplicate", true, "by-mail"],
    ["duplicate", false, "not-at-all"],
    ["test-submission", true, "not-at-all"],
    ["test-submission", false, "not-at-all"],
  ] as const)("CST-07: %s answers its referrer, with an address %s: %s", (reason, canAnswer, answered) => {
    const why = { type: "discard", by, reason, content: "discard-1", canAnswer } as const;
    const events = eventsOf(kept, why, wednesday);
    const settled = events.reduce(evolveQuarantine, kept);
    expect(settled.settled).toMatchObject({ as: "discarded", answered });
    expect(quarantineEffects(kept, events, settled)).toHaveLength(answered === "not-at-all" ? 0 : 1);
  });

  it("is done once: whatever comes after is refused, with who settled it and how", () => {
    const why = { type: "discard", by, reason: "duplicate", content: "discard-1", canAnswer: true } as const;
    const settled = become(kept, why);
    for (const later of [why, accepting("body-1"), { type: "mend", by, content: "x" } as const])
      expect(decided(settled, later)).toEqual({
        refused: { name: "already-settled", details: { as: "discarded", by: by.id } },
      });
    expect(decided(settled, command)).toEqual({ events: [] });
  });

  it("is nothing where there is none", () => {
    expect(decideQuarantine(undefined, accepting("body-1"), { at: wednesday, policy })).toMatchObject({
      refused: { name: "not-found" },
    });
  });
});
