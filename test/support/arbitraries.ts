import fc from "fast-check";
import { referralBody } from "#shared/contracts/referral.ts";
import { factsOf } from "#shared/contracts/referral-facts.ts";
import { adviceReasons } from "#shared/domain/advice-reasons.ts";
import { type CalendarDay, dayOf, plusDays, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { AllocationChoice, CaseCommand } from "#shared/domain/case/commands.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import type { ReviewAnswers } from "#shared/domain/case/review-answers.ts";
import type { WorkRecord } from "#shared/domain/case/work-commands.ts";
import { currentMeeting, meetingAfter, nextMeeting } from "#shared/domain/meeting-calendar.ts";
import { closureReasons, deferralReasons, engagementPrompts } from "#shared/domain/policy.ts";
import { type ScreeningFacts, tenures, urgencies } from "#shared/domain/screening.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { graduated, noNeeds } from "./leaving.ts";
import { aPlanWrite } from "./plans.ts";
import { aReferral } from "./referrals.ts";
import { actor, team } from "./staff.ts";

/** Cases from before a fact was kept do not have it. */
export const screeningFacts: fc.Arbitrary<ScreeningFacts> = fc.record(
  {
    acuteRiskNow: fc.constantFrom("yes", "no", "no", "not-known"),
    urgency: fc.constantFrom(...urgencies),
    tenure: fc.constantFrom(...tenures),
    atRiskOfLoss: fc.constantFrom("yes", "no", "not-known"),
    noticeExpires: fc.integer({ min: -60, max: 90 }).map((n) => plusDays("2026-12-15", n)),
  },
  { requiredKeys: ["acuteRiskNow", "urgency", "tenure"] },
);

const aBody = referralBody.parse(aReferral());

/** A command worked out against the case as it stands, often one that fits it, and often one that does not. */
export type Draw = (held: Case, at: string) => CaseCommand;

const staff = fc.constantFrom(...team.map(({ staffId }) => staffId));
/** Whoever could do it four times in five, else anybody. */
const mostly = (staffId: string) => fc.oneof({ weight: 4, arbitrary: fc.constant(staffId) }, staff);
const near = fc.constantFrom(0, 0, 0, 0, 0, -1, 1);

const choice: fc.Arbitrary<AllocationChoice> = fc.oneof(
  fc.record({
    decision: fc.constant("allocate" as const),
    worker: mostly("anneke"),
    supervisor: fc.option(mostly("idris"), { nil: undefined }),
  }),
  fc.record({
    decision: fc.constantFrom("advise" as const, "redirect" as const),
    reason: fc.constantFrom(...adviceReasons),
  }),
  fc.constant({ decision: "meeting" as const }),
);

const waits: fc.Arbitrary<Draw> = fc
  .record({
    sequence: near,
    attempt: near,
    wait: near,
    dropped: fc.nat(3),
    retryCount: fc.nat(2),
    token: fc.nat(9),
  })
  .map(({ sequence, attempt, wait, dropped, retryCount, token }) => (held, at) => ({
    type: "register-wait",
    sequence: held.episode.sequence + sequence,
    attempt: held.episode.attempt + attempt,
    wait: (held.obligation?.wait ?? 1) + wait,
    left: Math.max(0, (held.obligation?.rungs.length ?? 0) + 1 - (held.obligation?.reached ?? 0) - dropped),
    token: `token-${token}`,
    enteredAt: at,
    retryCount,
  }));

/** To one of the meetings after the case's own; the last of them are further off than the policy lets it be put. */
const deferral = fc.record({ meetings: fc.nat(7), reason: fc.constantFrom(...deferralReasons) });
const laterMeeting = ({ obligation }: Case, at: string, meetings: number): CalendarDay => {
  const own = obligation?.meeting ?? nextMeeting(policy, at);
  const next = nextMeeting(policy, at);
  let until = own > next ? own : next;
  for (let n = 0; n < meetings; n++) until = meetingAfter(policy, until);
  return until;
};

const decisions: fc.Arbitrary<Draw> = fc
  .record({
    by: mostly("mira"),
    choice: fc.oneof(
      { weight: 2, arbitrary: choice.map((choice) => () => choice) },
      {
        weight: 1,
        arbitrary: deferral.map(({ meetings, reason }) => (held: Case, at: string): AllocationChoice => {
          return { decision: "defer", until: laterMeeting(held, at, meetings), reason };
        }),
      },
    ),
  })
  .map(({ by, choice }) => (held, at) => ({
    type: "decide-allocation",
    by: actor(by),
    choice: choice(held, at),
    roster: team,
  }));
const takingIn: fc.Arbitrary<Draw> = mostly("mira").map((by) => (_held, at) => ({
  type: "take-in",
  by: actor(by),
  meeting: currentMeeting(policy, at),
}));

const part = fc.constantFrom("worker" as const, "supervisor" as const);
const answersOf: Readonly<Record<"worker" | "supervisor", fc.Arbitrary<ReviewAnswers>>> = {
  worker: fc.constantFrom(
    { seen: true },
    { seen: true, riskChange: "higher" },
    { seen: false, lastSeenOn: null, riskChange: "new" },
  ),
  supervisor: fc.constantFrom({ agrees: true }, { agrees: false, changeBy: "2026-12-01" }),
};
const halves: fc.Arbitrary<Draw> = part.chain((part) =>
  fc
    .record({ by: mostly(part === "worker" ? "anneke" : "idris"), cycle: near, answers: answersOf[part] })
    .map(({ by, cycle, answers }) => (held) => ({
      type: "give-review-part",
      by: actor(by),
      part,
      cycle: (held.review?.cycle ?? 1) + cycle,
      content: `review-${part}`,
      roster: team,
      answers,
    })),
);

const consulted = fc.constantFrom("team", "fire-service", "agency-1");
const closures: fc.Arbitrary<Draw> = fc.oneof(
  fc
    .record({
      by: mostly("anneke"),
      reason: fc.constantFrom("offers-not-accepted" as const, ...closureReasons),
    })
    .map<Draw>(({ by, reason }) => () => ({
      type: "request-closure",
      by: actor(by),
      reason,
      evidence: "closure-evidence",
      agencies: ["agency-1"],
      roster: team,
    })),
  fc
    .record({
      by: mostly("mira"),
      from: consulted,
      answer: fc.constantFrom("agrees" as const, "objects" as const, "silent" as const),
    })
    .map<Draw>(({ by, from, answer }) => () => ({
      type: "record-consultation",
      by: actor(by),
      with: from,
      answer,
    })),
  fc.record({ by: mostly("anneke"), agency: consulted }).map<Draw>(({ by, agency }) => (_, at) => ({
    type: "note-asking",
    by: actor(by),
    with: agency,
    on: dayOf(at),
    content: "asked",
    roster: team,
  })),
  fc
    .record({
      by: mostly("mira"),
      ended: fc.constantFrom("closed" as const, "kept" as const, "withdrawn" as const),
    })
    .map<Draw>(({ by, ended }) => () => ({
      type: "end-closure",
      by: actor(by),
      ended,
      meetsObjections: true,
    })),
);

/** The number of an open promise, and sometimes of none. */
const promiseOf = (held: Case, n: number): number => {
  const open = commitmentsOf(held);
  return open[n % (open.length + 1)]?.id ?? 999;
};
const byDay = fc.constantFrom(-3, 2, 10, 40);
const dayFrom = (at: string, days: number) => plusDays(dayOf(at), days);
const commitments: fc.Arbitrary<Draw> = fc.oneof(
  fc
    .record({
      by: mostly("anneke"),
      kind: fc.constantFrom("action" as const, "agency-offer" as const, "handover" as const),
      staff: fc.option(mostly("bram"), { nil: undefined }),
      days: byDay,
    })
    .map<Draw>(({ by, kind, staff, days }) => (_, at) => ({
      type: "make-commitment",
      by: actor(by),
      kind,
      due: dayFrom(at, days),
      staff,
      content: "commitment",
      roster: team,
    })),
  fc
    .record({
      by: mostly("anneke"),
      n: fc.nat(5),
      as: fc.constantFrom("kept" as const, "not-kept" as const, "withdrawn" as const),
    })
    .map<Draw>(({ by, n, as }) => (held) => ({
      type: "end-commitment",
      by: actor(by),
      id: promiseOf(held, n),
      as,
      content: "outcome",
      roster: team,
    })),
  fc
    .record({ by: mostly("anneke"), n: fc.nat(5), days: fc.constantFrom(-3, -3, 2, 10) })
    .map<Draw>(({ by, n, days }) => (held, at) => ({
      type: "move-commitment",
      by: actor(by),
      id: promiseOf(held, n),
      due: dayFrom(at, days),
      content: "reason",
      roster: team,
    })),
);

const fromWorker = fc.record({ by: mostly("anneke") }).map(({ by }) => ({
  by: actor(by),
  roster: team,
  content: "words",
}));
const leaving: fc.Arbitrary<Draw> = fc.oneof(
  fromWorker.map<Draw>((from) => () => ({ type: "begin-non-engagement", ...from })),
  mostly("mira").map<Draw>((by) => () => ({ type: "end-non-engagement", by: actor(by), content: "words" })),
  fc
    .tuple(
      fromWorker,
      fc.constantFrom(...graduated),
      fc.constantFrom("declined" as const, "no-answer" as const, "declined" as const, "accepted" as const),
    )
    .map<Draw>(([from, offer, answer]) => (_, at) => ({
      type: "record-offer",
      ...from,
      by: actor(offer.madeBy),
      ...offer,
      day: dayOf(at),
      answer,
    })),
  fc.tuple(fromWorker, fc.constantFrom(...engagementPrompts)).map<Draw>(([from, prompt]) => () => ({
    type: "answer-prompt",
    ...from,
    prompt,
    answer: "done",
  })),
  fc.tuple(fromWorker, fc.constantFrom(...closureReasons)).map<Draw>(([from, reason]) => () => ({
    type: "note-way-out",
    ...from,
    reason,
    standing: "partly",
  })),
  fromWorker.map<Draw>(({ by, roster }) => () => ({ type: "record-outcomes", by, roster, ...noNeeds })),
);

const plans: fc.Arbitrary<Draw> = fc.oneof(
  fc
    .record({
      by: mostly("anneke"),
      basedOn: near,
      submit: fc.boolean(),
      kind: fc.constantFrom("council", "hospital"),
      lines: fc.subarray(["rent", "hygiene", "work"]),
      content: fc.constantFrom("plan-a", "plan-b"),
      days: fc.constantFrom(-3, 5),
    })
    .map<Draw>(({ by, basedOn, submit, kind, lines, content, days }) => ({ plan }, at) => ({
      ...aPlanWrite({
        accommodation: { kind },
        objectives: lines.map((line) => ({ id: line, line, status: "open" })),
      }),
      by: actor(by),
      basedOn: Math.max(0, (plan?.version ?? 0) + basedOn),
      submit,
      content,
      actions: lines
        .slice(0, 1)
        .map((objective) => ({ objective, due: dayFrom(at, days), content: "action" })),
    })),
  fc
    .record({
      by: mostly("idris"),
      version: near,
      decision: fc.constantFrom("approve" as const, "send-back" as const),
    })
    .map<Draw>(({ by, version, decision }) => ({ plan }) => ({
      type: "decide-plan",
      by: actor(by),
      version: (plan?.version ?? 0) + version,
      decision,
      content: "plan-decision",
      roster: team,
    })),
);

/** The execution of a side track enters its wait; of the main track, where no other is open. */
const sideWaits: fc.Arbitrary<Draw> = fc
  .record({ dropped: fc.nat(3), token: fc.nat(9), n: fc.nat(5) })
  .map(({ dropped, token, n }) => (held, at) => {
    const open = [...(held.closure ? [held.closure] : []), ...commitmentsOf(held)];
    const { episode, obligation } = open.filter((track) => track.obligation)[n % (open.length || 1)] ?? held;
    return {
      type: "register-wait",
      sequence: episode.sequence,
      attempt: episode.attempt,
      wait: obligation?.wait ?? 1,
      left: Math.max(0, (obligation?.rungs.length ?? 0) + 1 - (obligation?.reached ?? 0) - dropped),
      token: `side-token-${token}`,
      enteredAt: at,
      retryCount: 0,
    };
  });

const others: fc.Arbitrary<Draw> = fc.oneof(
  fc.constant<Draw>(() => ({ type: "screen" })),
  fc.constantFrom("main" as const, "closure" as const).map<Draw>((track) => () => ({
    type: "restart",
    why: "execution-ended",
    track,
  })),
  mostly("duty-desk").map<Draw>((by) => () => ({ type: "confirm-signpost", by: actor(by) })),
  fc.constant<Draw>((_held, at) => {
    const meeting = currentMeeting(policy, at);
    return { type: "carry-over", meeting, next: meeting };
  }),
  fc.nat(3).map<Draw>((n) => (held) => ({
    type: "note-other-body",
    referralRef: held.referralRef,
    content: `body-${n}`,
  })),
  fc
    .record({ by: mostly("duty-desk"), n: fc.nat(9), screening: screeningFacts })
    .map<Draw>(({ by, n, screening }) => (held) => ({
      type: "amend-referral",
      by: actor(by),
      roster: team,
      referralRef: held.referralRef,
      reason: "more-known",
      content: `body-${n}`,
      screening,
      facts: factsOf(aBody),
      agencies: ["police"],
      offers: [{ agency: "police", content: `commitment-${n % 3}` }],
      possibleDuplicates: ["C-0THER00001", "C-0THER00002"].slice(n % 3),
    })),
);

/** What keeps a case to some, and what is put right in it. */
const keepings: fc.Arbitrary<Draw> = fc.oneof(
  mostly("mira").map<Draw>((by) => () => ({
    type: "restrict",
    by: actor(by),
    reason: "known-to-staff",
    named: ["carys"],
    content: "restriction",
  })),
  mostly("mira").map<Draw>((by) => () => ({
    type: "lift-restriction",
    by: actor(by),
    reason: "person-asked",
    content: "restriction-lifted",
  })),
  mostly("petra").map<Draw>((by) => () => ({
    type: "override-restriction",
    by: actor(by),
    reason: "safeguarding",
    content: "restriction-override",
    roster: team,
  })),
  fc
    .record({ by: mostly("mira"), days: fc.integer({ min: -2, max: 9 }) })
    .map<Draw>(({ by, days }) => (held, at) => ({
      type: "move-review",
      by: actor(by),
      day: plusDays(held.review?.planned ?? dayOf(at), days),
      reason: "joint-visit",
      content: "review-moved",
    })),
  fc.constantFrom("main" as const, "closure" as const).map<Draw>((track) => () => ({
    type: "retry",
    by: actor("operator-1"),
    what: "episode",
    track,
    parked: 0,
  })),
  consulted.map<Draw>((asked) => (held, at) => ({
    type: "correct",
    by: actor("mira"),
    of: 1,
    entry: {
      seq: 1,
      at: held.closure?.consulted[asked]?.at ?? at,
      by: "anneke",
      type: "ConsultationRecorded",
      facts: { with: asked },
    },
    isSaid: false,
    reason: "wrong-fact",
    content: "correction-1",
  })),
);

const handovers: fc.Arbitrary<Draw> = fc.oneof(
  fc
    .record({
      type: fc.constantFrom("offer-handover" as const, "move-case" as const),
      by: mostly("mira"),
      part: fc.constantFrom("worker" as const, "supervisor" as const),
      to: mostly("bram"),
    })
    .map<Draw>(({ type, by, part, to }) => () => ({
      type,
      by: actor(by),
      part,
      to,
      reason: "caseload",
      content: "handover",
      roster: team,
    })),
  fc
    .record({ by: mostly("bram"), answer: fc.constantFrom("accept" as const, "decline" as const) })
    .map<Draw>(({ by, answer }) => (held) => ({
      type: "answer-handover",
      by: actor(by === "bram" ? (held.handover?.to ?? by) : by),
      answer,
      content: "handover-answer",
      roster: team,
    })),
  mostly("mira").map<Draw>((by) => () => ({
    type: "withdraw-handover",
    by: actor(by),
    content: "withdrawn",
  })),
);

const work = fc
  .record({
    by: mostly("anneke"),
    level: fc.constantFrom("low", "high"),
    days: fc.constantFrom(-3, 10, 40),
    n: fc.nat(9),
    seen: fc.boolean(),
  })
  .chain(({ by, level, days, n, seen }) =>
    fc
      .constantFrom<(at: string) => WorkRecord>(
        (at) => ({
          what: "contact",
          channel: "visit",
          place: "home",
          when: plusMinutes(at, -days * 60),
          minutes: n,
          outcome: "brief",
          seen,
          spokenTo: n > 4,
        }),
        (at) => ({ what: "risk", levels: { fire: level }, joint: [], reviewOn: dayFrom(at, days) }),
        (at) => ({ what: "warning", kind: "animals", ...(seen ? { reviewOn: dayFrom(at, days) } : {}) }),
        (at) => ({ what: "conversation", tool: "well-12", edition: "to-be-filled-in", on: dayOf(at) }),
        (at) => ({ what: "referral-on", destination: "cnwl", on: dayFrom(at, -days) }),
        (at) => ({ what: "concern", reference: "SA-1", on: dayOf(at) }),
        (at) => ({ what: "capacity", decision: "care", reference: "MCA-1", on: dayOf(at) }),
      )
      .map<Draw>((recordOf) => (_, at) => ({
        type: "record-work",
        by: actor(by),
        roster: team,
        content: `record-${n}`,
        record: recordOf(at),
      })),
  );

/** What is drawn often only where a test is about it: each kind of draw takes room from the others. */
const rarely = { closures, commitments, plans, leaving, keepings, handovers, work };

/** What happens to a case next, and how many minutes after the last thing: seconds, hours, or weeks. */
export const happening = (
  often?: keyof typeof rarely,
): fc.Arbitrary<{ readonly minutes: number; readonly draw: Draw }> =>
  fc.record({
    minutes: fc.oneof(fc.nat(5), fc.nat(60 * 24), fc.nat(60 * 24 * 20)),
    draw: fc.oneof(
      { weight: 4, arbitrary: waits },
      { weight: 2, arbitrary: fc.oneof({ weight: 5, arbitrary: decisions }, takingIn) },
      { weight: 5, arbitrary: halves },
      { weight: 2, arbitrary: others },
      { weight: 2, arbitrary: sideWaits },
      ...Object.entries(rarely).map(([name, arbitrary]) => ({ weight: name === often ? 16 : 2, arbitrary })),
    ),
  });
