import { dayOf, startOfDay } from "../../list/day.ts";
import type { DayRange } from "../../list/filters.ts";

// A month of the reporting zone is `2026-03`, so that months are ordered as texts are. Safe in a browser.

/** A month between the years 1970 and 2199; undefined for anything else. */
export function parseMonth(text: string | null | undefined): string | undefined {
  const month = text?.trim() ?? "";
  const year = Number(month.slice(0, 4));
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(month) && year >= 1970 && year <= 2199 ? month : undefined;
}

/** The month that an instant lies in. */
export function monthOf(instant: Date, zone: string): string {
  return dayOf(instant, zone).slice(0, 7);
}

/** `month` moved by a number of months. */
export function addMonths(month: string, count: number): string {
  const place = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(place / 12)).padStart(4, "0")}-${String((place % 12) + 1).padStart(2, "0")}`;
}

/** Every month from one to another, both counting. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** The first instant of a month in a zone; the last one lies just before the next month's. */
export function startOfMonth(month: string, zone: string): Date {
  return startOfDay(`${month}-01`, zone);
}

/** The month's first and last day. */
export function daysOfMonth(month: string): Required<DayRange> {
  const [year, place] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return { from: `${month}-01`, to: `${month}-${new Date(Date.UTC(year, place, 0)).getUTCDate()}` };
}

/** "Mar 2026". */
export function monthLabel(month: string): string {
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  return `${names[Number(month.slice(5, 7)) - 1] ?? "?"} ${month.slice(0, 4)}`;
}
