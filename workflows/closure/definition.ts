import { tasks } from "#shared/contracts/tasks.ts";
import { workflowsOver } from "../asl/define.ts";

/** A closure being weighed, beside the reviews, which go on (CST-18, CST-19). Only people lead to its end. */
export const closure = workflowsOver(tasks)({
  name: "closure",
  purpose: "Takes a request to close a case through the consultation that it needs to a manager's decision.",
  startAt: "PrepareClosure",
  steps: {
    PrepareClosure: {
      call: "prepare-closure",
      on: { consult: "AwaitConsultation", decide: "AwaitClosureDecision", settled: "ClosureEnded" },
    },
    AwaitConsultation: {
      await: "consult-before-closing",
      on: {
        consulted: "AwaitClosureDecision",
        withdrawn: "ClosureEnded",
        "handed-over": "ClosureEnded",
        superseded: "ClosureEnded",
      },
    },
    AwaitClosureDecision: {
      await: "decide-closure",
      on: {
        closed: "CaseClosed",
        kept: "ClosureEnded",
        withdrawn: "ClosureEnded",
        "handed-over": "ClosureEnded",
        superseded: "ClosureEnded",
      },
    },
    CaseClosed: {
      succeed: "A manager has closed the case, and nothing more ticks for it.",
      closesCase: true,
    },
    ClosureEnded: { succeed: "The case stays open, or a newer execution holds the closure." },
  },
});
