import { expect } from "vitest";
import type { HttpAnswer } from "#test/support/host.ts";

/** Words of `aReferral` that no refusal may repeat. */
const personal = /Odile|Fenwright|Marrick|Tollenby|Quillback|ZZ99|07700|1971-03-09|lanternhouse|stairs/i;

/** A refusal in the form of RFC 9457, under the name that a program matches, that says nothing of anybody. */
export function expectProblem(answer: HttpAnswer, status: number, kind: string): void {
  expect(answer).toMatchObject({
    status,
    type: expect.stringMatching(/^application\/problem\+json/),
    body: {
      type: `urn:holdfast:problem:${kind}`,
      status,
      title: expect.stringMatching(/\w/),
      detail: expect.stringMatching(/\w/),
    },
  });
  expect(answer.text).not.toMatch(personal);
}
