import { freshAssembly } from "#infra/synth.ts";
import { type Execution, LocalHost, type Mail } from "#test/support/host.ts";
import { whenPrepared } from "#test/support/prepared-run.ts";
import { reminderLines, rungs } from "#test/support/reminder-lines.ts";
import { everyCase } from "./invariants.ts";
import { Narrator } from "./narrator.ts";
import { Story } from "./story.ts";

/** `npm run demo`: a year of a small council on the real template, told as it happens. Exits 0 only if all of it held. */
const say = (line: string): void => console.log(line);
const began = performance.now();

await whenPrepared();
await freshAssembly();
const host = await LocalHost.start({ at: "2026-11-11T09:00:00Z" });
let exitCode = 0;
try {
  const story = new Story(host, new Narrator(host, say));
  const told = await story.tell();
  const found = [...story.found, ...host.failures()];
  for (const violation of found) say(`  VIOLATION ${violation}`);
  const cases = await everyCase(host);
  const open = cases.filter(({ phase }) => phase === "referred" || phase === "supported").length;
  const closed = cases.filter(({ phase }) => phase === "closed").length;
  const inbox = await host.inbox();
  const executions = await host.executions();
  say(
    [
      `\n${told.referrals} referrals`,
      `${open} open`,
      `${closed} closed`,
      `${told.reviews} reviews`,
      `reminders ${remindersByRung(inbox)}`,
      `${inbox.length} mails`,
      `${executions.length} executions`,
      `oldest execution ${await oldestDays(executions)} days`,
      `violations of I1-I8: ${found.length}`,
      `${((performance.now() - began) / 1000).toFixed(1)} s`,
    ].join(", "),
  );
  exitCode = found.length === 0 ? 0 : 1;
} catch (error) {
  say(`\nThe story broke off: ${error instanceof Error ? error.message : String(error)}`);
  exitCode = 1;
} finally {
  await host.kill();
}
process.exit(exitCode);

function remindersByRung(inbox: readonly Mail[]): string {
  const lines = reminderLines(inbox);
  return rungs.map((each) => `${each} ${lines.filter(({ rung }) => rung === each).length}`).join(" / ");
}

/** The longest that any execution ran, in whole days; one that still runs counts until now. */
async function oldestDays(executions: readonly Execution[]): Promise<number> {
  const now = await host.now();
  const ages = await Promise.all(
    executions.map(async ({ name, status, startedAt }) => {
      const ended = status === "RUNNING" ? now : ((await host.events(name)).at(-1)?.timestamp ?? now);
      return Date.parse(ended) - Date.parse(startedAt);
    }),
  );
  return Math.floor(Math.max(0, ...ages) / 86_400_000);
}
