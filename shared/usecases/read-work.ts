import type { Instant } from "#shared/domain/calendar-day.ts";
import type { WorkRecord } from "#shared/domain/case/work-commands.ts";
import type { RecordEvent } from "#shared/domain/case/work-events.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import { openCaseToRead } from "./case-access.ts";
import type { Staff } from "./case-gate.ts";
import type { Ports } from "./ports.ts";
import { wholeHistory } from "./whole-history.ts";

/** What each line of the history is the record of. */
const whats: Readonly<Record<RecordEvent["type"], WorkRecord["what"]>> = {
  ContactRecorded: "contact",
  RiskRecorded: "risk",
  WarningNoted: "warning",
  ConversationRecorded: "conversation",
  ReadingTaken: "reading",
  ReferredOn: "referral-on",
  ConcernRaised: "concern",
  CapacityAssessed: "capacity",
};
const whatOf = (type: string): WorkRecord["what"] | undefined => whats[type as RecordEvent["type"]];

/** As much as somebody reads at once; the answer says where the next page begins. */
const page = 30;

/** What was written down about a case, newest first, as it was kept; that it is read is written down too. */
export async function readWork(
  ports: Ports,
  staff: Staff,
  caseRef: string,
  asked: {
    readonly what?: WorkRecord["what"] | undefined;
    readonly before?: number | undefined;
    readonly reason?: AccessReason | undefined;
  },
  at: Instant,
) {
  const opened = await openCaseToRead(ports, staff, caseRef, { what: "case", why: asked.reason }, at);
  if (opened.refused) return opened;
  const { stored } = opened;
  const history = wholeHistory(stored, await ports.store.history(stored.key));
  const wanted = history
    .filter(({ type, seq }) => {
      const what = whatOf(type);
      const isOlder = asked.before === undefined || seq < asked.before;
      return what !== undefined && isOlder && (asked.what === undefined || asked.what === what);
    })
    .reverse();
  const records = await Promise.all(
    wanted.slice(0, page).map(async ({ seq, type, at, by, facts }) => {
      const text = await ports.store.content(stored.key, String(facts.content));
      const kept: unknown = text === undefined ? null : JSON.parse(text);
      return { seq, what: whatOf(type), by, at, kept };
    }),
  );
  const next = wanted.length > page ? (records.at(-1)?.seq ?? null) : null;
  return { refused: undefined, found: { records, next } };
}
