import fc from "fast-check";
import { expect, test } from "vitest";
import { readForm } from "#shared/contracts/form/read-form.ts";
import { readReferral } from "#shared/contracts/referral.ts";
import { senderOf } from "#shared/contracts/sender.ts";
import { achieveForms } from "#shared/services/mappings/achieveforms.ts";
import { flatForm } from "#test/support/flat-form.ts";

const names = achieveForms.fields.map(({ from }) => from);
const answer = fc.oneof(
  fc.string({ maxLength: 60, unit: "binary" }),
  fc.constantFrom(
    "Yes",
    "No",
    "Not known",
    "",
    " no ",
    "nö",
    "01/01/2026",
    "Hoarding,,",
    "a - b; - c",
    "none",
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ minLength: 20_001, maxLength: 20_010 }),
);
const anyName = fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 20 }), fc.constant("__proto__"));
const anyForm = fc
  .array(fc.tuple(anyName, answer), { maxLength: 30 })
  .map((entries) => ({ ...flatForm, ...Object.fromEntries(entries) }));

test("no body makes a mapping throw, and whatever it accepts is a canonical referral", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        anyForm.map((form) => JSON.stringify(form)),
        fc.string(),
        fc.json(),
      ),
      (text) => {
        const form = readForm(achieveForms, text);
        if ("faults" in form) expect(form.faults.length).toBeGreaterThan(0);
        else expect(readReferral(form.canonical)).toEqual({ referral: form.referral });
      },
    ),
    { numRuns: 200 },
  );
});

test("X-01: a canonical no is only ever an answer of No, and what is not read is named", () => {
  const knowns = achieveForms.fields.filter(({ reader }) => reader.kind === "yes-no-not-known");
  fc.assert(
    fc.property(fc.constantFrom(...knowns), answer, ({ from, to, decides }, given) => {
      const form = readForm(achieveForms, JSON.stringify({ ...flatForm, [from]: given }));
      const said = typeof given === "string" ? given.trim().toLowerCase() : given;
      if ("faults" in form) {
        expect(decides).toBe(true);
        expect(form.faults).toMatchObject([{ at: from }]);
        return;
      }
      const [section = "", place = ""] = to.split(".");
      const value = Object(form.referral)[section];
      const read = place === "" ? value : value[place];
      if (read === "no") expect(said).toBe("no");
      if (read === "yes") expect(said).toBe("yes");
      const saysNothing =
        said === null || ["", "unknown", "not known", "not-known"].some((no) => no === said);
      if (read === "not-known") expect(form.unread).toHaveLength(saysNothing ? 0 : 1);
    }),
    { numRuns: 250 },
  );
});

test("X-01: whose a body is and how to answer it is read of any body, and of one that fits as the whole reads it", () => {
  fc.assert(
    fc.property(
      fc.oneof({ weight: 3, arbitrary: anyForm.map((form) => JSON.stringify(form)) }, fc.string(), fc.json()),
      (text) => {
        const canonical = senderOf("canonical", text);
        const sender = senderOf(achieveForms, text);
        const form = readForm(achieveForms, text);
        if ("faults" in form) return;
        const { submissionId, referrer, relationship, safeContact } = form.referral;
        expect(canonical?.submissionId).toBeUndefined();
        expect(sender).toMatchObject({ submissionId, facts: { safeContact: { email: safeContact.email } } });
        expect(sender?.email).toBe(referrer.email);
        // The whole goes on without an answer that it cannot read; who is written to does not.
        expect([relationship, relationship === "not-known" && "unreadable"]).toContain(
          sender?.facts.relationship,
        );
      },
    ),
    { numRuns: 200 },
  );
});
