import { absenceOn } from "#shared/domain/absence.ts";
import { atTime, dayOf, plusDays, plusMinutes } from "#shared/domain/calendar-day.ts";
import { type Case, executionName, isOpen } from "#shared/domain/case/case.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { roles } from "#shared/domain/decision.ts";
import { asksForWork } from "#shared/domain/mail-message.ts";
import { find, isActive, reach } from "#shared/domain/roster.ts";
import type { HistoryEntry } from "#shared/ports.ts";
import { listOpenCases } from "#shared/usecases/read-cases.ts";
import { type ShownCase, violationsOf } from "#test/support/invariants.ts";
import { actor } from "#test/support/staff.ts";
import type { WentMail, World } from "./world.ts";

/** A rung is entered at its instant; where a port failed or an execution was killed, it may be this much later. */
const graceMinutes = 120;

/** Looks every morning, and at every mail as it goes, for anything that breaks the promise. */
export class Watch {
  readonly #world: World;
  readonly #keys = new Set<string>();
  /** Who was asked to step in for a review, by case and cycle. */
  readonly escalatedTo = new Map<string, Set<string>>();
  /** Cases that were seen as they ended: nothing happens to them any more. */
  readonly #seenOver = new Set<string>();

  constructor(world: World) {
    this.#world = world;
    world.onMail = (mail) => this.#onMail(mail);
    for (let day = world.begins; day < world.ends; day = plusDays(day, 1))
      world.diary.put(atTime(day, "07:45"), () => this.look());
  }

  /** I8: to nobody who has left, never twice, and with no name in it. */
  #onMail({ at, key, to, subject, text, wanted }: WentMail): void {
    const { roster } = this.#world.council;
    this.#world.count(`mails: ${wanted.message.kind}`);
    if (this.#keys.has(key)) this.#world.violated(`I8: the mail ${key} went twice`);
    this.#keys.add(key);
    if (/quarrel|Winston|Bramble/.test(subject + text))
      this.#world.violated(`X-05: the mail ${key} says a name`);
    for (const address of to) {
      const member = roster.find(({ email }) => email === address);
      if (member && !isActive(member, dayOf(at)))
        this.#world.violated(`X-03: a mail went to ${address}, who has left`);
      else if (member && asksForWork.includes(wanted.message.kind) && absenceOn(member, dayOf(at)))
        this.#world.violated(`X-03: a mail that asks for work went to ${address}, who is away`);
    }
    const { message } = wanted;
    for (const line of message.kind === "reminders" ? message.lines : [message]) {
      if (line.kind !== "review-due" || line.says !== "escalation") continue;
      const about = `${line.caseRef}/${line.cycle}`;
      const told = this.escalatedTo.get(about) ?? new Set();
      this.escalatedTo.set(about, new Set([...told, ...to]));
    }
  }

  async look(): Promise<void> {
    const { council, policy, at } = this.#world;
    const open = await listOpenCases(council.ports(), actor("service-manager", council.roster), at);
    const shown: ShownCase[] = [];
    for await (const { key, state, owedIntents } of council.store.scan<Case>("case")) {
      if (this.#seenOver.has(key.id)) continue;
      const history = await council.store.history(key);
      shown.push(shownOf(state, history));
      if (!isOpen(state) && owedIntents.length === 0) this.#seenOver.add(key.id);
      this.#escalated(state);
    }
    const running = new Set(
      council.machines.started.filter(({ status }) => status === "RUNNING").map(({ name }) => name),
    );
    this.#world.count("looks");
    const isMending =
      at < this.#world.faultUntil || at < plusMinutes(this.#world.mailDownUntil, graceMinutes);
    for (const found of violationsOf({ now: at, open, shown, running, inbox: [] }))
      if (!(isMending && /^I[45]/.test(found))) this.#world.violated(found);
    for (const { reference, owner } of open) {
      const role = roles.find((each) => each === owner);
      const [who] = reach(council.roster, policy.service, role ? { role } : { staff: owner }, dayOf(at));
      if (!who || !isActive(who, dayOf(at))) this.#world.violated(`I1: nobody answers for ${reference}`);
    }
  }

  /** I5: past the first rung that escalates, somebody else than whose halves are missing has been asked by name. */
  #escalated(held: Case): void {
    const { obligation, review, caseRef, worker, supervisor } = held;
    if (!isOpen(held) || obligation?.kind !== "review" || !review) return;
    const rung = obligation.rungs.find(({ says }) => says === "escalation");
    if (!rung || plusMinutes(rung.at, graceMinutes) > this.#world.at) return;
    if (this.#world.at < plusMinutes(this.#world.mailDownUntil, graceMinutes)) return;
    const missing = [review.given.worker ? "" : worker, review.given.supervisor ? "" : supervisor];
    const { roster } = this.#world.council;
    const told = [...(this.escalatedTo.get(`${caseRef}/${review.cycle}`) ?? [])];
    const others = told.filter((address) => {
      const member = roster.find(({ email }) => email === address);
      return member && !missing.includes(member.staffId) && find(roster, member.staffId);
    });
    if (others.length === 0)
      this.#world.violated(`I5: review ${review.cycle} of ${caseRef} is late, and nobody else was asked`);
  }
}

export function shownOf(held: Case, history: readonly HistoryEntry[]): ShownCase {
  const { caseRef, phase, worker, closed, obligation, review, closure } = held;
  return {
    caseRef,
    phase,
    worker: worker ?? null,
    closed: closed ?? null,
    nextStep: obligation ? { rungsReached: obligation.reached, due: obligation.due } : null,
    review: review ?? null,
    commitments: commitmentsOf(held),
    execution: executionName(held, held.episode),
    closure: closure
      ? { execution: executionName(held, closure.episode), nextStep: closure.obligation ?? null }
      : null,
    history,
  };
}
