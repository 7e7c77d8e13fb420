import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { altered, ofType, root, serviceTemplate, type Template } from "./template.ts";

interface Metric {
  readonly Namespace?: string;
  readonly MetricName?: string;
}

/** The metrics of an alarm, whether it watches one or works with several. */
function metricsOf(properties: Readonly<Record<string, unknown>>): readonly Metric[] {
  const several = (properties.Metrics ?? []) as readonly {
    readonly MetricStat?: { readonly Metric: Metric };
  }[];
  return [
    properties as Metric,
    ...several.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : [])),
  ];
}

/** The names in our own namespace that alarms wait for. */
const watched = (template: Template): readonly string[] =>
  ofType(template, "AWS::CloudWatch::Alarm")
    .flatMap(([, { Properties }]) => metricsOf(Properties))
    .flatMap(({ Namespace, MetricName }) => (Namespace === "Holdfast" && MetricName ? [MetricName] : []));

/** What the functions send: a key of the figures that they hand to the runtime. */
const sources = globSync("functions/**/*.ts", { cwd: root }).map((path) =>
  readFileSync(join(root, path), "utf8"),
);
const isSent = (metric: string): boolean =>
  sources.some((source) => new RegExp(`\\b${metric}:`).test(source));

test("every figure of ours that an alarm waits for is sent by a function", () => {
  expect(watched(serviceTemplate())).not.toHaveLength(0);
  expect(watched(serviceTemplate()).filter((metric) => !isSent(metric))).toEqual([]);
});

/** Figures that are there to be looked at, and wake nobody by themselves. */
const onlyShown = ["Expected", "IntentsSwept", "MailDelayed", "MailForeign", "MailReturned", "Repairs"];

test("every figure that a function sends is watched, or is named here as one that wakes nobody", () => {
  const sent = sources.flatMap((source) =>
    [...source.matchAll(/\b([A-Z][A-Za-z]+):/g)].map(([, name = ""]) => name),
  );
  const figures = [...new Set(sent)].filter(
    (name) => !["Timestamp", "CloudWatchMetrics", "Namespace", "Dimensions", "Metrics"].includes(name),
  );
  const ringing = watched(serviceTemplate());
  expect(figures.length).toBeGreaterThan(8);
  expect(figures.filter((name) => !ringing.includes(name)).sort()).toEqual(onlyShown);
});

test("an alarm on a figure that nobody sends is seen", () => {
  const [first] = ofType(serviceTemplate(), "AWS::CloudWatch::Alarm").filter(([id]) =>
    id.includes("IntentParked"),
  );
  const planted = altered(serviceTemplate(), first?.[0] ?? "", { MetricName: "IntentsForgotten" });
  expect(watched(planted).filter((metric) => !isSent(metric))).toEqual(["IntentsForgotten"]);
});

test("every alarm tells the topic", () => {
  for (const [, { Properties }] of ofType(serviceTemplate(), "AWS::CloudWatch::Alarm")) {
    expect(JSON.stringify(Properties.AlarmActions)).toContain("AlarmTopic");
  }
});

test("F33, F54: the silence of a watchman rings", () => {
  const ringing = ofType(serviceTemplate(), "AWS::CloudWatch::Alarm")
    .filter(([, { Properties }]) => Properties.TreatMissingData === "breaching")
    .flatMap(([, { Properties }]) => metricsOf(Properties).flatMap(({ MetricName }) => MetricName ?? []));
  expect(ringing.sort()).toEqual([
    ...["AllClearSent", "DailyScanned", "MorningLooked", "OldestIntentMinutes", "Scanned"],
  ]);
});

test("F54: every function and every machine has an alarm", () => {
  const alarms = JSON.stringify(ofType(serviceTemplate(), "AWS::CloudWatch::Alarm"));
  for (const [logicalId] of ofType(serviceTemplate(), "AWS::Lambda::Function")) {
    expect(alarms).toContain(`"FunctionName","Value":{"Ref":"${logicalId}"}`);
  }
  for (const [logicalId] of ofType(serviceTemplate(), "AWS::StepFunctions::StateMachine")) {
    expect(alarms).toContain(`"StateMachineArn","Value":{"Ref":"${logicalId}"}`);
  }
});
