import { addDays, isDay, parseDay } from "../list/day.ts";

/** What the overview can look back over, beside any two days. */
export const overviewRanges = ["7", "30", "90", "12m"] as const;
export type NamedRange = (typeof overviewRanges)[number];

/** In days, today included; "12m" is this month and the eleven before it, since a year is read by the month. */
export type OverviewRange = { readonly kind: NamedRange } | { readonly kind: "custom"; readonly from: string; readonly to: string };

/** The overview as a URL asks for it. */
export interface OverviewQuery {
  readonly range: OverviewRange;
  /** Which currency's revenue is drawn; undefined: the one with the most payments. */
  readonly currency: string | undefined;
}

const DEFAULT: OverviewRange = { kind: "30" };

/** The longest range of one's own: more points than this are no picture. */
export const MAX_DAYS = 5 * 366;

/** "30 days", "12 months"; "22 days" for a range of one's own. */
export function rangeName(range: OverviewRange): string {
  if (range.kind === "12m") return "12 months";
  const days = range.kind === "custom" ? dayCount(range) : Number(range.kind);
  return days === 1 ? "day" : `${days} days`;
}

/** How many days lie between two days, both counting. */
export function dayCount({ from, to }: { from: string; to: string }): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

/**
 * A URL's parameters as a typed query: `range` (7, 30, 90, 12m or custom), `from` and `to` (days; `to` is at most today and may be left
 * out), `currency`. Never throws: what makes no sense gives 30 days.
 *
 * @param today the day it is in the reporting zone
 */
export function parseOverview(url: string | URL, today: string): OverviewQuery {
  const params = new URL(url, "http://localhost").searchParams;
  const currency = params.get("currency") ?? "";
  return {
    range: parseRange(params, today) ?? DEFAULT,
    currency: /^[A-Za-z]{3}$/.test(currency) ? currency : undefined,
  };
}

function parseRange(params: URLSearchParams, today: string): OverviewRange | undefined {
  const kind = params.get("range");
  const named = overviewRanges.find((name) => name === kind);
  if (named) return { kind: named };
  if (kind !== "custom") return undefined;
  const from = parseDay(params.get("from"));
  const asked = params.get("to") ? parseDay(params.get("to")) : today;
  if (!from || !asked || !isDay(from) || !isDay(asked)) return undefined;
  const to = asked > today ? today : asked;
  return from <= to && to < addDays(from, MAX_DAYS) ? { kind: "custom", from, to } : undefined;
}

/** The link to the overview of this query; what equals the default is left out. */
export function overviewHref({ range, currency }: OverviewQuery): string {
  const params = new URLSearchParams();
  if (range.kind !== DEFAULT.kind) params.set("range", range.kind);
  if (range.kind === "custom") {
    params.set("from", range.from);
    params.set("to", range.to);
  }
  if (currency) params.set("currency", currency);
  const text = params.toString();
  return text ? `/?${text}` : "/";
}
