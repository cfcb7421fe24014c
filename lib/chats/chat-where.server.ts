import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { chat } from "../db/schema.ts";
import { contains, oneOf } from "../list/contains.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { within } from "../list/range.server.ts";
import type { chatList } from "./chat.ts";

export type ChatQuery = QueryOf<typeof chatList>;

/** The one condition behind the list, its count and its export. */
export function chatWhere({ q, filters }: Pick<ChatQuery, "q" | "filters">): SQL | undefined {
  return and(
    // Each branch has an index of its own, which the planner joins by bitmap.
    q ? sql`(${or(contains(chat.title, q), eq(chat.id, q), eq(chat.userId, q))})` : undefined,
    oneOf(chat.visibility, filters.visibility),
    within(chat.updatedAt, filters.updatedAt),
    within(chat.createdAt, filters.createdAt),
    oneOf(chat.userId, filters.user),
    oneOf(chat.id, filters.id),
  );
}
