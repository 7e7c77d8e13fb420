type Facts = Readonly<Record<string, string | number | boolean>>;

/** Writes one JSON line: ids, coded values and counts only (A4, F42, F48). */
export function log(level: "info" | "warn" | "error", event: string, facts: Facts = {}): void {
  console[level](JSON.stringify({ level, event, ...facts }));
}
