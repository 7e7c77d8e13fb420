import type { AdviceReason } from "#shared/domain/advice-reasons.ts";

/** The fixed text of each coded reason, as a referrer reads it. No free text ever travels in mail (A4, CST-07). */
export const adviceTexts: Readonly<Record<AdviceReason, string>> = {
  "acute-mental-health": `Your referral shows an acute mental health risk. Our team cannot treat it, and it must not wait for us.

Please do this now:
- If a life is in danger, call 999.
- Call NHS 111 and choose the mental health option, at any hour, for the local crisis service.
- Tell the person's GP today, and ask for an urgent appointment.

A member of our duty desk makes sure that another service has this referral.`,
  "no-home": `Our team supports people in a home that they have now. We are passing this referral to the single point of
access, which finds accommodation and support for people with no home.

If the person has nowhere to sleep tonight, please call the council's housing options service now.
A member of our duty desk makes sure that the referral arrives.`,
  "outside-remit": `What the person needs is outside what our team can do. Adult social care's access team can tell you which
service fits best.`,
  "other-team-fits": `Another team is better placed to support this person. Adult social care's access team can tell you which
one, and how to refer to it.`,
  "needs-met": `From what we know, the person's needs are being met by the services that already work with them. Please
refer again at once if that changes.`,
  "not-enough-known": `We do not know enough to decide. Please send the form again with what you have seen yourself: the state of the
home, when the person was last seen and spoken to, and what has been tried.`,
  "outside-council": `The person lives outside the area of our council, so our team cannot support them. The council for the place where
they live can: please refer them to its adult social care service.`,
  "client-specific-team": `The council has a team for people with these needs, such as its learning disability, mental health or physical
disability team, and that team should support this person. Adult social care's access team can tell you how to refer to it.`,
  "suitable-later": `Our team may be able to support this person later, and cannot yet. You do not need to refer again: we keep this
referral, and look at it again ourselves.`,
};
