import type { JsonRecord } from "../json.ts";

/** A resource of a template, as written there. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonRecord;
  readonly stack: Stack;
}

/** A synthesized template with what it takes to read it. */
export interface Stack {
  readonly name: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly parameters: JsonRecord;
  readonly outputs: JsonRecord;
  /** Folder of an asset of this stack, by the object key that the template names. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Where the template is run: a made-up account, and the values of its parameters. */
export interface Setting {
  readonly region: string;
  readonly account: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What gives plain values for CloudFormation's intrinsic functions. */
export interface Texts {
  readonly setting: Setting;
  resolve(stack: Stack, value: unknown): unknown;
  text(stack: Stack, value: unknown, where: string): string;
}
