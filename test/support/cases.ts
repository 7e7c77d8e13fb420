import type { CalendarDay, Instant } from "#shared/domain/calendar-day.ts";
import type { Case, ReviewPart } from "#shared/domain/case/case.ts";
import type { AllocationChoice, CaseCommand, OpenCase } from "#shared/domain/case/commands.ts";
import { decideCase } from "#shared/domain/case/decide.ts";
import { caseEffects } from "#shared/domain/case/effects.ts";
import type { CaseEvent } from "#shared/domain/case/events.ts";
import { evolveCase } from "#shared/domain/case/evolve.ts";
import { instantsLeft } from "#shared/domain/case/obligation.ts";
import type { ReviewAnswers } from "#shared/domain/case/review-answers.ts";
import type { Decision, RefusalName } from "#shared/domain/decision.ts";
import type { Intent } from "#shared/domain/intent.ts";
import type { MailWanted } from "#shared/domain/mail-message.ts";
import type { PastEvent } from "#shared/domain/measures/course.ts";
import { meetingAfter, nextMeeting } from "#shared/domain/meeting-calendar.ts";
import type { Policy } from "#shared/domain/policy.ts";
import type { Roster } from "#shared/domain/roster.ts";
import { planless } from "./policies.ts";
import { actor, council, service, team } from "./staff.ts";

/** A case in some stage of its life, reached by commands alone; each step is applied at the instant last named. */
export class CaseBuilder {
  now: Instant;
  readonly events: CaseEvent[] = [];
  /** The same with when each happened: its history. */
  readonly past: PastEvent[] = [];
  /** What the last command's events want done. */
  wanted: readonly Intent[] = [];
  readonly #policy: Policy;
  readonly #roster: Roster;
  #state: Case | undefined;

  constructor(over: Partial<OpenCase>, at: Instant, roster: Roster, policy: Policy) {
    this.now = at;
    this.#roster = roster;
    this.#policy = policy;
    this.given({
      type: "open",
      caseRef: "C-7M2QX4KD9T",
      council,
      service,
      referralRef: "R-7M2QX4KD9T",
      personRef: "P-7M2QX4KD9T",
      receivedAt: at,
      screening: { acuteRiskNow: "no", urgency: "routine", tenure: "council" },
      possibleDuplicates: [],
      agencies: [],
      earlier: [],
      ...over,
    });
  }

  get state(): Case {
    if (!this.#state) throw new Error("The case was never opened");
    return this.#state;
  }
  get obligation() {
    const { obligation } = this.state;
    if (!obligation) throw new Error("Nothing is owed for this case");
    return obligation;
  }
  /** The mails that the last command wants. */
  get mails(): readonly MailWanted[] {
    return this.wanted.flatMap((intent) => (intent.kind === "want-mail" ? [intent.mail] : []));
  }

  at(now: Instant): this {
    this.now = now;
    return this;
  }

  /** What a command would come to; nothing is applied. */
  decide(command: CaseCommand): Decision<CaseEvent> {
    return decideCase(this.#state, command, { at: this.now, policy: this.#policy });
  }

  /** The name under which a command is refused; undefined where it is not. */
  refusalOf(command: CaseCommand): RefusalName | undefined {
    const decision = this.decide(command);
    return "refused" in decision ? decision.refused.name : undefined;
  }

  /** Applies a command that must not be refused. */
  given(command: CaseCommand): this {
    const decision = this.decide(command);
    if ("refused" in decision) throw new Error(`${command.type} was refused: ${decision.refused.name}`);
    const before = this.#state;
    for (const event of decision.events) this.#state = evolveCase(this.#state, event);
    this.events.push(...decision.events);
    this.past.push(...decision.events.map((event) => ({ at: this.now, event })));
    this.wanted = this.#state ? caseEffects(before, decision.events, this.#state) : [];
    return this;
  }

  /** The case as another part of the product would have left it; for what has no command yet. */
  changed(over: (state: Case) => Case): this {
    this.#state = over(this.state);
    return this;
  }

  screened(): this {
    return this.given({ type: "screen" });
  }

  /** The execution enters its wait; `left` instants are left to it, all of them unless said. */
  entered({ left, token = "token-1", ...over }: Entering = {}): this {
    return this.given(this.entering({ left, token, ...over }));
  }

  entering({ left, token = "token-1", ...over }: Entering = {}): CaseCommand {
    const { sequence, attempt } = this.state.episode;
    const { obligation } = this.state;
    const most = obligation ? obligation.rungs.length + 1 : 0;
    return {
      type: "register-wait",
      sequence,
      attempt,
      wait: obligation?.wait ?? 1,
      left: left ?? most,
      token,
      enteredAt: this.now,
      retryCount: 0,
      ...over,
    };
  }

  /** The execution enters again at the next rung, at the rung's own instant. */
  atNextRung(): this {
    const { rungs, reached } = this.obligation;
    const next = rungs[reached];
    if (!next) throw new Error("There is no rung left");
    const left = instantsLeft(this.obligation).length - 1;
    return this.at(next.at).entered({ left, token: `token-${next.at}` });
  }

  decision(choice: AllocationChoice, { by = "mira", meeting }: { by?: string; meeting?: CalendarDay } = {}) {
    const command: CaseCommand = {
      type: "decide-allocation",
      by: actor(by, this.#roster),
      choice,
      roster: this.#roster,
      ...(meeting ? { meeting } : {}),
    };
    return command;
  }

  /** The case is left for the meeting after its own, or after the next where its own is over. */
  deferral(): AllocationChoice {
    const coming = nextMeeting(this.#policy, this.now);
    const own = this.state.obligation?.meeting;
    const until = own && own >= coming ? meetingAfter(this.#policy, own) : coming;
    return { decision: "defer", until, reason: "more-information" };
  }

  allocated(worker = "anneke", supervisor = "idris"): this {
    return this.given(this.decision({ decision: "allocate", worker, supervisor }));
  }

  half(part: ReviewPart, { by, cycle, answers, content }: HalfGiven = {}): CaseCommand {
    return {
      type: "give-review-part",
      by: actor(by ?? (part === "worker" ? "anneke" : "idris"), this.#roster),
      part,
      cycle: cycle ?? this.state.review?.cycle ?? 1,
      content: content ?? `review-${part}`,
      answers: answers ?? (part === "worker" ? { seen: true } : { agrees: true }),
      roster: this.#roster,
    };
  }

  gave(part: ReviewPart, over: HalfGiven = {}): this {
    return this.given(this.half(part, over));
  }

  reviewed(): this {
    return this.gave("worker").gave("supervisor");
  }
}

interface HalfGiven {
  readonly by?: string;
  readonly cycle?: number;
  readonly answers?: ReviewAnswers;
  readonly content?: string;
}
interface Entering {
  readonly left?: number | undefined;
  readonly token?: string;
  readonly sequence?: number;
  readonly attempt?: number;
  readonly wait?: number;
  readonly enteredAt?: Instant;
  readonly retryCount?: number;
}

/** A case that was just opened, by default from a routine referral of Wednesday 11 November 2026. */
export function aCase(
  over: Partial<OpenCase> = {},
  { at = "2026-11-11T10:42:00.000Z", roster = team, policy = planless } = {},
): CaseBuilder {
  return new CaseBuilder(over, at, roster, policy);
}
