import * as z from "zod";

export const instant = z.iso.datetime().meta({ description: "An instant in UTC, ISO 8601." });
export const day = z.iso.date().meta({ description: "A day of the calendar in London." });
