import { formatCount } from "../../format.ts";
import type { QueryOf } from "../../list/list-spec.ts";
import { toolCallList } from "../tool-call.ts";

type ToolCallQuery = QueryOf<typeof toolCallList>;
type Filter = Pick<ToolCallQuery, "q" | "filters">;

/** Parameters of these pages that narrow nothing. */
const NOT_FILTERS = new Set(["move", "sort", "size", "columns", "after", "before", "total", "_routes", "index"]);

/** The parameters of a filter alone, as a run keeps them. */
export function filterParams({ q, filters }: Filter): URLSearchParams {
  return toolCallList.params({ ...toolCallList.defaults, q, filters });
}

/**
 * The parameters that the list would pass over because it cannot read them. A list may show more than was asked for; a change must not be
 * made of more.
 */
export function unreadParams(params: URLSearchParams): string[] {
  const read = filterParams(toolCallList.parse(params));
  const unread = [...params].filter(([name, value]) => !NOT_FILTERS.has(name) && value.trim() !== "" && !isRead(read, name, value));
  return [...new Set(unread.map(([name]) => name))];
}

/** An instant may be written in several ways: that the filter is there says that it was read. */
const REWRITTEN = /^createdAt\.(from|to)$/;

function isRead(read: URLSearchParams, name: string, value: string): boolean {
  if (REWRITTEN.test(name)) return read.has(name);
  return read.getAll(name).some((text) => text === value || text.toLowerCase() === value.trim().toLowerCase());
}

/** What the filter chooses, in words, such as "Status is Failed" and "Tool is get_weather"; none for every call there is. */
export function filterWords({ q, filters }: Filter): string[] {
  const words = q ? [`Search “${q}”`] : [];
  for (const [name, filter] of Object.entries(toolCallList.filters)) {
    const value = filters[name as keyof typeof filters];
    if (value === undefined) continue;
    if (name === "id") {
      const count = (value as readonly string[]).length;
      words.push(count === 1 ? "1 selected call" : `${formatCount(count)} selected calls`);
      continue;
    }
    const { operator, value: said } = filter.describe(value as never, (text) => text);
    words.push(`${filter.label} ${operator} ${said}`);
  }
  return words;
}
