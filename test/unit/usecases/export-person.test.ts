import { describe, expect, test } from "vitest";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import type { ExportItem } from "#shared/usecases/export-items.ts";
import { exportPerson } from "#shared/usecases/export-person.ts";
import { caseKey } from "#shared/usecases/keys.ts";
import { restrictCase } from "#shared/usecases/restrict-case.ts";
import { acceptQuarantined, mendQuarantined } from "#shared/usecases/settle-quarantined.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { aReferral } from "#test/support/referrals.ts";
import { actor, council as id } from "#test/support/staff.ts";

interface Asked {
  readonly by?: string;
  readonly part?: number;
  readonly asAt?: string;
  readonly reason?: AccessReason;
}
async function exported(
  council: Council,
  caseRef: string,
  { by = "records-desk", part = 1, reason = "subject-access", ...rest }: Asked = {},
) {
  const { personRef } = await council.case(caseRef);
  const answer = await exportPerson(
    council.ports(),
    actor(by),
    personRef,
    { reason, part, ...rest },
    council.at,
  );
  if (answer.refused) throw new Error(`The export was refused: ${answer.refused.name}`);
  return answer.found;
}
const named = (items: readonly ExportItem[], what: ExportItem["what"]) =>
  items.filter((item) => item.what === what).map(({ name }) => name);

describe("A subject access export", () => {
  test("X-06: has the referral as sent, the case, its words, its mails, its history, and who read or changed it", async () => {
    const council = await aCouncil({ at: "2026-11-17T11:00:00.000Z" });
    const caseRef = await council.allocated();
    await council.giveBoth(caseRef);
    await council.read(caseRef, "anneke");
    await council.advanceMinutes(1);
    const { items, readable, parts } = await exported(council, caseRef);
    expect(parts).toBe(1);
    expect(JSON.stringify(items)).toContain("Achterberg");
    expect(named(items, "words")).toEqual([
      expect.stringMatching(/^review-1-worker/),
      expect.stringMatching(/^review-1-supervisor/),
    ]);
    expect(named(items, "event")).toContain("AllocationDecided");
    expect(named(items, "mail")).toContain("case-allocated");
    expect(items.find(({ what }) => what === "reading")).toMatchObject({ by: "anneke", of: caseRef });
    const changedBy = items.flatMap(({ what, by }) => (what === "event" && by !== "holdfast" ? by : []));
    expect(new Set(changedBy)).toEqual(new Set(["mira", "anneke", "idris"]));
    expect(readable).toContain("Wednesday 19 July 1961");
    expect(readable).toContain("The stairs are clear.");
    expect(JSON.stringify(items)).not.toContain("token");
  });

  test("X-05, F42: marks what is about somebody else, and names other cases by reference only", async () => {
    const council = await aCouncil();
    await council.refer({ referrer: { name: "Somebody Else" } });
    const caseRef = await council.allocated({ submissionId: "TEST-2" });
    const why = { reason: "known-to-staff", words: "Her cousin works here.", named: [] } as const;
    await restrictCase(council.ports(), actor("mira"), caseRef, why, council.at);
    const { items, readable, toCheck } = await exported(council, caseRef);
    expect(items.find(({ what }) => what === "as-sent")?.check).toContain("referrer");
    expect(items.find(({ name }) => name.startsWith("restriction"))?.check).toEqual([""]);
    expect(readable).toMatch(/referrer: \[CHECK BEFORE RELEASE/);
    expect(toCheck).toBeGreaterThan(1);
    for (const named of (await council.case(caseRef)).possibleDuplicates)
      expect(JSON.stringify(items)).toContain(named);
    expect(JSON.stringify(items)).not.toContain("Somebody Else");
  });

  test("X-01, X-06: has what came first and could not be read, and what was sent about it", async () => {
    const council = await aCouncil();
    const { reference } = await council.receive("Winston wrote this by hand");
    const mended = aReferral();
    await mendQuarantined(council.ports(), actor("duty-desk"), reference, mended, council.at);
    await acceptQuarantined(council.ports(), actor("duty-desk"), reference, council.at);
    await council.machines.settle();
    const [open] = await council.store.dueUntil(id);
    const { items } = await exported(council, open?.key.id ?? "");
    expect(items.find(({ data }) => data === "Winston wrote this by hand")).toMatchObject({
      of: reference,
      check: [""],
    });
    const about = items.filter(({ what, of }) => what === "mail" && of === reference);
    expect(about.map(({ name }) => name)).toEqual(["referral-quarantined"]);
  });

  test("X-06: is written down for the person, the referral and the case, with its reason, before it is given", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    await exported(council, caseRef);
    const { personRef, referralRef } = await council.case(caseRef);
    const line = { at: council.at, by: "records-desk", what: "export", why: "subject-access" };
    expect(await council.store.accesses(caseKey(id, caseRef))).toEqual([line]);
    expect(await council.store.accesses({ council: id, kind: "person", id: personRef })).toEqual([line]);
    expect(await council.store.accesses({ council: id, kind: "referral", id: referralRef })).toEqual([line]);
  });

  test("X-06, F20: three years of long words come part by part, each the same again, and none too large", async () => {
    const council = await aCouncil({ at: "2026-11-17T11:00:00.000Z" });
    const caseRef = await council.allocated();
    const key = caseKey(id, caseRef);
    const long = "Ärger im Haus. ".repeat(600);
    const stored = await council.document(caseRef);
    const halves = Array.from({ length: 156 }, (_, n) => `review-${n}-worker-x`);
    for (const name of halves)
      await council.store.putContent(key, name, JSON.stringify({ progress: long, more: long.repeat(2) }));
    const facts = (content: string) => ({ cycle: 1, part: "worker", content });
    await council.store.appendHistory(
      key,
      halves.map((name, n) => ({
        seq: stored.seq + 1 + n,
        at: council.at,
        by: "anneke",
        type: "ReviewPartGiven",
        facts: facts(name),
      })),
    );
    const first = await exported(council, caseRef);
    expect(first.parts).toBeGreaterThan(1);
    const seen: string[] = [];
    for (let part = 1; part <= first.parts; part++) {
      await council.advanceMinutes(1);
      const next = await exported(council, caseRef, { part, asAt: first.asAt });
      expect(next.parts).toBe(first.parts);
      expect(Buffer.byteLength(JSON.stringify(next))).toBeLessThan(6_000_000);
      seen.push(...named(next.items, "words"));
    }
    expect(seen).toEqual(halves);
  });

  test("F44: another council's person is not there", async () => {
    const council = await aCouncil();
    const { personRef } = await council.case(await council.refer());
    const elsewhere = { ...actor("records-desk"), council: "medway" };
    const wanted = { reason: "subject-access", part: 1 } as const;
    const { refused } = await exportPerson(council.ports(), elsewhere, personRef, wanted, council.at);
    expect(refused?.name).toBe("no-such-record");
  });
});
