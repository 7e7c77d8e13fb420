import { describe, expect, it } from "vitest";
import { readMapping } from "#shared/contracts/form/mapping.ts";
import { readForm } from "#shared/contracts/form/read-form.ts";
import { readReferral } from "#shared/contracts/referral.ts";
import { achieveForms } from "#shared/services/mappings/achieveforms.ts";
import { flatForm, sameReferral } from "#test/support/flat-form.ts";

const read = (over: Readonly<Record<string, unknown>> = {}) =>
  readForm(achieveForms, JSON.stringify({ ...flatForm, ...over }));

function accepted(over: Readonly<Record<string, unknown>> = {}) {
  const form = read(over);
  if ("faults" in form) throw new Error(`Held up: ${JSON.stringify(form.faults)}`);
  return form;
}

describe("The AchieveForms mapping", () => {
  it("reads the sample as the same referral as its canonical body, with nothing unread", () => {
    const canonical = readReferral(JSON.stringify(sameReferral));
    const { referral, unread, canonical: text } = accepted();
    const theirs = "referral" in canonical ? canonical.referral : undefined;
    // The form's clock has no seconds; the instant is the same.
    const submittedAt = "2026-11-18T14:07:00.000Z";
    expect({ ...referral, submittedAt }).toEqual({ ...theirs, submittedAt });
    expect(unread).toEqual([]);
    expect(readReferral(text)).toEqual({ referral });
  });

  it("has a place in the canonical body for every field of the form", () => {
    const named = achieveForms.fields.map(({ from }) => from);
    expect(Object.keys(flatForm).filter((field) => !named.includes(field))).toEqual([]);
    expect(named.filter((field) => !(field in flatForm))).toEqual([]);
  });

  it("X-01: reads empty, null, absent and not known as not known, and never as no", () => {
    for (const nothing of ["", " ", null, undefined, "Not known", "unknown", "NOT KNOWN"]) {
      const { referral, unread } = accepted({
        mh_crisis_now: nothing,
        urgent: nothing,
        tenure: nothing,
        consent: nothing,
        welfare_visits: nothing,
      });
      expect(referral.mentalHealth.acuteRiskNow).toBe("not-known");
      expect(referral.urgency.level).toBe("not-known");
      expect(referral.home.tenure).toBe("not-known");
      expect(referral.consent.given).toBe("not-known");
      expect(referral.welfareVisits).toBe("not-known");
      expect(unread).toEqual([]);
    }
  });

  it("CST-08: takes the form's urgent for the emergency that it asks about", () => {
    expect(accepted({ urgent: "Yes" }).referral.urgency.level).toBe("emergency");
  });

  it.each([
    ["p_dob", "31/02/1966", "a day such as 21/12/2026"],
    ["p_dob", "7 May 1966", "a day such as 21/12/2026"],
    ["p_dob", "05/07/66", "a day such as 21/12/2026"],
    ["AF-Submitted", "18/11/2026", "a day and a time such as 18/11/2026 14:07"],
    ["AF-Submitted", "18/11/2026 25:07", "a day and a time such as 18/11/2026 14:07"],
    ["p_interpreter", "Maybe", "Yes, No or Not known"],
    ["p_interpreter", "N", "Yes, No or Not known"],
    ["p_interpreter", false, "text"],
    ["ref_email", "not an address", "an e-mail address"],
    [
      "ref_relationship",
      "Landlord",
      "one of: Professional, Self, Family, Friend, Neighbour, Other, or nothing",
    ],
    ["reason", { words: "nested" }, "text"],
  ])("keeps what it cannot read of %s (%j), names the place and goes on", (at, answer, expected) => {
    expect(accepted({ [at]: answer }).unread).toEqual([{ at, expected }]);
  });

  it("keeps what it can read of several answers, and says that there was more", () => {
    const { referral, unread } = accepted({ needs: "hoarding , Dragons,Self-neglect, Hoarding" });
    expect(referral.needAreas).toEqual(["hoarding", "self-neglect"]);
    expect(unread).toMatchObject([{ at: "needs" }]);
  });

  it("reads agencies with and without an offer", () => {
    const { referral, unread } = accepted({
      agencies: "Fire service - safe and well - this week; GP - None;Well-being hub; Police - ;",
    });
    expect(referral.agencies).toEqual([
      { name: "Fire service", offer: "safe and well - this week" },
      { name: "GP", offer: undefined },
      { name: "Well-being hub", offer: undefined },
      { name: "Police", offer: undefined },
    ]);
    expect(unread).toEqual([]);
    expect(accepted({ agencies: " - a visit; GP - none" }).unread).toMatchObject([{ at: "agencies" }]);
  });

  it("reads the time in summer as London's", () => {
    const { referral } = accepted({ "AF-Submitted": "01/07/2026 09:30" });
    expect(referral.submittedAt).toBe("2026-07-01T08:30:00.000Z");
  });

  it("names a field that the form did not have, but not one whose name may itself be personal", () => {
    const { unread } = accepted({ pets: "A cat", "Mrs Calder's key safe": "1234" });
    expect(unread).toEqual([
      { at: "pets", expected: "a field of this form" },
      { at: "(a field with an odd name)", expected: "a field of this form" },
    ]);
  });

  it("says that there are more when there are very many", () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`extra_${index}`, "x"]));
    const { unread } = accepted(many);
    expect(unread).toHaveLength(41);
    expect(unread.at(-1)).toEqual({ at: "the body", expected: "60 more could not be read" });
  });

  it.each(["urgent", "mh_crisis_now", "tenure"])(
    "holds the whole up where %s is there and cannot be read, because the way in depends on it",
    (at) => {
      for (const answer of ["Perhaps", "Y", true, ["Yes"], 1]) {
        const form = read({ [at]: answer, p_dob: "x" });
        expect("faults" in form && form.faults.map((fault) => fault.at)).toEqual([at, "p_dob"]);
      }
    },
  );

  it.each(["AF-Reference", "AF-Form"])("holds the whole up without %s", (at) => {
    for (const nothing of ["", undefined, null, "unknown"])
      expect(read({ [at]: nothing })).toMatchObject({ faults: [{ at }] });
  });

  it("holds up another form, and a body that is no form at all", () => {
    expect(read({ "AF-Form": "Missed bin" })).toMatchObject({ faults: [{ at: "AF-Form" }] });
    for (const text of ["", "{oops", "[]", "null", "7", '"text"', "[".repeat(10_000)])
      expect(readForm(achieveForms, text)).toMatchObject({ faults: [{ at: "the body" }] });
  });
});

describe("A mapping as data", () => {
  const field = { from: "a", to: "reason", reader: { kind: "text" } };
  const refused = (fields: readonly unknown[], fixed: readonly unknown[] = []) =>
    expect(() => readMapping({ fixed, fields })).toThrow();

  it("is refused where a field is mapped twice, or two lead to one place", () => {
    refused([field, { ...field, to: "concerns" }]);
    refused([field, { ...field, from: "b" }]);
    refused([field], [{ to: "reason", value: "x" }]);
  });

  it("is refused with an unknown reader, an unsafe place, or a label that could never be read", () => {
    refused([{ ...field, reader: { kind: "guess" } }]);
    refused([{ ...field, to: "__proto__.polluted" }]);
    const values = { "A, or B": "a" };
    refused([{ ...field, reader: { kind: "several answers", separator: ",", values } }]);
    refused([{ ...field, reader: { kind: "value table", values: { Yes: "a", " yes": "b" } } }]);
  });
});
