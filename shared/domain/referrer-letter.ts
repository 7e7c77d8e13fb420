import type { MailMessage } from "./mail-message.ts";
import type { ReferrerFacts } from "./referral-facts.ts";
import type { ReferralPolicy } from "./referral-policy.ts";

/**
 * What a referrer may be told, by letter or by telephone. Anybody whom the policy does not name, such as family, hears that
 * the referral was considered and never what became of it: whoever asks may be whom the person must be kept safe from
 * . What to do in danger is told to everybody (CST-05).
 */
export function mayBeTold(
  facts: ReferrerFacts,
  message: MailMessage,
  { tellOutcomeTo }: Pick<ReferralPolicy, "tellOutcomeTo">,
): MailMessage | "nothing" {
  if (tellOutcomeTo.some((who) => who === facts.relationship)) return message;
  switch (message.kind) {
    case "referral-answered":
      return message.outcome === "deferred" ? "nothing" : considered(message);
    case "referral-not-taken-on":
      return message.reason === "not-a-referral" || message.reason === "test-submission"
        ? message
        : considered(message);
    case "referral-held": {
      const { meeting: _, ...held } = message;
      return held;
    }
    case "referral-passed-on":
      return considered(message);
    case "support-ended":
      return "nothing";
    default:
      return message;
  }
}

const considered = ({ referralRef }: { readonly referralRef: string }): MailMessage => ({
  kind: "referral-considered",
  referralRef,
});
