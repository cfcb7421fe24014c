import { and, desc, eq, gt, isNotNull } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.server.ts";
import { allows } from "../auth/permissions.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
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
  readonly [reading]: true;
}

/** The chat that a person wants to read, as far as they may know before. */
interface Readable {
  id: string;
  visibility: string;
}

/** True when this person has to say why before the chat opens to them. */
export function asksForReason(staff: Granted<"chats:read">, { visibility }: Pick<Readable, "visibility">): boolean {
  // Whatever is not plainly public is private.
  return visibility !== "public" && !allows(staff.roles, "chats:read-unasked");
}

/** The reading that this person has of the chat at the moment; undefined where they have to open it first. */
export async function openedChat(
  db: Db,
  staff: Granted<"chats:read">,
  chatToRead: Readable,
  now = new Date(),
): Promise<Reading | undefined> {
  const [row] = await db
    .select({ expiresAt: chatReading.expiresAt })
    .from(chatReading)
    .where(
      and(
        eq(chatReading.chatId, chatToRead.id),
        eq(chatReading.staffId, staff.id),
        gt(chatReading.expiresAt, now),
        // A chat may have become private after it was opened without a reason.
        asksForReason(staff, chatToRead) ? isNotNull(chatReading.reason) : undefined,
      ),
    )
    .orderBy(desc(chatReading.expiresAt))
    .limit(1);
  return row && evidence(staff, chatToRead.id, row.expiresAt);
}

/**
 * Opens a chat for an hour and records that, in one transaction: without the audit row there is no reading.
 *
 * @throws Refusal 404 the chat is gone; 422 a reason is missing
 */
export async function openChat(db: Db, staff: Granted<"chats:read">, chatId: string, reason?: string | undefined): Promise<Reading> {
  const said = reason?.trim() || null;
  return db.transaction(async (tx) => {
    const [row] = await tx.select({ visibility: chat.visibility }).from(chat).where(eq(chat.id, chatId)).for("share");
    if (!row) throw new Refusal(404, "This chat is no longer there.");
    if (!said && asksForReason(staff, row))
      throw new Refusal(422, "Say why you open this private chat: the audit log keeps it.", { field: "reason" });
    const openedAt = new Date();
    const expiresAt = new Date(openedAt.getTime() + READING_MINUTES * 60_000);
    await tx.insert(chatReading).values({ chatId, staffId: staff.id, reason: said, openedAt, expiresAt });
    await recordAudit(tx, staff, {
      action: "chat.read",
      subject: { type: "chat", id: chatId },
      before: {},
      after: { visibility: row.visibility, until: expiresAt },
      reason: said,
    });
    return evidence(staff, chatId, expiresAt);
  });
}

/**
 * The reading with which a page may show the chat's content: the one there is, or a new one where nothing is asked for. Undefined where
 * the person has to say why first; nothing of the content may be selected then.
 */
export async function readingOf(db: Db, staff: Granted<"chats:read">, chatToRead: Readable): Promise<Reading | undefined> {
  const opened = await openedChat(db, staff, chatToRead);
  if (opened || asksForReason(staff, chatToRead)) return opened;
  return openChat(db, staff, chatToRead.id);
}

function evidence(staff: Granted<"chats:read">, chatId: string, expiresAt: Date): Reading {
  return { chatId, staff, expiresAt } as Reading;
}
