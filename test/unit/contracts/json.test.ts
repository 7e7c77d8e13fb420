import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, readJson } from "#shared/contracts/json.ts";

describe("Canonical JSON", () => {
  it("F1: is the same for the same value, whatever the order of its fields", () => {
    const one = { b: 1, a: [{ y: null, x: "é" }], c: { e: false, d: -0.5 } };
    const other = { c: { d: -0.5, e: false }, a: [{ x: "é", y: null }], b: 1 };
    expect(canonicalJson(one)).toBe(canonicalJson(other));
    expect(canonicalJson(one)).toBe('{"a":[{"x":"é","y":null}],"b":1,"c":{"d":-0.5,"e":false}}');
  });

  it("keeps the order of a list, and tells apart what only looks alike", () => {
    expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
    expect(canonicalJson({ a: "1" })).not.toBe(canonicalJson({ a: 1 }));
    expect(canonicalJson({ a: null })).not.toBe(canonicalJson({}));
  });

  it("F49: treats __proto__ as the field that it is in JSON", () => {
    const body: unknown = JSON.parse('{"__proto__":{"x":1},"a":2}');
    expect(canonicalJson(body)).toBe('{"__proto__":{"x":1},"a":2}');
  });

  it("reads back as the value that it was made of", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      }),
      { numRuns: 100 },
    );
  });
});

describe("Reading JSON", () => {
  it("F50: never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const read = readJson(text);
        expect("value" in read || read.fault.at === "the body").toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("reads what JSON.parse reads, up to thirty levels", () => {
    const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
    expect(readJson(nested(30))).toHaveProperty("value");
    expect(readJson(nested(31))).toHaveProperty("fault");
  });
});
