import { type Channel, channels } from "../needs.ts";
import { mayContact } from "../referral-facts.ts";
import type { Case } from "./case.ts";

/**
 * Whether the referral says that this way of reaching the person is not safe. The form that came last stands; a case
 * older than the rule has the channels that its first form forbade (A9).
 */
export const isUnsafe = (
  { facts, screening }: Pick<Case, "facts" | "screening">,
  channel: Channel,
): boolean =>
  facts
    ? mayContact(facts.safeContact, channel) === "no"
    : (screening.unsafeChannels ?? []).includes(channel);

/** The ways of reaching somebody from afar that the referral does not forbid. */
export const safeChannels = (held: Pick<Case, "facts" | "screening">): readonly Channel[] =>
  channels.filter((channel) => !isUnsafe(held, channel));
