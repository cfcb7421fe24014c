const formats = new Map<string, Intl.DateTimeFormat>();

/** Wall-clock time of an instant in a zone, as milliseconds since 1970 as if that clock were UTC's. Safe in a browser. */
export function wallClock(instant: number, zone: string): number {
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
