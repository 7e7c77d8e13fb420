import { sayInstant } from "#shared/domain/calendar-day.ts";
import type { LocalHost } from "#test/support/host.ts";

/** Tells the story as it happens: each step with its day in London, and each mail that it caused. */
export class Narrator {
  readonly #host: LocalHost;
  readonly #say: (line: string) => void;
  #told = 0;

  constructor(host: LocalHost, say: (line: string) => void) {
    this.#host = host;
    this.#say = say;
  }

  chapter(title: string): void {
    this.#say(`\n${title}`);
  }

  /** One thing that somebody did, with the day on which they did it, and the mails that went since the last one. */
  async tell(what: string): Promise<void> {
    await this.mails();
    this.#say(`  ${sayInstant(await this.#host.now())}: ${what}`);
    await this.#host.quiet();
    await this.mails();
  }

  /** The mails that went since the last time. */
  async mails(): Promise<void> {
    const inbox = await this.#host.inbox();
    for (const { at, to, subject } of inbox.slice(this.#told))
      this.#say(`      mail of ${sayInstant(at)} to ${to.map(nameOf).join(" and ")}: ${subject}`);
    this.#told = inbox.length;
  }
}

/** `ada.quill@cst.example` reads as "ada quill". */
const nameOf = (address: string): string => address.replace(/@.*$/, "").replaceAll(".", " ");
