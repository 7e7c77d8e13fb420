import { describe, expect, it } from "vitest";
import type { Instant } from "#shared/domain/calendar-day.ts";
import { type CallEvent, callMails, type ReferrerCall } from "#shared/domain/referral-call.ts";
import { service } from "#test/support/staff.ts";

describe("The mails about a call to a referrer", () => {
  const rung: CallEvent = { type: "ReferrerCallRungReached", rung: 1, says: "due", to: ["owner"] };
  const keyOf = (cameAt: Instant) => {
    const call: ReferrerCall = {
      owner: "duty",
      due: "2026-11-12T17:00:00.000Z",
      rungs: [],
      reached: 1,
      toTell: [{ instead: "a letter", cameAt }],
    };
    return callMails({ referralRef: "R-7M2QX4KD9T", service }, call, [rung]).map(({ key }) => key);
  };

  it("I5, A3: are each sent once for a call, and again for the next one that is due at the same time", () => {
    expect(keyOf("2026-11-12T09:00:00.000Z")).toEqual(keyOf("2026-11-12T09:00:00.000Z"));
    expect(keyOf("2026-11-12T09:00:00.000Z")).not.toEqual(keyOf("2026-11-12T16:30:00.000Z"));
  });
});
