import type { Instant } from "#shared/domain/calendar-day.ts";
import { holdfast, refuse } from "#shared/domain/decision.ts";
import { decideMissingForm, type MissingFormCommand } from "#shared/domain/missing-form.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { referrals } from "./aggregates.ts";
import { change } from "./change.ts";
import { servicePolicy } from "./change-case.ts";
import { referralKey } from "./keys.ts";
import type { Ports } from "./ports.ts";

/** Decides about the form of a telephoned emergency whose case is over (CST-08). Refused: `not-found`. */
export const changeMissingForm = (
  ports: Ports,
  council: string,
  referralRef: string,
  command: MissingFormCommand,
  at: Instant,
) =>
  change(ports, referrals, referralKey(council, referralRef), holdfast, at, (held) =>
    held ? decideMissingForm(held, command, { at, policy: servicePolicy(ports, held) }) : refuse("not-found"),
  );

/** When the form that is asked for of a referral was due; undefined where none is. */
export const missingFormDue = async ({ store }: Ports, council: string, referralRef: string) =>
  (await store.load<Referral>(referralKey(council, referralRef)))?.state.missingForm?.due;
