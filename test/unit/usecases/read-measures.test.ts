import { describe, expect, test } from "vitest";
import { examples } from "#shared/contracts/examples.ts";
import { emergencyCall } from "#shared/contracts/requests/emergency.ts";
import { reEntryOf } from "#shared/domain/case/re-entry.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { endClosure, requestClosure } from "#shared/usecases/close-case.ts";
import { casesSince } from "#shared/usecases/list-cases.ts";
import { readMeasures } from "#shared/usecases/read-measures.ts";
import { attachForm, recordEmergency } from "#shared/usecases/record-emergency.ts";
import { endCall } from "#shared/usecases/referrer-call.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { outcomesRecorded } from "#test/support/leaving.ts";
import { acute, winston } from "#test/support/referrals.ts";
import { close, find } from "#test/support/same-person.ts";
import { actor } from "#test/support/staff.ts";

const inside = { from: "2026-11", to: "2026-12", outside: false };
const allOf = async (council: Council, asked = inside) => {
  const { months } = await readMeasures(council.ports(), policy, asked, council.at);
  return months.map(({ streams }) =>
    Object.fromEntries((streams[0]?.figures ?? []).map(({ id, value }) => [id, value])),
  );
};

async function closed(council: Council, caseRef: string): Promise<void> {
  await outcomesRecorded(council, caseRef);
  const request = { reason: "self-supporting", evidence: "Seen.", agencies: [] } as const;
  await requestClosure(council.ports(), actor("anneke"), caseRef, request, council.at);
  await endClosure(council.ports(), actor("mira"), caseRef, { ended: "closed", words: "Yes." }, council.at);
  await council.machines.settle();
}

describe("The measures of a council", () => {
  test("CST-11: are read from the history of every case, those that are over included", async () => {
    const council = await aCouncil();
    const kept = await council.allocated();
    const over = await council.allocated({ submissionId: "TEST-2" });
    const advised = await council.refer({ submissionId: "TEST-3" });
    await council.decide(advised, { decision: "advise", reason: "needs-met" });
    await council.refer({ ...acute, submissionId: "TEST-4" }).then((ref) => council.confirm(ref));
    await council.refer({ submissionId: "TEST-5" });
    await council.advance("2026-11-25T12:00:00.000Z");
    await council.giveBoth(kept);
    await closed(council, over);
    await council.advance("2026-12-16T12:00:00.000Z");
    const [november, december] = await allOf(council);
    expect(november).toMatchObject({
      "referrals-received": 5,
      "referrals-answered": 4,
      unallocated: 1,
      // The other case was closed on the day on which its review was due.
      "reviews-due": 1,
      "reviews-on-time": 1,
      "closed-self-supporting": 1,
      "alerts-in-time": 1,
    });
    expect(december).toMatchObject({ "referrals-received": 0, unallocated: 1, "reviews-due": 1 });
  });

  test("STG-09, X-01: count who comes back as the case shows it: as long as nobody has found that it was somebody else", async () => {
    const council = await aCouncil();
    const old = await council.allocated({ submissionId: "OLD-1", person: winston });
    await close(council, old);
    const again = await council.refer();
    const counted = async () => {
      const [november] = await allOf(council);
      expect(november?.["re-entries"]).toBe(reEntryOf(await council.case(again), policy) ? 1 : 0);
      return november?.["re-entries"];
    };
    expect(await counted()).toBe(1);
    await find(council, again, old, "different-people");
    expect(await counted()).toBe(0);
    await find(council, again, old, "same-person", "mira");
    expect(await counted()).toBe(1);
  });

  test("STG-09, CST-08: count a telephoned emergency whose form shows that the person was here before", async () => {
    const council = await aCouncil();
    const old = await council.allocated({ submissionId: "OLD-1", person: winston });
    await close(council, old);
    const call = emergencyCall.parse(examples.EmergencyCall);
    const told = await recordEmergency(council.ports(), actor("duty-desk"), call, council.at);
    if ("refused" in told) throw new Error(told.refused.name);
    expect((await allOf(council))[0]?.["re-entries"]).toBe(0);
    const form = await council.refer({ emergencyReference: told.referralRef });
    const { referralRef } = await council.case(form);
    await attachForm(council.ports(), actor("mira"), told.caseRef, referralRef, council.at);
    const shown = [told.caseRef, form].map(async (ref) => reEntryOf(await council.case(ref), policy)?.times);
    expect(await Promise.all(shown)).toEqual([1, 1]);
    expect((await allOf(council))[0]?.["re-entries"]).toBe(2);
  });

  test("CST-07, CST-11: count a referrer who must be telephoned in the month in which they were told, though the case was over", async () => {
    const council = await aCouncil();
    const left = { referrer: { name: "Odile Farrant", email: null, phone: "07700 900101" } };
    const caseRef = await council.refer(left);
    await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    const { referralRef } = await council.case(caseRef);
    await council.advance("2026-12-16T12:00:00.000Z");
    const december = { from: "2026-12", to: "2026-12", outside: false };
    const waiting = {
      "referrals-answered": 0,
      advised: 0,
      "unanswered-too-long": 1,
      "answers-still-owed": 1,
    };
    expect(await allOf(council)).toMatchObject([{ ...waiting, "referrals-decided": 1 }, waiting]);
    expect(await allOf(council, december)).toMatchObject([waiting]);
    const told = { outcome: "told", spokenAt: council.at, words: "He knows." } as const;
    await endCall(council.ports(), actor("duty-desk"), referralRef, told, council.at);
    await council.advance("2027-01-13T12:00:00.000Z");
    const answered = {
      "referrals-answered": 1,
      advised: 1,
      "unanswered-too-long": 0,
      "answers-still-owed": 0,
      "referrals-decided": 0,
    };
    expect(await allOf(council)).toMatchObject([waiting, answered]);
    expect(await allOf(council, december)).toMatchObject([answered]);
  });

  test("CST-11, F44: of another council hold nothing of this one", async () => {
    const council = await aCouncil();
    await council.allocated();
    const other = { ...policy, council: "elsewhere" };
    const { months } = await readMeasures(council.ports(), other, inside, council.at);
    expect(months[0]?.streams[0]?.figures.find(({ id }) => id === "referrals-received")?.value).toBe(0);
  });

  test("CST-11: for outside leave out what is made of few", async () => {
    const council = await aCouncil();
    await council.allocated();
    expect((await allOf(council, { ...inside, outside: true }))[0]?.["referrals-received"]).toBeNull();
    expect((await allOf(council))[0]?.["referrals-received"]).toBe(1);
  });
});

describe("A case that is over", () => {
  test("CST-11: is found from the month of its end back, and not by a month after it", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    await council.decide(caseRef, { decision: "redirect", reason: "other-team-fits" });
    await council.advance("2027-02-03T12:00:00.000Z");
    const since = (month: string) => casesSince(council.ports(), policy, month, council.at);
    expect([await since("2026-10"), await since("2026-11"), await since("2026-12")]).toEqual([
      [caseRef],
      [caseRef],
      [],
    ]);
  });

  test("A3, CST-11: is marked by the sweep where the mark failed at first, and found although its month is over", async () => {
    let isDown = true;
    const council = await aCouncil({
      at: "2026-11-30T12:00:00.000Z",
      between: (ports) => ({
        ...ports,
        store: {
          ...ports.store,
          putMark: async (council, mark, ref) => {
            if (isDown && mark.startsWith("ended-")) throw new Error("down");
            await ports.store.putMark(council, mark, ref);
          },
        },
      }),
    });
    const caseRef = await council.refer();
    await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    expect(await casesSince(council.ports(), policy, "2026-11", council.at)).toEqual([]);
    isDown = false;
    await council.advance("2026-12-01T00:10:00.000Z");
    await council.sweep();
    expect(await casesSince(council.ports(), policy, "2026-11", council.at)).toEqual([caseRef]);
    expect((await allOf(council))[0]).toMatchObject({ advised: 1 });
  });
});
