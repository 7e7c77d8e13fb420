import { dayOf } from "../calendar-day.ts";
import { hasAny, type Refusal, refuse } from "../decision.ts";
import { channels } from "../needs.ts";
import { find, isActive, isPresent } from "../roster.ts";
import { unlisted } from "../work-policy.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import type { RecordOffer } from "./leaving.ts";
import { isUnsafe } from "./safe-contact.ts";

type Refused = { readonly refused: Refusal } | undefined;

/**
 * Why an offer of support is not written down. It was made on a day since the allocation, by a colleague of this
 * service who was there; and whoever made it records it, or a manager records it for them: the lock on closing counts
 * days and people, so nobody vouches for a colleague (CST-19, CST-20). It counts places too: a letter or a call is made
 * from afar, and a visit is not. A channel that is not safe for the person is refused, unless somebody says why it was
 * used all the same.
 */
export function refuseOffer(
  held: Case,
  { by, madeBy, day, channel, place, unsafeReason, roster }: RecordOffer,
  { at, policy }: Context,
): Refused {
  const { service, receivedAt, allocatedOn = dayOf(receivedAt) } = held;
  if (day > dayOf(at)) return refuse("day-not-reached", { day });
  if (day < allocatedOn) return refuse("day-too-early", { day, earliest: allocatedOn });
  const colleague = find(roster, madeBy);
  if (!colleague?.services.includes(service) || !isActive(colleague, day))
    return refuse("not-on-roster", { staff: madeBy });
  if (!isPresent(colleague, day)) return refuse("away-that-day", { staff: madeBy, day });
  const may = by.id === madeBy || hasAny(by, "manager", "service-manager");
  if (!may) return refuse("not-the-one-who-offered", { madeBy });
  const afar = channels.find((each) => each === channel);
  const fits = afar ? place === "at-a-distance" : channel !== "visit" || place !== "at-a-distance";
  if (!fits) return refuse("place-contradicts-channel", { channel, place });
  if (unsafeReason !== undefined)
    return unlisted("unsafeReason", policy.work.contact.unsafeReasons, unsafeReason);
  return afar && isUnsafe(held, afar) ? refuse("channel-not-safe", { channel }) : undefined;
}
