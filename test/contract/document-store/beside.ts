import { describe, expect, test } from "vitest";
import type { DocumentStore } from "#shared/ports.ts";
import { aCouncil, aDocument, aKey, anEntry } from "./builders.ts";

/** What is kept beside a document: its contents and its history. */
export function besideContract(name: string, open: () => DocumentStore): void {
  describe(`${name}: content`, () => {
    test.each(["case", "worker"] as const)("of a %s is put if absent, and listed by name", async (kind) => {
      const key = aKey({ kind });
      await open().putContent(key, "review-2", "second");
      await open().putContent(key, "body#sha256-abc", "é".repeat(30_000));
      await open().putContent(key, "empty", "");
      await open().putContent(key, "review-2", "overwritten");

      expect(await open().content(key, "review-2")).toBe("second");
      expect(await open().content(key, "body#sha256-abc")).toBe("é".repeat(30_000));
      expect(await open().content(key, "empty")).toBe("");
      expect(await open().content(key, "none")).toBeUndefined();
      expect(await open().contentNames(key)).toEqual(["body#sha256-abc", "empty", "review-2"]);
    });

    test("is listed by code point, as a table has it, and not by JavaScript's halves of characters", async () => {
      const key = aKey();
      for (const each of ["\u{1f3e0}", "\uff01", "house"]) await open().putContent(key, each, "text");
      expect(await open().contentNames(key)).toEqual(["house", "\uff01", "\u{1f3e0}"]);
    });

    test("of one worker is not another's, though they share a partition", async () => {
      const council = aCouncil();
      const ann = aKey({ council, kind: "worker", id: "ann" });
      const anna = aKey({ council, kind: "worker", id: "anna" });
      await open().putContent(anna, "note", "anna's");

      expect(await open().contentNames(ann)).toEqual([]);
      expect(await open().contentNames(anna)).toEqual(["note"]);
    });

    test("may come before its document, and does not make it be there", async () => {
      const key = aKey({ kind: "meeting" });
      await open().putContent(key, "agenda", "text");

      expect(await open().load(key)).toBeUndefined();
      expect(await open().list(key.council, "meeting")).toEqual([]);
      expect(await open().create(aDocument({ key }))).toBe("created");
    });

    test("read in one go is each its own, asked for twice or not there at all, and more than a batch takes", async () => {
      const key = aKey();
      const document = aDocument({ key });
      await open().create(document);
      const names = Array.from({ length: 120 }, (_, n) => `words-${n}`);
      for (const each of names) await open().putContent(key, each, `of ${each}`);

      const asked = [...names, "none", "words-7"];
      const store = open();
      const [found, itself, nothing] = await Promise.all([
        Promise.all(asked.map((each) => store.content(key, each))),
        store.load(key),
        store.load(aKey({ id: "nobody" })),
      ]);
      expect(found).toEqual([...names.map((each) => `of ${each}`), undefined, "of words-7"]);
      expect(itself).toEqual(document);
      expect(nothing).toBeUndefined();
    });

    test("is all listed when it is more than a page", async () => {
      const key = aKey();
      const names = Array.from({ length: 8 }, (_, n) => `text-${n}`);
      for (const each of names) await open().putContent(key, each, "x".repeat(300_000));
      expect(await open().contentNames(key)).toEqual(names);
    });
  });

  describe(`${name}: access log`, () => {
    const read = (at: string, over: object = {}) => ({ at, by: "ann", what: "case", ...over });

    test("X-06: comes back oldest first, the same reading once, and apart from the history", async () => {
      const key = aKey();
      await open().appendHistory(key, [anEntry(1)]);
      const [early, late] = ["2026-11-16T10:00:00.000Z", "2026-11-17T10:00:00.000Z"];
      await open().appendAccess(key, read(late, { why: "audit" }));
      await open().appendAccess(key, read(early, { by: "bob" }));
      await open().appendAccess(key, read(early));
      await open().appendAccess(key, read(late, { why: "complaint" }));

      expect(await open().accesses(key)).toEqual([
        read(early),
        read(early, { by: "bob" }),
        read(late, { why: "audit" }),
      ]);
      expect(await open().history(key)).toEqual([anEntry(1)]);
      expect(await open().accesses({ ...key, council: aCouncil() })).toEqual([]);
      expect(await open().accesses({ ...key, id: "with#" })).toEqual([]);
    });

    test.each([
      ["at no instant", read("2026-11-16T10:00Z")],
      ["of nobody", read("2026-11-16T10:00:00.000Z", { by: "" })],
    ])("refuses a reading %s", async (_, entry) => {
      const key = aKey();
      await expect(open().appendAccess(key, entry)).rejects.toMatchObject({ name: "UnfitDocument" });
      expect(await open().accesses(key)).toEqual([]);
    });
  });

  describe(`${name}: history`, () => {
    test("comes back in order of its numbers, and past ten and a hundred too", async () => {
      const key = aKey();
      await open().appendHistory(key, [anEntry(2), anEntry(1)]);
      await open().appendHistory(key, [anEntry(101), anEntry(10), anEntry(9)]);
      expect(await open().history(key)).toEqual([1, 2, 9, 10, 101].map((seq) => anEntry(seq)));
    });

    test("leaves an entry that is there as it is, and adds those that are not", async () => {
      const key = aKey({ kind: "worker" });
      await open().appendHistory(key, [anEntry(1, { by: "first" })]);
      await open().appendHistory(key, [anEntry(1, { by: "again" }), anEntry(2)]);
      expect(await open().history(key)).toEqual([anEntry(1, { by: "first" }), anEntry(2)]);
    });

    test("is listed by code point, as a table has it, and not by JavaScript's halves of characters", async () => {
      const key = aKey();
      for (const each of ["\u{1f3e0}", "\uff01", "house"]) await open().putContent(key, each, "text");
      expect(await open().contentNames(key)).toEqual(["house", "\uff01", "\u{1f3e0}"]);
    });

    test("of one worker is not another's, though they share a partition", async () => {
      const council = aCouncil();
      const one = aKey({ council, kind: "worker", id: "ann" });
      await open().appendHistory(one, [anEntry(1)]);
      expect(await open().history({ ...one, id: "bob" })).toEqual([]);
    });

    test.each([
      ["without a number", { seq: Number.NaN }],
      ["with a number of nine digits", { seq: 100_000_000 }],
      ["at no instant", { at: "2026-11-16T10:00Z" }],
    ])("refuses an entry %s, and those beside it", async (_, over) => {
      const key = aKey();
      const write = open().appendHistory(key, [anEntry(1), anEntry(2, over)]);
      await expect(write).rejects.toMatchObject({ name: "UnfitDocument" });
      expect(await open().history(key)).toEqual([]);
    });

    test("is whole when it is more than a page", async () => {
      const key = aKey();
      const entries = Array.from({ length: 16 }, (_, n) =>
        anEntry(n + 1, { facts: { n, pad: "x".repeat(100_000) } }),
      );
      await open().appendHistory(key, entries);
      expect(await open().history(key)).toEqual(entries);
    });
  });
}
