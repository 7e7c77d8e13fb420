import { tasks } from "#shared/contracts/tasks.ts";
import { workflowsOver } from "../asl/define.ts";

/** A stage of support: fortnightly reviews by two people until the stage hands over to the next (CST-17). */
export const supportStage = workflowsOver(tasks)({
  name: "support-stage",
  purpose:
    "Asks for a review every fortnight and climbs the ladder while it is late, until the next stage takes over or a manager closes the case.",
  startAt: "Review",
  steps: {
    Review: {
      await: "request-review",
      on: {
        reviewed: "Review",
        moved: "Review",
        closed: "SupportEnded",
        "handed-over": "StageHandedOver",
        superseded: "StageHandedOver",
      },
    },
    StageHandedOver: { succeed: "The next stage's execution holds the case." },
    SupportEnded: { succeed: "A manager has closed the case.", closesCase: true },
  },
});
