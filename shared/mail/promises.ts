import type { RungKind } from "#shared/domain/ladder.ts";
import type { CommitmentKind } from "#shared/domain/policy.ts";

/** What is promised, as a subject says it, and what is asked of whoever keeps it. */
export const promises: Readonly<Record<CommitmentKind, { readonly title: string; readonly asks: string }>> = {
  "agency-offer": {
    title: "An agency's offer",
    asks: "the referral came with an offer from an agency. Please find out whether the agency has done what it offered.",
  },
  "retrospective-form": {
    title: "The referral form is missing",
    asks: "an emergency was taken by telephone, and its referral form has not come. Please ask the referrer for it.",
  },
  "alert-receipt": {
    title: "Has anybody got this alert?",
    asks: "an alert of an acute risk went out, and nobody has said that they have it. Please open the case and take it.",
  },
  "referrer-call": {
    title: "Telephone the referrer",
    asks: "the referrer cannot be written to, or it is not known to be safe. Please see which ways are safe, and tell them that we have the referral.",
  },
  "acute-call": {
    title: "Telephone the referrer now",
    asks: "the referral shows an acute risk, and its referrer cannot be written to, or it is not known to be safe. Please see which ways are safe, and tell them what to do: 999 where a life is in danger, NHS 111 for the crisis service, and the person's GP today.",
  },
  "new-risk": {
    title: "A new risk",
    asks: "a version of the referral shows an acute risk or an emergency that was not known before. Please find out how the person is, do what cannot wait, and say what was done.",
  },
  "funding-check": {
    title: "Who pays for this case?",
    asks: "a version of the referral says that the home is not one that the worker's funding is for. Please decide whether the case stays with them, and say why.",
  },
  "consent-basis": {
    title: "No consent, and no basis",
    asks: "the person did not agree to the referral, and nobody said on what basis it was made. Please ask the referrer and record it.",
  },
  "person-check": {
    title: "Perhaps the same person",
    asks: "this may be somebody we already know. Please compare the cases that it names and decide.",
  },
  handover: {
    title: "A case is offered to you",
    asks: "a case is offered to another worker. Please accept it or decline it; until then it stays where it is.",
  },
  plan: {
    title: "A support plan is to be made",
    asks: "the case needs a support plan. Please make one, with the person's own goals where they want to give any.",
  },
  "plan-approval": {
    title: "A support plan to approve",
    asks: "a support plan waits to be approved. Please read it, and approve it or say what should change.",
  },
  "risk-review": {
    title: "A risk to look at again",
    asks: "a risk was to be looked at again by now. Please look at it and record what you find.",
  },
  action: {
    title: "An action",
    asks: "somebody promised to do something by a day. Please see that it is done.",
  },
  challenge: {
    title: "A review was challenged",
    asks: "the supervisor asked for a change at the last review. Please make it, and say what you did.",
  },
  "referral-on": {
    title: "A referral on",
    asks: "the person was referred on to another service. Please find out what became of it.",
  },
  "safeguarding-concern": {
    title: "A safeguarding concern",
    asks: "a safeguarding concern was raised, and nobody has said what came of it. Please find out.",
  },
  "agency-told": {
    title: "An agency to tell",
    asks: "an agency is to be told something about this case. Please tell them.",
  },
  "next-offer": {
    title: "The next offer of support",
    asks: "offers of support are not being taken up. Please offer again, another way or by somebody else, and record what came of it.",
  },
};

export const promiseOpenings: Readonly<Record<RungKind, string>> = {
  reminder: "Soon due: ",
  due: "Due today: ",
  overdue: "Overdue: ",
  escalation: "Overdue, please step in: ",
  "hand-over": "Overdue: ",
};
