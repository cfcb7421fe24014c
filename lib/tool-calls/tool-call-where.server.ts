import { and, eq, gt, gte, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { chat, toolCallDurationMs, toolCallFailure, toolCalls, user } from "../db/schema.ts";
import { emailContains, nameContains, oneOf, oneOfUuids } from "../list/contains.server.ts";
import { type Conditions, type FoundWithin, inRange, withinAll } from "../list/found-within.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { isUuid } from "../list/uuid.ts";
import type { toolCallList } from "./tool-call.ts";
import { stuckSince } from "./tool-call-state.ts";

export type ToolCallQuery = QueryOf<typeof toolCallList>;
type Asked = Pick<ToolCallQuery, "q" | "filters">;

/** What the list is of. */
export const calls = { table: toolCalls, id: toolCalls.id };

/** The one condition behind the list, its count, its latency and its export. */
export function toolCallWhere(query: Asked, now = new Date()): SQL | undefined {
  const { kept, found } = toolCallConditions(query, now);
  return withinAll(kept, found);
}

/** The condition in two parts: what the call's own row says (an id is looked up as such), and what its chat and user are called (see `pageCondition`). */
export function toolCallConditions({ q, filters }: Asked, now: Date, orderedBy: ToolCallQuery["sort"]["key"] = "createdAt"): Conditions {
  const made = inRange(calls, toolCalls.createdAt, filters.createdAt, orderedBy === "createdAt");
  const { status, tool, longerThan, error, stuck, measured, id } = filters;
  const kept = and(
    q && isUuid(q) ? hasId(q) : undefined,
    oneOf(toolCalls.status, status),
    oneOf(toolCalls.toolName, tool),
    made.kept,
    longerThan === undefined ? undefined : gt(toolCallDurationMs, sql`${longerThan * 1000}::bigint`),
    error ? nameContains(toolCalls.error, error) : undefined,
    stuck === undefined ? undefined : isStuck(stuck, stuckSince(now)),
    measured === undefined ? undefined : isMeasured(measured),
    filters.user && sql`${toolCalls.chatId} in (select ${chat.id} from ${chat} where ${inArray(chat.userId, [...filters.user])})`,
    oneOf(toolCalls.chatId, filters.chat),
    filters.failure && failedLike(filters.failure),
    oneOfUuids(toolCalls.id, id),
  );
  return { kept, found: [...made.found, ...(q && !isUuid(q) ? [isOfChatNamed(q)] : [])] };
}

/** A call that nobody wrote the start of counts from its creation. */
function isStuck(stuck: boolean, since: Date): SQL | undefined {
  const { status, startedAt, createdAt } = toolCalls;
  return stuck
    ? and(eq(status, "running"), or(lt(startedAt, since), and(isNull(startedAt), lt(createdAt, since))))
    : or(ne(status, "running"), gte(startedAt, since), and(isNull(startedAt), gte(createdAt, since)));
}

/** Only such calls have a duration. */
function isMeasured(measured: boolean): SQL | undefined {
  const { startedAt, finishedAt } = toolCalls;
  if (measured) return and(isNotNull(startedAt), isNotNull(finishedAt));
  // The first condition follows from the second; it is what the index on the duration can serve.
  return and(eq(toolCallDurationMs, sql`'-1'::bigint`), or(isNull(startedAt), isNull(finishedAt)));
}

/** The groups are kept in a table of their own, which holds failed and timed-out calls alone. */
function failedLike(groups: readonly string[]): SQL {
  return sql`${toolCalls.id} in (
    select ${toolCallFailure.toolCallId} from ${toolCallFailure} where ${inArray(toolCallFailure.errorGroup, [...groups])}
  )`;
}

/** By ids, so that each part is served by an index of its own table; an `or` across tables would walk through every call. */
function hasId(q: string): SQL {
  return sql`${toolCalls.id} in (
    select ${toolCalls.id} from ${toolCalls} where ${eq(toolCalls.id, q)}
    union all select ${toolCalls.id} from ${toolCalls} where ${eq(toolCalls.chatId, q)}
    union all select ${toolCalls.id} from ${toolCalls} where ${toolCalls.chatId} in (select ${chat.id} from ${chat} where ${eq(chat.userId, q)})
  )`;
}

function isOfChatNamed(q: string): FoundWithin {
  const ofChat = [nameContains(chat.title, q), eq(chat.id, q)];
  const ofUser = [nameContains(user.name, q), emailContains(user.email, q), eq(user.id, q)];
  // The offset keeps PostgreSQL from reading all chats at once where a few users' are asked for.
  const theirs = sql`select ${chat.id} from ${chat} where ${chat.userId} = ${user.id} offset 0`;
  return {
    among: toolCalls.chatId,
    ids: sql.join(
      [
        ...ofChat.map((isNamed) => sql`select ${chat.id} from ${chat} where ${isNamed}`),
        ...ofUser.map((isNamed) => sql`select theirs.id from ${user} cross join lateral (${theirs}) as theirs where ${isNamed}`),
      ],
      sql` union all `,
    ),
    lookUp: sql`select 1 from ${chat} join ${user} on ${user.id} = ${chat.userId} where ${chat.id} = near.chat_id and (${or(...ofChat, ...ofUser)})`,
  };
}
