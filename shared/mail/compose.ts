import { dayOf, sayDay, sayInstant } from "#shared/domain/calendar-day.ts";
import type { MailMessage } from "#shared/domain/mail-message.ts";
import { adviceTexts } from "./advice.ts";
import { composeAllClear } from "./all-clear.ts";
import { notTakenOnTexts } from "./not-taken-on.ts";
import { promiseOpenings, promises } from "./promises.ts";
import { composeReminders } from "./reminders.ts";

export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
}

/** What may be said to a referrer whom the service does not tell outcomes (X-05). */
const onlyConsidered = "say only that the referral was considered, and nothing of what became of it.";

const onlyReceived = "tell them that we have it. Nothing has been decided yet.";

type Composer<Kind extends MailMessage["kind"]> = (
  message: Extract<MailMessage, { kind: Kind }>,
) => ComposedMail;

/** Every mail's words. References, days and fixed texts only: no name, address or free text of anybody (X-05, F43). */
const composers: { readonly [Kind in MailMessage["kind"]]: Composer<Kind> } = {
  "referral-received": ({ referralRef }) => ({
    subject: `We have your referral ${referralRef}`,
    text: `We have received your referral. Its reference is ${referralRef}.

We will tell you what we decide. Please quote the reference if you contact us.

If someone's life is in danger, call 999. Do not wait for us.`,
  }),
  "referral-signposted": ({ referralRef, reason }) => ({
    subject: `Please act now on your referral ${referralRef}`,
    text: adviceTexts[reason],
  }),
  "referral-answered": ({ referralRef, outcome, reason, letter = reason, until }) => ({
    subject: answerSubjects[outcome](referralRef),
    text: [
      {
        allocated: "We have accepted your referral, and a worker will be in touch with the person.",
        advised: `We have looked at your referral and cannot take it on${until ? " now" : ""}. Here is our advice.`,
        redirected: "We have looked at your referral. Another service should take it on.",
        deferred: "We have looked at your referral and have not decided yet.",
      }[outcome],
      letter ? adviceTexts[letter] : undefined,
      until ? `We will look at it again on ${sayDay(until)}.` : undefined,
      "If things get worse, tell us at once. If someone's life is in danger, call 999.",
    ]
      .filter((part) => part !== undefined)
      .join("\n\n"),
  }),
  "referral-held": ({ referralRef, meeting }) => ({
    subject: `Your referral ${referralRef}: we have not decided yet`,
    text: `We are sorry that we have not answered your referral ${referralRef} yet. It is not forgotten.
${meeting ? `We will look at it on ${sayDay(meeting)}, and tell you what we decide.` : "We will tell you when we have considered it."}

If things get worse, tell us at once. If someone's life is in danger, call 999.`,
  }),
  "referral-considered": ({ referralRef }) => ({
    subject: `Your referral ${referralRef}: we have considered it`,
    text: `We have considered your referral, and are doing what we can. We do not tell anybody about another person's
support, so this is all that we can say.

If you are worried, tell us at once. If someone's life is in danger, call 999.`,
  }),
  "emergency-recorded": ({ referralRef }) => ({
    subject: `Your emergency call is recorded: ${referralRef}`,
    text: `We have recorded what you told us by telephone, and are acting on it now. Its reference is ${referralRef}.

Please send the usual referral form as soon as you can, and write ${referralRef} into its field for an emergency
reference. We will ask for it until it comes.

If someone's life is in danger, call 999.`,
  }),
  "referral-for-you": ({ referralRef }) => ({
    subject: `A referral for you: ${referralRef}`,
    text: `We have a referral for somebody who needs your service, and not ours. Its reference is ${referralRef}.
Please telephone our duty desk, who will pass it on to you. They are checking that it has arrived.`,
  }),
  "form-missing": ({ referralRef, caseRef, due, says }) => ({
    subject: `${promiseOpenings[says]}the referral form of ${referralRef}`,
    text: `The emergency of case ${caseRef} was taken by telephone, and is over. Its referral form has not come, so that its record is not whole.
It ${says === "reminder" || says === "due" ? "is" : "was"} due on ${sayInstant(due)}. Please ask the referrer for it. If it came without the reference ${referralRef}, say in case ${caseRef} which form it is.`,
  }),
  "form-arrived": ({ caseRef, form, isOver }) => ({
    subject: `Case ${caseRef}: its referral form has come`,
    text: isOver
      ? `A form arrived for the emergency of case ${caseRef}, which is over. It was kept as case ${form}, and nobody is asked for it any more.
Please look at case ${form} for itself: what it says may be new.`
      : `A form arrived for the emergency of case ${caseRef}, and was kept as case ${form}.
Please compare the two. If they belong together, attach the form to case ${caseRef}: the other case ends by that.`,
  }),
  "referrer-unreachable": ({ referralRef, caseRef, isUnsafe, returned, considered, isUndecided, advice }) => {
    const about = `${referralRef}${caseRef ? ` (case ${caseRef})` : ""}`;
    if (returned === "agency")
      return {
        subject: `Referral ${referralRef}: please telephone an agency`,
        text: `Our mail to an agency about ${about} came back: nobody read it.
Please open the case, see whom we asked or told, and telephone them.`,
      };
    const noAddress = isUnsafe
      ? "it is not known to be safe to write to them"
      : isUndecided
        ? "they left no e-mail address that we may use"
        : "they left no e-mail address that we can read";
    return {
      subject: `Referral ${referralRef}: please telephone the referrer`,
      text: `We have something to tell the referrer of ${about}, and ${returned ? "our mail to them came back" : noAddress}.
Please look up the referral, see which ways of reaching them are safe, telephone them, and ${considered ? onlyConsidered : isUndecided ? onlyReceived : advice ? `tell them this now:\n\n${adviceTexts[advice]}` : "tell them what was decided."}`,
    };
  },
  "referrer-call-due": ({ referralRef, due, says, considered }) => ({
    subject: `${promiseOpenings[says]}telephone the referrer of ${referralRef}`,
    text: `The referrer of ${referralRef} cannot be written to, and nobody has said that they were ${considered ? "answered" : "told what became of their referral"}.
${says === "reminder" || says === "due" ? "Please telephone them by" : "They should have been told by"} ${sayInstant(due)}. See first which ways of reaching them are safe${considered ? `, and ${onlyConsidered}` : "."}
Then say on the referral how it went, so that nobody is asked again.`,
  }),
  "agency-call-due": ({ referralRef, caseRef, due, says }) => ({
    subject: `${says === "opened" ? "" : promiseOpenings[says]}${says === "opened" ? "Please tell" : "tell"} the agencies of case ${caseRef}`,
    text: `Case ${caseRef} is closed, and at least one agency that it names cannot be reached by e-mail.
Please open the referral ${referralRef}, which lists them, and tell each of them by telephone or by letter that our
support has ended, and how to refer again. The case shows who they are.
${says === "opened" || says === "reminder" || says === "due" ? "They are to know by" : "They should have been told by"} ${sayInstant(due)}. Say on the referral how it went with each, so that nobody is asked again.`,
  }),
  "referral-quarantined": ({ referralRef, due, says }) => ({
    subject: `${quarantineOpenings[says]} referral we could not read: ${referralRef}`,
    text: `A referral arrived that does not fit the form. It is kept whole under ${referralRef}, and nobody is working on it yet.
${says === "opened" || says === "reminder" ? "Please look at it by" : "It should have been looked at by"} ${sayInstant(due)}.
Open it to see what does not fit. Mend it and accept it, or discard it and say why.`,
  }),
  "referral-not-taken-on": ({ referralRef, reason }) => ({
    subject: `What you sent us was not taken on: ${referralRef}`,
    text: `Something came to us by the referral form, and our team has not taken it on. Its reference is ${referralRef}.

${notTakenOnTexts[reason]}

Nobody in our team acts on what you sent under this reference. If you are worried about somebody, refer them at any
time with the same form. If someone's life is in danger, call 999. Do not wait for us.`,
  }),
  "answers-unread": ({ caseRef, count }) => ({
    subject: `Case ${caseRef}: ${count === 1 ? "an answer" : `${count} answers`} we could not read`,
    text: `The referral of case ${caseRef} holds ${count === 1 ? "an answer" : `${count} answers`} that we could not read. The case goes on without ${count === 1 ? "it" : "them"}.
Please open the case, where ${count === 1 ? "it is" : "they are"} shown as sent, and see whether something there matters.`,
  }),
  "referral-amended": ({ caseRef, version, urgent }) => ({
    subject: `${urgent ? "Please read it now. Case" : "Case"} ${caseRef}: its referral has a new version`,
    text: `Version ${version} of the referral of case ${caseRef} counts from now on. ${urgent ? "It shows an acute risk or an emergency that was not known before." : "What came before is kept."}
Please open the case and see what has changed.`,
  }),
  "other-body": ({ caseRef, referralRef }) => ({
    subject: `Case ${caseRef}: the referral came again with changes`,
    text: `The form ${referralRef} was sent again with other answers. The first is unchanged, and both are kept.
Please compare them in the case. If the other is right, adopt it as the version that counts.`,
  }),
  "possible-duplicate": ({ caseRef }) => ({
    subject: `Case ${caseRef}: perhaps the same person as another case`,
    text: `A new referral may be about somebody we already know. Nothing has been merged.
Please look at case ${caseRef} and the cases named in it, and decide.`,
  }),
  "same-person": ({ caseRef, about, isSame }) =>
    isSame
      ? {
          subject: `Case ${about} is the same person's as case ${caseRef}`,
          text: `Somebody has found that cases ${caseRef} and ${about} are the same person's. Nothing has been merged.
Please open both. Where somebody works on case ${about} too, speak with each other; where it waits for a meeting, the meeting is shown who supports the person.`,
        }
      : {
          subject: `Case ${about} is not the same person's as case ${caseRef} after all`,
          text: `It was said that cases ${caseRef} and ${about} are the same person's. Somebody has corrected that.
Please go by your own case alone, and see whether anything in it came from the other.`,
        },
  "not-screened": ({ caseRef, due }) => ({
    subject: `Please read case ${caseRef} now: it could not be sorted`,
    text: `The system should have sorted case ${caseRef} by ${sayInstant(due)}, and could not. It may be an emergency.
Please read the referral now and act on it by telephone. The system goes on trying.`,
  }),
  "referral-passed-on": ({ referralRef }) => ({
    subject: `Your referral ${referralRef} has reached the other service`,
    text: `A member of our team has made sure that the other service has your referral ${referralRef}, and will take it from here.

If things get worse, call that service, or 999 if someone's life is in danger.`,
  }),
  "signpost-alert": ({ caseRef, due, reason, says }) => ({
    subject: `${says === "opened" ? "" : "Still waiting. "}${reason === "acute-mental-health" ? "Acute risk" : "No home"}, case ${caseRef}`,
    text: `Case ${caseRef} is for another service, and the referrer is being told.
Please make sure by ${sayInstant(due)} that the other service has it, and confirm it in the case.
It stays open with us until somebody does.`,
  }),
  "emergency-alert": ({ caseRef, due, says }) => ({
    subject: `${says === "opened" ? "Emergency" : "Still waiting. Emergency"}, case ${caseRef}`,
    text: `Case ${caseRef} is an emergency referral. Somebody must decide by ${sayInstant(due)}.
Please open the case and decide: allocate, advise, redirect, or leave it to the meeting.`,
  }),
  "meeting-not-held": ({ meeting }) => ({
    subject: `Allocation meeting of ${sayDay(meeting)}: cases are still waiting`,
    text: `At least one case on the agenda of ${sayDay(meeting)} has no decision. The meeting may not have been held.
Each case stays on the agenda until somebody decides. Please see that they do.`,
  }),
  "cases-not-reached": ({ meeting, count }) => ({
    subject: `Allocation meeting of ${sayDay(meeting)}: ${count === 1 ? "a case was" : `${count} cases were`} not reached`,
    text: `The meeting of ${sayDay(meeting)} was held and closed without a decision on ${count === 1 ? "one case" : `${count} cases`} of its agenda.
${count === 1 ? "It waits" : "They wait"} for the next meeting. Please see whether ${count === 1 ? "it" : "any of them"} can wait that long; the minutes name ${count === 1 ? "it" : "them"}.`,
  }),
  "meeting-not-closed": ({ meeting, isLast }) => ({
    subject: `Allocation meeting of ${sayDay(meeting)}: please close its minutes${isLast ? " (asked for the last time)" : ""}`,
    text: `The meeting of ${sayDay(meeting)} was held and has not been closed.
Please check that each of its decisions is recorded, and close it. Cases that were not reached go to the next meeting.${
      isLast
        ? `
You are not asked again: until somebody closes it, its minutes stand as not closed. Each case that waits is still chased.`
        : ""
    }`,
  }),
  "case-unallocated": ({ caseRef, receivedOn, deferrals, meeting }) => ({
    subject: `Case ${caseRef}: waiting for a decision since ${sayDay(receivedOn)}`,
    text: `Nobody has decided about case ${caseRef} since its referral came on ${sayDay(receivedOn)}.
${deferrals > 0 ? `It has been put off ${deferrals === 1 ? "once" : `${deferrals} times`}. ` : ""}${meeting ? `It is on the agenda of ${sayDay(meeting)}.` : ""}
A person who waits may be at risk. Please see whether the case can wait, and that somebody decides.`,
  }),
  "case-allocated": ({ caseRef, due }) => ({
    subject: `Case ${caseRef} is allocated to you`,
    text: `Case ${caseRef} was allocated, and you are its worker or its supervisor.
The first review is due on ${sayInstant(due)}. Both of you give a half of it.`,
  }),
  "review-due": ({ caseRef, due, says }) => ({
    subject: reviewSubjects[says](caseRef, sayDay(dayOf(due))),
    text: `The fortnightly review of case ${caseRef} ${says === "reminder" || says === "due" ? "is" : "was"} due on ${sayInstant(due)}.
The worker and the supervisor each give a half. Please see which half is missing, and that it is given.
If the person has not been seen, say so in the review: that is a finding, and not a failure.`,
  }),
  "review-challenged": ({ caseRef, cycle, changeBy }) => ({
    subject: `Case ${caseRef}: your supervisor asks for a change by ${sayDay(changeBy)}`,
    text: `Your supervisor does not agree with review ${cycle} of case ${caseRef}, and asks for something to change by ${sayDay(changeBy)}.
Please open the case to read what. It is shown there until a later review is agreed to.`,
  }),
  "person-not-seen": ({ caseRef, cycle, times }) => ({
    subject: `Case ${caseRef}: the person was not seen${times === 1 ? "" : `, ${times} reviews in a row`}`,
    text: `Review ${cycle} of case ${caseRef} was given without anybody having seen the person${times === 1 ? "" : `. It is the ${ordinal(times)} review in a row`}.
Please open the case, read when they were last seen, and settle with the worker who goes to see them and when.`,
  }),
  "risk-raised": ({ caseRef, cycle, change }) => ({
    subject: `Case ${caseRef}: ${change === "new" ? "there is a new risk" : "the risk is higher"}`,
    text: `Review ${cycle} of case ${caseRef} says that ${change === "new" ? "there is a new risk" : "the risk is higher than it was"}.
Please open the case, and settle with the worker what is done now. The risk is to be recorded anew within days; a plan
that was in force is so no more, until it is approved again.`,
  }),
  "not-seen-for-long": ({ caseRef, since }) => ({
    subject: `Case ${caseRef}: nobody has seen the person since ${sayDay(since)}`,
    text: `By the contact log and the reviews of case ${caseRef}, nobody has seen the person since ${sayDay(since)}.
Please open the case and settle with the worker who goes to see them and when; record the contact, or the attempt.`,
  }),
  "plan-lapsed": ({ caseRef }) => ({
    subject: `Case ${caseRef}: the approval of its support plan has lapsed`,
    text: `What the support plan of case ${caseRef} was approved for has changed. Why stands in the case.
Please see that a version that fits is written and approved, or this one approved anew: until then none is in force.`,
  }),
  "promise-moved": ({ caseRef, commitment, about, due }) => ({
    subject: `Case ${caseRef}: a promise was moved to ${sayDay(dayOf(due))}`,
    text: `Promise ${commitment} of case ${caseRef} was given another day: ${promises[about].title.toLowerCase()}.
It is due on ${sayInstant(due)} now. Please open the case to read why, and see that it can wait that long.`,
  }),
  "consultation-due": ({ caseRef, due, says }) => ({
    subject: `${says === "opened" ? "Please ask" : "Still to ask"} about closing case ${caseRef}`,
    text: `Somebody asked to close case ${caseRef} because offers of support were not accepted.
A manager hears the team and every agency that the case names, and records what each says by ${sayInstant(due)}.
An agency that we have no e-mail address for is asked by one of you, who says in the case on which day. One that was
asked on two days, and is silent after its time, may be recorded as silent. The reviews go on meanwhile.`,
  }),
  "agency-asked": ({ referralRef, answerBy, again }) => ({
    subject: `${again ? "We still need your view" : "We need your view"}: referral ${referralRef}`,
    text: `Our team is thinking of ending its support under the referral ${referralRef}. You are involved, so we ask you first.
Please telephone our team by ${sayInstant(answerBy)}, and say whether you agree, or why you do not. Please do not write
about the person in an answer to this mail.

If someone's life is in danger, call 999.`,
  }),
  "closure-to-decide": ({ caseRef, due, says }) => ({
    subject: `${says === "opened" ? "Please decide" : "Still to decide"}: closing case ${caseRef}`,
    text: `Somebody asked to close case ${caseRef}, with their reason and evidence in the case.
Please decide by ${sayInstant(due)} whether it closes or stays open. The reviews go on until you do.`,
  }),
  "commitment-due": ({ caseRef, commitment, about, due, says }) => ({
    subject: `${promiseOpenings[says]}${promises[about].title}, case ${caseRef}`,
    text: `Case ${caseRef}, promise ${commitment}: ${promises[about].asks}
It ${says === "reminder" || says === "due" ? "is" : "was"} due on ${sayInstant(due)}. Please say in the case what became of it, or give it another day and say why.`,
  }),
  // One line is said as a mail of its own would say it.
  reminders: (message) => {
    const [only, ...others] = message.lines;
    return only && others.length === 0 ? compose(only) : composeReminders(message);
  },
  "all-clear": composeAllClear,
  "above-limits": ({ day, count }) => ({
    subject: `${sayDay(day)}: ${count === 1 ? "somebody holds" : `${count} people hold`} more than the limit`,
    text: `${count === 1 ? "One person of the team holds" : `${count} people of the team hold`} more cases, or more hours of cases, than the limit of their post.
Please open the list of caseloads, see who and by how much, and settle with the manager what goes to somebody else.
You are told again when it is somebody else, and once a week while it lasts. The manager is told every working day.`,
  }),
  "case-kept-open": ({ caseRef }) => ({
    subject: `Case ${caseRef} stays open`,
    text: `A manager has decided that case ${caseRef} stays open. Their reasons are in the case, and the reviews go on.`,
  }),
  "case-closed": ({ caseRef }) => ({
    subject: `Case ${caseRef} is closed`,
    text: `A manager has closed case ${caseRef}. Nothing more falls due for it.
If the person is referred again, a new case will be linked to this one.`,
  }),
  "agencies-to-tell": ({ caseRef, count }) => ({
    subject: `Case ${caseRef} is closed: please tell ${count === 1 ? "an agency" : `${count} agencies`}`,
    text: `Case ${caseRef} names ${count === 1 ? "an agency" : `${count} agencies`} that we have no address for.
Please tell each of them that our support has ended, and how to refer again.`,
  }),
  "erasure-approved": ({ caseRef }) => ({
    subject: `Case ${caseRef} may be erased`,
    text: `The time for which case ${caseRef} is kept is over, and it was approved that it may be erased.
Please look once more whether anybody holds it, and then do it by your own procedure. This system erases nothing by itself.`,
  }),
  "erasure-stopped": ({ caseRef }) => ({
    subject: `Stop: case ${caseRef} must be kept`,
    text: `Case ${caseRef} was put on legal hold after it was approved that it may be erased. That approval is void.
Please do not erase it. If that has been done already, tell the service manager today.`,
  }),
  "restriction-overridden": ({ caseRef }) => ({
    subject: `Somebody who is not on its list has opened the restricted case ${caseRef}`,
    text: `Case ${caseRef} is restricted. A manager who is not on its list has opened it, and gave a reason.
Please read who and why in the history of the case, and speak to them, or to the service manager, if it was not right.`,
  }),
  "support-ended": ({ referralRef }) => ({
    subject: `Our support has ended: referral ${referralRef}`,
    text: `Our team's support under the referral ${referralRef} has ended.

If you are worried about the person again, please refer again at any time with the same form. We will link it to what
we know. If someone's life is in danger, call 999.`,
  }),
  "cover-begins": ({ caseRefs, until, hasLeft }) => ({
    subject: `You stand in for ${count(caseRefs, "case")}`,
    text: `Somebody ${hasLeft ? "has left" : "is away"}, and you stand in for them${until ? ` until ${sayDay(until)}` : ""}.
What falls due for ${caseRefs.length === 1 ? "this case" : "these cases"} comes to you:
${list(caseRefs)}`,
  }),
  "cover-ends": ({ caseRefs, happened }) => ({
    subject: `Welcome back: ${count(caseRefs, "case")} with you again`,
    text: `What falls due for ${caseRefs.length === 1 ? "this case" : "these cases"} comes to you again:
${list(caseRefs)}

While you were away, others made ${happened === 0 ? "no entry" : happened === 1 ? "1 entry" : `${happened} entries`} in ${caseRefs.length === 1 ? "it" : "them"}. Each case shows its history.`,
  }),
  "leaver-cases": ({ caseRefs, leavesOn }) => ({
    subject: `Leaver on ${sayDay(leavesOn)}: ${count(caseRefs, "case")} to hand over`,
    text: `The last day in post of somebody in the team is ${sayDay(leavesOn)}, and they still hold:
${list(caseRefs)}

Please hand each of them over. You will be reminded every day until none is left.`,
  }),
  "handover-offered": ({ caseRef, part, due }) => ({
    subject: `Case ${caseRef} is offered to you`,
    text: `You are asked to take over case ${caseRef} as its ${part}. Why stands in the case.
Please accept or decline by ${sayInstant(due)}. Until you accept, it stays where it is.`,
  }),
  "handover-declined": ({ caseRef }) => ({
    subject: `Case ${caseRef}: your offer was declined`,
    text: `Case ${caseRef} stays where it is: it was offered to somebody else, and they declined. Why stands in the case.
Please offer it to another member of the team, or leave it where it is.`,
  }),
  "case-handed-over": ({ caseRef, part, way }) => ({
    subject: {
      "to-you": `Case ${caseRef} is yours`,
      "from-you": `Case ${caseRef} is handed over`,
      "beside-you": `Case ${caseRef} has another ${part}`,
    }[way],
    text: {
      "to-you": `You are now the ${part} of case ${caseRef}. Its open review goes on, and is due when it was.
What the one before you was to do in it by name is now yours too, by the same days.`,
      "from-you": `You are no longer the ${part} of case ${caseRef}: somebody else has accepted it.`,
      "beside-you": `Case ${caseRef} has another ${part}. Its open review goes on, and is due when it was.`,
    }[way],
  }),
  "conflict-declared": ({ caseRef }) => ({
    subject: `Conflict of interest, case ${caseRef}`,
    text: `The worker or the supervisor of case ${caseRef} has a conflict of interest with it.
Please hand the case over to somebody else. Until then, what is due in it goes to whoever comes next.`,
  }),
  "mailbox-dead": ({ staffId }) => ({
    subject: `Mail to ${staffId} comes back`,
    text: `Mail to the address of ${staffId} on the roster comes back. Their mail goes to whoever stands in for them.
Please find the right address and record it on the roster.`,
  }),
};

/** "2nd", "3rd", "11th", as it is read. */
function ordinal(n: number): string {
  const isTeen = n % 100 > 10 && n % 100 < 14;
  const ending = isTeen ? undefined : (["st", "nd", "rd"] as const)[(n % 10) - 1];
  return `${n}${ending ?? "th"}`;
}
/** So many references stand in a mail; the list of open cases has them all. */
const mostListed = 50;
const list = (refs: readonly string[]): string =>
  [
    ...refs.slice(0, mostListed),
    ...(refs.length > mostListed ? [`and ${refs.length - mostListed} more`] : []),
  ].join("\n");
const count = (refs: readonly string[], what: string): string =>
  `${refs.length} ${what}${refs.length === 1 ? "" : "s"}`;

const quarantineOpenings = {
  opened: "A",
  reminder: "Still to look at: a",
  due: "Due now: a",
  overdue: "Overdue: a",
  escalation: "Overdue, please step in: a",
  "hand-over": "Overdue: a",
} as const;

const answerSubjects = {
  allocated: (ref: string) => `Your referral ${ref}: accepted`,
  advised: (ref: string) => `Your referral ${ref}: our advice`,
  redirected: (ref: string) => `Your referral ${ref}: for another service`,
  deferred: (ref: string) => `Your referral ${ref}: not decided yet`,
} as const;

const reviewSubjects = {
  reminder: (ref: string, day: string) => `Review due on ${day}: case ${ref}`,
  due: (ref: string) => `Review due today: case ${ref}`,
  overdue: (ref: string, day: string) => `Review overdue since ${day}: case ${ref}`,
  escalation: (ref: string, day: string) => `Review overdue since ${day}, please step in: case ${ref}`,
  "hand-over": (ref: string, day: string) => `Review overdue since ${day}: case ${ref}`,
} as const;

/** The subject and the text of a mail. */
export function compose(message: MailMessage): ComposedMail {
  const composer = composers[message.kind] as (message: MailMessage) => ComposedMail;
  return composer(message);
}
