import { and, eq, gt, gte, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { chat, toolCallDurationMs, toolCallFailure, toolCalls, user } from "../db/schema.ts";
import { contains, oneOf, oneOfUuids } from "../list/contains.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { within } from "../list/range.server.ts";
import { isUuid } from "../list/uuid.ts";
import { stuckSince, type toolCallList } from "./tool-call.ts";

export type ToolCallQuery = QueryOf<typeof toolCallList>;

/** The one condition behind the list, its count, its latency and its export. */
export function toolCallWhere({ q, filters }: Pick<ToolCallQuery, "q" | "filters">, now = new Date()): SQL | undefined {
  const { status, tool, createdAt, longerThan, error, stuck, measured, id } = filters;
  return and(
    q ? searched(q) : undefined,
    oneOf(toolCalls.status, status),
    oneOf(toolCalls.toolName, tool),
    within(toolCalls.createdAt, createdAt),
    longerThan === undefined ? undefined : gt(toolCallDurationMs, sql`${longerThan * 1000}::bigint`),
    error ? contains(toolCalls.error, error) : undefined,
    stuck === undefined ? undefined : isStuck(stuck, stuckSince(now)),
    measured === undefined ? undefined : isMeasured(measured),
    filters.user && sql`${toolCalls.chatId} in (select ${chat.id} from ${chat} where ${inArray(chat.userId, [...filters.user])})`,
    oneOf(toolCalls.chatId, filters.chat),
    filters.failure && failedLike(filters.failure),
    oneOfUuids(toolCalls.id, id),
  );
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
function searched(q: string): SQL {
  if (isUuid(q)) {
    return sql`${toolCalls.id} in (
      select ${toolCalls.id} from ${toolCalls} where ${eq(toolCalls.id, q)}
      union all select ${toolCalls.id} from ${toolCalls} where ${eq(toolCalls.chatId, q)}
      union all select ${toolCalls.id} from ${toolCalls} where ${toolCalls.chatId} in (select ${chat.id} from ${chat} where ${eq(chat.userId, q)})
    )`;
  }
  return sql`${toolCalls.chatId} in (
    select ${chat.id} from ${chat} where ${contains(chat.title, q)}
    union all select ${chat.id} from ${chat} where ${eq(chat.id, q)}
    union all select ${chat.id} from ${chat} where ${chat.userId} in (
      select ${user.id} from ${user} where ${contains(user.name, q)}
      union all select ${user.id} from ${user} where ${contains(user.email, q)}
      union all select ${user.id} from ${user} where ${eq(user.id, q)}
    )
  )`;
}
