import fc from "fast-check";
import { expect, test } from "vitest";
import { type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { CaseCommand } from "#shared/domain/case/commands.ts";
import { decideCase } from "#shared/domain/case/decide.ts";
import { holdfast } from "#shared/domain/decision.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { cases } from "#shared/usecases/aggregates.ts";
import { change } from "#shared/usecases/change.ts";
import { changeCase } from "#shared/usecases/change-case.ts";
import { caseKey } from "#shared/usecases/keys.ts";
import { readAsAt } from "#shared/usecases/read-history.ts";
import { happening, screeningFacts } from "#test/support/arbitraries.ts";
import { Council } from "#test/support/council.ts";
import { actor, council, service } from "#test/support/staff.ts";

const begins: Instant = "2026-11-11T10:42:00.000Z";
const caseRef = "C-7M2QX4KD9T";
const key = caseKey(council, caseRef);
const facts = { caseRef, council, service, referralRef: "R-7M2QX4KD9T", personRef: "P-7M2QX4KD9T" };

/** What a history cannot know: which execution waits, with which token. */
const withoutBacking = (held: unknown): unknown =>
  JSON.parse(JSON.stringify(held ?? null, (name, value) => (name === "backing" ? undefined : value)));

test("X-06, CST-20: what was known at any instant is what stood in the case then", async () => {
  await fc.assert(
    fc.asyncProperty(
      screeningFacts,
      fc.array(happening(), { minLength: 3, maxLength: 20 }),
      async (screening, happenings) => {
        const place = await new Council({ at: begins }).seeded();
        const { store } = place;
        const ports = {
          ...place.ports(),
          dispatch: async (document: Parameters<typeof store.replace>[0]) => {
            await store.appendHistory(document.key, document.owedHistory);
            return 0;
          },
        };
        const open: CaseCommand = {
          type: "open",
          ...facts,
          receivedAt: begins,
          screening,
          possibleDuplicates: [],
          agencies: [],
          earlier: [],
        };
        await change(ports, cases, key, holdfast, begins, (held) =>
          decideCase(held, open, { at: begins, policy }),
        );
        const stood = async () => (await store.load<Case>(key))?.state;
        const snapshots = new Map<Instant, unknown>([[begins, withoutBacking(await stood())]]);
        let at = begins;
        for (const { minutes, draw } of happenings) {
          at = plusMinutes(at, minutes);
          const now = at;
          await changeCase(ports, council, caseRef, holdfast, now, (held) => draw(held, now));
          snapshots.set(now, withoutBacking(await stood()));
        }
        for (const [until, snapshot] of snapshots) {
          const read = await readAsAt(ports, actor("auditor-1"), caseRef, { until, why: "audit" }, at);
          expect(withoutBacking(read.refused ? undefined : read.known)).toEqual(snapshot);
        }
        const before = await readAsAt(
          ports,
          actor("mira"),
          caseRef,
          { until: plusMinutes(begins, -1), why: "audit" },
          at,
        );
        expect(before).toMatchObject({ known: undefined, history: [] });
      },
    ),
    { numRuns: 40 },
  );
});
