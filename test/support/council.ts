import { createHash } from "node:crypto";
import { memoryStore } from "#shared/adapters/memory/document-store.ts";
import { memoryMailRecord } from "#shared/adapters/memory/mail-record.ts";
import { memoryMailer } from "#shared/adapters/memory/mailer.ts";
import type { AllocationRequest } from "#shared/contracts/api.ts";
import { type CalendarDay, type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { Case, ReviewPart } from "#shared/domain/case/case.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import { reference } from "#shared/domain/reference.ts";
import type { Roster, StaffMember } from "#shared/domain/roster.ts";
import { sources } from "#shared/services/sources.ts";
import { compose } from "#shared/usecases/compose.ts";
import { confirmSignpost, decideAllocation } from "#shared/usecases/decide-allocation.ts";
import { giveReviewPart, type ReviewHalf } from "#shared/usecases/give-review-part.ts";
import { caseKey } from "#shared/usecases/keys.ts";
import type { Mail } from "#shared/usecases/mail-item.ts";
import type { OutsidePorts, Ports } from "#shared/usecases/ports.ts";
import { readCase } from "#shared/usecases/read-cases.ts";
import { receiveReferral } from "#shared/usecases/receive-referral.ts";
import { reconcile } from "#shared/usecases/reconcile.ts";
import { recordPost } from "#shared/usecases/roster.ts";
import { sweep } from "#shared/usecases/sweep.ts";
import { aSupervisorHalf, aWorkerHalf } from "./halves.ts";
import { Machines } from "./machines.ts";
import { planlessPolicies } from "./policies.ts";
import { aReferral, type Body, mkForm } from "./referrals.ts";
import { actor, council as id, team } from "./staff.ts";

/** Wednesday 11 November 2026: the meeting after it is Tuesday the 17th. */
export const wednesday: Instant = "2026-11-11T10:42:00.000Z";
const halves: { readonly [Part in ReviewPart]: ReviewHalf } = {
  worker: aWorkerHalf,
  supervisor: aSupervisorHalf,
};

export interface CouncilOptions {
  readonly at?: Instant;
  readonly roster?: Roster;
  /** Puts something between the use cases and the ports, for each invocation anew. */
  readonly between?: (ports: OutsidePorts) => OutsidePorts;
}

/** A council in memory: every port, the machines, a roster and a clock that moves only when a test moves it. */
export class Council {
  readonly store = memoryStore();
  readonly mailer = memoryMailer();
  readonly mailRecord = memoryMailRecord();
  readonly machines: Machines;
  readonly reports: Readonly<Record<string, string | number | boolean>>[] = [];
  roster: Roster;
  readonly #between: (ports: OutsidePorts) => OutsidePorts;

  constructor({ at = wednesday, roster = team, between = (ports) => ports }: CouncilOptions = {}) {
    this.roster = roster;
    this.#between = between;
    this.machines = new Machines(at, () => this.ports());
  }

  get at(): Instant {
    return this.machines.now;
  }

  /** The ports of one invocation. */
  ports(): Ports {
    const outside = this.#between({
      store: this.store,
      mailer: this.mailer,
      mailRecord: this.mailRecord,
      workflows: this.machines,
      refer: async (prefix, ...parts) =>
        reference(prefix, createHash("sha256").update(JSON.stringify(parts)).digest()),
      policies: planlessPolicies,
      serviceUrl: "https://holdfast.example",
      sources,
      report: (problem) => this.reports.push(problem),
    });
    return compose(outside);
  }

  /** Puts the roster in place without a word in the history, as it was there before. */
  async seeded(): Promise<this> {
    for (const member of this.roster) await this.place(member);
    return this;
  }

  /** Puts a member of staff in place as if they had been there before. */
  async place(state: StaffMember): Promise<void> {
    const key = { council: id, kind: "worker", id: state.staffId } as const;
    const held = await this.store.load(key);
    const document = {
      key,
      version: (held?.version ?? 0) + 1,
      seq: 0,
      state,
      owedHistory: [],
      owedIntents: [],
    };
    await (held ? this.store.replace(document) : this.store.create(document));
    this.roster = [...this.roster.filter(({ staffId }) => staffId !== state.staffId), state];
  }

  /** Records a post from now on. */
  async post(member: StaffMember) {
    this.roster = [...this.roster.filter(({ staffId }) => staffId !== member.staffId), member];
    return recordPost(this.ports(), actor("roster-desk"), member, this.at);
  }

  /** A referral arrives and is screened; gives back the reference of its case. */
  async refer(over: Body = {}): Promise<string> {
    const received = await this.receive(JSON.stringify(aReferral(over)));
    await this.machines.settle();
    const key = { council: id, kind: "referral", id: received.reference } as const;
    const stored = await this.store.load<{ readonly caseRef: string }>(key);
    if (!stored) throw new Error(`${received.reference} was not kept as a referral`);
    return stored.state.caseRef;
  }

  receive(body: string) {
    return receiveReferral(this.ports(), mkForm, body, this.at);
  }

  async decide(caseRef: string, choice: AllocationRequest, { by = "mira", meeting }: Deciding = {}) {
    const who = actor(by, this.roster);
    const changed = await decideAllocation(this.ports(), who, caseRef, choice, meeting, this.at);
    await this.machines.settle();
    return changed;
  }

  async confirm(caseRef: string, by = "duty-desk") {
    const changed = await confirmSignpost(this.ports(), actor(by, this.roster), caseRef, this.at);
    await this.machines.settle();
    return changed;
  }

  /** A case as somebody reads it, by default its manager with a reason; throws where they may not. */
  async read(caseRef: string, by = "mira", why: AccessReason | undefined = "supervision") {
    const read = await readCase(this.ports(), actor(by, this.roster), caseRef, why, this.at);
    if (read.refused) throw new Error(`${by} may not read ${caseRef}: ${read.refused.name}`);
    return read.found;
  }

  /** One half of a review; who gives it and which words can be named. */
  async give(caseRef: string, part: ReviewPart, { by, cycle, half = halves[part] }: Giving = {}) {
    const open = cycle ?? (await this.case(caseRef)).review?.cycle ?? 1;
    const who = actor(by ?? (part === "worker" ? "anneke" : "idris"), this.roster);
    const changed = await giveReviewPart(this.ports(), who, caseRef, open, part, half, this.at);
    await this.machines.settle();
    return changed;
  }

  async giveBoth(caseRef: string): Promise<void> {
    for (const part of ["worker", "supervisor"] as const) {
      const { refused } = await this.give(caseRef, part);
      if (refused) throw new Error(`The ${part}'s half was refused: ${refused.name}`);
    }
  }

  /** Moves the clock to `until`, and lets every timer fire at its own instant. */
  async advance(until: Instant): Promise<void> {
    await this.machines.settle();
    for (let next = await this.next(); next && next <= until; next = await this.next()) {
      if (next > this.at) this.machines.now = next;
      const timer = this.machines.nextTimer;
      if (timer && timer <= this.at) await this.machines.fireDue();
      else await this.sweep();
    }
    if (until > this.at) this.machines.now = until;
  }

  /** When something happens next by itself: a timer fires, or a sweep comes for a morning's mail. */
  async next(): Promise<Instant | undefined> {
    const waiting: Instant[] = [];
    for (const key of await this.store.owingSince("9999-12-31T00:00:00.000Z")) {
      const mail = key.kind === "mail" ? (await this.store.load<Mail>(key))?.state : undefined;
      if (mail?.status === "waiting") waiting.push(plusMinutes(mail.leaseUntil, 2));
    }
    const { nextTimer } = this.machines;
    return [...waiting, ...(nextTimer ? [nextTimer] : [])].sort()[0];
  }

  async advanceMinutes(minutes: number): Promise<void> {
    await this.advance(plusMinutes(this.at, minutes));
  }

  async sweep() {
    const swept = await sweep(this.ports(), this.at);
    await this.machines.settle();
    return swept;
  }

  async reconcile(kind: "frequent" | "daily" = "frequent") {
    const reconciled = await reconcile(this.ports(), kind, this.at);
    await this.machines.settle();
    return reconciled;
  }

  async case(caseRef: string): Promise<Case> {
    return (await this.document(caseRef)).state;
  }

  async document(caseRef: string) {
    const stored = await this.store.load<Case>(caseKey(id, caseRef));
    if (!stored) throw new Error(`There is no case ${caseRef}`);
    return stored;
  }

  history(caseRef: string) {
    return this.store.history(caseKey(id, caseRef));
  }

  /** What is in somebody's inbox, as `subject` lines. */
  inbox(address: string): readonly string[] {
    const whole = address.includes("@") ? address : `${address}@team.example`;
    return this.mailer.sent.filter(({ to }) => to.includes(whole)).map(({ subject }) => subject);
  }

  /** The same, with each line of a morning's mail as its own: under which heading, and what. */
  told(who: string): readonly string[] {
    return this.mailer.sent
      .filter(({ to }) => to.includes(`${who}@team.example`))
      .flatMap(({ subject, text }) => {
        const lines = text.split("\n\n").flatMap((part) => {
          const [heading, ...items] = part.split("\n- ");
          return items.map((item) => `${heading} ${item}`);
        });
        return lines.length > 0 ? lines : [subject];
      });
  }

  /** A case that was allocated by the manager just now, with anneke as its worker and idris as its supervisor. */
  async allocated(over: Body = {}): Promise<string> {
    const caseRef = await this.refer(over);
    const choice = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;
    const { refused } = await this.decide(caseRef, choice);
    if (refused) throw new Error(`The allocation was refused: ${refused.name}`);
    return caseRef;
  }
}

interface Deciding {
  readonly by?: string;
  readonly meeting?: CalendarDay;
}
interface Giving {
  readonly by?: string;
  readonly cycle?: number;
  readonly half?: ReviewHalf;
}

/** A council with its roster in place. */
export const aCouncil = (options?: CouncilOptions): Promise<Council> => new Council(options).seeded();
