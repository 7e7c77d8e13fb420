import * as z from "zod";
import { instant as instantOf } from "#shared/domain/calendar-day.ts";

export const instant = z.iso.datetime().meta({ description: "An instant in UTC, ISO 8601." });
/** An instant that somebody names, in the one form in which instants compare as text. */
export const instantText = instant.transform(instantOf);
export const day = z.iso.date().meta({ description: "A day of the calendar in London." });
