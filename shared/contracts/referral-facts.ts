import { calendarDay } from "#shared/domain/calendar-day.ts";
import { channels } from "#shared/domain/needs.ts";
import { type ReferralFacts, topics } from "#shared/domain/referral-facts.ts";
import type { ScreeningFacts } from "#shared/domain/screening.ts";
import type { ReferralBody } from "./referral.ts";

/** The answers that the way in depends on. */
export const screeningOf = ({
  mentalHealth,
  urgency,
  home,
  needAreas,
  safeContact,
}: ReferralBody): ScreeningFacts => ({
  acuteRiskNow: mentalHealth.acuteRiskNow,
  urgency: urgency.level,
  tenure: home.tenure,
  needAreas: [...new Set(needAreas)],
  unsafeChannels: channels.filter((channel) => safeContact[channel] === "no"),
  atRiskOfLoss: home.atRiskOfLoss,
  ...(home.noticeExpires ? { noticeExpires: calendarDay(home.noticeExpires) } : {}),
});

const adult = 18;

/** The coded answers of a form, and which of its questions were answered in words (CST-04). */
export function factsOf(body: ReferralBody): ReferralFacts {
  const { safeContact, seenAndSpokenTo, consent, household } = body;
  const { note, ...rule } = safeContact;
  const seenOn = seenAndSpokenTo.date ? calendarDay(seenAndSpokenTo.date) : undefined;
  return {
    relationship: body.relationship,
    consent: consent.given,
    basisGiven: consent.basis !== undefined,
    safeContact: { ...rule, noted: note !== undefined },
    drugAndAlcoholReferral: body.substanceMisuse.referredToDrugAndAlcoholService,
    substanceMisuse: body.substanceMisuse.present,
    environmentalHealth: body.property.environmentalHealthInvolved,
    conditionDescribed: body.property.condition !== undefined,
    welfareVisits: body.welfareVisits,
    seen: seenAndSpokenTo.seen,
    spokenTo: seenAndSpokenTo.spokenTo,
    ...(seenOn ? { seenOn } : {}),
    capacityAssessments: body.capacityAssessments.filter((each) => each !== undefined).length,
    interpreterNeeded: body.person.interpreterNeeded,
    children: household.filter(({ age }) => age !== undefined && age < adult).length,
    discussedWithManager: body.urgency.discussedWith !== undefined,
    told: topics.filter((topic) => body[topic] !== undefined),
  };
}
