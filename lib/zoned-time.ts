const formats = new Map<string, Intl.DateTimeFormat>();

const DAY = 86_400_000;
/** Milliseconds. Before, clocks were also set by seconds, and after, no rule is known. */
const [REGULAR_FROM, REGULAR_TO] = [Date.UTC(1980, 0), Date.UTC(2100, 0)];

// By zone: how far its clock is ahead of UTC's throughout a day of UTC's, in milliseconds; null for a day on which that changes.
const offsets = new Map<string, Map<number, number | null>>();

/**
 * Wall-clock time of an instant in a zone to the second, as milliseconds since 1970 as if that clock were UTC's. Safe in a browser. No zone
 * has ever changed its clock twice within a day, so two readings serve all instants of one: a list asks a hundred times.
 */
export function wallClock(instant: number, zone: string): number {
  if (!(instant >= REGULAR_FROM && instant < REGULAR_TO)) return readClock(instant, zone);
  const days = offsets.get(zone) ?? new Map<number, number | null>();
  offsets.set(zone, days);
  const day = Math.floor(instant / DAY);
  let offset = days.get(day);
  if (offset === undefined) {
    const [first, last] = [day * DAY, (day + 1) * DAY].map((edge) => readClock(edge, zone) - edge);
    offset = first === last ? first! : null;
    days.set(day, offset);
  }
  return offset === null ? readClock(instant, zone) : Math.floor(instant / 1000) * 1000 + offset;
}

function readClock(instant: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
  // Not Date.UTC, to which the year 1 is 1901: a program that knows no time may well have written the first of all.
  return new Date(new Date(0).setUTCFullYear(part.year!, part.month! - 1, part.day!)).setUTCHours(part.hour!, part.minute!, part.second!);
}

const LOCAL = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2}))?$/;

/**
 * What a date-time field holds (`2026-03-01T09:30`, with `:15` behind it where there are seconds), said in one way only; undefined for
 * anything else, also for a 30th of February and for years outside 1970 to 2199. Safe in a browser.
 */
export function normalLocalDateTime(text: string): string | undefined {
  const match = LOCAL.exec(text.trim());
  if (!match) return undefined;
  const [, day = "", minutes = "", seconds = "00"] = match;
  const full = `${day}T${minutes}:${seconds}`;
  const date = new Date(`${full}Z`);
  const year = date.getUTCFullYear();
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 19) !== full || year < 1970 || year > 2199) return undefined;
  return seconds === "00" ? full.slice(0, 16) : full;
}

/** An instant on the clocks of `zone`, as a date-time field holds it, to the second. */
export function toLocalDateTime(instant: Date, zone: string): string {
  const text = new Date(wallClock(instant.getTime(), zone)).toISOString().slice(0, 19);
  return text.replace(/:00$/, "");
}

/**
 * The instant that a date-time field names on the clocks of `zone`: the first of two where the clocks are set back, undefined where they
 * are set forward over it and where the text is no date-time.
 */
export function fromLocalDateTime(text: string, zone: string): Date | undefined {
  const local = normalLocalDateTime(text);
  if (!local) return undefined;
  const wanted = Date.parse(`${local}Z`);
  const instants = [-86_400_000, 86_400_000].map((apart) => wanted - (wallClock(wanted + apart, zone) - (wanted + apart)));
  const found = instants.filter((instant) => wallClock(instant, zone) === wanted);
  return found.length > 0 ? new Date(Math.min(...found)) : undefined;
}
