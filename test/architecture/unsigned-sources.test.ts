import { expect, test } from "vitest";
import { sources } from "#shared/services/sources.ts";
import { ofType, serviceTemplate } from "./template.ts";

/** Sources that cannot sign are let in, and seen: a line in the outputs of the stack, and an alarm of their own. */
const unsigned = sources.filter(({ authentication }) => authentication.kind === "static-bearer");

test("the outputs of the stack name every source that does not sign", () => {
  const { Outputs } = serviceTemplate() as unknown as { readonly Outputs: Record<string, { Value: string }> };
  expect(unsigned.map(({ id }) => id)).toEqual(["mk-achieveforms"]);
  expect(Outputs.UnsignedSources?.Value).toBe(unsigned.map(({ id }) => id).join(", "));
});

test("one wrong token is enough to ring", () => {
  const alarms = ofType(serviceTemplate(), "AWS::CloudWatch::Alarm").map(([, { Properties }]) => Properties);
  expect(alarms.find(({ MetricName }) => MetricName === "BearerRefused")).toMatchObject({ Threshold: 0 });
});

test("the secret of each source says how it is used", () => {
  const secrets = ofType(serviceTemplate(), "AWS::SecretsManager::Secret");
  const tags = secrets.map(
    ([, { Properties }]) => Properties.Tags as readonly { Key: string; Value: string }[],
  );
  const kinds = tags.flatMap((each) => each?.filter(({ Key }) => Key === "authentication") ?? []);
  expect(kinds.map(({ Value }) => Value).sort()).toEqual(
    sources.map(({ authentication }) => authentication.kind as string).sort(),
  );
});
