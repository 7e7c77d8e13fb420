import { describe, expect, test } from "vitest";
import { allowed, readStatements } from "#infra/local/permissions.ts";

const table = "arn:aws:dynamodb:eu-west-2:000000000000:table/cases";
const statements = (...Statement: object[]) => readStatements({ Statement }, "The policy");
const allow = (more: object = {}) => ({
  Effect: "Allow",
  Action: "dynamodb:GetItem",
  Resource: table,
  ...more,
});

describe("a role", () => {
  test("may do what a statement names, on what it names, and nothing else", () => {
    const role = statements(allow());
    expect(allowed(role, "dynamodb:GetItem", table)).toBe(true);
    expect(allowed(role, "dynamodb:getitem", table)).toBe(true);
    expect(allowed(role, "dynamodb:PutItem", table)).toBe(false);
    expect(allowed(role, "dynamodb:GetItem", `${table}/index/due`)).toBe(false);
    expect(allowed([], "dynamodb:GetItem", table)).toBe(false);
  });
  test("reads wildcards over the whole of an action or a resource, and dots as dots", () => {
    const role = statements(allow({ Action: ["dynamodb:*Item"], Resource: `${table}/index/*` }));
    expect(allowed(role, "dynamodb:UpdateItem", `${table}/index/due`)).toBe(true);
    expect(allowed(role, "dynamodb:Query", `${table}/index/due`)).toBe(false);
    expect(allowed(statements(allow({ Resource: "a.b" })), "dynamodb:GetItem", "axb")).toBe(false);
  });
  test("is refused by a Deny, whatever allows it", () => {
    const role = statements(allow({ Action: "*", Resource: "*" }), {
      Effect: "Deny",
      Action: "dynamodb:Delete*",
      Resource: "*",
    });
    expect(allowed(role, "dynamodb:GetItem", table)).toBe(true);
    expect(allowed(role, "dynamodb:DeleteItem", table)).toBe(false);
  });
  test("is held to the conditions that the host checks", () => {
    const role = statements(
      allow({ Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["mk#*"] } } }),
    );
    expect(allowed(role, "dynamodb:GetItem", table, { "dynamodb:leadingkeys": ["mk#case#1"] })).toBe(true);
    expect(allowed(role, "dynamodb:GetItem", table, { "dynamodb:leadingkeys": ["other#case#1"] })).toBe(
      false,
    );
  });
  test("with a form that the host does not check is refused when it is read, unless it is about another service", () => {
    for (const more of [
      { NotAction: "x" },
      { NotResource: "x" },
      { Condition: { Bool: { "aws:SecureTransport": "true" } } },
      { Condition: { StringEquals: { "aws:Tag": "x" } } },
    ]) {
      expect(() => statements(allow(more))).toThrow(/The policy/);
    }
    const key = {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    };
    expect(statements(key)).toEqual([]);
  });
});
