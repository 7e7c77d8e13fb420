import { describe, expect, it } from "vitest";
import type { Role } from "#shared/domain/decision.ts";
import type { Roster, StaffMember } from "#shared/domain/roster.ts";
import { decideWorker } from "#shared/domain/worker.ts";
import { communitySupportTeam } from "#shared/services/community-support-team.ts";
import { actor, aPost, team } from "#test/support/staff.ts";

const today = "2026-11-17";
const policies = [communitySupportTeam, { ...communitySupportTeam, service: "other" }];
function recorded(member: StaffMember, { by = "roster-desk", roster = team }: Recording = {}) {
  const held = roster.find(({ staffId }) => staffId === member.staffId);
  return decideWorker(held, { type: "record-post", by: actor(by), member, roster, policies, today });
}
interface Recording {
  readonly by?: string;
  readonly roster?: Roster;
}
const refusalOf = (decision: ReturnType<typeof decideWorker>) =>
  "refused" in decision ? decision.refused.name : undefined;
const desk = (over: Partial<StaffMember> = {}) => aPost("duty-desk", "duty", over);

describe("The roster", () => {
  it("X-03: takes a joiner, and a leaving date, from whoever keeps it", () => {
    expect(recorded(aPost("new-one", "worker"))).toMatchObject({ events: [{ type: "PostRecorded" }] });
    expect(recorded(aPost("bram", "worker", { leavesOn: today }), { by: "juno" })).toHaveProperty("events");
  });

  it.each(["anneke", "idris", "mira", "duty-desk"])("X-03: takes nothing from %s", (by) => {
    expect(refusalOf(recorded(aPost("new-one", "worker"), { by }))).toBe("not-a-decision-maker");
  });

  it("X-03: changes nothing where nothing is different", () => {
    expect(recorded(aPost("carys", "worker"))).toEqual({ events: [] });
  });

  it("I1: refuses somebody as their own deputy", () => {
    expect(refusalOf(recorded(aPost("carys", "worker", { deputy: "carys" })))).toBe("own-deputy");
  });

  describe("I5, X-03, address-taken: gives no two people in post one address", () => {
    const email = "Anneke@team.example"; // Mail services take it for the same in either case.
    it.each<[string, StaffMember]>([
      ["a joiner", aPost("new-one", "worker", { email })],
      ["somebody who changes theirs", aPost("bram", "worker", { email })],
      ["a desk", desk({ email })],
      ["a joiner, where it is a desk's", aPost("new-one", "worker", { email: "duty-desk@team.example" })],
    ])("%s", (_who, member) => {
      expect(refusalOf(recorded(member))).toBe("address-taken");
    });

    it("says whose it is", () => {
      expect(recorded(aPost("new-one", "worker", { email }))).toMatchObject({
        refused: { details: { staff: "anneke" } },
      });
    });

    it("but desks may share one, and what somebody had who has gone before may be another's", () => {
      const shared = { email: "night-desk@team.example" };
      expect(refusalOf(recorded(desk(shared)))).toBeUndefined();
      const roster = [
        ...team,
        aPost("gone", "worker", { email: "one@team.example", leavesOn: "2026-11-01" }),
      ];
      const next = aPost("new-one", "worker", { email: "one@team.example", startsOn: "2026-11-02" });
      expect(refusalOf(recorded(next, { roster }))).toBeUndefined();
      expect(refusalOf(recorded({ ...next, startsOn: "2026-11-01" }, { roster }))).toBe("address-taken");
      const before = aPost("before", "worker", { email: "one@team.example", leavesOn: "2026-12-31" });
      const later = [...team, { ...next, startsOn: "2027-01-01" as const }];
      expect(refusalOf(recorded(before, { roster: later }))).toBeUndefined();
    });

    it("and lets a leaving date be recorded of two who have shared one since before", () => {
      const twin = aPost("twin", "worker", { email });
      expect(
        refusalOf(recorded({ ...twin, leavesOn: "2026-12-31" }, { roster: [...team, twin] })),
      ).toBeUndefined();
    });

    it("but not of a desk that becomes a person", () => {
      const roster = [
        ...team.filter(({ staffId }) => staffId !== "duty-desk"),
        desk({ email: "night-desk@team.example" }),
      ];
      const person = desk({ email: "night-desk@team.example", roles: ["duty", "worker"] });
      expect(refusalOf(recorded(person, { roster }))).toBe("address-taken");
    });
  });

  describe("I1: never leaves a service with nobody to reach", () => {
    const alone: Roster = [desk(), aPost("anneke", "worker")];
    it.each<[string, Partial<StaffMember>]>([
      ["who has left", { leavesOn: "2026-11-01" }],
      ["who leaves today, so that tomorrow nobody is there", { leavesOn: today }],
      ["who leaves in spring", { leavesOn: "2027-03-31" }],
      ["who starts only later", { startsOn: "2026-12-01" }],
      ["who takes another role", { roles: ["worker"] satisfies Role[] }],
      ["who goes to another service", { services: ["other"] }],
    ])("the last one, %s", (_how, over) => {
      expect(refusalOf(recorded(desk(over), { roster: alone }))).toBe("would-leave-nobody");
    });

    it("and lets them go where somebody else is there by then", () => {
      const roster = [...alone, desk({ staffId: "second-desk", startsOn: "2027-01-01" })];
      expect(refusalOf(recorded(desk({ leavesOn: "2027-03-31" }), { roster }))).toBeUndefined();
      expect(refusalOf(recorded(desk({ leavesOn: "2026-12-01" }), { roster }))).toBe("would-leave-nobody");
    });
  });
});
