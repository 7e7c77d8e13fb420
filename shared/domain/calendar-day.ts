/** A UTC instant as ISO 8601 with milliseconds and `Z`, so that instants sort as text. */
export type Instant = string;
