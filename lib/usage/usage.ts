import type { AuditSubject } from "../audit/audit.ts";
import { formatCount } from "../format.ts";
import { choice, days, moreThan, values } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";

/** What is counted, a table each: `message_usage` and `extreme_search_usage`. */
export const usageCounters = ["messages", "searches"] as const;
export type UsageCounter = (typeof usageCounters)[number];

const labels: Record<UsageCounter, string> = { messages: "Messages", searches: "Extreme searches" };

/** A counter as people call it. */
export function usageCounterLabel(counter: UsageCounter): string {
  return labels[counter];
}

/** "12 messages", "1 extreme search". */
export function countedWords(counter: UsageCounter, count: number): string {
  const [one, many] = counter === "messages" ? ["message", "messages"] : ["extreme search", "extreme searches"];
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export const usageList = listSpec({
  path: "/usage",
  noun: ["daily count", "daily counts"],
  search: "User's name or e-mail, or an exact user id",
  sort: { date: "timestamp", count: "integer" },
  defaultSort: "-date",
  filters: {
    counter: choice("Counter", usageCounters, usageCounterLabel),
    user: values("User"),
    date: days("Day"),
    count: moreThan("Count", "counted"),
    id: values("Daily count", { linkOnly: true }),
  },
  columns: {
    user: "User",
    date: "Day",
    counter: "Counter",
    count: "Count",
    resetAt: "Resets at",
    updatedAt: { label: "Last counted", hidden: true },
    id: { label: "Row id", hidden: true },
  },
});

const usageListOfMessages: typeof usageList = {
  ...usageList,
  filters: { ...usageList.filters, counter: { ...usageList.filters.counter, linkOnly: true } },
};

/** The list as it is offered: a product that counts no searches has one counter, so nothing to choose. */
export function usageListFor({ countsSearches }: { countsSearches: boolean }): typeof usageList {
  return countsSearches ? usageList : usageListOfMessages;
}

/** A row of the list, `messages:<id>` or `searches:<id>`, as the counter and the id in its table; undefined for anything else. */
export function parseUsageId(usageId: string): { counter: UsageCounter; id: string } | undefined {
  const counter = usageCounters.find((name) => usageId.startsWith(`${name}:`));
  const id = counter && usageId.slice(counter.length + 1);
  return counter && id ? { counter, id } : undefined;
}

/** What the audit log calls a row: each table's rows by their own ids. */
export function usageSubject({ counter, id }: { counter: UsageCounter; id: string }): { type: AuditSubject; id: string } {
  return { type: counter === "messages" ? "message_usage" : "extreme_search_usage", id };
}
