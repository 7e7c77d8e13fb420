import type { MailMessage } from "./mail-message.ts";
import { mayWriteTo, type ReferrerFacts } from "./referral-facts.ts";
import type { ReferralPolicy } from "./referral-policy.ts";

/**
 * What a referrer is told. A person who refers themselves is told what they asked for, and only where it is safe. Anybody
 * whom the policy does not name, such as family, hears that the referral was considered and never what became of it:
 * whoever asks may be whom the person must be kept safe from. What to do in danger is told to everybody (CST-05).
 */
export function letterTo(
  facts: ReferrerFacts,
  message: MailMessage,
  { tellOutcomeTo }: Pick<ReferralPolicy, "tellOutcomeTo">,
): MailMessage | "by-telephone" | "nothing" {
  if (!mayWriteTo(facts)) return "by-telephone";
  if (tellOutcomeTo.some((who) => who === facts.relationship)) return message;
  switch (message.kind) {
    case "referral-answered":
      return message.outcome === "deferred"
        ? "nothing"
        : { kind: "referral-considered", referralRef: message.referralRef };
    case "referral-not-taken-on":
      return message.reason === "not-a-referral" || message.reason === "test-submission"
        ? message
        : { kind: "referral-considered", referralRef: message.referralRef };
    case "referral-held": {
      const { meeting: _, ...held } = message;
      return held;
    }
    case "referral-passed-on":
    case "support-ended":
      return "nothing";
    default:
      return message;
  }
}
