import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { chat, user } from "../db/schema.ts";
import { type RecentUsage, recentUsageJson } from "../usage/recent-usage.server.ts";
import { shownName } from "../users/shown-name.ts";
import { planJson, planOf } from "../users/user-plan.server.ts";
import { callsJson, notesJson, type TimedToolCall, tagsJson } from "./chat-aside.server.ts";
import { chatCounts, withCounts } from "./chat-counts.server.ts";
import { maskText } from "./mask.ts";
import { storedTitle } from "./shown-title.server.ts";
import { tokensByModelJson } from "./tokens-by-model.server.ts";

interface Options {
  /** Asks for the owner's usage up to this instant; without it `usage` is null. */
  usageAt?: Date | undefined;
  /** Asks for when its tool calls ran; without it `calls` is null. */
  withCalls?: boolean;
}

/**
 * What is known about a chat, without what was said in it: itself, its owner, and what stands beside it; undefined where there is none. One
 * query. The title is masked; `tokens` are those
 * of all its messages, and `models` says whose.
 */
export async function getChat(db: Db, chatId: string, { usageAt, withCalls = false }: Options = {}) {
  const [row] = await db
    .select({
      id: chat.id,
      title: storedTitle,
      visibility: chat.visibility,
      createdAt: chat.createdAt,
      updatedAt: chat.updatedAt,
      user: { id: user.id, name: shownName, email: user.email },
      ...chatCounts,
      models: tokensByModelJson,
      tags: tagsJson,
      notes: notesJson,
      calls: withCalls ? callsJson : sql<TimedToolCall[] | null>`null::json`,
      plan: planJson,
      usage: usageAt ? recentUsageJson(usageAt) : sql<RecentUsage | null>`null::json`,
    })
    .from(chat)
    .innerJoin(user, eq(user.id, chat.userId))
    .where(eq(chat.id, chatId));
  if (!row) return undefined;
  return { ...withCounts(row), title: maskText(row.title).value, plan: planOf(row.plan) };
}
