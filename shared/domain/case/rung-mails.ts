import type { Intent } from "../intent.ts";
import type { Rung } from "../ladder.ts";
import type { MailMessage } from "../mail-message.ts";
import type { MailRecipient } from "../roster.ts";
import { type Case, type ReviewPart, trackOf } from "./case.ts";
import { weighersOf } from "./closure-effects.ts";
import type { CaseEvent } from "./events.ts";
import { mail, want } from "./mail-intent.ts";
import type { Obligation } from "./obligation.ts";

/**
 * The mails of a rung. Where several rungs have passed at once (after an outage), each whom they name is told once, at
 * the last that names them: nobody is left out, and nobody gets a flood (I5, L3).
 */
export function rungMails(
  event: Extract<CaseEvent, { type: "RungReached" }>,
  events: readonly CaseEvent[],
  before: Case,
): readonly Intent[] {
  const track = trackOf(before, event.track ?? "main");
  const obligation = track?.obligation;
  const message = obligation && rungMessage(before, obligation, event.says);
  if (!message || event.says === "hand-over") return [];
  const later = events.flatMap((other) =>
    other.type === "RungReached" && other.rung > event.rung && other.track === event.track
      ? recipients(before, obligation, other.to)
      : [],
  );
  const toldLater = new Set(later.map(([label]) => label));
  const told = recipients(before, obligation, event.to).filter(([label]) => !toldLater.has(label));
  return told.map(([label, to]) => {
    const rung = `${obligation.kind}/${obligation.cycle}/${track?.episode.sequence ?? 0}-${event.rung}/${label}`;
    // One mail tells of a meeting that was not held, however many cases waited for it.
    if (message.kind === "meeting-not-held") {
      const day = rungDay(obligation, event.rung);
      return want(before, `meeting/${before.service}/${message.meeting}/${day}/${label}`, to, message);
    }
    return mail(before, rung, to, message);
  });
}

const rungDay = (obligation: Obligation, rung: number): string =>
  obligation.rungs[rung - 1]?.at.slice(0, 10) ?? "";

function rungMessage(
  held: Case,
  { kind, due, cycle, meeting, commitment }: Obligation,
  says: Rung["says"],
): MailMessage | undefined {
  const { caseRef, signposted } = held;
  switch (kind) {
    case "review":
      return { kind: "review-due", caseRef, cycle, due, says };
    case "emergency":
      return { kind: "emergency-alert", caseRef, due, says };
    case "signpost":
      return signposted && { kind: "signpost-alert", caseRef, reason: signposted, due, says };
    case "allocation":
      return meeting && { kind: "meeting-not-held", meeting };
    case "consultation":
      return { kind: "consultation-due", caseRef, due, says };
    case "closure":
      return { kind: "closure-to-decide", caseRef, due, says };
    case "commitment":
      return (
        commitment && {
          kind: "commitment-due",
          caseRef,
          commitment: commitment.id,
          about: commitment.kind,
          due,
          says,
        }
      );
    case "screening":
      return undefined;
  }
}

const parts: readonly ReviewPart[] = ["worker", "supervisor"];

/** A ladder names parts in the case; here they become people or posts, each with the label its key carries. */
function recipients(
  held: Case,
  obligation: Obligation,
  to: Rung["to"],
): readonly (readonly [label: string, to: MailRecipient])[] {
  const { worker, supervisor, review, restricted } = held;
  // Before there is a worker: the duty desk, or a manager where the desk cannot see the case.
  const desk = restricted ? "manager" : "duty";
  const missing = (part: ReviewPart) => review?.given[part] === undefined;
  const isWeighed = obligation.kind === "consultation" || obligation.kind === "closure";
  const all = isWeighed && to.includes("manager") ? [...new Set([...to, ...weighersOf(held)])] : to;
  return all.flatMap((recipient): readonly (readonly [string, MailRecipient])[] => {
    switch (recipient) {
      case "worker":
        return worker ? [["worker", { staff: worker }]] : [[desk, { role: desk }]];
      case "supervisor":
        return supervisor ? [["supervisor", { staff: supervisor }]] : [["manager", { role: "manager" }]];
      case "outstanding":
        return recipients(held, obligation, parts.filter(missing));
      case "owner": {
        const staff = obligation.commitment?.staff;
        return staff ? [["owner", { staff }]] : recipients(held, obligation, [obligation.owner]);
      }
      // Whoever has not given their half, it is their deputy who is told: a different person (I5), and never the
      // holder of the other half, where the two stand in for one another.
      case "deputy": {
        const owing = parts.filter(missing);
        const told = owing.flatMap((part) => (part === "worker" ? worker : supervisor) ?? []);
        return owing.flatMap((part) => {
          const staff = part === "worker" ? worker : supervisor;
          const besides = told.filter((other) => other !== staff);
          const deputy = { deputyOf: staff ?? "", ...(besides.length > 0 ? { besides } : {}) };
          return staff ? [[`${part}-deputy`, deputy] as const] : [];
        });
      }
      default:
        return [[recipient, { role: recipient }]];
    }
  });
}
