import * as z from "zod";
import { accessReasons, liftingReasons, restrictionReasons } from "#shared/domain/keeping-policy.ts";
import { caseRef, staffId, words } from "./api.ts";

/** What the API takes and answers about who may see a case, who did, and how long it is kept. */

const accessReason = z.enum(accessReasons);

/** Why somebody reads: kept in the access log, and needed where the case is restricted. */
export const whyRead = z.strictObject({
  reason: accessReason
    .optional()
    .meta({
      description: "Why it is read: kept in its access log, and needed where the case is restricted.",
    }),
});

/** Who besides those it belongs to may see a restricted case, and why it is one. */
export const restriction = z.strictObject({
  reason: z.enum(restrictionReasons),
  words,
  named: z.array(staffId).max(30).default([]),
});
export const lifting = z.strictObject({ reason: z.enum(liftingReasons), words });
/** A manager who is not on the list looks all the same, and says why. */
export const override = z.strictObject({ reason: accessReason, words });

/** Who read a case, oldest first. */
export const accessLog = z.strictObject({
  caseRef,
  reads: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      by: z.string(),
      what: z.string(),
      why: accessReason.nullable(),
    }),
  ),
});
