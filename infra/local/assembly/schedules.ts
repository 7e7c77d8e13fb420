import { asList, asRecord, asText, isRecord, optionalText } from "../json.ts";
import { HostProblem } from "../problem.ts";
import { identityOf } from "./identities.ts";
import type { SchedulePart } from "./parts.ts";
import type { Resource, Texts } from "./stack.ts";

/** An AWS::Scheduler::Schedule; none where it is disabled. */
export function readSchedule(texts: Texts, resource: Resource): readonly SchedulePart[] {
  const { logicalId, stack } = resource;
  const properties = asRecord(texts.resolve(stack, resource.properties), logicalId);
  if (properties.State === "DISABLED") return [];
  for (const bound of ["StartDate", "EndDate"]) {
    if (properties[bound] !== undefined)
      throw new HostProblem(`The schedule ${logicalId} has a ${bound}, which the local host does not keep.`);
  }
  const target = asRecord(properties.Target, `${logicalId}: Target`);
  const input = optionalText(target.Input, `${logicalId}: Input`);
  return [
    {
      name: identityOf(texts, resource).ref,
      expression: asText(properties.ScheduleExpression, `${logicalId}: ScheduleExpression`),
      timezone: optionalText(properties.ScheduleExpressionTimezone, logicalId) ?? "UTC",
      functionArn: lambdaArn(asText(target.Arn, `${logicalId}: Target.Arn`), logicalId),
      roleArn: asText(target.RoleArn, `${logicalId}: Target.RoleArn`),
      ...(input === undefined ? {} : { input }),
    },
  ];
}

/** An AWS::Events::Rule on a schedule. One on a pattern is read over where it only notifies a topic. */
export function readRule(texts: Texts, resource: Resource): readonly SchedulePart[] {
  const { logicalId, stack } = resource;
  const properties = asRecord(texts.resolve(stack, resource.properties), logicalId);
  const targets = asList(properties.Targets).map((target) => asRecord(target, `${logicalId}: Targets`));
  if (properties.State === "DISABLED") return [];
  if (properties.EventPattern !== undefined) {
    if (targets.every(({ Arn }) => String(Arn).startsWith("arn:aws:sns:"))) return [];
    throw new HostProblem(`The rule ${logicalId} listens to events, which the local host does not send.`);
  }
  const { ref, attributes } = identityOf(texts, resource);
  return targets.map((target) => {
    if (isRecord(target.InputTransformer) || target.InputPath !== undefined) {
      throw new HostProblem(`The rule ${logicalId} transforms its input, which the local host does not do.`);
    }
    const input = optionalText(target.Input, `${logicalId}: Input`);
    return {
      name: targets.length === 1 ? ref : `${ref}/${asText(target.Id, logicalId)}`,
      expression: asText(properties.ScheduleExpression, `${logicalId}: ScheduleExpression`),
      timezone: "UTC",
      functionArn: lambdaArn(asText(target.Arn, `${logicalId}: Arn`), logicalId),
      ruleArn: attributes.Arn ?? ref,
      ...(input === undefined ? {} : { input }),
    };
  });
}

function lambdaArn(arn: string, logicalId: string): string {
  if (arn.startsWith("arn:aws:lambda:")) return arn;
  throw new HostProblem(
    `The schedule ${logicalId} calls ${arn}; the local host runs schedules of functions only.`,
  );
}
