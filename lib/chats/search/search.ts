import { choice, days, values } from "../../list/filters.ts";
import { listSpec } from "../../list/list-spec.ts";

/** Matches a page. */
export const SEARCH_PAGE = 25;
/** Up to here matches are counted; best first looks at so many of the newest. */
export const SEARCHED_AT_MOST = 1_000;

const roles = ["user", "assistant", "system", "tool", "data"] as const;
const roleLabels: Readonly<Record<string, string>> = { user: "User", assistant: "Assistant", system: "System", tool: "Tool", data: "Data" };

/** What a message's role is called. A role that nobody knows is shown as it is. */
export function roleLabel(role: string): string {
  return Object.hasOwn(roleLabels, role) ? roleLabels[role]! : role;
}

/**
 * The search in what was said. `newest` ascending is oldest first; `best` is by how often and how near to each other the words stand, and its
 * key only tells its cursor from the other's.
 */
export const chatSearch = listSpec({
  path: "/chats/search",
  noun: ["message", "messages"],
  search: 'Words, "an exact phrase", this or that, -not',
  sort: { newest: "timestamp", best: "integer" },
  defaultSort: "-newest",
  filters: {
    time: days("Time"),
    role: choice("Role", roles, roleLabel),
    user: values("Owner", { linkOnly: true }),
  },
  columns: {},
});
