import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { chat, chatTags, message, tag, toolCallFailure, user } from "../db/schema.ts";
import { emailContains, nameContains, oneOf } from "../list/contains.server.ts";
import { type Conditions, type FoundWithin, inRange, withinAll } from "../list/found-within.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import type { chatList } from "./chat.ts";

export type ChatQuery = QueryOf<typeof chatList>;
type Asked = Pick<ChatQuery, "q" | "filters">;

/** What the list is of. */
export const chats = { table: chat, id: chat.id };

/** The one condition behind the list, its count and its export. */
export function chatWhere(query: Asked): SQL | undefined {
  const { kept, found } = chatConditions(query);
  return withinAll(kept, found);
}

/**
 * The condition in two parts: what a chat's own row (or the small table of failures) says, which the planner knows how to find, and what
 * its owner, tags and messages say, for which see `pageCondition`.
 */
export function chatConditions({ q, filters }: Asked, orderedBy?: ChatQuery["sort"]["key"]): Conditions {
  const { owner, tag: tags, model } = filters;
  // The count has no order, and takes either as the planner finds it.
  const isOrder = (key: typeof orderedBy) => !orderedBy || orderedBy === key;
  const updated = inRange(chats, chat.updatedAt, filters.updatedAt, isOrder("updatedAt"));
  const made = inRange(chats, chat.createdAt, filters.createdAt, isOrder("createdAt"));
  const kept = and(
    // Each branch has an index of its own, which the planner joins by bitmap.
    q ? sql`(${or(nameContains(chat.title, q), eq(chat.id, q), eq(chat.userId, q))})` : undefined,
    oneOf(chat.visibility, filters.visibility),
    hasFailures(filters.failed),
    updated.kept,
    made.kept,
    oneOf(chat.userId, filters.user),
    oneOf(chat.id, filters.id),
  );
  return {
    kept,
    found: [
      ...updated.found,
      ...made.found,
      ...(owner ? [isOwnedBy(owner)] : []),
      ...(tags ? [isTagged(tags)] : []),
      ...(model ? [hasModel(model)] : []),
    ],
  };
}

/** The owner's name or e-mail contains the text, or it is their id. The ids come by branches, so that each is read from its own index. */
function isOwnedBy(owner: string): FoundWithin {
  const names = [nameContains(user.name, owner), emailContains(user.email, owner), eq(user.id, owner)];
  return {
    among: chat.userId,
    ids: sql.join(
      names.map((isNamed) => sql`select ${user.id} from ${user} where ${isNamed}`),
      sql` union all `,
    ),
    lookUp: sql`select 1 from ${user} where ${user.id} = near."userId" and (${or(...names)})`,
  };
}

/** Some tool call of the chat failed or timed out, or none did. */
function hasFailures(failed: boolean | undefined): SQL | undefined {
  if (failed === undefined) return undefined;
  return sql`${failed ? sql`` : sql`not `}exists (select 1 from ${toolCallFailure} where ${toolCallFailure.chatId} = ${chat.id})`;
}

/** The chat has one of the tags, named in any case. */
function isTagged(names: readonly string[]): FoundWithin {
  const lower = sql.join(
    names.map((name) => sql`lower(${name})`),
    sql`, `,
  );
  const tagIds = sql`(select ${tag.id} from ${tag} where lower(${tag.name}) in (${lower}))`;
  return {
    among: chat.id,
    ids: sql`select ${chatTags.chatId} from ${chatTags} where ${chatTags.tagId} in ${tagIds}`,
    lookUp: sql`select 1 from ${chatTags} where ${chatTags.chatId} = near.id and ${chatTags.tagId} in ${tagIds}`,
  };
}

/** Some message of the chat is of one of the models. */
function hasModel(models: readonly string[]): FoundWithin {
  const isOfThem = inArray(message.model, [...models]);
  return {
    among: chat.id,
    ids: sql`select ${message.chatId} from ${message} where ${isOfThem}`,
    lookUp: sql`select 1 from ${message} where ${message.chatId} = near.id and ${isOfThem}`,
  };
}
