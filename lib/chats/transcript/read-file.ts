import { base64Bytes, readDataUrl } from "../../data-url.ts";
import { textMember, wordMember } from "./json-value.ts";
import type { FilePart } from "./part.ts";
import { safeLink } from "./safe-link.ts";
import { fileHref, type MessageAddress } from "./transcript-address.ts";
import { textWithoutPayloads } from "./without-payloads.ts";

/** The content of a file that is stored in the row: a data URL, or base64 alone. */
export interface StoredContent {
  mediaType: string | null;
  filename: string | null;
  content: string;
}

/** A file as it is shown, and its content where the row has it. */
export interface ReadFile {
  part: FilePart;
  stored: StoredContent | null;
}

/** Images that a browser draws without running anything. SVG is not among them. */
const RASTER = new Set(["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp"]);

/** True for a type whose content may be shown on the page. */
export function isRaster(mediaType: string | null): boolean {
  return mediaType !== null && RASTER.has(mediaType.toLowerCase());
}

const BASE64 = /^[\w+/-]*={0,2}\s*$/;

/**
 * Reads a file from a part or an attachment; undefined where it has neither an address nor content. Known are `url` (AI SDK 5 and later,
 * and attachments), `data` (AI SDK 4, model messages) and `image` (model messages), each an address, a data URL or base64.
 *
 * @param index under which its content is asked for, such as `p3`
 */
export function readFile(value: unknown, address: MessageAddress, index: string): ReadFile | undefined {
  const source = textMember(value, "url", "data", "image");
  if (source === null) return undefined;
  const named = shown(wordMember(value, "mediaType", "mimeType", "contentType"));
  const filename = shown(wordMember(value, "filename", "name"));
  const file = { kind: "file" as const, filename, isImage: false, reasoning: false };

  const data = readDataUrl(source);
  const isContent =
    data !== undefined || (source.length > 0 && !source.includes(":") && textMember(value, "url") === null && isBase64(source));
  if (isContent) {
    const mediaType = named ?? data?.mediaType ?? null;
    const bytes = data?.bytes ?? base64Bytes(source);
    return {
      part: { ...file, mediaType, bytes, from: "stored", href: fileHref(address, index), link: null, isImage: isRaster(mediaType) },
      stored: { mediaType, filename, content: source },
    };
  }
  const link = safeLink(source);
  const from = link.href === null ? "missing" : "link";
  return { part: { ...file, mediaType: named, bytes: null, from, href: link.href, link }, stored: null };
}

/** True where the whole text is base64. It may be megabytes long: the ends tell most texts that are none. */
function isBase64(text: string): boolean {
  return BASE64.test(text.slice(0, 200).replace(/=+$/, "")) && BASE64.test(text);
}

const shown = (word: string | null) => word && textWithoutPayloads(word);
