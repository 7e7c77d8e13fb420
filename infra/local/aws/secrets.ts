import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { FunctionPart, Parts, SecretPart } from "../assembly.ts";
import { secretsFile } from "../data-folder.ts";
import { damaged, readJson, writeJson } from "../journal.ts";
import { asRecord, asText, isRecord, parseJson } from "../json.ts";
import { type AwsCall, AwsRefusal, type AwsService, demand } from "./endpoint.ts";

/** GetSecretValue; each secret of the template gets a value once, kept in the data folder. Every other call is refused. */
export class Secrets implements AwsService {
  readonly #parts: Parts;
  readonly #values: Readonly<Record<string, string>>;

  constructor(parts: Parts, dataFolder: string) {
    this.#parts = parts;
    const path = join(dataFolder, secretsFile);
    const kept = readJson(path) ?? {};
    if (!isRecord(kept) || !Object.values(kept).every((value) => typeof value === "string"))
      throw damaged(path);
    const sources = new Set(Object.values(webhookSecrets(parts)));
    const values = parts.secrets.map((secret) => [
      secret.arn,
      String(kept[secret.arn] ?? generated(secret, sources.has(secret.arn))),
    ]);
    this.#values = Object.fromEntries(values);
    writeJson(path, { ...kept, ...this.#values });
  }

  async answer({ target, body, caller }: AwsCall): Promise<unknown> {
    const operation = target.split(".")[1];
    if (operation !== "GetSecretValue")
      throw new AwsRefusal("UnknownOperationException", `The local secrets do not know ${operation}.`);
    const id = asText(asRecord(parseJson(body, "The call"), "The call").SecretId, "SecretId");
    const secret = this.#parts.secrets.find(({ arn, name }) => arn === id || name === id);
    const { region, account } = this.#parts;
    demand(
      this.#parts,
      caller,
      "secretsmanager:GetSecretValue",
      secret?.arn ??
        (id.startsWith("arn:") ? id : `arn:aws:secretsmanager:${region}:${account}:secret:${id}`),
    );
    if (secret === undefined)
      throw new AwsRefusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    return {
      ARN: secret.arn,
      Name: secret.name,
      SecretString: this.#values[secret.arn],
      VersionId: "local",
      VersionStages: ["AWSCURRENT"],
    };
  }

  /** The newest secret of each source of referrals, and how it is used. */
  webhookSources(): Readonly<Record<string, { readonly secret: string; readonly kind: string }>> {
    return Object.fromEntries(
      Object.entries(webhookSecrets(this.#parts)).map(([source, arn]) => {
        const { secrets } = asRecord(parseJson(this.#values[arn] ?? "{}", arn), arn);
        const kind = kindOf(this.#parts.secrets.find((secret) => secret.arn === arn));
        return [source, { secret: Array.isArray(secrets) ? String(secrets[0]) : "", kind }];
      }),
    );
  }
}

/** Which secret belongs to which source: by its name, or by what the template tells the webhook's function. */
function webhookSecrets({ secrets, functions }: Parts): Readonly<Record<string, string>> {
  const named = secrets.flatMap(({ name, arn }): [string, string][] => {
    const source = /\/webhook\/([^/]+)$/.exec(name)?.[1];
    return source === undefined ? [] : [[source, arn]];
  });
  return { ...Object.fromEntries(named), ...Object.assign({}, ...functions.map(told)) };
}

function told({ environment, logicalId }: FunctionPart): Readonly<Record<string, string>> {
  const text = environment.WEBHOOK_SECRETS;
  if (text === undefined) return {};
  const where = `${logicalId}: WEBHOOK_SECRETS`;
  return Object.fromEntries(
    Object.entries(asRecord(parseJson(text, where), where)).map(([source, arn]) => [
      source,
      asText(arn, where),
    ]),
  );
}

const standard = "standard-webhooks";
/** A webhook's secret whose template says nothing else is that of Standard Webhooks. */
const kindOf = (secret: SecretPart | undefined): string => secret?.authentication ?? standard;

/** On AWS an operator agrees a source's secret with its sender; here the host does, so that a referral can be posted at once. */
function generated(secret: SecretPart, webhook: boolean): string {
  const { generate } = secret;
  if (webhook) {
    const agreed =
      kindOf(secret) === standard
        ? `whsec_${randomBytes(32).toString("base64")}`
        : randomBytes(32).toString("base64url");
    return JSON.stringify({ secrets: [agreed] });
  }
  const random = randomBytes(32).toString("base64url");
  if (typeof generate.SecretStringTemplate !== "string" || typeof generate.GenerateStringKey !== "string")
    return random;
  const template = asRecord(
    parseJson(generate.SecretStringTemplate, "SecretStringTemplate"),
    "SecretStringTemplate",
  );
  return JSON.stringify({ ...template, [generate.GenerateStringKey]: random });
}
