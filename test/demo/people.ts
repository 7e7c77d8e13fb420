import type { LocalHost } from "#test/support/host.ts";

/** The staff of the local team who play a part. */
export const manager = "wk-joss-thorne";
export const serviceManager = "wk-sana-field";
export const dutyDesk = "wk-duty-desk";
export const rosterAdmin = "wk-roz-ledger";
export const ada = "wk-ada-quill";
export const ben = "wk-ben-marlow";

/** What the story asked for did not happen; the demonstration ends here, and not with exit code 0. */
export class StoryBroken extends Error {
  override readonly name = "StoryBroken";
}

export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new StoryBroken(what);
}

/** The staff API as one person uses it; anything but the expected status ends the story. */
export class Person {
  readonly #host: LocalHost;
  readonly #id: string;

  constructor(host: LocalHost, id: string) {
    this.#host = host;
    this.#id = id;
  }

  /** Reads, and says why: a restricted case asks for it. */
  async get<Shape>(path: string): Promise<Shape> {
    const answer = await this.#host.as(this.#id, "GET", `${path}?reason=supervision`);
    must(answer.status === 200, `GET ${path} as ${this.#id} answered ${answer.status}: ${answer.text}`);
    return answer.body as Shape;
  }

  async send(method: "POST" | "PUT", path: string, body: unknown, expected = 200): Promise<void> {
    const answer = await this.#host.as(this.#id, method, path, body);
    must(
      answer.status === expected,
      `${method} ${path} as ${this.#id} answered ${answer.status}: ${answer.text}`,
    );
  }
}
