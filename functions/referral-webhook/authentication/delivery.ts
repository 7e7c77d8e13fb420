import type { Buffer } from "node:buffer";
import type { Instant } from "#shared/domain/calendar-day.ts";

/** A delivery as it came: header names in lower case, the body's bytes untouched. */
export interface Delivery {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly at: Instant;
}
