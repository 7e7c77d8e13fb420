import { asList, asNumber, asRecord, asText } from "../json.ts";
import { HostProblem } from "../problem.ts";
import { functionArn, identityOf } from "./identities.ts";
import type { FunctionPart, InvokerPart } from "./parts.ts";
import type { Resource, Texts } from "./stack.ts";

/** A function of the template with its bundle in the assembly; layers, images and VPCs are refused. */
export function readFunction(texts: Texts, resource: Resource): FunctionPart {
  const { logicalId, stack } = resource;
  const properties = asRecord(texts.resolve(stack, resource.properties), logicalId);
  for (const unsupported of ["Layers", "ImageConfig", "VpcConfig", "FileSystemConfigs"]) {
    if (asList(properties[unsupported]).length > 0) {
      throw new HostProblem(`The function ${logicalId} has ${unsupported}, which the local host cannot run.`);
    }
  }
  const runtime = asText(properties.Runtime, `${logicalId}: Runtime`);
  if (!runtime.startsWith("nodejs"))
    throw new HostProblem(`The function ${logicalId} runs on ${runtime}; the local host runs Node only.`);
  const key = asText(asRecord(properties.Code, `${logicalId}: Code`).S3Key, `${logicalId}: Code.S3Key`);
  const folder = stack.assets.get(key);
  if (folder === undefined)
    throw new HostProblem(`The bundle of the function ${logicalId} (${key}) is not in the cloud assembly.`);
  const variables = asRecord(
    asRecord(properties.Environment ?? {}, logicalId).Variables ?? {},
    `${logicalId}: Environment`,
  );
  const { ref, attributes } = identityOf(texts, resource);
  return {
    logicalId,
    name: ref,
    arn: attributes.Arn ?? ref,
    roleArn: asText(properties.Role, `${logicalId}: Role`),
    folder,
    handler: asText(properties.Handler, `${logicalId}: Handler`),
    timeoutSeconds: asNumber(properties.Timeout ?? 3, `${logicalId}: Timeout`),
    memoryMb: asNumber(properties.MemorySize ?? 128, `${logicalId}: MemorySize`),
    environment: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
  };
}

/** An AWS::Lambda::Permission. */
export function readInvoker(texts: Texts, { logicalId, properties, stack }: Resource): InvokerPart {
  const source = properties.SourceArn;
  return {
    functionArn: functionArn(texts, texts.text(stack, properties.FunctionName, `${logicalId}: FunctionName`)),
    principal: texts.text(stack, properties.Principal, `${logicalId}: Principal`),
    ...(source === undefined ? {} : { sourceArn: texts.text(stack, source, `${logicalId}: SourceArn`) }),
  };
}
