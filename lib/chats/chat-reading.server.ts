import { and, desc, eq, gt, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.server.ts";
import { carries } from "../auth/permissions.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { readOnlyHere, unrecordedWords } from "../db/read-only.ts";
import { chat, chatReading } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { READING_MINUTES } from "./reading.ts";

declare const reading: unique symbol;

/**
 * The evidence that a person has a chat open to read, and that the audit log says so. Only `openChat` and `openedChat` make one; whatever
 * selects content (parts, attachments, request, response, session state, text) asks for it.
 */
export interface Reading {
  readonly chatId: string;
  readonly staff: Granted<"chats:read">;
  /** When it has to be opened anew. */
  readonly expiresAt: Date;
  /** True where it was opened just now, which was written down. */
  readonly isNew: boolean;
  readonly [reading]: true;
}

/** True when this person has to say why before the chat opens to them. */
export function asksForReason(staff: Granted<"chats:read">, { visibility }: { visibility: string }): boolean {
  // Whatever is not plainly public is private.
  return visibility !== "public" && !carries(staff.roles, "chats:read-unasked");
}

/**
 * The reading that this person has of the chat at the moment; undefined where they have to open it first. Whether a reason is asked for is
 * read anew each time: the chat may have become private since, or the person no admin any more.
 */
export async function openedChat(
  db: Db,
  staff: Granted<"chats:read">,
  chatToRead: { id: string },
  now = new Date(),
): Promise<Reading | undefined> {
  const [row] = await db
    .select({ expiresAt: chatReading.expiresAt, visibility: chat.visibility, reason: chatReading.reason })
    .from(chatReading)
    .innerJoin(chat, eq(chat.id, chatReading.chatId))
    .where(and(eq(chatReading.chatId, chatToRead.id), eq(chatReading.staffId, staff.id), gt(chatReading.expiresAt, now)))
    .orderBy(sql`${chatReading.reason} is null`, desc(chatReading.expiresAt))
    .limit(1);
  if (!row || (row.reason === null && asksForReason(staff, row))) return undefined;
  return evidence(staff, chatToRead.id, row.expiresAt, false);
}

/**
 * Opens a chat for an hour and records that, in one transaction: without the audit row there is no reading. Asked twice at once, as by a
 * page and its data or by a double click, it opens the chat once; a new reason opens it anew.
 *
 * @throws Refusal 403 nothing can be recorded; 404 the chat is gone; 422 a reason is missing
 */
export async function openChat(
  db: Db,
  staff: Granted<"chats:read">,
  chatId: string,
  reason?: string | undefined,
  now = new Date(),
): Promise<Reading> {
  const why = readOnlyHere();
  if (why !== undefined) throw new Refusal(403, unrecordedWords("Opening a chat", why));
  const said = reason?.trim() || null;
  return db.transaction(async (tx) => {
    // Until the end of the transaction, and of this person's openings of this chat alone: the chat's own row belongs to the product.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`chat_reading ${staff.id} ${chatId}`}, 0))`);
    const [row] = await tx
      .select({ visibility: chat.visibility, openUntil: chatReading.expiresAt })
      .from(chat)
      .leftJoin(
        chatReading,
        and(
          eq(chatReading.chatId, chat.id),
          eq(chatReading.staffId, staff.id),
          gt(chatReading.expiresAt, now),
          said ? eq(chatReading.reason, said) : undefined,
        ),
      )
      .where(eq(chat.id, chatId))
      .limit(1)
      .for("share", { of: chat });
    if (!row) throw new Refusal(404, "This chat is no longer there.");
    if (!said && asksForReason(staff, row))
      throw new Refusal(422, "Say why you open this private chat: the audit log keeps it.", { field: "reason" });
    if (row.openUntil) return evidence(staff, chatId, row.openUntil, false);
    const expiresAt = new Date(now.getTime() + READING_MINUTES * 60_000);
    await tx.insert(chatReading).values({ chatId, staffId: staff.id, reason: said, openedAt: now, expiresAt });
    await recordAudit(tx, staff, {
      action: "chat.read",
      subject: { type: "chat", id: chatId },
      before: {},
      after: { visibility: row.visibility, until: expiresAt },
      reason: said,
    });
    return evidence(staff, chatId, expiresAt, true);
  });
}

/**
 * The reading with which a page may show the chat's content: the one there is, or a new one where nothing is asked for. Undefined where
 * the person has to say why first; nothing of the content may be selected then.
 *
 * @param chatToRead as it has just been read: whether a reason is asked for is decided again when the chat is opened
 */
export async function readingOf(
  db: Db,
  staff: Granted<"chats:read">,
  chatToRead: { id: string; visibility: string },
  now = new Date(),
): Promise<Reading | undefined> {
  const opened = await openedChat(db, staff, chatToRead, now);
  if (opened || asksForReason(staff, chatToRead)) return opened;
  try {
    return await openChat(db, staff, chatToRead.id, undefined, now);
  } catch (error) {
    // It has become private, or is gone, since it was read: no reading.
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function evidence(staff: Granted<"chats:read">, chatId: string, expiresAt: Date, isNew: boolean): Reading {
  return { chatId, staff, expiresAt, isNew } as Reading;
}
