import type { Issuer } from "./issuer.ts";
import { isRecord } from "./json.ts";
import { sentenceOf } from "./problem.ts";
import { emailOf, rosterAdmin, service, startsOn, team } from "./team.ts";

export interface SeedOptions {
  readonly base: string;
  readonly issuer: Issuer;
  readonly now: number;
  /** Headers that let the host's own requests in before others. */
  readonly headers: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

/** Puts the fictional team on an empty roster, through the same API that a roster administrator uses. Failing, it warns. */
export async function seedRoster({ base, issuer, now, headers, say }: SeedOptions): Promise<void> {
  try {
    const admin = team.find(({ id }) => id === rosterAdmin);
    if (admin === undefined) throw new Error(`${rosterAdmin} is not in the team`);
    const { token } = await issuer.token(admin, now);
    const call = async (method: string, path: string, body?: unknown) => {
      const answer = await fetch(`${base}${path}`, {
        method,
        headers: { ...headers, authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status} ${text.slice(0, 300)}`);
      return text === "" ? undefined : (JSON.parse(text) as unknown);
    };
    if (hasEntries(await call("GET", "/api/v1/roster"))) return;
    for (const member of team) {
      const { id, name, roles, deputy } = member;
      const body = {
        name,
        email: emailOf(member),
        roles,
        services: [service],
        deputy,
        startsOn,
        leavesOn: null,
      };
      await call("PUT", `/api/v1/roster/${id}`, body);
    }
    say(`Put ${team.length} fictional members of staff on the roster.`);
  } catch (error) {
    say(`Warning: the roster could not be seeded: ${sentenceOf(error)}`);
  }
}

/** Whether a roster, as a list or under a name, has anybody on it. */
function hasEntries(answer: unknown): boolean {
  const lists = Array.isArray(answer)
    ? [answer]
    : isRecord(answer)
      ? Object.values(answer).filter(Array.isArray)
      : [];
  return lists.some((list) => list.length > 0);
}
