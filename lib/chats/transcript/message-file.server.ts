import { isUtf8 } from "node:buffer";
import { and, eq } from "drizzle-orm";
import { readDataUrl } from "../../data-url.ts";
import type { Db } from "../../db/database.server.ts";
import { message } from "../../db/schema.ts";
import type { Reading } from "../chat-reading.server.ts";
import { maskText } from "../mask.ts";
import { isRaster } from "./read-file.ts";
import { readMessage } from "./read-message.ts";

/** The bytes of a file that is stored in a message. */
export interface StoredFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** A type that may be sent: what is no raster image is only ever `application/octet-stream`. */
  contentType: string;
  /** With which it is saved: ASCII letters, digits, `.`, `-` and `_` alone. */
  filename: string;
  /** A raster image, which may be drawn. Everything else is only saved. */
  isImage: boolean;
}

/**
 * A file that is stored in a message of the chat that is being read: `p3` is that of part 3, `a0` the first attachment. Undefined where there
 * is no such message or file.
 */
export async function getMessageFile(db: Db, reading: Reading, messageId: string, index: string): Promise<StoredFile | undefined> {
  if (!/^[pa]\d{1,6}$/.test(index) || messageId.includes("\0")) return undefined;
  const [row] = await db
    .select({ parts: message.parts, attachments: message.attachments })
    .from(message)
    .where(and(eq(message.id, messageId.toWellFormed()), eq(message.chatId, reading.chatId)));
  const stored = row && readMessage(row, { chatId: reading.chatId, messageId }).stored.get(index);
  if (!stored) return undefined;
  const bytes = decode(stored.content);
  const image = isRaster(stored.mediaType) ? rasterTypeOf(bytes) : null;
  return {
    bytes: !image && isText(stored.mediaType, bytes) ? maskedText(bytes) : bytes,
    contentType: image ?? "application/octet-stream",
    filename: safeName(stored.filename && maskText(stored.filename).value, stored.mediaType, index),
    isImage: image !== null,
  };
}

/**
 * True for what is text, whose personal data can be masked as that of the transcript is: by its type, or, since anybody can name any type, by
 * its bytes.
 */
function isText(mediaType: string | null, bytes: Uint8Array): boolean {
  if (mediaType === null || /^text\/|[/+](json|xml|yaml|csv|javascript)\b/i.test(mediaType)) return true;
  return isUtf8(bytes) && !bytes.includes(0) && Buffer.from(bytes.subarray(0, 5)).toString("latin1") !== "%PDF-";
}

function maskedText(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(bytes).toString("utf8");
  const masked = maskText(text);
  return masked.count === 0 ? bytes : new Uint8Array(Buffer.from(masked.value));
}

function decode(content: string): Uint8Array<ArrayBuffer> {
  const data = readDataUrl(content);
  const body = content.slice(data?.offset ?? 0);
  if (!data || data.base64) return new Uint8Array(Buffer.from(body.includes("%") ? unescaped(body) : body, "base64"));
  return new Uint8Array(Buffer.from(unescaped(body)));
}

/** Percent-encoded text decoded; as it is where it is not well formed. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The raster type that the first bytes show, whatever the row says; null for anything else. */
function rasterTypeOf(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (/^GIF8[79]a/.test(head)) return "image/gif";
  return /^RIFF.{4}WEBP/s.test(head) ? "image/webp" : null;
}

function safeName(filename: string | null, mediaType: string | null, index: string): string {
  const safe = (filename ?? "")
    .replace(/[^\w.-]+/g, "_")
    .replace(/^[._]+/, "")
    .slice(-100);
  if (safe) return safe;
  const ending = mediaType
    ?.split("/")[1]
    ?.replace(/[^a-z0-9]/gi, "")
    .slice(0, 10);
  return `file-${index}${ending ? `.${ending}` : ""}`;
}
