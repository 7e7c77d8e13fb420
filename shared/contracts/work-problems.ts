import type { WorkRefusalName } from "#shared/domain/work-refusals.ts";
import { type ProblemText, problem } from "./problem-text.ts";

/** What is refused about plan and work: 409 for what was changed meanwhile, else 422. */
export const workProblems: Readonly<Record<WorkRefusalName, ProblemText>> = {
  "changed-meanwhile": problem(
    409,
    "Somebody changed the plan meanwhile",
    "Read the plan again and send yours based on that version. What you sent is kept under the name that is told.",
  ),
  "not-in-policy": problem(
    422,
    "That is not one of this service's",
    "Use one of the words that the service's policy lists.",
  ),
  "no-accommodation": problem(
    422,
    "The plan does not say where the person lives",
    "Name the accommodation, with none where they have no home; a draft may leave it out.",
  ),
  "early-focus-missing": problem(
    422,
    "The plan leaves out something that comes first",
    "Say of each whether it is done, planned, not needed, or declined by the person; a draft may leave it out.",
  ),
  "no-plan-to-approve": problem(422, "No plan waits to be approved", "Open the plan to see where it stands."),
  "channel-not-safe": problem(
    422,
    "The referral says that this channel is not safe for the person",
    "Use another channel; if it had to be this one, say why with a reason of the service's policy.",
  ),
  "contact-contradicts-itself": problem(
    422,
    "Nobody is seen or spoken to that way",
    "With the channel, place or outcome that is told as word, seen or spokenTo cannot be true. Say what happened.",
  ),
  "too-far-ahead": problem(
    422,
    "That day is too far ahead",
    "Name a day no later than the one that is told as latest. A supervisor may move a promise further.",
  ),
  "no-such-warning": problem(422, "No such warning stands", "Open the case to see which warnings stand."),
  "scores-do-not-fit": problem(
    422,
    "The scores are not those of this tool",
    "Give as many as the tool has, each within its range.",
  ),
};
