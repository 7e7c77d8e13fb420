import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Issuer } from "./issuer.ts";
import { writeJson } from "./journal.ts";
import { sentenceOf } from "./problem.ts";
import { deputiesFirst, emailOf, rosterAdmin, service, startsOn, team } from "./team.ts";

export interface SeedOptions {
  readonly base: string;
  readonly issuer: Issuer;
  readonly now: number;
  /** Headers that let the host's own requests in before others. */
  readonly headers: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
  readonly dataFolder: string;
}

/**
 * Puts the fictional team on the roster, once, through the same API that a roster administrator uses. Failing, it warns,
 * and tries again at the next start; done, it is noted, so that later starts need not wake a function to ask.
 */
export async function seedRoster({
  base,
  issuer,
  now,
  headers,
  say,
  dataFolder,
}: SeedOptions): Promise<void> {
  const done = join(dataFolder, "seeded.json");
  if (existsSync(done)) return;
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
      return text;
    };
    // A start that was killed half-way is gone on with: whoever is there already is left alone.
    const roster = await call("GET", "/api/v1/roster");
    for (const member of deputiesFirst().filter(({ id }) => !roster.includes(`"${id}"`))) {
      const { id, name, roles, deputy, post, workingDays, weeklyHours, places } = member;
      const body = {
        name,
        email: emailOf(member),
        roles,
        services: [service],
        deputy,
        startsOn,
        leavesOn: null,
        post,
        teams: ["community-support"],
        workingDays,
        weeklyHours,
        places,
      };
      await call("PUT", `/api/v1/roster/${id}`, body);
    }
    writeJson(done, { at: new Date(now).toISOString() });
    say(`The roster has the fictional team (${team.length} members of staff).`);
  } catch (error) {
    say(`Warning: the roster could not be seeded: ${sentenceOf(error)}`);
  }
}
