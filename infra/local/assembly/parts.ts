import type { Statement } from "../permissions.ts";

/** What a cloud assembly says, as the host runs it. Every part comes from the template; nothing from the source. */
export interface Parts {
  readonly region: string;
  readonly account: string;
  readonly functions: readonly FunctionPart[];
  readonly machines: readonly MachinePart[];
  readonly tables: readonly TablePart[];
  readonly schedules: readonly SchedulePart[];
  readonly apis: readonly ApiPart[];
  readonly secrets: readonly SecretPart[];
  readonly mail: MailPart;
  /** Statements of each role, by its ARN. */
  readonly roles: ReadonlyMap<string, readonly Statement[]>;
  /** Who may invoke a function besides roles: AWS::Lambda::Permission. */
  readonly invokers: readonly InvokerPart[];
}

export interface FunctionPart {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** The bundle's folder inside the assembly. */
  readonly folder: string;
  /** `<file>.<export>`, as in the template. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
}

export interface MachinePart {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** The definition's JSON text, substitutions made. */
  readonly definition: string;
}

export interface TablePart {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** The body of a CreateTable call. */
  readonly creation: Readonly<Record<string, unknown>>;
}

export interface SchedulePart {
  readonly name: string;
  readonly expression: string;
  readonly timezone: string;
  readonly functionArn: string;
  /** Absent for a rule of EventBridge, which needs an AWS::Lambda::Permission instead. */
  readonly roleArn?: string;
  readonly ruleArn?: string;
  /** JSON text; absent for the service's own event. */
  readonly input?: string;
}

export interface ApiPart {
  readonly id: string;
  readonly routes: readonly RoutePart[];
}

export interface RoutePart {
  /** `POST /webhooks/{source}`, or `$default`. */
  readonly key: string;
  readonly functionArn: string;
  readonly authorizer?: AuthorizerPart;
  /** How long the API waits for the function, in ms. */
  readonly timeoutMs: number;
}

export interface AuthorizerPart {
  readonly issuer: string;
  readonly audience: readonly string[];
}

export interface SecretPart {
  readonly name: string;
  readonly arn: string;
  /** Properties.GenerateSecretString, where it is there. */
  readonly generate: Readonly<Record<string, unknown>>;
  /** How a sender uses it, by its tag `authentication`; absent for a secret that no sender has. */
  readonly authentication?: string;
}

export interface MailPart {
  readonly configurationSets: readonly string[];
  readonly identities: readonly string[];
  readonly events: readonly MailEventsPart[];
}

/** Whom a configuration set tells what became of its mails. */
export interface MailEventsPart {
  readonly configurationSet: string;
  /** `BOUNCE`, `COMPLAINT` and the like. */
  readonly eventTypes: readonly string[];
  readonly topicArn: string;
  readonly functionArns: readonly string[];
}

export interface InvokerPart {
  readonly functionArn: string;
  readonly principal: string;
  /** With wildcards; absent for any. */
  readonly sourceArn?: string;
}
