import { describe, expect, it } from "vitest";
import { readReferral } from "#shared/contracts/referral.ts";
import { aReferral, type Body, bodyText } from "#test/support/referrals.ts";

function fitting(over: Body = {}) {
  const read = readReferral(bodyText(over));
  if ("faults" in read) throw new Error(`Does not fit: ${JSON.stringify(read.faults)}`);
  return read.referral;
}
function faultsOf(body: string) {
  const read = readReferral(body);
  return "faults" in read ? read.faults : [];
}

describe("What nobody said", () => {
  const forms = [null, "", " ", "unknown", "Unknown", "  UNKNOWN ", "not known", "not-known", undefined];

  it.each(forms)("X-01: %j is not known, for a yes or no", (said) => {
    expect(fitting({ mentalHealth: { acuteRiskNow: said } }).mentalHealth.acuteRiskNow).toBe("not-known");
  });

  it.each(forms)(
    "X-01: %j is not known, for one of a list, a text, a day, an address and a whole section",
    (said) => {
      const referral = fitting({
        urgency: said,
        home: { tenure: said },
        person: { family: said, dateOfBirth: said },
        referrer: { email: said },
        relationship: said,
        reason: said,
        agencies: said,
      });
      expect(referral.urgency.level).toBe("not-known");
      expect(referral.home.tenure).toBe("not-known");
      expect(referral.person).toMatchObject({ interpreterNeeded: "not-known" });
      expect([referral.person.family, referral.person.dateOfBirth, referral.reason]).toEqual(
        Array(3).fill(undefined),
      );
      expect(referral.referrer.email).toBeUndefined();
      expect(referral.agencies).toEqual([]);
    },
  );

  it("X-01: a body with nothing but its name and service is a referral, all of it not known", () => {
    const bare = JSON.stringify({
      formVersion: "1",
      submissionId: "TEST-2",
      service: "community-support-team",
    });
    expect(readReferral(bare)).toMatchObject({
      referral: { mentalHealth: { acuteRiskNow: "not-known" }, home: { tenure: "not-known" }, needAreas: [] },
    });
  });

  it("X-01: no stays no", () => {
    expect(fitting().mentalHealth.acuteRiskNow).toBe("no");
  });
});

describe("What does not fit", () => {
  const secret = "Zebedee-Quill";

  it.each<[string, Body]>([
    ["an answer that is not on the list", { mentalHealth: { acuteRiskNow: secret } }],
    ["an urgency that is not on the list", { urgency: { level: secret } }],
    ["a need area that is not on the list", { needAreas: [secret] }],
    ["a number where text belongs", { reason: 12 }],
    ["a list where a section belongs", { home: [secret] }],
    ["text where a section belongs", { home: secret }],
    ["an object where text belongs", { reason: { said: secret } }],
    ["a day that does not exist", { person: { dateOfBirth: "1961-02-30" } }],
    ["a day as the form's users write it", { person: { dateOfBirth: "02/03/1959" } }],
    ["an address that is none", { referrer: { email: secret } }],
    ["an address that no mail can go to", { referrer: { email: `${"q".repeat(65)}@post.example` } }],
    ["an age of two hundred", { household: [{ relationship: secret, age: 200 }] }],
    ["too much text", { reason: secret.repeat(2000) }],
    ["too long a list", { agencies: Array(51).fill({ name: secret }) }],
    ["another version of the form", { formVersion: "2" }],
    ["no submission id", { submissionId: " " }],
    ["no service", { service: null }],
    ["a field that the form does not have", { nickname: secret }],
    ["a field with a name of its own", { [`${secret} lives here`]: "yes" }],
  ])("I6, F7: %s is a fault, which never quotes it (A4)", (_what, over) => {
    const faults = faultsOf(bodyText(over));
    expect(faults.length).toBeGreaterThan(0);
    expect(JSON.stringify(faults)).not.toContain(secret);
    expect(faults.every(({ at, expected }) => at !== "" && expected !== "")).toBe(true);
  });

  it.each([
    ["nothing", ""],
    ["words", "Dear team"],
    ["half of it", bodyText().slice(0, -2)],
    ["form fields", "person=x&reason=y"],
    ["null", "null"],
    ["a list", "[]"],
    ["text", '"hello"'],
    ["a number", "7"],
    ["a byte order mark before it", `\uFEFF${bodyText()}`],
  ])("F7: a body that is %s is a fault of the body", (_what, body) => {
    expect(faultsOf(body)).toMatchObject([{ at: "the body" }]);
  });

  it("F50: ten thousand levels are refused before they are parsed, open or closed, in well under a second", () => {
    const began = performance.now();
    for (const deep of [
      "[".repeat(10_000),
      '{"a":'.repeat(10_000),
      `${"[".repeat(10_000)}${"]".repeat(10_000)}`,
    ])
      expect(faultsOf(deep)).toEqual([{ at: "the body", expected: "at most 30 levels of brackets" }]);
    expect(performance.now() - began).toBeLessThan(200);
  });

  it("F50: brackets inside text are text", () => {
    expect(fitting({ reason: `${"[{".repeat(200)} \\" ${"}".repeat(90)}` }).reason).toContain("[{");
  });

  it.each(["__proto__", "constructor", "prototype", "toString"])(
    "F49: a field named %s is not known here",
    (name) => {
      const inside = bodyText().replace('"given":"Winston"', `"${name}":{"isAdmin":true}`);
      const outside = bodyText().replace('{"formVersion"', `{"${name}":{"isAdmin":true},"formVersion"`);
      expect(faultsOf(inside)).toMatchObject([{ at: "person" }]);
      expect(faultsOf(outside)).toMatchObject([{ at: "the body" }]);
      expect(Object.hasOwn(Object.prototype, "isAdmin")).toBe(false);
    },
  );

  it.each(["1e999", "-1e999"])("a number too large to keep, %s, is a fault", (number) => {
    const body = bodyText({ scores: [{ tool: "test", total: 0 }] }).replace('"total":0', `"total":${number}`);
    expect(faultsOf(body)).toMatchObject([{ at: "scores.0.total" }]);
  });

  it("says at most twenty faults", () => {
    expect(faultsOf(bodyText({ needAreas: Array(50).fill("no such area") }))).toHaveLength(20);
  });

  it("keeps prose out of the names of fields that it reports", () => {
    const [fault] = faultsOf(bodyText({ "Mr Quill of 2 Bramble Yard": 1 }));
    expect(fault?.expected).toContain("(a field with an odd name)");
  });
});

describe("What fits", () => {
  it("CST-04: every sample of the council's form, and the tests' own", () => {
    expect(fitting().person).toMatchObject({ given: "Winston", family: "Achterberg" });
    expect(Object.keys(aReferral()).length).toBeGreaterThan(10);
  });

  it("trims what was typed, an address too", () => {
    const referral = fitting({ reason: "  It rains in.\n", referrer: { email: " odile@housing.example " } });
    expect(referral.reason).toBe("It rains in.");
    expect(referral.referrer.email).toBe("odile@housing.example");
  });
});
