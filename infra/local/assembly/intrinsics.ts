import { asList, asRecord, asText, isRecord } from "../json.ts";
import { HostProblem } from "../problem.ts";
import { identityOf } from "./identities.ts";
import type { Resource, Setting, Stack, Texts } from "./stack.ts";

/** Resolves CloudFormation's intrinsic functions to plain JSON; one that it does not know is refused. */
export class Resolver implements Texts {
  readonly setting: Setting;
  readonly stacks: readonly Stack[];

  constructor(stacks: readonly Stack[], setting: Setting) {
    this.stacks = stacks;
    this.setting = setting;
  }

  resolve(stack: Stack, value: unknown): unknown {
    if (Array.isArray(value))
      return value.map((entry) => this.resolve(stack, entry)).filter((entry) => entry !== undefined);
    if (!isRecord(value)) return value;
    const [key, argument, ...rest] = Object.entries(value).flat();
    if (typeof key === "string" && rest.length === 0 && (key === "Ref" || key.startsWith("Fn::"))) {
      return this.#call(stack, key, argument);
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, entry]) => [name, this.resolve(stack, entry)]),
    );
  }

  text(stack: Stack, value: unknown, where: string): string {
    return asText(this.resolve(stack, value), where);
  }

  #call(stack: Stack, name: string, argument: unknown): unknown {
    switch (name) {
      case "Ref":
        return this.#ref(stack, asText(argument, "Ref"));
      case "Fn::GetAtt": {
        const [id, ...attribute] =
          typeof argument === "string" ? argument.split(".") : asList(argument).map(String);
        return this.#attribute(stack, String(id), attribute.join("."));
      }
      case "Fn::Join": {
        const [separator, parts] = asList(argument);
        return asList(this.resolve(stack, parts)).map(String).join(String(separator));
      }
      case "Fn::Sub":
        return this.#substitute(stack, argument);
      case "Fn::Select": {
        const [index, from] = asList(argument);
        return asList(this.resolve(stack, from))[Number(this.resolve(stack, index))];
      }
      case "Fn::Split": {
        const [separator, from] = asList(argument);
        return this.text(stack, from, "Fn::Split").split(String(separator));
      }
      case "Fn::ImportValue":
        return this.#export(this.text(stack, argument, "Fn::ImportValue"));
      case "Fn::GetStackOutput": {
        const of = asRecord(this.resolve(stack, argument), "Fn::GetStackOutput");
        return this.#output(
          asText(of.StackName, "Fn::GetStackOutput: StackName"),
          asText(of.OutputName, "Fn::GetStackOutput: OutputName"),
        );
      }
      default:
        throw new HostProblem(
          `The template of ${stack.name} uses ${name}, which the local host does not read.`,
        );
    }
  }

  #ref(stack: Stack, id: string): unknown {
    const { region, account } = this.setting;
    const pseudo: Readonly<Record<string, string>> = {
      "AWS::Region": region,
      "AWS::AccountId": account,
      "AWS::Partition": "aws",
      "AWS::URLSuffix": "amazonaws.com",
      "AWS::StackName": stack.name,
      "AWS::StackId": `arn:aws:cloudformation:${region}:${account}:stack/${stack.name}/local`,
    };
    if (id === "AWS::NoValue") return undefined;
    const known = pseudo[id];
    if (known !== undefined) return known;
    const parameter = stack.parameters[id];
    if (parameter !== undefined) return this.#parameter(stack, id, asRecord(parameter, id));
    return identityOf(this, this.#resource(stack, id)).ref;
  }

  #parameter(stack: Stack, id: string, parameter: Readonly<Record<string, unknown>>): unknown {
    const value = this.setting.parameters[id] ?? parameter.Default;
    const type = String(parameter.Type);
    if (value === undefined || (type !== "String" && type !== "Number" && !type.startsWith("AWS::SSM"))) {
      throw new HostProblem(
        `The template of ${stack.name} has the parameter ${id} (${type}), to which the local host knows no value.`,
      );
    }
    return value;
  }

  #attribute(stack: Stack, id: string, attribute: string): string {
    const resource = this.#resource(stack, id);
    const value = identityOf(this, resource).attributes[attribute];
    if (value === undefined) {
      throw new HostProblem(
        `The template of ${stack.name} reads ${id}.${attribute} (${resource.type}), which the local host does not know.`,
      );
    }
    return value;
  }

  #substitute(stack: Stack, argument: unknown): string {
    const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
    const values = asRecord(variables, "Fn::Sub");
    return asText(text, "Fn::Sub").replace(/\$\{(!?)([^}]+)\}/g, (whole, escaped: string, name: string) => {
      if (escaped === "!") return `\${${name}}`;
      if (name in values) return String(this.resolve(stack, values[name]));
      const [id = "", ...attribute] = name.split(".");
      const value =
        attribute.length === 0 ? this.#ref(stack, id) : this.#attribute(stack, id, attribute.join("."));
      if (value === undefined) throw new HostProblem(`Fn::Sub of ${stack.name} has no value for ${whole}.`);
      return String(value);
    });
  }

  #export(name: string): unknown {
    for (const stack of this.stacks) {
      for (const [id, value] of Object.entries(stack.outputs)) {
        const output = asRecord(value, id);
        if (isRecord(output.Export) && this.resolve(stack, output.Export.Name) === name)
          return this.resolve(stack, output.Value);
      }
    }
    throw new HostProblem(`Nothing in the cloud assembly exports ${name}.`);
  }

  #output(stackName: string, outputName: string): unknown {
    const stack = this.stacks.find(({ name }) => name === stackName || name === stackName.split("/")[1]);
    const output = stack?.outputs[outputName];
    if (stack === undefined || output === undefined) {
      throw new HostProblem(`The cloud assembly has no output ${outputName} of the stack ${stackName}.`);
    }
    return this.resolve(stack, asRecord(output, outputName).Value);
  }

  #resource(stack: Stack, id: string): Resource {
    const resource = stack.resources.get(id);
    if (resource === undefined)
      throw new HostProblem(`The template of ${stack.name} refers to ${id}, which is not in it.`);
    return resource;
  }
}
