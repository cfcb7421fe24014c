import { addDays, parseDay } from "../../list/day.ts";
import type { DayRange } from "../../list/filters.ts";
import { dayCount } from "../../metrics/overview-range.ts";

export const moneyUnits = ["month", "day"] as const;
export type MoneyUnit = (typeof moneyUnits)[number];

/** What each currency's lines can be split by. */
export const moneySplits = ["product", "country", "method"] as const;
export type MoneySplit = (typeof moneySplits)[number];
export const splitLabels: Record<MoneySplit, string> = { product: "Product", country: "Billing country", method: "Method" };

/** The money report as a URL asks for it. */
export interface MoneyQuery {
  readonly by: MoneyUnit;
  /** The first and the last month (`2026-03`) or day (`2026-03-01`), both counting; undefined: not said. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly split: MoneySplit | undefined;
  /** The only currency to be shown; undefined: all, each for itself. */
  readonly currency: string | undefined;
}

/** Longer reports are cut at their beginning: every number of a line is a link, and a page of more lines is too large. */
const MOST: Record<MoneyUnit, number> = { month: 120, day: 92 };

/**
 * A URL's parameters as a typed query: `by` (month or day), `from` and `to`, `split` (product, country or method), `currency`. Never
 * throws: what makes no sense is not asked.
 */
export function parseMoneyQuery(url: string | URL): MoneyQuery {
  const params = new URL(url, "http://localhost").searchParams;
  const by = moneyUnits.find((unit) => unit === params.get("by")) ?? "month";
  const from = parsePoint(params.get("from"), by);
  const to = parsePoint(params.get("to"), by);
  const backwards = from !== undefined && to !== undefined && from > to;
  const currency = params.get("currency") ?? "";
  return {
    by,
    from: backwards ? undefined : from,
    to: backwards ? undefined : to,
    split: moneySplits.find((split) => split === params.get("split")),
    currency: /^[A-Za-z]{3}$/.test(currency) ? currency : undefined,
  };
}

/** A month or a day; a day stands for its month where months are asked for, and a month for its first day the other way round. */
function parsePoint(text: string | null, by: MoneyUnit): string | undefined {
  const day = parseDay(/^\d{4}-\d{2}$/.test(text ?? "") ? `${text}-01` : text)?.slice(0, 10);
  return by === "month" ? day?.slice(0, 7) : day;
}

/** The link to the report of this query; what was not said is left out. `path` is the report's own or that of its file. */
export function moneyHref(query: MoneyQuery, path = "/reports/money"): string {
  const params = new URLSearchParams();
  if (query.by !== "month") params.set("by", query.by);
  for (const name of ["from", "to", "split", "currency"] as const) {
    const value = query[name];
    if (value !== undefined) params.set(name, value);
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

/** One line's time: days of the reporting zone, both counting, which is also what the lists behind its numbers are filtered by. */
export interface MoneyBucket extends DayRange {
  readonly from: string;
  readonly to: string;
}

/**
 * The months or days of a report, without gap, oldest first: this month and the eleven before it, or the days of this month so far, unless the
 * query says otherwise. Months are whole ones, this month too.
 *
 * @param today the day it is in the reporting zone
 */
export function bucketsOf({ by, from, to }: MoneyQuery, today: string): MoneyBucket[] {
  const month = today.slice(0, 7);
  if (by === "month") {
    const last = to ?? (from === undefined || from <= month ? month : shiftMonth(from, 11));
    const first = from ?? shiftMonth(last, -11);
    const count = Math.min(monthCount(first, last), MOST.month);
    return Array.from({ length: count }, (_, index) => monthBucket(shiftMonth(last, index + 1 - count))).filter(isInReach);
  }
  const last = to ?? (from === undefined || from <= today ? today : addDays(from, 30));
  const first = from ?? (to === undefined ? `${month}-01` : addDays(to, -30));
  const count = Math.min(dayCount({ from: first, to: last }), MOST.day);
  return Array.from({ length: count }, (_, index) => addDays(last, index + 1 - count))
    .map((day) => ({ from: day, to: day }))
    .filter(isInReach);
}

/** Lists cannot be filtered by other days, so a line of them would have no rows behind it. */
const isInReach = ({ from, to }: MoneyBucket) => parseDay(from) !== undefined && parseDay(to) !== undefined;

/**
 * The same time in the other unit: the months that the days are of, or the days of the months up to today, where they are not too many to be
 * shown. A report that is of its usual time stays so.
 *
 * @param range what the query's report is of
 */
export function inUnit(query: MoneyQuery, by: MoneyUnit, range: MoneyBucket, today: string): MoneyQuery {
  if (by === query.by) return query;
  const usual = { ...query, by, from: undefined, to: undefined };
  if (query.from === undefined && query.to === undefined) return usual;
  if (by === "month") return { ...usual, from: range.from.slice(0, 7), to: range.to.slice(0, 7) };
  const days = { from: range.from, to: range.from <= today && today < range.to ? today : range.to };
  return dayCount(days) <= MOST.day ? { ...usual, ...days } : usual;
}

/** Times that are often asked for, in the unit of the report; neither `from` nor `to`: its usual time. */
export function moneyPresets(by: MoneyUnit, today: string): { label: string; from?: string; to?: string }[] {
  const month = today.slice(0, 7);
  const last = shiftMonth(month, -1);
  if (by === "day")
    return [
      { label: "This month", from: `${month}-01`, to: today },
      { label: "Last month", ...monthBucket(last) },
    ];
  return [{ label: "Last 12 months" }, { label: "This month", from: month, to: month }, { label: "Last month", from: last, to: last }];
}

function monthBucket(month: string): MoneyBucket {
  return { from: `${month}-01`, to: addDays(`${shiftMonth(month, 1)}-01`, -1) };
}

/** `2026-03` moved by a number of months. */
function shiftMonth(month: string, count: number): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

function monthCount(first: string, last: string): number {
  const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return index(last) - index(first) + 1;
}
