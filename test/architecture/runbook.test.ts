import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Route, staffRoutes } from "#shared/contracts/routes.ts";
import { ofType, root, serviceTemplate, type Template } from "./template.ts";

const runbook = readFileSync(join(root, "docs/runbook.md"), "utf8");

/** What a section must say of its alarms, each as the beginning of a point. */
const points = ["For a person", "Look", "Do", "It worked when"];

interface Section {
  readonly alarms: readonly string[];
  readonly text: string;
}

/** The sections about alarms: one in the heading, or several in the first column of a table. */
function sectionsOf(document: string): readonly Section[] {
  const about = document.split("\n## The alarms\n")[1]?.split("\n## ")[0] ?? "";
  return about.split("\n### ").flatMap((text) => {
    const [heading = ""] = text.split("\n");
    const alarms = [
      ...heading.matchAll(/^`([A-Z][A-Za-z]+)`$/g),
      ...text.matchAll(/^\| `([A-Z][A-Za-z]+)` \|/gm),
    ].map(([, name = ""]) => name);
    return alarms.length > 0 ? [{ alarms, text }] : [];
  });
}

/** The alarms of a template by the names that its author gave them, without what CloudFormation needs around. */
const alarmsOf = (template: Template): readonly string[] =>
  ofType(template, "AWS::CloudWatch::Alarm").map(([id]) => /^Alarms(\w+?)[0-9A-F]{8}$/.exec(id)?.[1] ?? id);

/** What is wrong with a runbook: one line a fault. */
function faults(document: string, template: Template): readonly string[] {
  const sections = sectionsOf(document);
  const told = sections.flatMap(({ alarms }) => alarms);
  const ringing = alarmsOf(template);
  return [
    ...ringing.filter((name) => !told.includes(name)).map((name) => `${name} has no section`),
    ...told.filter((name) => !ringing.includes(name)).map((name) => `${name} is no alarm`),
    ...told.filter((name, n) => told.indexOf(name) !== n).map((name) => `${name} is told twice`),
    ...sections.flatMap(({ alarms, text }) =>
      points
        .filter((point) => !new RegExp(`^- \\*\\*${point}:\\*\\* \\S`, "m").test(text))
        .map((point) => `${alarms[0]} does not say: ${point}`),
    ),
  ];
}

describe("X-07: the runbook", () => {
  test("has a section for every alarm, with what it means, what to look at, what to do, and how to see that it worked", () => {
    expect(alarmsOf(serviceTemplate()).length).toBeGreaterThan(40);
    expect(faults(runbook, serviceTemplate())).toEqual([]);
  });

  test.each([
    ["a section taken away", "### `IntentOld`", "### Old", "IntentOld has no section"],
    ["a row taken away", "| `StaffWorkFailing` |", "| staff work |", "StaffWorkFailing has no section"],
    ["an alarm that does not ring", "### `IntentOld`", "### `IntentLost`", "IntentLost is no alarm"],
    ["an alarm twice", "### `IntentOld`", "### `IntentParked`", "IntentParked is told twice"],
    ["a point taken away", "- **Do:** run it once more", "Run it once more", "SweepFailing does not say: Do"],
  ])("with %s is seen", (_, good, bad, fault) => {
    expect(runbook).toContain(good);
    expect(faults(runbook.replace(good, bad), serviceTemplate())).toContain(fault);
  });

  test("calls nothing that the API does not have", () => {
    const shapes = staffRoutes.map((route: Route) => {
      const path = route.split(" ")[1]?.replace("/api/v1/", "") ?? "";
      return new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
    });
    const calls = [...runbook.matchAll(/\$api\/([^\s"`?]+)/g)].map(([, path = ""]) => path);
    expect(calls.length).toBeGreaterThan(8);
    expect(calls.filter((path) => !shapes.some((shape) => shape.test(path)))).toEqual([]);
  });

  test("is led to by the README, beside the other documents", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    expect(readme).toMatch(/^\| `docs` \|.*\(docs\/runbook\.md\)/m);
  });
});
