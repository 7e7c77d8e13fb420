import type { RefusalName } from "#shared/domain/decision.ts";
import { type ProblemText, problem } from "./problem-text.ts";
import { workProblems } from "./work-problems.ts";

/** What the domain refuses: 404, 409 for what was given already, else 422. */
const refusals: Readonly<Record<RefusalName, ProblemText>> = {
  ...workProblems,
  // The same answer for what is not there and for what belongs to another council (F44).
  "not-found": problem(
    404,
    "There is no such case",
    "Check the reference. It begins with C- and has ten letters or digits.",
  ),
  "already-given": problem(
    409,
    "This was given already",
    "It stands as it was given. If half of a review is wrong, say so in the next one.",
  ),
  "already-decided": problem(
    409,
    "This case was decided already",
    "Open the case to see the decision. What its record lacks is added as a correction to a line of its history; a closed case is taken up again by its reopening.",
  ),
  "already-settled": problem(
    409,
    "This was accepted or discarded already",
    "Open it to see what became of it, and who decided.",
  ),
  "submission-id-taken": problem(
    422,
    "That submission id is another referral's",
    "Nothing was changed. Use the submission id that this one came with; where it came with none, give it a new one, such as its own reference. If it is the same referral again, discard it as a duplicate, and write what is new as a version of the other.",
  ),
  "nothing-to-decide": problem(
    422,
    "Nothing is waiting for this decision",
    "Open the case to see its next step.",
  ),
  "nothing-to-confirm": problem(
    422,
    "Nothing is waiting to be confirmed",
    "Open the case to see its next step.",
  ),
  "no-review-open": problem(
    422,
    "No review is open for this case",
    "Reviews begin when the case is allocated.",
  ),
  "nothing-to-close": problem(
    422,
    "This case cannot be closed yet",
    "Only a case that was allocated is closed; decide about it first.",
  ),
  "closure-under-way": problem(
    422,
    "Somebody has asked to close this case already",
    "Open the case to see what it waits for.",
  ),
  "no-closure-open": problem(
    422,
    "Nobody has asked to close this case",
    "Open the case to see its next step.",
  ),
  "not-an-agency": problem(
    422,
    "That is not the id of an agency",
    "Use a partner's id from the policy, agency-1 for the first that the referral names, or other-1 for another; say who it is in the evidence.",
  ),
  "not-asked": problem(
    422,
    "They were not asked about this closure",
    "Use one of those that the case names.",
  ),
  "still-time-to-answer": problem(
    422,
    "They still have time to answer",
    "Silence may be recorded once they were asked on two days and their time is over: the answer says until when.",
  ),
  "not-chased": problem(
    422,
    "This agency was not asked on two days",
    "Ask it, ask it once more on a later day, and record in the case that you did. Only then does its silence count.",
  ),
  "team-not-silent": problem(
    422,
    "The team is not silent",
    "Ask the team, at its meeting or one by one, and record what it says.",
  ),
  "objection-not-met": problem(
    422,
    "Somebody objects to this closure",
    "Say in despiteObjections why the case closes all the same, or keep it open.",
  ),
  "consultation-incomplete": problem(
    422,
    "Not everybody has answered yet",
    "The team and each involved agency must answer, or be silent past the deadline, before a manager decides.",
  ),
  "another-cycle": problem(422, "Another review is open", "Use the number of the review that is open."),
  "review-not-yet": problem(
    422,
    "This review has not opened yet",
    "It opens some days before it is due, so that no fortnight goes without one; the answer names the day.",
  ),
  "last-seen-ahead": problem(
    422,
    "The day of the last sight has not come yet",
    "Give the day on which somebody last saw the person, or null where nobody has.",
  ),
  "objectives-unanswered": problem(
    422,
    "The review does not speak of every open objective",
    "Say for each open objective of the plan what became of it; not-worked-on is an answer too.",
  ),
  "not-an-open-objective": problem(
    422,
    "That is not an open objective of this case",
    "Use the ids of the plan's open objectives, as the case names them.",
  ),
  "not-a-day-to-change-by": problem(
    422,
    "Nothing can be asked for by that day",
    "Name a day that is still to come, and no later than the service allows.",
  ),
  "same-person": problem(
    422,
    "One person cannot do both",
    "Two different people sign a review, supervise a case, ask for and decide its closure, and raise and drop a concern.",
  ),
  "not-the-worker": problem(
    422,
    "You are not the worker of this case",
    "Only the allocated worker or their deputy does this.",
  ),
  "not-a-supervisor": problem(
    422,
    "You are not a supervisor or manager",
    "A supervisor or a manager gives the second half of a review, and approves a plan or sends it back. Ask yours.",
  ),
  "not-a-decision-maker": problem(422, "Your role cannot decide this", "Ask a manager."),
  "meeting-not-yet": problem(
    422,
    "That meeting has not been reached",
    "Record its decisions on the day or after it.",
  ),
  "not-a-meeting-day": problem(
    422,
    "No meeting sits on that day",
    "Ask for the next meeting to see its date.",
  ),
  "meeting-passed": problem(
    422,
    "That meeting is over",
    "A later meeting has the case now. Use the meeting that sits today, or the next one.",
  ),
  "meeting-closed": problem(
    422,
    "That meeting has been closed",
    "Decide about the case outside a meeting, or take it to the next one. A mistake in the minutes is put right by a correction.",
  ),
  "not-on-agenda": problem(
    422,
    "This case is not on that meeting's agenda",
    "It waits for a later meeting. Take it in first, if it cannot wait.",
  ),
  "no-such-place": problem(
    422,
    "The agenda has no such place",
    "Count from 1 at the top. See the meeting for how many cases it has.",
  ),
  "meeting-not-held": problem(
    422,
    "That meeting has not been held",
    "Open it first, or record a decision of it.",
  ),
  "not-a-later-meeting": problem(
    422,
    "A case is deferred to a later meeting",
    "Name the day of a meeting that comes after this case's own and has not begun.",
  ),
  "deferred-too-far": problem(
    422,
    "That is too far away",
    "Name an earlier meeting. The service says how long a case may be put off at once.",
  ),
  "worker-not-on-roster": problem(
    422,
    "That person cannot take this case",
    "They must be in post, with the role of worker, or of supervisor or manager to supervise.",
  ),
  "not-eligible": problem(
    422,
    "This post is paid for other people's support",
    "The Housing Revenue Account serves council tenants whose tenancy is or could be at risk. Choose another worker, or ask the service manager, who may override it with a reason.",
  ),
  "caseload-full": problem(
    422,
    "This worker has no place left",
    "Choose another worker, or send an override with a reason and words.",
  ),
  "hours-full": problem(
    422,
    "This worker has not enough hours left",
    "Choose another worker, allow fewer hours for the case, or send an override with a reason and words.",
  ),
  "worker-away": problem(
    422,
    "This worker is away",
    "Choose a worker who is there, or send an override with a reason and words.",
  ),
  "conflict-of-interest": problem(
    422,
    "This person has declared a conflict of interest",
    "Choose somebody else. Nobody can override it.",
  ),
  "conflict-possible": problem(
    422,
    "This person has a conflict with a case that may be the same person's",
    "Ask them first. Choose somebody else, or send an override with a reason and words.",
  ),
  "same-person-elsewhere": problem(
    422,
    "Somebody else works with this person already, on another case",
    "Allocate it to them, or send an override with a reason and words for a second worker.",
  ),
  "own-conflict": problem(
    403,
    "You have a conflict of interest with this case",
    "Leave it to one of those that `instead` names. A manager withdraws a conflict that does not stand.",
  ),
  "reason-not-in-policy": problem(
    422,
    "That reason is not one of this service's",
    "Use a reason from the service's policy.",
  ),
  "address-taken": problem(
    422,
    "Somebody else has that address",
    "Give each person an address of their own. Only desks may share one.",
  ),
  "own-deputy": problem(422, "Nobody can be their own deputy", "Name another person or desk, or nobody."),
  "nothing-to-hand-over": problem(
    422,
    "Nobody holds this case",
    "Only a case that was allocated, and is open, is handed over.",
  ),
  "handover-under-way": problem(
    422,
    "The case is offered to somebody already",
    "Wait for their answer, or take the offer back first.",
  ),
  "no-handover-offered": problem(
    422,
    "The case is not offered to anybody",
    "Open the case to see who holds it.",
  ),
  "not-offered-to-you": problem(
    422,
    "The case was not offered to you",
    "Only the person it was offered to answers. A manager may take the offer back and make another.",
  ),
  "still-in-post": problem(
    422,
    "Whoever holds the case is still in post",
    "Offer it to the other person, who accepts or declines. It is moved at once only where its holder has left.",
  ),
  "deputy-not-on-roster": problem(
    422,
    "Whoever should stand in is not on the roster",
    "Record them first, or name somebody who is there.",
  ),
  "service-not-configured": problem(
    422,
    "Your council has no such service",
    "Use the id of a service that is configured, such as community-support-team.",
  ),
  "post-not-in-policy": problem(
    422,
    "The service's policy does not name that kind of post or funding stream",
    "Use one that the policy names.",
  ),
  "no-such-person": problem(
    404,
    "There is nobody with that staff id",
    "Ask for the roster to see who is there.",
  ),
  "not-yours-to-record": problem(
    422,
    "This is not yours to record",
    "The person, a supervisor, a manager or whoever keeps the roster records it.",
  ),
  "absence-overlaps": problem(
    422,
    "This person is recorded as away on some of these days already",
    "Correct that absence, or end it, and try again.",
  ),
  "no-such-absence": problem(
    404,
    "There is no such absence",
    "Ask for the roster to see it. One that was cancelled is recorded anew.",
  ),
  "no-such-conflict": problem(404, "There is no such conflict", "Ask for the roster to see it."),
  "would-leave-nobody": problem(
    422,
    "This would leave the service with nobody to reach",
    "Record somebody else first.",
  ),
  "no-such-commitment": problem(
    422,
    "That promise is not open",
    "Open the case to see which are; what became of the others is in its history.",
  ),
  "not-by-hand": problem(
    422,
    "This kind of promise is made and ended by an act of its own",
    "Approve the plan, answer the handover, or do what the promise asks; it ends by itself then.",
  ),
  "too-many-open": problem(
    422,
    "Too many promises are open for this case",
    "Say what became of some of them first.",
  ),
  "not-allocated-yet": problem(
    422,
    "Nobody is allocated to this case yet",
    "Decide about the referral first; the worker then records this.",
  ),
  "no-pathway-open": problem(
    422,
    "The pathway for non-engagement was not begun",
    "Begin it in the case, make offers in different ways, and answer its questions. Only then can this case be closed because offers were not accepted.",
  ),
  "pathway-open": problem(
    422,
    "The pathway for non-engagement was begun already",
    "Open the case to see what it still needs.",
  ),
  "pathway-contradicts": problem(
    422,
    "The pathway for non-engagement is open",
    "This reason contradicts it. Ask a manager to end the pathway and say why, or ask to close because offers were not accepted.",
  ),
  "offers-incomplete": problem(
    422,
    "Not enough has been tried yet",
    "Offer support again: on another day, by somebody else, in another place, or another way. The answer says what is missing.",
  ),
  "not-the-one-who-offered": problem(
    422,
    "Somebody else made this offer",
    "Whoever made an offer records it themselves. Ask them, or ask a manager to record it for them.",
  ),
  "away-that-day": problem(
    422,
    "That person was away on that day",
    "Check the day and the person. If the roster is wrong, have the absence put right first.",
  ),
  "place-contradicts-channel": problem(
    422,
    "That place and that channel contradict each other",
    "A call, text, e-mail or letter is made at-a-distance, and a visit is not. Say how it was, and where.",
  ),
  "day-too-early": problem(
    422,
    "That day is too early",
    "Name a day no earlier than the one that is told as earliest. What came before it stands in the referral.",
  ),
  "prompts-unanswered": problem(
    422,
    "A question of the pathway has no answer yet",
    "Say for each what was done about it, or why it is not needed.",
  ),
  "day-not-reached": problem(422, "That day is still to come", "Record it on the day, or after it."),
  "not-closed": problem(
    422,
    "This case is not closed",
    "Only a closed case is taken up again. Open the case to see its next step, or send a referral.",
  ),
  "promises-open": problem(
    422,
    "Something that was promised has no outcome yet",
    "Say what became of each promise that the answer names, and decide again.",
  ),
  "outcomes-missing": problem(
    422,
    "The outcomes are not complete",
    "Say for each area that the answer names whether there was a need, and whether it was met.",
  ),
  "day-is-past": problem(422, "That day is past", "Name a day that is still to come."),
  "not-on-roster": problem(422, "That person is not in post", "Use the staff id of somebody on the roster."),
  "not-restricted": problem(422, "This case is not restricted", "Open it; nothing has to be overridden."),
  "no-such-record": problem(
    404,
    "Nothing is kept under that reference",
    "Check the reference. It begins with P- and has ten letters or digits.",
  ),
  "no-such-part": problem(422, "There is no such part", "Ask for a part that the first one counts."),
  "not-on-hold": problem(422, "This is not on hold", "There is nothing to lift."),
  "on-hold": problem(422, "This is on legal hold", "It is kept until somebody lifts the hold."),
  "still-open": problem(
    422,
    "This case is still open",
    "Only what is over has a date until when it is kept.",
  ),
  "not-an-extension": problem(
    422,
    "That is not a later day, or too late",
    "Name a day after the one until when it is kept, within the years of the policy.",
  ),
  "kept-for-longer": problem(
    422,
    "Its time is not over yet",
    "It is kept until the day that this answer names; nothing has to be decided before.",
  ),
  "no-such-entry": problem(
    422,
    "The history has no such line",
    "Use the number of a line that the case shows.",
  ),
  "not-yours-to-correct": problem(
    422,
    "Somebody else wrote that line",
    "Ask them or a manager to correct it.",
  ),
  "already-due": problem(
    422,
    "This review is due already",
    "A late review stays late. Give it, or say in it why it is late.",
  ),
  "moved-already": problem(
    422,
    "This review was moved already",
    "It is moved as often as the policy allows.",
  ),
  "too-far-from-planned": problem(
    422,
    "That day is too far from the planned one",
    "Name a day nearer to it; the rhythm of the reviews stays.",
  ),
  "nothing-to-retry": problem(
    422,
    "There is nothing to try again",
    "Open what runs for the case to see where it stands.",
  ),
  "retried-just-now": problem(
    422,
    "It was begun just now",
    "Give it the minutes that the answer names, and look again.",
  ),
  "not-yet": problem(422, "That is still to come", "Name a day or an instant that has passed."),
  "reason-needed": problem(
    422,
    "This case is restricted, and each reading of it needs a reason",
    "Add why you read it to the address, such as ?reason=allocated-work. It is kept.",
  ),
  "no-form-expected": problem(
    422,
    "No form is expected for this case",
    "Only a case that was opened by telephone gets one, and it gets one only.",
  ),
  "no-such-form": problem(
    422,
    "No form that could be attached has that reference",
    "Use the reference of a referral that came by the form, and that is not attached to a case already.",
  ),
  "no-call-owed": problem(
    409,
    "No such call is owed",
    "Somebody may have said already how it ended: open the referral to see.",
  ),
  "no-call-owed-then": problem(
    422,
    "There was nothing to tell them yet",
    "Telephone them: they were last spoken to before the time that the answer names as since.",
  ),
  "no-such-body": problem(
    422,
    "No body of that name came with this referral",
    "Use the name of one of the bodies that the case shows.",
  ),
  "not-a-possible-match": problem(
    422,
    "That case was not named as perhaps the same person's",
    "Open the case to see which cases it names.",
  ),
};

/** What is refused before the domain is asked, and what goes wrong. */
const others = {
  "does-not-fit": problem(
    400,
    "Something in the request does not fit",
    "See each fault, mend it, and send the request again.",
  ),
  "not-json": problem(400, "The body must be JSON", "Send the body as JSON."),
  "not-signed": problem(
    401,
    "The signature is missing, wrong or out of date",
    "Sign the body as it was agreed for this source, with its secret. Nothing was stored.",
  ),
  "token-incomplete": problem(
    403,
    "Your sign-in does not say who you are",
    "Ask the service desk to add your council and staff id to your account.",
  ),
  "not-your-role": problem(403, "Your role does not allow this", "Ask somebody whose role does."),
  "not-in-post": problem(
    403,
    "You are not in post on the roster",
    "If that is wrong, ask whoever keeps the roster to mend your dates, and try again.",
  ),
  "unknown-source": problem(
    404,
    "There is no such source",
    "Check the last part of the address: each form has its own.",
  ),
  "no-such-referral": problem(
    404,
    "There is no such referral",
    "Check the reference. It begins with R- and has ten letters or digits.",
  ),
  "not-quarantined": problem(
    404,
    "There is no such quarantined referral",
    "Check the reference. It begins with Q- and has ten letters or digits.",
  ),
  "still-does-not-fit": problem(
    422,
    "The body does not fit the form yet",
    "Nothing was changed. See each fault, mend the body, and try again.",
  ),
  "no-service": problem(404, "No service is configured", "Your council has no service here."),
  "too-large": problem(413, "The referral is too large", "Send the form without attachments."),
  "wrong-content-type": problem(
    415,
    "The referral must be sent as JSON",
    "Send the header content-type: application/json with the body.",
  ),
  internal: problem(
    500,
    "Something went wrong here",
    "Nothing that was accepted is lost. Please try again; if it goes on, tell the service desk the time of this answer.",
  ),
} as const satisfies Readonly<Record<string, ProblemText>>;

export type ProblemName = RefusalName | keyof typeof others;

/** The closed list of problems: every answer that is not a success bears one of these names (RFC 9457). */
export const problems: Readonly<Record<ProblemName, ProblemText>> = { ...refusals, ...others };

/** The `type` of a problem: what a program matches. */
export const problemType = (name: ProblemName): string => `urn:holdfast:problem:${name}`;
