import type { PlanWritten } from "#shared/contracts/requests/plan.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { ownerOf } from "#shared/domain/case/obligation.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import type { DocumentKey } from "#shared/ports.ts";
import { openCaseToRead } from "./case-access.ts";
import type { Staff } from "./case-gate.ts";
import { servicePolicy } from "./change-case.ts";
import type { Ports } from "./ports.ts";
import { wholeHistory } from "./whole-history.ts";

/** The plan of a case whole, with its words, its actions and who decided about it; that it is read is written down. */
export async function readPlan(
  ports: Ports,
  staff: Staff,
  caseRef: string,
  why: AccessReason | undefined,
  at: Instant,
) {
  const opened = await openCaseToRead(ports, staff, caseRef, { what: "case", why }, at);
  if (opened.refused) return opened;
  const { stored } = opened;
  const { key, state: held } = stored;
  const { plan } = held;
  const history = wholeHistory(stored, await ports.store.history(key));
  const [written, actions, decisions] = await Promise.all([
    plan && wordsOf<PlanWritten>(ports, key, plan.content),
    Promise.all(
      commitmentsOf(held)
        .filter(({ kind }) => kind === "action")
        .map(async ({ id, about, content, obligation, madeAt }) => ({
          id,
          objective: about ?? null,
          owner: obligation ? ownerOf(held, obligation) : "duty",
          due: obligation?.due ?? madeAt,
          words: await said(ports, key, content),
        })),
    ),
    Promise.all(
      history
        .filter(({ type }) => type === "PlanApproved" || type === "PlanSentBack")
        .map(async ({ type, at, by, facts: { version, content } }) => {
          const decision = type === "PlanApproved" ? "approved" : "sent-back";
          return { version, decision, by, at, words: await said(ports, key, content) };
        }),
    ),
  ]);
  const { catalogue } = servicePolicy(ports, held).work.plan;
  const shown = plan && {
    accommodation: written?.accommodation ?? plan.accommodation ?? null,
    earlyFocus: plan.earlyFocus,
    goals: written?.goals ?? [],
    objectives: plan.objectives.map(({ id, goal, line, status, dates }) => ({
      id,
      goal: goal ?? null,
      line,
      title: catalogue.find((each) => each.id === line)?.title ?? line,
      status,
      dates: dates ?? {},
      words: written?.objectives.find((objective) => objective.id === id)?.words ?? null,
    })),
    words: written?.words ?? null,
  };
  const versions = history
    .filter(({ type }) => type === "PlanWritten")
    .map(({ at, by, facts: { version, submitted } }) => ({ version, submitted, by, at }));
  return { refused: undefined, found: { held, shown, actions, versions, decisions } };
}

/** What was kept under a name. */
async function wordsOf<T>(ports: Ports, key: DocumentKey, name: unknown): Promise<T | undefined> {
  const text = typeof name === "string" ? await ports.store.content(key, name) : undefined;
  return text === undefined ? undefined : JSON.parse(text);
}

const said = async (ports: Ports, key: DocumentKey, name: unknown) =>
  (await wordsOf<{ readonly words?: string }>(ports, key, name))?.words ?? null;
