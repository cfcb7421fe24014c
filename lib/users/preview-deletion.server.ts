import { and, eq, notInArray, or, type SQL, sql } from "drizzle-orm";
import { type PgTable, QueryBuilder } from "drizzle-orm/pg-core";
import { productTablesInChat } from "../chats/preview-chat-deletion.server.ts";
import type { Db } from "../db/database.server.ts";
import { countOtherRows } from "../db/other-references.server.ts";
import {
  account,
  auditLog,
  chat,
  chatNote,
  chatReading,
  chatTags,
  extremeSearchUsage,
  message,
  messageUsage,
  payment,
  session,
  sessionStates,
  stream,
  subscription,
  tag,
  toolCalls,
  user,
  userRoles,
} from "../db/schema.ts";
import type { DeletionPreview, Goes, Stays } from "./user-deletion.ts";

type InChat = typeof message | typeof toolCalls | typeof stream | typeof sessionStates | typeof chatTags | typeof chatNote;

/** What belongs to a user alone, of the product's own tables. */
export const productTablesOfUser = [session, account, messageUsage, extremeSearchUsage] as const;

/**
 * Counts what the deletion of a user takes along and what it leaves without a user, each through an index, and what of the product's own
 * refers to any of it. Two queries.
 */
export async function previewDeletion(db: Db, userId: string): Promise<DeletionPreview> {
  const query = new QueryBuilder();
  const ofUser = (table: PgTable, where: SQL | undefined) => sql`(select count(*) from ${table} where ${where})::int`;
  const chatIds = query.select({ id: chat.id }).from(chat).where(eq(chat.userId, userId));
  const inChat = (table: InChat) => sql`${table.chatId} in ${chatIds}`;
  const inChats = (table: InChat) => ofUser(table, inChat(table));
  const others = await countOtherRows(db, [
    { table: user, where: eq(user.id, userId) },
    { table: chat, where: eq(chat.userId, userId) },
    ...productTablesInChat.map((table) => ({ table, where: inChat(table) })),
    ...productTablesOfUser.map((table) => ({ table, where: eq(table.userId, userId) })),
  ]);
  const goes: Record<keyof Goes, SQL> = {
    chats: ofUser(chat, eq(chat.userId, userId)),
    messages: inChats(message),
    toolCalls: inChats(toolCalls),
    streams: inChats(stream),
    sessionStates: inChats(sessionStates),
    chatTags: inChats(chatTags),
    chatNotes: inChats(chatNote),
    // Also those that the person made as staff.
    chatReadings: ofUser(
      chatReading,
      sql`${chatReading.id} in (
        select ${chatReading.id} from ${chatReading} where ${eq(chatReading.staffId, userId)}
        union select ${chatReading.id} from ${chatReading} where ${chatReading.chatId} in ${chatIds}
      )`,
    ),
    sessions: ofUser(session, eq(session.userId, userId)),
    accounts: ofUser(account, eq(account.userId, userId)),
    messageUsage: ofUser(messageUsage, eq(messageUsage.userId, userId)),
    searchUsage: ofUser(extremeSearchUsage, eq(extremeSearchUsage.userId, userId)),
    staffRoles: ofUser(userRoles, eq(userRoles.userId, userId)),
  };
  const stays: Record<keyof Stays, SQL> = {
    subscriptions: ofUser(subscription, eq(subscription.userId, userId)),
    payments: ofUser(payment, eq(payment.userId, userId)),
    notesWritten: ofUser(chatNote, and(eq(chatNote.authorId, userId), notInArray(chatNote.chatId, chatIds))),
    tagsCreated: ofUser(tag, eq(tag.createdBy, userId)),
    auditEntries: ofUser(auditLog, or(eq(auditLog.actorId, userId), and(eq(auditLog.subjectType, "user"), eq(auditLog.subjectId, userId)))),
  };
  const asJson = (counts: Record<string, SQL>) =>
    sql`json_build_object(${sql.join(
      Object.entries(counts).map(([what, count]) => sql`${sql.raw(`'${what}'`)}, ${count}`),
      sql`, `,
    )})`;
  const { rows } = await db.execute<{ goes: Goes; stays: Stays; others: (number | null)[] }>(
    sql`select ${asJson(goes)} as goes, ${asJson(stays)} as stays, ${others.counts} as others`,
  );
  const { others: counts, ...preview } = rows[0]!;
  return { ...preview, others: others.read(counts) };
}
