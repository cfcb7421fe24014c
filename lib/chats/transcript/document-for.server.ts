import type { JsonDocument } from "./part.ts";

/** A document whose JSON is longer comes to the page only when it is opened. Bytes. */
const INLINE_BYTES = 20_000;

/** A document as a page gets it: whole while it is small, otherwise its size and address. */
export function documentFor(value: unknown, href: string): JsonDocument {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? "null");
  return bytes > INLINE_BYTES ? { kind: "deferred", bytes, href } : { kind: "inline", value };
}
