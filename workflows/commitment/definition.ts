import { tasks } from "#shared/contracts/tasks.ts";
import { workflowsOver } from "../asl/define.ts";

/** One dated promise about a person: an agency's offer, a form that is missing, a plan to be approved, an action. */
export const commitment = workflowsOver(tasks)({
  name: "commitment",
  purpose: "Chases one promise about a person until somebody says what became of it.",
  startAt: "AwaitCommitment",
  steps: {
    AwaitCommitment: {
      await: "chase-commitment",
      on: {
        kept: "CommitmentEnded",
        "not-kept": "CommitmentEnded",
        withdrawn: "CommitmentEnded",
        moved: "AwaitCommitment",
        "handed-over": "CommitmentEnded",
        superseded: "CommitmentEnded",
      },
    },
    CommitmentEnded: { succeed: "Somebody said what became of it, or a newer execution chases it." },
  },
});
