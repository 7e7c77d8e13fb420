import type { LocalHost } from "#test/support/host.ts";
import { type OpenCase, type ShownCase, violationsOf } from "#test/support/invariants.ts";
import { manager, Person } from "./people.ts";

export type { OpenCase, ShownCase } from "#test/support/invariants.ts";

/** Every case that was ever opened, as its staff see it. */
export async function everyCase(host: LocalHost): Promise<readonly ShownCase[]> {
  const names = (await host.executions()).map(({ name }) => name);
  const references = [...new Set(names.map((name) => name.split("-").slice(0, 2).join("-")))];
  const person = new Person(host, manager);
  return Promise.all(references.map((reference) => person.get<ShownCase>(`/cases/${reference}`)));
}

/** Looks from outside for anything that breaks the promise (I1 to I8, L3), and says what. Empty when all holds. */
export async function violations(host: LocalHost, referrals: number): Promise<readonly string[]> {
  const { cases: open } = await new Person(host, manager).get<{ cases: readonly OpenCase[] }>("/cases");
  const shown = await everyCase(host);
  const executions = await host.executions();
  const running = new Set(executions.filter(({ status }) => status === "RUNNING").map(({ name }) => name));
  const quarantined = open.filter(({ reference }) => reference.startsWith("Q-")).length;
  const inbox = (await host.inbox()).map(({ tags, ...mail }) => ({ ...mail, key: JSON.stringify(tags) }));
  const isWhole = referrals === shown.length + quarantined;
  return [
    ...violationsOf({ now: await host.now(), open, shown, running, inbox }),
    ...(isWhole ? [] : [`I6: ${referrals} referrals, ${shown.length} cases, ${quarantined} kept aside`]),
  ];
}
