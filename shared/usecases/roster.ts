import { dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import type { Actor } from "#shared/domain/decision.ts";
import type { Roster, StaffMember } from "#shared/domain/roster.ts";
import { decideWorker } from "#shared/domain/worker.ts";
import { workers } from "./aggregates.ts";
import { change } from "./change.ts";
import type { Ports } from "./ports.ts";

/** Everybody on a council's roster, those who have left included. */
export async function rosterOf(ports: Ports, council: string): Promise<Roster> {
  const documents = await ports.store.list<StaffMember>(council, "worker");
  return documents.map(({ state }) => state);
}

/** Records a joiner, a change or a leaving date; no deployment is needed. */
export async function recordPost(
  ports: Ports,
  by: Actor & { readonly council: string },
  member: StaffMember,
  at: Instant,
) {
  const roster = await rosterOf(ports, by.council);
  const key = { council: by.council, kind: "worker", id: member.staffId } as const;
  return change(ports, workers, key, by, at, (held) =>
    decideWorker(held, { type: "record-post", by, member, roster, today: dayOf(at) }),
  );
}
