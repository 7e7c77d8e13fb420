import { expect, it } from "vitest";
import { decideWorker } from "#shared/domain/worker.ts";
import { policies } from "#shared/services/registry.ts";
import { actor, aPost } from "#test/support/staff.ts";

it("I1: the last two cannot go by leaving on different days", () => {
  const first = aPost("anneke", "duty", { leavesOn: "2026-11-25" });
  const second = aPost("bram", "duty");
  const leaving = { ...second, leavesOn: "2026-11-20" } as const;
  const command = {
    type: "record-post",
    by: actor("roster-desk"),
    member: leaving,
    roster: [first, second],
    policies,
    today: "2026-11-11",
  } as const;
  expect(decideWorker(second, command)).toMatchObject({ refused: { name: "would-leave-nobody" } });
});
