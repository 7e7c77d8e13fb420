import { describe, expect, test } from "vitest";
import type {
  DocumentKey,
  DocumentStore,
  HistoryEntry,
  PendingIntent,
  StoredDocument,
} from "#shared/ports.ts";

/** A council of its own for each test, so that the tests share one store and still cannot see each other. */
let councils = 0;
const aCouncil = (): string => {
  councils += 1;
  return `council-${councils}`;
};

const aKey = (over: Partial<DocumentKey> = {}): DocumentKey => ({
  council: aCouncil(),
  kind: "case",
  id: "K7Q2",
  ...over,
});
const aDocument = (over: Partial<StoredDocument> = {}): StoredDocument => ({
  key: aKey(),
  version: 1,
  seq: 0,
  state: { phase: "open" },
  owedHistory: [],
  owedIntents: [],
  ...over,
});
const anIntent = (since: string, over: Partial<PendingIntent> = {}): PendingIntent => ({
  key: "start/K7Q2-support-1-1",
  kind: "start-episode",
  since,
  tries: 0,
  parked: false,
  facts: { episode: "support" },
  ...over,
});
const anEntry = (seq: number, over: Partial<HistoryEntry> = {}): HistoryEntry => ({
  seq,
  at: "2026-11-16T10:00:00.000Z",
  by: "system",
  type: "opened",
  facts: { seq },
  ...over,
});
const due = (at: string, worker?: string) => ({ at, step: "Review", owner: "w1", phase: "support", worker });
const ids = (lines: readonly { key: DocumentKey }[]): string[] => lines.map((line) => line.key.id);
const collect = async <T>(all: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const each of all) found.push(each);
  return found;
};

/** What every DocumentStore does. `open` is called once; the tests keep apart by council. */
export function documentStoreContract(name: string, open: () => DocumentStore): void {
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

    test.each([2, 4, 5])("at version 3 is not replaced by version %i, nor changed", async (version) => {
      const first = aDocument();
      await open().create(first);
      await open().replace({ ...first, version: 2 });
      const third = { ...first, version: 3, state: { phase: "third" } };
      await open().replace(third);

      const answer = await open().replace({ ...first, version, state: { phase: "other" } });

      expect(answer).toBe(version === 4 ? "replaced" : "conflict");
      if (version !== 4) expect(await open().load(first.key)).toEqual(third);
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
      read?.state.list.push("by a reader");

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
      const kinds = [
        "case",
        "referral",
        "person",
        "meeting",
        "worker",
        "quarantined-referral",
        "mail",
      ] as const;
      for (const kind of kinds) {
        const key = aKey({ council, kind });
        expect(await open().create(aDocument({ key, state: { kind } }))).toBe("created");
        await open().putContent(key, "plan", `of a ${kind}`);
        await open().appendHistory(key, [anEntry(1, { by: kind })]);
      }
      for (const kind of kinds) {
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

    test("is all listed when it is more than a page", async () => {
      const key = aKey();
      const names = Array.from({ length: 8 }, (_, n) => `text-${n}`);
      for (const each of names) await open().putContent(key, each, "x".repeat(300_000));
      expect(await open().contentNames(key)).toEqual(names);
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

    test("is whole when it is more than a page", async () => {
      const key = aKey();
      const entries = Array.from({ length: 16 }, (_, n) =>
        anEntry(n + 1, { facts: { n, pad: "x".repeat(100_000) } }),
      );
      await open().appendHistory(key, entries);
      expect(await open().history(key)).toEqual(entries);
    });
  });

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

    test("leaves out what is parked, and keeps what is owed beside it", async () => {
      const council = aCouncil();
      const parked = anIntent(at(1), { parked: true, tries: 8 });
      await open().create(aDocument({ key: aKey({ council, id: "all" }), owedIntents: [parked] }));
      await open().create(
        aDocument({ key: aKey({ council, id: "some" }), owedIntents: [parked, anIntent(at(5))] }),
      );

      expect(await owing(council, at(59))).toEqual([aKey({ council, id: "some" })]);
      expect(await owing(council, at(4))).toEqual([]);
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
