import { tasks } from "#shared/contracts/tasks.ts";
import { workflowsOver } from "../asl/define.ts";

/** From a referral to a decision: every way in ends with a person who decided or confirmed (CST-05 to CST-08). */
export const referralTriage = workflowsOver(tasks)({
  name: "referral-triage",
  purpose:
    "Takes a new referral to a decision: signposted, dealt with as an emergency, or decided at the weekly meeting.",
  startAt: "Screen",
  steps: {
    Screen: {
      call: "screen-referral",
      on: {
        signposted: "AwaitSignpostConfirmed",
        emergency: "AwaitEmergencyDecision",
        meeting: "AwaitAllocationMeeting",
        settled: "TriageEnded",
      },
    },
    AwaitSignpostConfirmed: {
      await: "confirm-signpost",
      on: {
        confirmed: "TriageEnded",
        meeting: "AwaitAllocationMeeting",
        "handed-over": "TriageEnded",
        superseded: "TriageEnded",
      },
    },
    AwaitEmergencyDecision: {
      await: "answer-emergency",
      on: {
        allocated: "TriageEnded",
        advised: "TriageEnded",
        redirected: "TriageEnded",
        meeting: "AwaitAllocationMeeting",
        "handed-over": "TriageEnded",
        superseded: "TriageEnded",
      },
    },
    AwaitAllocationMeeting: {
      await: "hold-for-meeting",
      on: {
        allocated: "TriageEnded",
        advised: "TriageEnded",
        redirected: "TriageEnded",
        deferred: "AwaitAllocationMeeting",
        "handed-over": "TriageEnded",
        superseded: "TriageEnded",
      },
    },
    TriageEnded: { succeed: "Somebody has decided, or a newer execution holds the case." },
  },
});
