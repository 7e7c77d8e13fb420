import { describe, expect, test } from "vitest";
import { type DocumentKey, type DocumentStore, documentKinds } from "#shared/ports.ts";
import { aCouncil, aDocument, aKey, anEntry, anIntent, due } from "./builders.ts";

/** Documents: their conditions, what a state keeps, and how councils and kinds are kept apart. */
export function documentsContract(name: string, open: () => DocumentStore): void {
  describe(`${name}: a document`, () => {
    test("is not there before it is created, and is there as it was given right after", async () => {
      const document = aDocument({
        seq: 3,
        owedHistory: [anEntry(3)],
        owedIntents: [anIntent("2026-11-16T10:00:00.000Z", { tries: 2, parked: true })],
        due: due("2026-12-01T09:00:00.000Z", "w1"),
      });

      expect(await open().load(document.key)).toBeUndefined();
      expect(await open().create(document)).toBe("created");
      expect(await open().load(document.key)).toEqual(document);
    });

    test("created twice is refused the second time, and the first is untouched", async () => {
      const first = aDocument({ state: { said: "first" } });
      await open().create(first);

      expect(await open().create({ ...first, state: { said: "second" } })).toBe("exists");
      expect(await open().load(first.key)).toEqual(first);
    });

    test("created by ten at once is created by one", async () => {
      const key = aKey();
      const tries = Array.from({ length: 10 }, (_, by) => open().create(aDocument({ key, state: { by } })));

      const answers = await Promise.all(tries);

      expect(answers.filter((answer) => answer === "created")).toHaveLength(1);
      expect(await open().load(key)).toMatchObject({ state: { by: answers.indexOf("created") } });
    });

    test("is replaced where the stored version is the one before", async () => {
      const first = aDocument();
      const second = aDocument({ key: first.key, version: 2, seq: 4, state: { phase: "closed" } });
      await open().create(first);

      expect(await open().replace(second)).toBe("replaced");
      expect(await open().load(first.key)).toEqual(second);
    });

    test.each([2, 3, 5])("at version 3 is not replaced by version %i, nor changed", async (version) => {
      const first = aDocument();
      await open().create(first);
      await open().replace({ ...first, version: 2 });
      const third = { ...first, version: 3, state: { phase: "third" } };
      await open().replace(third);

      const answer = await open().replace({ ...first, version, state: { phase: "other" } });

      expect(answer).toBe("conflict");
      expect(await open().load(first.key)).toEqual(third);
    });

    test("that is not there cannot be replaced, and does not come to be", async () => {
      const document = aDocument({ version: 2 });

      expect(await open().replace(document)).toBe("conflict");
      expect(await open().load(document.key)).toBeUndefined();
    });

    test("replaced by ten at once is replaced by exactly one", async () => {
      const first = aDocument();
      await open().create(first);

      const tries = Array.from({ length: 10 }, (_, by) =>
        open().replace({ ...first, version: 2, state: { by } }),
      );
      const answers = await Promise.all(tries);

      expect(answers.filter((answer) => answer === "replaced")).toHaveLength(1);
      expect(await open().load(first.key)).toMatchObject({
        version: 2,
        state: { by: answers.indexOf("replaced") },
      });
    });

    test.each([
      ["create", 0],
      ["create", 2],
      ["replace", 1],
      ["replace", 2.5],
    ] as const)("cannot be written by %s with version %d", async (write, version) => {
      await expect(open()[write](aDocument({ version }))).rejects.toMatchObject({ name: "UnfitDocument" });
    });
  });

  describe(`${name}: what a state keeps`, () => {
    const kept: [string, unknown][] = [
      ["nested lists and maps", { parts: [{ role: "worker", answers: [[1, 2], [], [{ a: null }]] }] }],
      ["empty texts, lists and maps", { text: "", list: [], map: {}, none: null, no: false, zero: 0 }],
      ["texts of every script", { "naïve – 名前": "Zoë 👩‍👧 مرحبا \u0000 \u2028 \uffff", "a.b#c": "#" }],
      ["numbers exactly", { large: Number.MAX_SAFE_INTEGER, small: -1.5e-9, tenth: 0.1 + 0.2 }],
      ["60 kB", { text: "é".repeat(30_000) }],
      ["words that a query language reserves", { state: "S", name: "N", status: "x", M: { S: "y" } }],
    ];
    test.each(kept)("%s", async (_, state) => {
      const document = aDocument({ state });
      await open().create(document);
      expect((await open().load(document.key))?.state).toStrictEqual(state);
      await open().replace({ ...document, version: 2 });
      expect((await open().load(document.key))?.state).toStrictEqual(state);
    });

    test("without the members that are undefined, at any depth", async () => {
      const document = aDocument({
        state: { gone: undefined, deep: { gone: undefined, kept: [{ gone: undefined }] } },
      });
      await open().create(document);
      expect((await open().load(document.key))?.state).toStrictEqual({ deep: { kept: [{}] } });
    });

    test("half of a surrogate pair as the replacement character", async () => {
      const document = aDocument({ state: { text: "a\ud800b" } });
      await open().create(document);
      expect((await open().load(document.key))?.state).toStrictEqual({ text: "a\ufffdb" });
    });

    const nested = (levels: number): unknown => (levels === 0 ? "deep" : { in: nested(levels - 1) });
    const refused: [string, unknown][] = [
      ["a date", { at: new Date(0) }],
      ["not a number", { n: Number.NaN }],
      ["a number too large to be exact", { n: 2 ** 60 }],
      ["undefined in a list", { list: [undefined] }],
      ["a function", { f: () => 1 }],
      ["a member named __proto__", JSON.parse('{"__proto__": {"phase": "closed"}}')],
      ["more than 400 kB", { text: "x".repeat(410_000) }],
      ["a hundred levels", nested(100)],
    ];
    test.each(refused)("refuses %s, naming the place and not the value", async (_, state) => {
      const document = aDocument({ state });
      await expect(open().create(document)).rejects.toMatchObject({ name: "UnfitDocument" });
      expect(await open().load(document.key)).toBeUndefined();
    });

    test("twenty-five levels", async () => {
      const document = aDocument({ state: nested(25) });
      await open().create(document);
      expect((await open().load(document.key))?.state).toStrictEqual(document.state);
    });

    test("apart from what the giver and the reader go on to do with theirs", async () => {
      const state = { list: ["as given"] };
      const document = aDocument({ state });
      await open().create(document);
      state.list.push("after");
      const read = await open().load<typeof state>(document.key);
      // A store may hand out what nobody can change, or a copy of the reader's own.
      try {
        read?.state.list.push("by a reader");
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
      }

      expect((await open().load(document.key))?.state).toEqual({ list: ["as given"] });
    });
  });

  describe(`${name}: councils and kinds`, () => {
    test("the same id in two councils is two documents", async () => {
      const one = aDocument({ state: { of: "one" }, due: due("2026-12-01T09:00:00.000Z", "w1") });
      const other = aDocument({ ...one, key: aKey(), state: { of: "other" } });
      expect(await open().create(one)).toBe("created");
      expect(await open().create(other)).toBe("created");
      await open().putContent(one.key, "plan", "of one");
      await open().appendHistory(one.key, [anEntry(1)]);
      await open().putMark(one.key.council, "m", "r1");

      expect(await open().load(one.key)).toEqual(one);
      expect(await open().load(other.key)).toEqual(other);
      expect(await open().content(other.key, "plan")).toBeUndefined();
      expect(await open().contentNames(other.key)).toEqual([]);
      expect(await open().history(other.key)).toEqual([]);
      expect(await open().dueUntil(other.key.council)).toEqual([{ key: other.key, due: other.due }]);
      expect(await open().dueForWorker(other.key.council, "w1")).toHaveLength(1);
      expect(await open().marked(other.key.council, "m")).toEqual([]);
    });

    test("the same id in two kinds is two documents, with their own content and history", async () => {
      const council = aCouncil();
      for (const kind of documentKinds) {
        const key = aKey({ council, kind });
        expect(await open().create(aDocument({ key, state: { kind } }))).toBe("created");
        await open().putContent(key, "plan", `of a ${kind}`);
        await open().appendHistory(key, [anEntry(1, { by: kind })]);
      }
      for (const kind of documentKinds) {
        const key = aKey({ council, kind });
        expect(await open().load(key)).toMatchObject({ key, state: { kind } });
        expect(await open().content(key, "plan")).toBe(`of a ${kind}`);
        expect(await open().contentNames(key)).toEqual(["plan"]);
        expect(await open().history(key)).toMatchObject([{ by: kind }]);
      }
    });

    const unusable: [string, Partial<DocumentKey>][] = [
      ["an id with the separator", { id: "K7Q2#document" }],
      ["an empty id", { id: "" }],
      ["an id of 3,000 bytes", { id: "x".repeat(3000) }],
      ["a council with the separator", { council: "mk#case" }],
    ];
    test.each(unusable)("nothing is under %s, and nothing can be put there", async (_, over) => {
      const key = aKey(over);
      expect(await open().load(key)).toBeUndefined();
      expect(await open().content(key, "plan")).toBeUndefined();
      expect(await open().contentNames(key)).toEqual([]);
      expect(await open().history(key)).toEqual([]);
      expect(await open().dueForWorker(key.council, key.id)).toEqual([]);
      await expect(open().create(aDocument({ key }))).rejects.toMatchObject({ name: "UnfitDocument" });
      await expect(open().putContent(key, "plan", "x")).rejects.toMatchObject({ name: "UnfitDocument" });
      await expect(open().appendHistory(key, [anEntry(1)])).rejects.toMatchObject({ name: "UnfitDocument" });
    });
  });
}
