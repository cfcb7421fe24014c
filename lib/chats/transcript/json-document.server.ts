import { and, eq } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { message, toolCalls } from "../../db/schema.ts";
import { isUuid } from "../../list/uuid.ts";
import type { Reading } from "../chat-reading.server.ts";
import { maskJson, maskText } from "../mask.ts";
import type { JsonDocument, Part } from "./part.ts";
import { readMessage } from "./read-message.ts";
import { jsonWithoutPayloads } from "./without-payloads.ts";

/** A document whole, masked, as JSON text, and what it is: "searchFlights: output". */
export interface WholeDocument {
  label: string;
  json: string;
  /** How much is masked in it. */
  masked: number;
}

const PATH = /^(\d{1,6})(?:\.(input|output|rawInput|data))?$/;

/**
 * A document of a message of the chat that is being read. `path` is the place of its part and the field: `3.output`, `3.input`,
 * `3.rawInput`, `3.data`; `3` for a raw part. Undefined where there is no such message or document.
 */
export async function getMessageJson(db: Db, reading: Reading, messageId: string, path: string): Promise<WholeDocument | undefined> {
  const [, place, field] = PATH.exec(path) ?? [];
  if (place === undefined || messageId.includes("\0")) return undefined;
  const [row] = await db
    .select({ parts: message.parts, attachments: message.attachments })
    .from(message)
    .where(and(eq(message.id, messageId.toWellFormed()), eq(message.chatId, reading.chatId)));
  if (!row) return undefined;
  const part = readMessage(row, { chatId: reading.chatId, messageId }).parts[Number(place)];
  const document = part && documentOf(part, field);
  return document?.kind === "inline" ? whole(document.value, nameOf(part!, field)) : undefined;
}

/** The request or response of a tool call of the chat that is being read; undefined where there is none. */
export async function getToolCallJson(db: Db, reading: Reading, toolCallId: string, field: string): Promise<WholeDocument | undefined> {
  if ((field !== "request" && field !== "response") || !isUuid(toolCallId)) return undefined;
  const [row] = await db
    .select({ toolName: toolCalls.toolName, value: toolCalls[field] })
    .from(toolCalls)
    .where(and(eq(toolCalls.id, toolCallId), eq(toolCalls.chatId, reading.chatId)));
  if (!row || row.value === null) return undefined;
  return whole(jsonWithoutPayloads(row.value), `${row.toolName}: ${field}`);
}

function documentOf(part: Part, field: string | undefined): JsonDocument | null {
  if (field === undefined) return part.kind === "raw" ? part.value : null;
  if (part.kind === "data") return field === "data" ? part.data : null;
  if (part.kind !== "tool" || field === "data") return null;
  return part[field as "input" | "output" | "rawInput"];
}

function nameOf(part: Part, field: string | undefined): string {
  if (part.kind === "tool") return `${part.name}: ${field === "rawInput" ? "raw input" : field}`;
  return part.kind === "data" ? `${part.name}: data` : "Part as it is stored";
}

function whole(value: unknown, label: string): WholeDocument {
  const masked = maskJson(value);
  return { label: maskText(label).value, json: JSON.stringify(masked.value) ?? "null", masked: masked.count };
}
