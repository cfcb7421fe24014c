import { COUNTED_UP_TO } from "../../list/counted.ts";
import { addDays, dayOf, isDay } from "../../list/day.ts";
import { type DayRange, days, values } from "../../list/filters.ts";
import { listSpec } from "../../list/list-spec.ts";
import { toolCallList } from "../tool-call.ts";

/** So many kinds of failures are shown; the page says how many more there are. */
export const MOST_GROUPS = 100;

/** A kind of failure that was first seen no longer ago than this is new. */
const NEW_FOR_MS = 24 * 60 * 60_000;

/** The failures as a URL asks for them. They are not paged: what is asked for by `size` or a cursor is not heard. */
export const failureList = listSpec({
  path: "/tool-calls/failures",
  noun: ["kind of failure", "kinds of failures"],
  search: null,
  sort: { calls: "integer", lastSeen: "timestamp" },
  defaultSort: "-calls",
  filters: { createdAt: days("Time"), tool: values("Tool") },
  columns: {},
});

const DEFAULT_DAYS = 30;
const MOST_DAYS = 366;

/** First and last day, both counting. */
export interface FailureRange {
  from: string;
  to: string;
}

/**
 * The days of the reporting zone that are looked at: those asked for, at most a year back from their end, none of them to come. What asks
 * for no day that has been gives the last 30.
 */
export function failureRange(asked: DayRange | undefined, now: Date, zone: string): FailureRange {
  const today = dayOf(now, zone);
  const first = asked?.from && (isDay(asked.from) ? asked.from : dayOf(new Date(asked.from), zone));
  const last = asked?.to && (isDay(asked.to) ? asked.to : dayOf(new Date(Date.parse(asked.to) - 1), zone));
  const to = last && last < today ? last : today;
  const from = first ?? addDays(to, 1 - DEFAULT_DAYS);
  if (from > to) return { from: addDays(today, 1 - DEFAULT_DAYS), to: today };
  const earliest = addDays(to, 1 - MOST_DAYS);
  return { from: from < earliest ? earliest : from, to };
}

/** The link to the calls behind a number of calls; where that is more than a list counts by itself, the link asks it to. */
export function failedCallsLink(group: string, tool: string, createdAt: DayRange | undefined, count = 0): string {
  return toolCallList.link({ failure: [group], tool: [tool], ...(createdAt && { createdAt }) }, { exact: count > COUNTED_UP_TO });
}

/** True for a kind of failure that nobody had seen a day ago. */
export function isNewFailure(firstSeen: Date, now: Date): boolean {
  return now.getTime() - firstSeen.getTime() < NEW_FOR_MS;
}

/** A group in pieces, so that its placeholders (`<n>`, `<id>`, `<date>` and the like) can be told from its words. */
export function piecesOf(group: string): { text: string; placeholder: boolean }[] {
  return group
    .split(/(<(?:n|id|date|url|email|value)>)/)
    .map((text, place) => ({ text, placeholder: place % 2 === 1 }))
    .filter(({ text }) => text !== "");
}

/** Names a group of a tool in a record. */
export function failureKey({ group, tool }: { group: string; tool: string }): string {
  return JSON.stringify([tool, group]);
}
