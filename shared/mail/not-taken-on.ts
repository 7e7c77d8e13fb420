import type { DiscardReason } from "#shared/domain/policy.ts";

/** Why a referral that could not be read was put aside, as its referrer reads it: fixed texts only (A4, CST-07). */
export const notTakenOnTexts: Readonly<Record<DiscardReason, string>> = {
  "test-submission": `It looked to us like a test of the form. If it was not one, please send the referral again.`,
  duplicate: `We have this referral already, and go by the one that we could read. You do not need to send it again. If this
one said something new, please telephone our duty desk.`,
  "not-a-referral": `What arrived is not a referral that our team can act on. If you want us to support somebody, please send the
referral form again, with what you know of the person, their home, and why you are worried.`,
  "sent-elsewhere": `It is for another service, which has it now. Please ask that service what it will do.`,
};
