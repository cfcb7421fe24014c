import { wallClock } from "./zoned-time.ts";

/**
 * Numbers, money and time as text. Pure and browser-safe: the same input gives the same text on the server and in the browser,
 * so month names and separators are written here instead of being asked from each runtime's own locale data.
 */

const digitsByCurrency = new Map<string, number>();

/**
 * Decimals that a currency's smallest unit stands for: USD 2, JPY 0, KWD 3, CLF 4. A code that Intl does not accept counts as 2.
 * Never throws: codes come from webhooks.
 */
export function currencyDigits(currency: string): number {
  const known = digitsByCurrency.get(currency);
  if (known !== undefined) return known;
  let digits = 2;
  try {
    digits = new Intl.NumberFormat("en-US", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    // A malformed code; two decimals, as most currencies have.
  }
  digitsByCurrency.set(currency, digits);
  return digits;
}

interface DecimalParts {
  negative: boolean;
  whole: bigint;
  /** Exactly as many digits as the currency has; empty for JPY. */
  fraction: string;
}

function decimalParts(minor: number | bigint, currency: string): DecimalParts | undefined {
  if (typeof minor === "number" && !Number.isFinite(minor)) return undefined;
  const units = typeof minor === "bigint" ? minor : BigInt(Math.round(minor));
  const digits = currencyDigits(currency);
  const absolute = units < 0n ? -units : units;
  const scale = 10n ** BigInt(digits);
  return {
    negative: units < 0n,
    whole: absolute / scale,
    fraction: digits === 0 ? "" : (absolute % scale).toString().padStart(digits, "0"),
  };
}

/**
 * An amount for people: 123456 USD → "$1,234.56", 500 JPY → "¥500", 5 KWD → "KWD 0.005". `minor` is in the currency's smallest unit.
 * Exact for every integer: no step goes through a float. A code that Intl refuses is shown before the number as it is.
 */
export function formatMoney(minor: number | bigint, currency: string, locale = "en-US"): string {
  const parts = decimalParts(minor, currency);
  if (!parts) return "—";
  const { negative, whole, fraction } = parts;
  const format = moneyFormat(currency, locale);
  if (!format) return `${currency.trim() || "?"} ${negative ? "-" : ""}${groupThousands(whole)}.${fraction}`;
  // There is no minus zero in BigInt: -0.05 borrows the sign from -1 and gets its own digits back.
  const borrowed = negative && whole === 0n;
  return format
    .formatToParts(negative ? -(borrowed ? 1n : whole) : whole)
    .map((part) => {
      if (part.type === "fraction") return fraction;
      if (part.type === "integer" && borrowed) return "0";
      return part.value;
    })
    .join("");
}

// Made once: a format costs as much as fifty amounts written with it.
const moneyFormats = new Map<string, Intl.NumberFormat | null>();

/** Null for a code that Intl refuses. */
function moneyFormat(currency: string, locale: string): Intl.NumberFormat | null {
  const key = `${locale} ${currency}`;
  let format = moneyFormats.get(key);
  if (format === undefined) {
    try {
      format = new Intl.NumberFormat(locale, { style: "currency", currency, numberingSystem: "latn" });
    } catch {
      format = null;
    }
    moneyFormats.set(key, format);
  }
  return format;
}

function groupThousands(whole: bigint): string {
  return whole.toString().replace(/\B(?=(\d{3})+$)/g, ",");
}

/** An amount for machines: "12.34", "-0.005", "500". No symbol, no grouping, always the currency's own number of decimals. */
export function decimalAmount(minor: number | bigint, currency: string): string {
  const parts = decimalParts(minor, currency);
  if (!parts) return "";
  return `${parts.negative ? "-" : ""}${parts.whole}${parts.fraction && `.${parts.fraction}`}`;
}

const counts = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/** 12345 → "12,345". */
export function formatCount(count: number | bigint): string {
  return counts.format(count);
}

/** A length of time in milliseconds, in its two largest units: "340 ms", "1.2 s", "2 min 5 s", "3 h 4 min", "2 d 3 h". */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return "—";
  if (ms < 0) return `-${formatDuration(-ms)}`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return twoUnits(seconds, 60, "min", "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return twoUnits(minutes, 60, "h", "min");
  return twoUnits(Math.round(minutes / 60), 24, "d", "h");
}

/** A size for people: 512 → "512 bytes", 20480 → "20.5 kB". Thousands, as file managers count. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return "unknown size";
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  const units = ["kB", "MB", "GB"];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.95 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size.toFixed(size < 100 ? 1 : 0).replace(/\.0$/, "")} ${units[unit]}`;
}

/** A length of time in milliseconds that is known within a few percent: "≈ 1.2 s". */
export function formatAbout(ms: number): string {
  return `≈\u00a0${formatDuration(ms)}`;
}

function twoUnits(amount: number, size: number, large: string, small: string): string {
  const rest = amount % size;
  return `${Math.floor(amount / size)} ${large}${rest ? ` ${rest} ${small}` : ""}`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function clockIn(date: Date, zone: string) {
  const clock = new Date(wallClock(date.getTime(), zone));
  const two = (number: number) => String(number).padStart(2, "0");
  const minutes = `${two(clock.getUTCHours())}:${two(clock.getUTCMinutes())}`;
  return {
    day: `${clock.getUTCDate()} ${months[clock.getUTCMonth()]} ${clock.getUTCFullYear()}`,
    minutes,
    seconds: `${minutes}:${two(clock.getUTCSeconds())}`,
  };
}

function asDate(date: Date | string): Date | undefined {
  const value = typeof date === "string" ? new Date(date) : date;
  return Number.isNaN(value.getTime()) ? undefined : value;
}

/** "22 Nov 2026, 14:05" on the clocks of `zone` (an IANA name); with `seconds`, "22 Nov 2026, 14:05:09". A broken date gives "—". */
export function formatDateTime(date: Date | string, zone: string, options: { seconds?: boolean } = {}): string {
  const value = asDate(date);
  if (!value) return "—";
  const clock = clockIn(value, zone);
  return `${clock.day}, ${options.seconds ? clock.seconds : clock.minutes}`;
}

/** "22 Nov 2026": the calendar day in `zone`. A broken date gives "—". */
export function formatDate(date: Date | string, zone: string): string {
  const value = asDate(date);
  return value ? clockIn(value, zone).day : "—";
}

/** "2026-11-22 13:05:09 UTC", with milliseconds where there are any. A broken date gives "—". */
export function formatUtc(date: Date | string): string {
  const value = asDate(date);
  return value
    ? `${value
        .toISOString()
        .replace("T", " ")
        .replace(/(\.000)?Z$/, "")} UTC`
    : "—";
}

const relativeUnits: [milliseconds: number, one: string, many: string][] = [
  [365.25 * 86_400_000, "year", "years"],
  [30.4375 * 86_400_000, "month", "months"],
  [86_400_000, "day", "days"],
  [3_600_000, "h", "h"],
  [60_000, "min", "min"],
];

/** "3 h ago", "in 2 days", "just now". Counts whole units, never rounding up: 119 minutes are "1 h ago". */
export function formatRelative(date: Date | string, now: Date | string): string {
  const [then, reference] = [asDate(date), asDate(now)];
  if (!then || !reference) return "—";
  const distance = then.getTime() - reference.getTime();
  const size = Math.abs(distance);
  for (const [milliseconds, one, many] of relativeUnits) {
    if (size < milliseconds) continue;
    const count = Math.floor(size / milliseconds);
    const amount = `${count} ${count === 1 ? one : many}`;
    return distance < 0 ? `${amount} ago` : `in ${amount}`;
  }
  return distance <= 0 ? "just now" : "in under a minute";
}

/** An id cut in the middle to `length` characters, so that its prefix and its end can both be told apart: "pay_1a…9f2c". */
export function shortId(id: string, length = 12): string {
  if (id.length <= length) return id;
  const head = Math.ceil((length - 1) / 2);
  return `${id.slice(0, head)}…${id.slice(id.length - (length - 1 - head))}`;
}
