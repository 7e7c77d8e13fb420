import { expect } from "vitest";
import type { HttpAnswer, LocalHost } from "#test/support/host.ts";

/** People of the local team, by what they do. */
export const manager = "wk-joss-thorne";
export const deputyManager = "wk-mina-harbour";
export const serviceManager = "wk-sana-field";
export const worker = "wk-ada-quill";
export const dutyDesk = "wk-duty-desk";
export const operator = "wk-vera-sparrow";
export const outOfHours = "wk-out-of-hours";

export interface OpenCase {
  readonly reference: string;
  readonly phase: string;
  readonly nextStep: string;
  readonly owner: string;
  readonly due: string;
  readonly worker: string | null;
}
export interface ShownCase {
  readonly caseRef: string;
  readonly referralRef: string;
  readonly phase: string;
  readonly otherBodies: number;
  readonly execution: string;
  readonly nextStep: { readonly step: string; readonly owner: string; readonly due: string } | null;
  readonly review: { readonly cycle: number; readonly planned: string } | null;
  readonly possibleDuplicates: readonly string[];
  readonly commitments: readonly {
    readonly id: number;
    readonly kind: string;
    readonly owner: string;
    readonly due: string;
    readonly execution: string;
  }[];
  readonly history: readonly {
    readonly at: string;
    readonly by: string;
    readonly type: string;
    readonly facts: Readonly<Record<string, unknown>>;
  }[];
}

export async function openCases(host: LocalHost): Promise<readonly OpenCase[]> {
  const { status, body } = await host.as(manager, "GET", "/cases");
  expect(status).toBe(200);
  return (body as { cases: readonly OpenCase[] }).cases;
}

export async function shownCase(host: LocalHost, caseRef: string): Promise<ShownCase> {
  const { status, body } = await host.as(manager, "GET", `/cases/${caseRef}`);
  expect(status).toBe(200);
  return body as ShownCase;
}

/** The reference in a 202. */
export function accepted({ status, body }: HttpAnswer): string {
  expect(status).toBe(202);
  expect(body).toMatchObject({ status: "accepted" });
  return (body as { reference: string }).reference;
}

/** Posts a referral, and gives the reference of the case that it opened. */
export async function refer(host: LocalHost, referral: unknown): Promise<string> {
  const before = new Set((await openCases(host)).map(({ reference }) => reference));
  accepted(await host.refer(referral));
  await host.quiet();
  const opened = (await openCases(host)).filter(({ reference }) => !before.has(reference));
  expect(opened.map(({ reference }) => reference)).toEqual([expect.stringMatching(/^C-/)]);
  return opened[0]?.reference ?? "";
}

/** The meeting of that day allocates a case to `worker`; the manager supervises, as nobody else is named. */
export async function allocate(host: LocalHost, meeting: string, caseRef: string): Promise<void> {
  const choice = { caseRef, decision: "allocate", worker };
  expect((await host.as(manager, "POST", `/meetings/${meeting}/decisions`, choice)).status).toBe(200);
  await host.quiet();
}

export const workerHalf = {
  ...{ seen: true, spokenTo: true, engagement: "engaging", goalsAgreed: "yes", riskChange: "lower" },
  progress: "Two rooms cleared.",
};
export const supervisorHalf = { agrees: true, comment: "Keep the visits weekly." };

/** Both halves of a review, by two people. Gives when the next one falls due. */
export async function review(host: LocalHost, caseRef: string, cycle: number): Promise<string> {
  const path = `/cases/${caseRef}/reviews/${cycle}`;
  expect((await host.as(worker, "POST", `${path}/worker`, workerHalf)).status).toBe(200);
  const { status, body } = await host.as(manager, "POST", `${path}/supervisor`, supervisorHalf);
  expect(status).toBe(200);
  return (body as ShownCase).nextStep?.due ?? "";
}
