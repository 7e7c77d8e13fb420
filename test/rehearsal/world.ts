import { type CalendarDay, type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { MailWanted } from "#shared/domain/mail-message.ts";
import type { Policy } from "#shared/domain/policy.ts";
import { find, type StaffMember } from "#shared/domain/roster.ts";
import type { OutsidePorts } from "#shared/usecases/ports.ts";
import { Council } from "#test/support/council.ts";
import { council as id } from "#test/support/staff.ts";
import { Chance } from "./chance.ts";
import { Diary } from "./diary.ts";
import { type Days, isAtWork, leaveOf, teamOfTwelve } from "./team.ts";

/** A mail that went, when, and what it was about. */
export interface WentMail {
  readonly at: Instant;
  readonly key: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly wanted: MailWanted;
}

/** How often each port fails, of the times that it is asked. */
const failures = { mail: 0.02, start: 0.005, answer: 0.005, history: 0.003, mark: 0.005 } as const;
const sweepEveryMinutes = 5;

/** A council in memory with everything that happens to it: its diary, its people's leave, its faults, and its mails. */
export class World {
  readonly council: Council;
  readonly diary = new Diary();
  readonly policy: Policy;
  readonly seed: string;
  readonly begins: CalendarDay;
  readonly ends: CalendarDay;
  readonly isMended: boolean;
  readonly leave: ReadonlyMap<string, readonly Days[]>;
  readonly mails: WentMail[] = [];
  /** What is counted, by its name in the report. */
  readonly counts = new Map<string, number>();
  readonly found: string[] = [];
  /** Looks at each mail as it goes. */
  onMail: (mail: WentMail) => void = () => {};
  /** Until when a fault may still be unmended, so that its finding would be early. */
  faultUntil: Instant = "2000-01-01T00:00:00.000Z";
  /** Until when the mail service answers nobody. */
  mailDownUntil: Instant = "2000-01-01T00:00:00.000Z";
  readonly #faults: Chance;
  #isSweepPlanned = false;

  constructor(
    { policy, seed, begins, ends, isMended }: Pick<World, "policy" | "seed" | "begins" | "ends" | "isMended">,
    at: Instant,
  ) {
    this.isMended = isMended;
    this.policy = policy;
    this.seed = seed;
    this.begins = begins;
    this.ends = ends;
    this.leave = leaveOf(seed, begins, ends);
    this.#faults = new Chance(seed, "faults");
    this.council = new Council({ at, roster: teamOfTwelve, between: (ports) => this.#failing(ports) });
  }

  get at(): Instant {
    return this.council.at;
  }
  chance(...about: readonly (string | number)[]): Chance {
    return new Chance(this.seed, ...about);
  }
  count(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }
  violated(what: string): void {
    this.found.push(`${this.at} ${what}`);
  }

  /** Something that somebody was refused: counted by its name, so that no reader overlooks it. */
  refused({ refused }: { readonly refused?: { readonly name: string } | undefined }): boolean {
    if (refused) this.count(`refused: ${refused.name}`);
    return refused !== undefined;
  }

  /** Whoever is at work just now, out of some, in their order. */
  atWork(...staffIds: readonly string[]): StaffMember | undefined {
    return staffIds
      .flatMap((staffId) => find(this.council.roster, staffId) ?? [])
      .find((member) => isAtWork(member, this.at, this.leave));
  }

  case(caseRef: string): Promise<Case> {
    return this.council.case(caseRef);
  }

  /** Lets the diary and every timer happen in their order, until `until`. */
  async live(until: Instant): Promise<void> {
    const { machines } = this.council;
    for (;;) {
      const next = [this.diary.next, machines.nextTimer].flatMap((at) => at ?? []).sort()[0];
      if (next === undefined || next > until) break;
      await this.council.advance(next);
      if (this.diary.next !== undefined && this.diary.next <= next) {
        await this.diary.take()?.what();
        await machines.settle();
      }
      await this.#planSweep();
    }
    await this.council.advance(until);
  }

  /** The sweep runs every five minutes; between faults it finds nothing, and so it is not run. */
  async #planSweep(): Promise<void> {
    if (this.#isSweepPlanned || (await this.council.store.owingSince(this.at)).length === 0) return;
    this.#isSweepPlanned = true;
    this.diary.put(plusMinutes(this.at, sweepEveryMinutes), async () => {
      this.#isSweepPlanned = false;
      await this.council.sweep();
      this.count("sweeps");
    });
  }

  #fails(share: number): void {
    if (this.#faults.is(share)) {
      this.count("faults: a port failed");
      throw new Error("A fault of the rehearsal");
    }
  }

  #failing(ports: OutsidePorts): OutsidePorts {
    const { store, workflows, mailer } = ports;
    return {
      ...ports,
      store: {
        ...store,
        appendHistory: async (key, entries) => {
          this.#fails(failures.history);
          await store.appendHistory(key, entries);
        },
        putMark: async (council, mark, ref) => {
          this.#fails(failures.mark);
          await store.putMark(council, mark, ref);
        },
      },
      workflows: {
        start: async (workflow, name, input) => {
          this.#fails(failures.start);
          return workflows.start(workflow, name, input);
        },
        answer: async (token, output) => {
          this.#fails(failures.answer);
          return workflows.answer(token, output);
        },
        status: (workflow, name) => workflows.status(workflow, name),
        running: (wanted) => workflows.running(wanted),
      },
      mailer: {
        send: async (mail) => {
          this.#fails(this.at < this.mailDownUntil ? 1 : failures.mail);
          const messageId = await mailer.send(mail);
          const stored = await store.load<MailWanted>({ council: id, kind: "mail", id: mail.key });
          if (!stored) throw new Error(`The mail ${mail.key} was sent and never kept`);
          const { to, subject, text } = mail;
          const went = { at: this.at, key: mail.key, to, subject, text, wanted: stored.state };
          this.mails.push(went);
          this.onMail(went);
          return messageId;
        },
      },
    };
  }
}
