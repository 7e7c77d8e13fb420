import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { channels, relationships } from "#shared/domain/needs.ts";
import { mayContact } from "#shared/domain/referral-facts.ts";
import { sayOutcome } from "#shared/usecases/commitments.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { closedWithFriends } from "#test/support/leaving.ts";
import { acute, type Body, emergency, noHome } from "#test/support/referrals.ts";
import { actor } from "#test/support/staff.ts";

const own = "winston@home.example";
const referrer = { name: "Winston Achterberg", email: own, phone: "07700 900802" };
const herself = (email: string): Body => ({
  relationship: "self",
  referrer,
  safeContact: { call: "yes", email },
});

/** From the first to the last that a referrer could be told. */
async function wholeLife(council: Council, over: Body): Promise<void> {
  const caseRef = await council.refer(over);
  await council.confirm(caseRef);
  await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
  if ((await council.case(caseRef)).phase !== "supported") return;
  // A case does not close over a call that is still owed.
  for (const { id, kind } of commitmentsOf(await council.case(caseRef))) {
    if (kind !== "referrer-call") continue;
    const kept = { outcome: "kept", words: "They know that we have it." } as const;
    await sayOutcome(council.ports(), actor("mira"), caseRef, id, kept, council.at);
    await council.machines.settle();
  }
  await closedWithFriends(council, caseRef);
}

describe("Safe contact", () => {
  it("X-05: what nobody said of a channel is not a yes", () => {
    const rule = { call: "yes", text: "no", email: "not-known", letter: "not-known", noted: false } as const;
    expect(channels.map((channel) => mayContact(rule, channel))).toEqual([
      "yes",
      "no",
      "ask-first",
      "ask-first",
    ]);
  });

  it("X-05: nothing is ever mailed to a person who refers themselves unless e-mail is known to be safe, whatever happens", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("no", "unknown", ""),
        fc.constantFrom({}, acute, emergency, noHome),
        async (email, way) => {
          const council = await aCouncil();
          await wholeLife(council, { ...herself(email), ...way });
          await council.advance("2026-11-26T12:00:00.000Z");
          expect(council.mailer.sent.flatMap(({ to }) => to)).not.toContain(own);
          expect(council.inbox("duty-desk")).toContainEqual(
            expect.stringContaining("please telephone the referrer"),
          );
        },
      ),
      { numRuns: 12 },
    );
  });

  it("X-05: then the duty desk owes them a call, and is chased for it", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(herself("no"));
    expect(commitmentsOf(await council.case(caseRef))).toMatchObject([{ kind: "referrer-call" }]);
    await council.advance("2026-11-13T18:00:00.000Z");
    expect(council.inbox("duty-desk")).toContainEqual(expect.stringContaining("Telephone the referrer"));
  });

  it("X-05: a person who says that e-mail is safe is answered by e-mail", async () => {
    const council = await aCouncil();
    await wholeLife(council, herself("yes"));
    expect(council.inbox(own)).toEqual([
      expect.stringMatching(/^We have your referral/),
      expect.stringMatching(/accepted$/),
      expect.stringMatching(/^Our support has ended/),
    ]);
  });

  it.each(relationships.filter((who) => who !== "professional" && who !== "self"))(
    "X-05, CST-07: %s is answered, and is never told what became of the person",
    async (relationship) => {
      const council = await aCouncil();
      await wholeLife(council, { relationship });
      const [received, considered, ...more] = council.inbox("odile.farrant@housing.example");
      expect([received, considered]).toEqual([
        expect.stringMatching(/^We have your referral/),
        expect.stringMatching(/we have considered it$/),
      ]);
      expect(more).toEqual([]);
      const texts = council.mailer.sent.filter(({ to }) => to.includes("odile.farrant@housing.example"));
      expect(JSON.stringify(texts)).not.toMatch(/accept|allocat|worker will|ended/i);
    },
  );

  it("CST-05: what to do in danger is told to anybody who refers", async () => {
    const council = await aCouncil();
    await council.refer({ ...acute, relationship: "family" });
    expect(council.inbox("odile.farrant@housing.example")).toContainEqual(
      expect.stringMatching(/^Please act now/),
    );
  });

  it("X-05, CST-07: family hears that it was considered, and not that another service has the person", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({ ...acute, relationship: "family" });
    await council.confirm(caseRef);
    const letters = council.inbox("odile.farrant@housing.example");
    expect(letters.at(-1)).toMatch(/we have considered it$/);
    expect(letters.join()).not.toMatch(/another service|passed/i);
  });

  it("X-05: a referral against the person's will needs a basis, which somebody is asked for", async () => {
    const council = await aCouncil();
    const without = await council.refer({ consent: { given: "no" } });
    expect(commitmentsOf(await council.case(without))).toMatchObject([{ kind: "consent-basis" }]);
    const based = await council.refer({
      submissionId: "TEST-2",
      consent: { given: "no", basis: "Vital interests" },
    });
    expect(await council.case(based)).toMatchObject({ facts: { consent: "no", basisGiven: true } });
    expect(commitmentsOf(await council.case(based))).toEqual([]);
  });
});
