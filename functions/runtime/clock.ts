import type { Instant } from "#shared/domain/calendar-day.ts";

/** Reads the clock: the only place that does, once an invocation (A5). */
export const now = (): Instant => new Date().toISOString();
