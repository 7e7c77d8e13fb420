import { describe, expect, it } from "vitest";
import { allocationChoice, closureRequest, parameters, post } from "#shared/contracts/api.ts";
import { exportRequest, moment } from "#shared/contracts/keeping.ts";
import { referrerCallEnded } from "#shared/contracts/requests/referrer-call.ts";
import { shownHalf, supervisorHalf, workerHalf } from "#shared/contracts/requests/review-halves.ts";
import { contact } from "#shared/contracts/requests/work.ts";
import { awaitInput } from "#shared/contracts/tasks.ts";
import { instantText } from "#shared/contracts/times.ts";
import { instant } from "#shared/domain/calendar-day.ts";

const half = {
  seen: false,
  lastSeenOn: "2026-11-09",
  spokenTo: false,
  engagement: "not-engaging",
  goalsAgreed: "no",
  riskChange: "same",
  progress: "Nobody came to the door.",
} as const;
const objective = { id: "objective-1", progress: "better", words: "Two bags less." };
const member = {
  name: "Fictional Person",
  email: "person@team.example",
  roles: ["worker"],
  services: ["community-support-team"],
  deputy: null,
  startsOn: "2026-01-05",
  leavesOn: null,
};

describe("The staff API", () => {
  it("CST-14: takes a worker's half with no goals agreed, of a person who was not seen", () => {
    expect(workerHalf.safeParse(half).success).toBe(true);
  });

  it.each([
    ["no words", { ...half, progress: "  " }],
    ["a field more", { ...half, council: "elsewhere" }],
    ["a field less", { seen: true, spokenTo: true, goalsAgreed: "yes" }],
    ["a person not seen, and no word since when", { ...half, lastSeenOn: undefined }],
    ["a day that there is not", { ...half, lastSeenOn: "2026-02-30" }],
    ["an objective twice", { ...half, objectives: [objective, objective] }],
    ["an objective that went sideways", { ...half, objectives: [{ ...objective, progress: "sideways" }] }],
    ["maybe", { ...half, goalsAgreed: "maybe" }],
  ])("F49: refuses a worker's half with %s", (_what, body) => {
    expect(workerHalf.safeParse(body).success).toBe(false);
  });

  it("CST-19: takes a sentence as evidence for a closure, and no single word", () => {
    const request = { reason: "actively-engaging", agencies: [] };
    expect(
      closureRequest.safeParse({ ...request, evidence: `x${" ".repeat(40)}` }).error?.issues,
    ).toMatchObject([{ path: ["evidence"], message: expect.stringContaining("a sentence at least") }]);
    expect(closureRequest.safeParse({ ...request, evidence: "She keeps every visit." }).success).toBe(true);
  });

  it("refuses a supervisor's half that says nothing", () => {
    expect(supervisorHalf.safeParse({ agrees: true, comment: "" }).success).toBe(false);
  });

  it("CST-17: takes a challenge with what should change and by when, and none without", () => {
    const challenge = { agrees: false, comment: "Too slow.", change: "Visit twice.", changeBy: "2026-12-08" };
    expect(supervisorHalf.safeParse(challenge).success).toBe(true);
    for (const field of ["change", "changeBy"])
      expect(supervisorHalf.safeParse({ ...challenge, [field]: undefined }).success).toBe(false);
  });

  it("A9: shows halves that were given before all of this was asked", () => {
    const old = { seen: false, spokenTo: false, goalsAgreed: "no", progress: "Out." };
    expect(shownHalf.safeParse(old).success).toBe(true);
    expect(shownHalf.safeParse({ agrees: false, comment: "Too slow." }).success).toBe(true);
  });

  it.each([
    { decision: "allocate" },
    { decision: "allocate", worker: "Anneke Holt" },
    { decision: "advise" },
    { decision: "advise", reason: "because" },
    { decision: "defer", until: "2026-12-01" },
    { decision: "close" },
    {},
  ])("CST-07, F49: refuses the decision %j", (body) => {
    expect(allocationChoice.safeParse(body).success).toBe(false);
  });

  it.each(["C-7M2QX4KD9", "C-7M2QX4KD9TT", "R-7M2QX4KD9T", "C-7M2QX4KDIL", "c-7m2qx4kd9t", "C-7M2QX4KD9T\n"])(
    "F44: %j is no case reference",
    (text) => {
      expect(parameters.caseRef.safeParse(text).success).toBe(false);
    },
  );

  it.each(["0", "-1", "1.5", "1e3", "one", "123456", ""])("%j is no number of a review", (text) => {
    expect(parameters.cycle.safeParse(text).success).toBe(false);
  });

  it.each([
    ["no roles", { roles: [] }],
    ["a role that there is not", { roles: ["king"] }],
    ["no service", { services: [] }],
    ["an address that is none", { email: "somewhere" }],
    ["a day that does not exist", { leavesOn: "2026-02-30" }],
    ["an id of its own", { staffId: "someone-else" }],
  ])("X-03: refuses a post with %s", (_what, over) => {
    expect(post.safeParse({ ...member, ...over }).success).toBe(false);
    expect(post.safeParse(member).success).toBe(true);
  });
});

describe("A waiting task", () => {
  it("A4: is told ids, instants and numbers, and nothing more", () => {
    const told = {
      council: "milton-keynes",
      caseRef: "C-7M2QX4KD9T",
      execution: "C-7M2QX4KD9T-support-stage-2-1",
      enteredAt: "2026-11-17T11:00:00Z",
      retryCount: 0,
      token: "token",
      wait: 1,
      left: 9,
    };
    expect(awaitInput.safeParse(told).success).toBe(true);
    expect(awaitInput.safeParse({ ...told, name: "Winston" }).success).toBe(false);
  });
});

it.each([
  ["a contact", contact.shape.when],
  ["an export", exportRequest.shape.asAt],
  ["a call", referrerCallEnded.shape.spokenAt],
])("X-02: %s of this very second is not of the future, however it is written", (_, schema) => {
  const now = "2026-12-01T09:00:00.000Z";
  expect(schema.parse("2026-12-01T09:00:00Z")).toBe(now);
  expect(schema.parse("2026-12-01T09:00:00.0Z")).toBe(now);
});

it.each([
  ["2026-12-01T09:00:00Z", true],
  ["2026-12-01T09:00:00.123Z", true],
  ["2026-12-01T09:00:00+01:00", false],
  ["2026-12-01T09:00Z", false],
  ["2026-02-30T09:00:00Z", false],
])("X-02: the instant %s is taken: %s; every one that is compares with ours", (text, isTaken) => {
  for (const schema of [moment, instantText]) {
    const read = schema.safeParse(text);
    expect(read.success).toBe(isTaken);
    if (read.success) expect(new Date(instant(read.data)).getTime()).toBe(Date.parse(text));
  }
});
