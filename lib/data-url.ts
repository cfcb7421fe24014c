import { formatCount } from "./format.ts";

/** A data URL (RFC 2397), or base64 that stands alone. */
export interface EmbeddedData {
  mediaType: string | null;
  /** Of what it stands for, decoded. */
  bytes: number;
  base64: boolean;
  /** Where the content begins in the text. */
  offset: number;
}

/** No head of a data URL is longer. */
const HEAD = 200;

/** What a data URL holds; undefined for any other text. A payload is measured, never decoded. */
export function readDataUrl(text: string): EmbeddedData | undefined {
  const start = text.search(/\S/);
  if (start < 0 || text.slice(start, start + 5).toLowerCase() !== "data:") return undefined;
  const comma = text.indexOf(",", start);
  const head = (comma < 0 ? text.slice(start + 5) : text.slice(start + 5, comma)).slice(0, HEAD);
  const base64 = /;\s*base64\s*$/i.test(head);
  const offset = comma < 0 ? text.length : comma + 1;
  return {
    mediaType: head.split(";")[0]!.trim().toLowerCase() || null,
    bytes: base64 ? base64Bytes(text, offset) : percentBytes(text, offset),
    base64,
    offset,
  };
}

/** "data: image/png, 12,345 bytes": what a data URL holds, without holding it. Any other text is taken as a data URL without a type. */
export function describeDataUrl(url: string): string {
  const data = readDataUrl(url);
  return `data: ${data?.mediaType ?? "text/plain"}, ${formatCount(data?.bytes ?? 0)} bytes`;
}

/** How many bytes the base64 in `text` from `offset` on stands for. */
export function base64Bytes(text: string, offset = 0): number {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return Math.max(0, Math.floor(((text.length - offset) * 3) / 4) - padding);
}

function percentBytes(text: string, offset: number): number {
  let bytes = 0;
  for (let i = offset; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x25 && /^[0-9a-f]{2}$/i.test(text.slice(i + 1, i + 3))) i += 2;
    // Halves of a surrogate pair are two bytes each.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return bytes;
}
