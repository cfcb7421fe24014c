import type { extremeSearchUsage, messageUsage } from "../db/schema.ts";
import type { ChatRows } from "./chats.ts";
import { DAY, startOfDay, startOfNextMonth } from "./clock.ts";
import type { Random } from "./random.ts";

interface Day {
  userId: string;
  day: number;
  count: number;
  first: Date;
  last: Date;
}

/** Counts what users asked, so that the counters agree with the messages and the calls. */
export class UsageCounter {
  readonly #messages = new Map<string, Day>();
  readonly #searches = new Map<string, Day>();

  add({ chat, messages, toolCalls }: ChatRows): void {
    for (const { role, createdAt } of messages) if (role === "user") count(this.#messages, chat.userId, createdAt);
    for (const { toolName, createdAt } of toolCalls)
      if (toolName === "extremeSearch" && createdAt) count(this.#searches, chat.userId, createdAt);
  }

  /** One row a user and day; the count starts over at midnight (UTC). */
  messageRows(random: Random): (typeof messageUsage.$inferInsert)[] {
    return [...this.#messages.values()].map((day) => ({ ...row(random, day), messageCount: day.count, resetAt: new Date(day.day + DAY) }));
  }

  /** One row a user and day; the count starts over with the next month. */
  searchRows(random: Random): (typeof extremeSearchUsage.$inferInsert)[] {
    return [...this.#searches.values()].map((day) => ({
      ...row(random, day),
      searchCount: day.count,
      resetAt: new Date(startOfNextMonth(day.day)),
    }));
  }
}

function count(days: Map<string, Day>, userId: string, at: Date): void {
  const day = startOfDay(at.getTime());
  const key = `${userId} ${day}`;
  const known = days.get(key);
  if (!known) {
    days.set(key, { userId, day, count: 1, first: at, last: at });
    return;
  }
  known.count += 1;
  if (at < known.first) known.first = at;
  if (at > known.last) known.last = at;
}

const row = (random: Random, { userId, day, first, last }: Day) => ({
  id: random.id(16),
  userId,
  date: new Date(day),
  createdAt: first,
  updatedAt: last,
});
