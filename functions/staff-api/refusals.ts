import type { Refusal, RefusalName } from "#shared/domain/decision.ts";
import { Problem } from "../runtime/problem.ts";

/** The same answer for what is not there and for what belongs to another council (F44). */
export const notFound = () =>
  new Problem(
    404,
    "not-found",
    "There is no such case",
    "Check the reference. It begins with C- and has ten letters or digits.",
  );

const sentences: Readonly<Record<RefusalName, readonly [title: string, detail: string]>> = {
  "not-found": ["There is no such case", "Check the reference."],
  "already-given": [
    "This half of the review was given already",
    "It stands as it was given. If it is wrong, say so in the next review.",
  ],
  "already-decided": ["This case was decided already", "Open the case to see the decision."],
  "nothing-to-decide": ["Nothing is waiting for this decision", "Open the case to see its next step."],
  "nothing-to-confirm": ["Nothing is waiting to be confirmed", "Open the case to see its next step."],
  "no-review-open": ["No review is open for this case", "Reviews begin when the case is allocated."],
  "nothing-to-close": [
    "This case cannot be closed yet",
    "Only a case that was allocated is closed; decide about it first.",
  ],
  "closure-under-way": [
    "Somebody has asked to close this case already",
    "Open the case to see what it waits for.",
  ],
  "no-closure-open": ["Nobody has asked to close this case", "Open the case to see its next step."],
  "not-an-agency": [
    "That is not the id of an agency",
    "Use a partner's id from the policy, agency-1 for the first that the referral names, or other-1 for another; say who it is in the evidence.",
  ],
  "not-asked": ["They were not asked about this closure", "Use one of those that the case names."],
  "still-time-to-answer": [
    "They still have time to answer",
    "Silence may be recorded once the deadline has passed and they were chased.",
  ],
  "consultation-incomplete": [
    "Not everybody has answered yet",
    "The team and each involved agency must answer, or be silent past the deadline, before a manager decides.",
  ],
  "another-cycle": ["Another review is open", "Use the number of the review that is open."],
  "review-not-yet": [
    "This review has not opened yet",
    "It opens on the day after the last review was planned for, so that no fortnight goes without one.",
  ],
  "same-person": ["One person cannot do both", "Two different people sign a review and supervise a case."],
  "not-the-worker": [
    "You are not the worker of this case",
    "Only the allocated worker or their deputy gives this half.",
  ],
  "not-a-supervisor": [
    "You are not a supervisor or manager",
    "Only a supervisor or manager gives this half.",
  ],
  "not-a-decision-maker": ["Your role cannot decide this", "Ask a manager."],
  "meeting-not-yet": ["That meeting has not been reached", "Record its decisions on the day or after it."],
  "not-a-meeting-day": ["No meeting sits on that day", "Ask for the next meeting to see its date."],
  "worker-not-on-roster": [
    "That person cannot take this case",
    "They must be in post, with the role of worker, or of supervisor or manager to supervise.",
  ],
  "reason-not-in-policy": [
    "That reason is not one of this service's",
    "Use a reason from the service's policy.",
  ],
  "own-deputy": ["Nobody can be their own deputy", "Name another person or desk, or nobody."],
  "would-leave-nobody": ["This would leave the service with nobody to reach", "Record somebody else first."],
};

/** What a domain's refusal becomes: 404, 409 for what was given already, else 422; always with its name. */
export function problemOf({ name, details }: Refusal): Problem {
  if (name === "not-found") return notFound();
  const [title, detail] = sentences[name];
  const status = name === "already-given" || name === "already-decided" ? 409 : 422;
  return new Problem(status, name, title, detail, { reason: name, ...details });
}
