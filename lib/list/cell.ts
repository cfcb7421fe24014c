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
/** Since here no zone has changed its clocks but at a full quarter of an hour. */
const QUARTERS_SINCE = Date.UTC(1980, 0, 1);
let last: { zone: string; quarter: number; offset: number } | undefined;

/** Milliseconds by which the zone's clocks are ahead of UTC's at an instant. Rows come by time: most have the offset of the row before. */
export function zoneOffset(instant: Date, zone: string): number {
  const whole = Math.floor(instant.getTime() / 1000) * 1000;
  const quarter = Math.floor(whole / QUARTER_MS);
  if (last && last.quarter === quarter && last.zone === zone) return last.offset;
  const offset = wallClock(whole, zone) - whole;
  if (whole >= QUARTERS_SINCE) last = { zone, quarter, offset };
  return offset;
}

/** ISO 8601 with the zone's offset, so that the hour that a clock change repeats can be told apart: `2026-10-25T02:30:00.000+01:00`. */
export function localTimeText({ instant, zone }: LocalTime): string {
  if (Number.isNaN(instant.getTime())) return "";
  const offset = zoneOffset(instant, zone);
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  const seconds = Math.abs(offset) / 1000;
  const behind = `${offset < 0 ? "-" : "+"}${two(seconds / 3600)}:${two((seconds / 60) % 60)}${seconds % 60 ? `:${two(seconds % 60)}` : ""}`;
  return new Date(instant.getTime() + offset).toISOString().replace("Z", behind);
}
