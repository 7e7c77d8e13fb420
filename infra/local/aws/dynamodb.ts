import type { Server, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import type { Activity } from "../activity.ts";
import type { Parts, TablePart } from "../assembly.ts";
import { damaged } from "../journal.ts";
import { asList, asRecord, isRecord, type JsonRecord, parseJson } from "../json.ts";
import { HostProblem } from "../problem.ts";
import { type AwsCall, AwsRefusal, type AwsService, demand } from "./endpoint.ts";

/** Calls that dynalite answers as AWS does, and whether they write. Every other call is refused. */
const served: Readonly<Record<string, boolean>> = {
  GetItem: false,
  BatchGetItem: false,
  Query: false,
  Scan: false,
  DescribeTable: false,
  PutItem: true,
  UpdateItem: true,
  DeleteItem: true,
};
/** Parameters that dynalite would leave out in silence. */
const lacking = ["ReturnValuesOnConditionCheckFailure"];

/** Tables of the template, over dynalite, with the caller's role checked first. */
export class DynamoDb implements AwsService {
  readonly #parts: Parts;
  readonly #activity: Activity;
  readonly #dynalite: Server;

  private constructor(parts: Parts, activity: Activity, dynalite: Server) {
    this.#parts = parts;
    this.#activity = activity;
    this.#dynalite = dynalite;
  }

  /**
   * Opens the tables in the data folder, or in memory where there is none, and makes those that are missing. Throws
   * `HostProblem` where they cannot be read.
   */
  static async open(parts: Parts, activity: Activity, dataFolder: string | undefined): Promise<DynamoDb> {
    const path = dataFolder === undefined ? undefined : join(dataFolder, "tables");
    if (path !== undefined) await probe(path);
    // The package has no types: a function that gives an HTTP server.
    const dynalite = createRequire(import.meta.url)("dynalite") as (options: JsonRecord) => Server;
    const server = dynalite({ path, createTableMs: 0 });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const database = new DynamoDb(parts, activity, server);
    try {
      const names = asList(asRecord(await database.#ask("ListTables", {}), "ListTables").TableNames);
      for (const table of parts.tables) {
        if (names.includes(table.name)) await database.#noteKept(table);
        else await database.#create(table);
      }
    } catch (cause) {
      throw path === undefined ? cause : damaged(path, cause);
    }
    return database;
  }

  async answer({ target, body, caller, headers }: AwsCall, response: ServerResponse): Promise<void> {
    const [, operation = ""] = target.split(".");
    const writes = served[operation];
    if (writes === undefined)
      throw new AwsRefusal("UnknownOperationException", `The local tables do not know ${operation}.`);
    const input = asRecord(parseJson(body, "The call"), "The call");
    for (const parameter of lacking) {
      if (input[parameter] !== undefined && input[parameter] !== "NONE") {
        throw new AwsRefusal("ValidationException", `The local tables cannot do ${parameter}.`);
      }
    }
    const name = String(input.TableName ?? onlyTable(input.RequestItems));
    const table = this.#parts.tables.find((part) => part.name === name || part.arn === name);
    const arn = table?.arn ?? `arn:aws:dynamodb:${this.#parts.region}:${this.#parts.account}:table/${name}`;
    const resource = input.IndexName === undefined ? arn : `${arn}/index/${input.IndexName}`;
    demand(this.#parts, caller, `dynamodb:${operation}`, resource, {
      "dynamodb:leadingkeys": leadingKeys(input, table),
    });
    if (table === undefined)
      throw new AwsRefusal("ResourceNotFoundException", "Requested resource not found");
    await this.#forward(
      headers,
      body.replace(JSON.stringify(table.arn), JSON.stringify(table.name)),
      response,
    );
    if (!writes || response.statusCode !== 200) return;
    this.#note(table, asRecord(input.Key ?? input.Item, "The call"), body);
  }

  close(): Promise<void> {
    this.#dynalite.closeAllConnections();
    return new Promise((resolve) => this.#dynalite.close(() => resolve()));
  }

  /** Hands the call to dynalite in this process: the answer is written by it, with its checksum. */
  #forward(
    headers: Readonly<Record<string, unknown>>,
    body: string,
    response: ServerResponse,
  ): Promise<void> {
    const request = Object.assign(Readable.from([Buffer.from(body)]), { method: "POST", url: "/", headers });
    const finished = new Promise<void>((resolve) => response.once("finish", resolve).once("close", resolve));
    this.#dynalite.emit("request", request, response);
    return finished;
  }

  /** Notes the instants in an item of a table that has an index: only there does anybody look for what is due. */
  #note({ name, creation }: TablePart, keyed: JsonRecord, text: string): void {
    if (creation.GlobalSecondaryIndexes === undefined) return;
    const key = asList(creation.KeySchema).map(
      (part) => keyed[String(asRecord(part, "A key").AttributeName)],
    );
    this.#activity.note(`${name} ${JSON.stringify(key)}`, text);
  }

  /** Reads what was kept before this start, for the instants that are written in it. */
  async #noteKept(table: TablePart): Promise<void> {
    let from: unknown;
    do {
      const input = { TableName: table.name, ...(from === undefined ? {} : { ExclusiveStartKey: from }) };
      const page = asRecord(await this.#ask("Scan", input), "Scan");
      for (const item of asList(page.Items))
        this.#note(table, asRecord(item, "An item"), JSON.stringify(item));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  }

  async #create({ creation }: TablePart): Promise<void> {
    await this.#ask("CreateTable", creation);
    for (;;) {
      const { Table } = asRecord(
        await this.#ask("DescribeTable", { TableName: creation.TableName }),
        "DescribeTable",
      );
      if (asRecord(Table, "DescribeTable").TableStatus === "ACTIVE") return;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** A call of the host's own, to dynalite's port. */
  async #ask(operation: string, input: JsonRecord): Promise<unknown> {
    const address = this.#dynalite.address();
    if (address === null || typeof address === "string") throw new Error("The tables are closed.");
    const answer = await fetch(`http://127.0.0.1:${address.port}/`, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDB_20120810.${operation}`,
        "x-amz-date": "20260101T000000Z",
        authorization:
          "AWS4-HMAC-SHA256 Credential=host/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local",
      },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(5000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${operation}: ${text}`);
    return JSON.parse(text);
  }
}

interface LevelDatabase {
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Opens and closes the files once: dynalite itself would end the process over files that are in use or broken. */
async function probe(path: string): Promise<void> {
  const require = createRequire(import.meta.url);
  // Dynalite's own storage engine, as dynalite finds it; it has these two methods.
  const { Level } = createRequire(require.resolve("dynalite"))("level") as {
    Level: new (path: string) => LevelDatabase;
  };
  const files = new Level(path);
  try {
    await files.open();
    await files.close();
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (isRecord(cause) && cause.code === "LEVEL_LOCKED") {
      throw new HostProblem(
        `Another local host is using the data folder ${dirname(path)}; stop it, or give another folder with --data.`,
      );
    }
    throw damaged(path, error);
  }
}

/** The table of a call that names its tables by their items. Throws `AwsRefusal` for more than one, which nobody needs. */
function onlyTable(requestItems: unknown): string | undefined {
  if (!isRecord(requestItems)) return undefined;
  const [name, ...others] = Object.keys(requestItems);
  if (others.length > 0)
    throw new AwsRefusal("ValidationException", "The local tables read one table at a time.");
  return name;
}

/** The partition keys that a call touches, for the condition `dynamodb:LeadingKeys`; none where it touches all. */
function leadingKeys(input: JsonRecord, table: TablePart | undefined): readonly string[] {
  const [hash] = asList(table?.creation.KeySchema);
  const name = hash === undefined ? "" : String(asRecord(hash, "KeySchema").AttributeName);
  return keyedBy(input).flatMap((keyed) => {
    const value = asRecord(keyed, "Key")[name];
    return value === undefined ? [] : Object.values(asRecord(value, name)).map(String);
  });
}

/** What a call names items by, each with its key in it. */
function keyedBy({ Key, Item, RequestItems }: JsonRecord): readonly unknown[] {
  if (isRecord(RequestItems))
    return Object.values(RequestItems).flatMap((asked) => asList(asRecord(asked, "RequestItems").Keys));
  const one = Key ?? Item;
  return one === undefined ? [] : [one];
}
