import { describe, expect, test } from "vitest";
import type { DocumentKey, DocumentStore } from "#shared/ports.ts";
import { aCouncil, aDocument, aKey, anEntry, anIntent, collect, due, ids } from "./builders.ts";

/** The three indexes, and what is read by the shelf, by the kind and by the mark. */
export function indexesContract(name: string, open: () => DocumentStore): void {
  describe(`${name}: the due index`, () => {
    const nine = "2026-12-01T09:00:00.000Z";
    const before = "2026-12-01T08:59:59.999Z";
    const later = "2026-12-15T09:00:00.000Z";

    test("lists what is due at or before an instant, earliest first, and everything without one", async () => {
      const council = aCouncil();
      for (const [id, at] of [
        ["a", later],
        ["b", nine],
        ["c", before],
      ] as const) {
        await open().create(aDocument({ key: aKey({ council, id }), due: due(at) }));
      }
      await open().create(aDocument({ key: aKey({ council, id: "d" }) }));

      expect(ids(await open().dueUntil(council, nine))).toEqual(["c", "b"]);
      expect(ids(await open().dueUntil(council, before))).toEqual(["c"]);
      expect(ids(await open().dueUntil(council, "2026-01-01T00:00:00.000Z"))).toEqual([]);
      expect(ids(await open().dueUntil(council))).toEqual(["c", "b", "a"]);
      await expect(open().dueUntil(council, "2026-12-01T09:00Z")).rejects.toMatchObject({
        name: "UnfitDocument",
      });
    });

    test("gives the line itself, of every kind of document", async () => {
      const council = aCouncil();
      const one = aDocument({ key: aKey({ council }), due: due(nine, "w1") });
      const meeting = aDocument({
        key: aKey({ council, kind: "meeting", id: "2026-12-01" }),
        due: due(nine),
      });
      await open().create(meeting);
      await open().create(one);

      expect(await open().dueUntil(council)).toEqual([
        { key: one.key, due: one.due },
        { key: meeting.key, due: { at: nine, step: "Review", owner: "w1", phase: "support" } },
      ]);
    });

    test("follows a change: moved, handed to another worker, and gone", async () => {
      const first = aDocument({ due: due(nine, "w1") });
      const { council } = first.key;
      await open().create(first);
      expect(ids(await open().dueForWorker(council, "w1"))).toEqual(["K7Q2"]);

      await open().replace({ ...first, version: 2, due: due(later, "w2") });
      expect(await open().dueUntil(council, nine)).toEqual([]);
      expect(await open().dueUntil(council, later)).toEqual([{ key: first.key, due: due(later, "w2") }]);
      expect(await open().dueForWorker(council, "w1")).toEqual([]);
      expect(ids(await open().dueForWorker(council, "w2"))).toEqual(["K7Q2"]);

      await open().replace({ ...first, version: 3, due: due(later) });
      expect(ids(await open().dueUntil(council))).toEqual(["K7Q2"]);
      expect(await open().dueForWorker(council, "w2")).toEqual([]);

      await open().replace({ ...first, version: 4, due: undefined });
      expect(await open().dueUntil(council)).toEqual([]);
      expect((await open().load(first.key))?.due).toBeUndefined();
    });

    test("is not changed by a write that was refused", async () => {
      const first = aDocument({ due: due(nine, "w1") });
      await open().create(first);
      await open().create({ ...first, due: due(before, "w2") });
      await open().replace({ ...first, version: 5, due: due(later, "w2") });
      expect(await open().dueUntil(first.key.council)).toEqual([{ key: first.key, due: first.due }]);
    });

    test("of a worker is earliest first, and not another's whose id begins alike", async () => {
      const council = aCouncil();
      for (const [id, at, worker] of [
        ["a", later, "w1"],
        ["b", nine, "w1"],
        ["c", nine, "w11"],
      ] as const) {
        await open().create(aDocument({ key: aKey({ council, id }), due: due(at, worker) }));
      }
      expect(ids(await open().dueForWorker(council, "w1"))).toEqual(["b", "a"]);
      expect(ids(await open().dueForWorker(council, "w2"))).toEqual([]);
    });

    test("is whole when it is more than a page", async () => {
      const council = aCouncil();
      const wide = { ...due(nine, "w1"), step: "x".repeat(200_000) };
      for (let n = 0; n < 8; n += 1) {
        await open().create(aDocument({ key: aKey({ council, id: `c${n}` }), due: wide }));
      }
      expect(await open().dueUntil(council)).toHaveLength(8);
      expect(await open().dueForWorker(council, "w1")).toHaveLength(8);
    });
  });

  describe(`${name}: the owing index`, () => {
    const at = (minute: number): string => `2026-11-16T10:${String(minute).padStart(2, "0")}:00.000Z`;
    /** The index is one for all councils: only this test's lines are looked at. */
    const owing = async (council: string, until: string): Promise<DocumentKey[]> =>
      (await open().owingSince(until)).filter((key) => key.council === council);
    const parked = async (council: string): Promise<DocumentKey[]> =>
      (await open().parked()).filter((key) => key.council === council);

    test("lists who owes history or an intent, oldest first by the oldest thing owed", async () => {
      const council = aCouncil();
      const key = (id: string, kind: DocumentKey["kind"] = "case") => aKey({ council, id, kind });
      await open().create(aDocument({ key: key("a"), owedIntents: [anIntent(at(9)), anIntent(at(3))] }));
      await open().create(aDocument({ key: key("b", "worker"), owedHistory: [anEntry(1, { at: at(1) })] }));
      await open().create(
        aDocument({
          key: key("c"),
          owedHistory: [anEntry(1, { at: at(2) })],
          owedIntents: [anIntent(at(4))],
        }),
      );
      await open().create(aDocument({ key: key("d") }));

      expect(await owing(council, at(59))).toEqual([key("b", "worker"), key("c"), key("a")]);
      expect(await owing(council, at(2))).toEqual([key("b", "worker"), key("c")]);
      expect(await owing(council, at(0))).toEqual([]);
    });

    test("is left when everything is cleared, and followed when the oldest is", async () => {
      const first = aDocument({ owedIntents: [anIntent(at(1)), anIntent(at(20))] });
      await open().create(first);
      expect(await owing(first.key.council, at(10))).toEqual([first.key]);

      await open().replace({ ...first, version: 2, owedIntents: [anIntent(at(20))] });
      expect(await owing(first.key.council, at(10))).toEqual([]);
      expect(await owing(first.key.council, at(20))).toEqual([first.key]);

      await open().replace({ ...first, version: 3, owedIntents: [] });
      expect(await owing(first.key.council, at(59))).toEqual([]);
    });

    test("F31: has what is parked by itself, and what is owed beside something parked with what is owed", async () => {
      const council = aCouncil();
      const given = anIntent(at(1), { parked: true, tries: 8 });
      await open().create(aDocument({ key: aKey({ council, id: "all" }), owedIntents: [given] }));
      await open().create(
        aDocument({ key: aKey({ council, id: "some" }), owedIntents: [given, anIntent(at(5))] }),
      );

      expect(await owing(council, at(59))).toEqual([aKey({ council, id: "some" })]);
      expect(await owing(council, at(4))).toEqual([]);
      expect(await parked(council)).toEqual([aKey({ council, id: "all" })]);
    });

    test("F31: lists what is parked oldest first, until it is tried again or done", async () => {
      const council = aCouncil();
      const given = (id: string, minute: number) =>
        aDocument({ key: aKey({ council, id }), owedIntents: [anIntent(at(minute), { parked: true })] });
      for (const document of [given("a", 9), given("b", 3), given("c", 5)]) await open().create(document);
      const ids = async () => (await parked(council)).map(({ id }) => id);
      expect(await ids()).toEqual(["b", "c", "a"]);

      await open().replace({ ...given("b", 3), version: 2, owedIntents: [anIntent(at(3))] });
      await open().replace({ ...given("c", 5), version: 2, owedIntents: [] });
      expect(await ids()).toEqual(["a"]);
      expect(await owing(council, at(59))).toEqual([aKey({ council, id: "b" })]);
    });
  });

  describe(`${name}: shelves, scans and marks`, () => {
    test("lists all of a shelved kind in a council, whole when it is more than a page", async () => {
      const council = aCouncil();
      for (let n = 0; n < 8; n += 1) {
        const key = aKey({ council, kind: "worker", id: `w${n}` });
        await open().create(aDocument({ key, state: { pad: "x".repeat(200_000) } }));
        await open().putContent(key, "note", "beside");
      }
      await open().create(aDocument({ key: aKey({ council, kind: "meeting", id: "2026-11-17" }) }));

      const workers = await open().list(council, "worker");
      expect(ids(workers)).toEqual(["w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7"]);
      expect(workers[0]).toMatchObject({ version: 1, state: { pad: "x".repeat(200_000) } });
      expect(ids(await open().list(council, "meeting"))).toEqual(["2026-11-17"]);
      expect(await open().list(aCouncil(), "worker")).toEqual([]);
    });

    test("scans every document of a kind in every council, over pages, and nothing else", async () => {
      const keys = Array.from({ length: 8 }, (_, n) => aKey({ kind: "quarantined-referral", id: `q${n}` }));
      for (const key of keys) {
        await open().create(aDocument({ key, state: { pad: "x".repeat(200_000) } }));
        await open().putContent(key, "body", "not a document");
        await open().create(aDocument({ key: { ...key, kind: "referral" } }));
      }

      const scanned = await collect(open().scan("quarantined-referral"));

      const found = scanned.map(({ key }) => `${key.council}/${key.id}`).filter((id) => id.includes("/q"));
      expect(found.sort()).toEqual(keys.map((key) => `${key.council}/${key.id}`).sort());
      expect(scanned.every((document) => document.key.kind === "quarantined-referral")).toBe(true);
      expect(scanned.find((document) => document.key.id === "q0")).toMatchObject({
        version: 1,
        owedHistory: [],
      });
    });

    test("keeps a mark once for each reference", async () => {
      const council = aCouncil();
      await open().putMark(council, "fingerprint/1990-01-01#smith", "R2");
      await open().putMark(council, "fingerprint/1990-01-01#smith", "R1");
      await open().putMark(council, "fingerprint/1990-01-01#smith", "R1");
      await open().putMark(council, "fingerprint", "R9");

      expect(await open().marked(council, "fingerprint/1990-01-01#smith")).toEqual(["R1", "R2"]);
      expect(await open().marked(council, "none")).toEqual([]);
      await expect(open().putMark(council, "", "R1")).rejects.toMatchObject({ name: "UnfitDocument" });
      await expect(open().putMark("mk#case", "m", "R1")).rejects.toMatchObject({ name: "UnfitDocument" });
      expect(await open().marked(council, "")).toEqual([]);
    });
  });
}
