import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { examples } from "#shared/contracts/examples.ts";
import { readReferral } from "#shared/contracts/referral.ts";
import { emergencyCall } from "#shared/contracts/requests/emergency.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { reEntryOf } from "#shared/domain/case/re-entry.ts";
import { reference } from "#shared/domain/reference.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { casesAlike } from "#shared/usecases/alike.ts";
import { amendReferral } from "#shared/usecases/amend-referral.ts";
import { readMeeting } from "#shared/usecases/read-meeting.ts";
import { attachForm, recordEmergency } from "#shared/usecases/record-emergency.ts";
import { restrictCase } from "#shared/usecases/restrict-case.ts";
import { aCouncil } from "#test/support/council.ts";
import { aReferral, type Body, winston } from "#test/support/referrals.ts";
import { close, find } from "#test/support/same-person.ts";
import { actor, council as id } from "#test/support/staff.ts";

const home = { tenure: "council", address: "2 Bramble Yard", postcode: "ZZ99 3VZ" } as const;
const unborn = { given: "Winston", family: "Achterberg" } as const;
const asRead = (over: Body) => {
  const read = readReferral(JSON.stringify(aReferral(over)));
  if ("faults" in read) throw new Error("The form does not fit");
  return read.referral;
};

describe("Somebody who is referred again in other words", () => {
  it.each<[string, Body, string, Body?]>([
    ["without a birthday, from the same home", { person: unborn, home }, "same-name-and-address"],
    [
      "under another family name",
      { person: { ...winston, family: "Brook" }, home },
      "same-birth-and-address",
    ],
    [
      "with day and month changed over",
      { person: { ...winston, dateOfBirth: "1961-09-07" } },
      "same-name-and-swapped-birth",
      { person: { ...winston, dateOfBirth: "1961-07-09" } },
    ],
    [
      "with their names changed over",
      { person: { ...winston, given: "Achterberg", family: "Winston" } },
      "same-name-and-birth",
    ],
    ["with a double name", { person: { ...winston, family: "Achterberg-Smith" } }, "same-name-and-birth"],
  ])(
    "F2: %s is suspected, with the ground, and the duty desk is asked to look",
    async (_what, over, ground, before = {}) => {
      const council = await aCouncil();
      const first = await council.refer(before);
      const second = await council.refer({ submissionId: "FIRE-7", ...over });
      const held = await council.case(second);
      expect(held.possibleDuplicates).toEqual([first]);
      expect(held.alikeOn?.[first]).toContain(ground);
      expect(council.inbox("duty-desk")).toEqual([`Case ${second}: perhaps the same person as another case`]);
      expect(commitmentsOf(held).map(({ kind }) => kind)).toEqual(["person-check"]);
      const pack = await readMeeting(council.ports(), actor("mira"), policy, "2026-11-17", council.at);
      const line = pack.agenda.find((each) => each.reference === second);
      expect(line?.alikeOn).toEqual([{ caseRef: first, grounds: held.alikeOn?.[first] }]);
    },
  );

  it("CST-20: without a birthday, after their case was closed, is shown as somebody who comes back", async () => {
    const council = await aCouncil();
    const old = await council.allocated();
    await close(council, old);
    const again = await council.refer({ submissionId: "FIRE-7", person: unborn, home });
    expect(reEntryOf(await council.case(again), policy)).toMatchObject({ times: 1, last: { caseRef: old } });
  });

  it("A4: is found by keyed hashes alone: nothing of the form stands in a mark or in the history", async () => {
    const marks: string[] = [];
    const council = await aCouncil({
      between: (ports) => ({
        ...ports,
        store: {
          ...ports.store,
          putMark: async (of, mark, ref) => {
            marks.push(mark);
            return ports.store.putMark(of, mark, ref);
          },
        },
      }),
    });
    await council.refer();
    const second = await council.refer({ submissionId: "FIRE-7", person: unborn, home });
    const ours = marks.filter((mark) => !/^(mails|ended)-/.test(mark));
    expect(ours.length).toBeGreaterThan(4);
    for (const mark of ours) expect(mark).toMatch(/^(M|alike-C|about-[CR])-[0-9A-Z]{10}$/);
    expect(JSON.stringify(await council.history(second))).not.toMatch(/Winston|Achterberg|Bramble|1961/i);
  });

  it("CST-04: is compared with the version of a form that counts, and each form may be looked up again", async () => {
    const council = await aCouncil();
    const first = await council.refer({ submissionId: "A-1", person: { given: "Jo" }, home: {} });
    const second = await council.refer();
    expect((await council.case(second)).possibleDuplicates).toEqual([]);
    const body = aReferral({ submissionId: "A-1", person: winston, home: {} });
    const said = { body, reason: "more-known", words: "They said their name." } as const;
    const amended = await amendReferral(council.ports(), actor("mira"), first, said, council.at);
    expect(amended).not.toHaveProperty("refused");
    await council.machines.settle();
    const form = asRead({ submissionId: "A-1", person: winston, home: {} });
    const held = await council.case(first);
    for (let times = 0; times < 2; times++)
      expect(await casesAlike(council.ports(), held, form)).toMatchObject({
        possibleDuplicates: [second],
        alikeOn: { [second]: ["same-name-and-birth"] },
      });
    const third = await council.refer({ submissionId: "A-3", person: winston });
    expect(Object.keys((await council.case(third)).alikeOn ?? {}).sort()).toEqual([first, second].sort());
  });

  it("A9: is found among the cases that stand under the hash of an older release", async () => {
    let isOlder = true;
    const council = await aCouncil({
      between: (ports) => ({
        ...ports,
        store: {
          ...ports.store,
          putMark: async (...mark) => (isOlder ? undefined : ports.store.putMark(...mark)),
        },
      }),
    });
    const first = await council.refer();
    isOlder = false;
    const digest = createHash("sha256").update(JSON.stringify(["match", id, "achterberg", "1961-07-19"]));
    await council.store.putMark(id, reference("M", digest.digest()), first);
    const second = await council.refer({ submissionId: "FIRE-7", person: winston });
    expect((await council.case(second)).alikeOn).toEqual({ [first]: ["same-name-and-birth"] });
  });
});

describe("A suspicion", () => {
  it("F2: is not lost where the case of the earlier form is not open yet", async () => {
    let isDown = true;
    const council = await aCouncil({
      between: (ports) => ({
        ...ports,
        store: {
          ...ports.store,
          create: async (document) => {
            if (isDown && document.key.kind === "case") throw new Error("down");
            return ports.store.create(document);
          },
        },
      }),
    });
    const first = await council.refer();
    isDown = false;
    const second = await council.refer({ submissionId: "FIRE-7", person: unborn, home });
    expect((await council.case(second)).alikeOn).toEqual({ [first]: ["same-name-and-address"] });
    await council.advanceMinutes(20);
    await council.sweep();
    expect((await council.case(first)).alikeOn).toEqual({ [second]: ["same-name-and-address"] });
  });

  it("X-05: with a restricted case keeps the new one to those who need to know, and the duty desk hears nothing", async () => {
    const council = await aCouncil();
    const first = await council.refer();
    const why = { reason: "known-to-staff", words: "A cousin.", named: [] } as const;
    await restrictCase(council.ports(), actor("mira"), first, why, council.at);
    const second = await council.refer({ submissionId: "FIRE-7", person: unborn, home });
    const held = await council.case(second);
    expect(held).toMatchObject({ restricted: { reason: "known-to-staff" }, possibleDuplicates: [first] });
    expect(commitmentsOf(held)).toMatchObject([{ kind: "person-check", obligation: { owner: "manager" } }]);
    expect(council.inbox("duty-desk")).toEqual([]);
    const pack = await readMeeting(council.ports(), actor("carys"), policy, "2026-11-17", council.at);
    expect(JSON.stringify(pack)).not.toContain("C-");
  });

  it("CST-08: of a form goes on in the telephoned case that it is attached to, with its grounds", async () => {
    const council = await aCouncil();
    const known = await council.refer();
    const call = emergencyCall.parse(examples.EmergencyCall);
    const told = await recordEmergency(council.ports(), actor("duty-desk"), call, council.at);
    if ("refused" in told) throw new Error(told.refused.name);
    const quoting = { submissionId: "FORM-1", emergencyReference: told.referralRef, person: winston };
    const form = await council.case(await council.refer(quoting));
    expect(form.alikeOn?.[told.caseRef]).toEqual(["quoted-by-the-form"]);
    await attachForm(council.ports(), actor("mira"), told.caseRef, form.referralRef, council.at);
    expect((await council.case(told.caseRef)).alikeOn).toEqual({ [known]: ["same-name-and-birth"] });
    expect((await find(council, told.caseRef, known, "same-person", "mira")).refused).toBeUndefined();
  });
});
