import { wallClock } from "../zoned-time.ts";

/** An exact decimal number, as `decimalAmount` writes it: a number in every file, with all of its digits. */
export interface Decimal {
  readonly decimal: string;
}

/** An instant as the clocks of a zone show it. */
export interface LocalTime {
  readonly instant: Date;
  readonly zone: string;
}

/** What a cell of a file can hold. A text is guarded where the format asks for it; everything else is not. */
export type CellValue = string | number | boolean | Date | Decimal | LocalTime | null | undefined;

export function isDecimal(value: CellValue): value is Decimal {
  return typeof value === "object" && value !== null && "decimal" in value;
}

export function isLocalTime(value: CellValue): value is LocalTime {
  return typeof value === "object" && value !== null && "zone" in value;
}

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
/** Since here no zone has changed its clocks but at a full quarter of an hour, and none twice on a day. */
const CHANGES_SINCE = Date.UTC(1980, 0, 1);
/** More than the days of a hundred years in one zone: dates from elsewhere may be any. */
const MOST_DAYS = 40_000;
/** By zone and day of UTC: the offset that the whole day has; NaN where the clocks change on it. */
const daysOfZones = new Map<string, Map<number, number>>();
let last: { zone: string; quarter: number; offset: number } | undefined;

/** Milliseconds by which the zone's clocks are ahead of UTC's at an instant; NaN for what is none. To ask `Intl` for each of a million rows would take seconds. */
export function zoneOffset(instant: Date | number, zone: string): number {
  const whole = Math.floor(Number(instant) / 1000) * 1000;
  if (Number.isNaN(whole)) return whole;
  if (whole < CHANGES_SINCE) return wallClock(whole, zone) - whole;
  const offset = offsetOfDay(Math.floor(whole / DAY_MS), zone);
  return Number.isNaN(offset) ? offsetOfQuarter(Math.floor(whole / QUARTER_MS), zone) : offset;
}

function offsetOfDay(day: number, zone: string): number {
  let days = daysOfZones.get(zone);
  if (!days || days.size > MOST_DAYS) {
    days = new Map();
    daysOfZones.set(zone, days);
  }
  let offset = days.get(day);
  if (offset === undefined) {
    const [first, end] = [day * DAY_MS, (day + 1) * DAY_MS - QUARTER_MS].map((at) => wallClock(at, zone) - at);
    offset = first === end ? first! : Number.NaN;
    days.set(day, offset);
  }
  return offset;
}

function offsetOfQuarter(quarter: number, zone: string): number {
  if (last?.quarter === quarter && last.zone === zone) return last.offset;
  const at = quarter * QUARTER_MS;
  const offset = wallClock(at, zone) - at;
  last = { zone, quarter, offset };
  return offset;
}

/** ISO 8601 with the zone's offset, so that the hour that a clock change repeats can be told apart: `2026-10-25T02:30:00.000+01:00`. */
export function localTimeText({ instant, zone }: LocalTime): string {
  if (Number.isNaN(instant.getTime())) return "";
  const offset = zoneOffset(instant, zone);
  return new Date(instant.getTime() + offset).toISOString().replace("Z", offsetText(offset));
}

/** An offset in milliseconds as ISO 8601 writes it: `+01:00`. */
export function offsetText(offset: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  const seconds = Math.abs(offset) / 1000;
  return `${offset < 0 ? "-" : "+"}${two(seconds / 3600)}:${two((seconds / 60) % 60)}${seconds % 60 ? `:${two(seconds % 60)}` : ""}`;
}
