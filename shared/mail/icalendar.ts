import { type Instant, sayInstant } from "#shared/domain/calendar-day.ts";
import type { ReviewEntry } from "#shared/domain/case/review-calendar.ts";

export interface CalendarOptions {
  /** Where staff open the service. */
  readonly url: string;
  /** When it is made. */
  readonly at: Instant;
}

/** The longest line that RFC 5545 allows, in octets, without its end. */
const mostOctets = 75;

/**
 * Reviews as an iCalendar object (RFC 5545): instants in UTC, so that no zone need be described; an id that is the same for
 * a case and cycle for ever; references only, and never a name (X-05).
 */
export function iCalendar(entries: readonly ReviewEntry[], options: CalendarOptions): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Holdfast//Reviews//EN",
    "CALSCALE:GREGORIAN",
    // One that is cancelled by itself says so, so that a program takes it out of the calendar that it was put into.
    `METHOD:${entries.length > 0 && entries.every(isCancelled) ? "CANCEL" : "PUBLISH"}`,
    ...entries.flatMap((entry) => eventOf(entry, options)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

const isCancelled = ({ status }: ReviewEntry): boolean => status === "cancelled";

function eventOf(entry: ReviewEntry, { at, url }: CalendarOptions): readonly string[] {
  const { caseRef, cycle, due, sequence, status } = entry;
  return [
    "BEGIN:VEVENT",
    `UID:${caseRef}-review-${cycle}@holdfast`,
    `DTSTAMP:${utc(at)}`,
    // Without an end it marks the hour by which something is due, and takes nobody's time.
    `DTSTART:${utc(due)}`,
    `SEQUENCE:${sequence}`,
    `STATUS:${status.toUpperCase()}`,
    `SUMMARY:${escaped(`Review ${cycle} of case ${caseRef}`)}`,
    `DESCRIPTION:${escaped(`The worker and the supervisor each give a half, due on ${sayInstant(due)}.\nSign in to open it: ${url}`)}`,
    `URL:${url.replaceAll(/\p{Cc}/gu, "")}`,
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** `20261201T090000Z`. */
const utc = (instant: Instant): string => `${instant.slice(0, 19).replaceAll(/[-:]/g, "")}Z`;

/** A text value: what would end it, or begin another, is escaped; no other control character may stand in one. */
const escaped = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll("\n", "\\n")
    .replaceAll(/\p{Cc}/gu, "");

/** A long line goes on in the next, which begins with a space; no character is cut in two. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  for (const character of line) {
    if (octets(part) + octets(character) > mostOctets) {
      parts.push(part);
      part = " ";
    }
    part += character;
  }
  return [...parts, part].join("\r\n");
}

const encoder = new TextEncoder();
const octets = (text: string): number => encoder.encode(text).byteLength;
