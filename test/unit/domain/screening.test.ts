import { describe, expect, it } from "vitest";
import { screen, tenures, urgencies } from "#shared/domain/screening.ts";

const answers = ["yes", "no", "not-known"] as const;
const every = answers.flatMap((acuteRiskNow) =>
  urgencies.flatMap((urgency) => tenures.map((tenure) => ({ acuteRiskNow, urgency, tenure }))),
);

describe("Screening", () => {
  it("CST-05: signposts acute risk first, whatever else is said", () => {
    const acute = every.filter(({ acuteRiskNow }) => acuteRiskNow === "yes").map(screen);
    expect(acute).toHaveLength(urgencies.length * tenures.length);
    expect(new Set(acute.map((way) => JSON.stringify(way)))).toEqual(
      new Set([JSON.stringify({ outcome: "signposted", reason: "acute-mental-health" })]),
    );
  });

  it("CST-08: takes an emergency before it asks about the home", () => {
    expect(screen({ acuteRiskNow: "no", urgency: "emergency", tenure: "none" })).toEqual({
      outcome: "emergency",
    });
  });

  it("CST-02: signposts somebody with no home", () => {
    expect(screen({ acuteRiskNow: "no", urgency: "urgent", tenure: "none" })).toEqual({
      outcome: "signposted",
      reason: "no-home",
    });
  });

  it("X-01: never reads what is not known as no: it goes to the meeting", () => {
    expect(screen({ acuteRiskNow: "not-known", urgency: "not-known", tenure: "not-known" })).toEqual({
      outcome: "meeting",
    });
  });

  it("CST-06: sends every other combination of answers to the meeting", () => {
    const others = every.filter(
      ({ acuteRiskNow, urgency, tenure }) =>
        acuteRiskNow !== "yes" && urgency !== "emergency" && tenure !== "none",
    );
    expect(others.every((facts) => screen(facts).outcome === "meeting")).toBe(true);
  });
});
