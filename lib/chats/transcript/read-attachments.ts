import { isObject } from "./json-value.ts";
import type { RawPart } from "./part.ts";
import { type ReadFile, readFile } from "./read-file.ts";
import { rawPart } from "./read-parts.ts";
import type { MessageAddress } from "./transcript-address.ts";

/** What a message's `attachments` come to: the files, and what is there but is none. */
export interface ReadAttachments {
  files: ReadFile[];
  unreadable: RawPart[];
}

/**
 * Reads the `attachments` of a row: AI SDK 4's `experimental_attachments` (`[{name, contentType, url}]`) and what looks like them. Whatever
 * else is there becomes a raw part, so that nothing is lost. Never throws.
 */
export function readAttachments(attachments: unknown, address: MessageAddress): ReadAttachments {
  if (attachments === null || attachments === undefined) return { files: [], unreadable: [] };
  if (!Array.isArray(attachments)) {
    // An empty object is how some writers spell "none".
    if (isObject(attachments) && Object.keys(attachments).length === 0) return { files: [], unreadable: [] };
    return { files: [], unreadable: [rawPart(attachments, "The attachments of this message are not a list.")] };
  }
  const files: ReadFile[] = [];
  const unreadable: RawPart[] = [];
  for (const value of attachments as unknown[]) {
    let file: ReadFile | undefined;
    try {
      file = isObject(value) ? readFile(value, address, `a${files.length}`) : undefined;
    } catch {
      // What cannot be read is shown as it is, below.
    }
    if (file) files.push(file);
    else unreadable.push(rawPart(value, "It is an attachment without an address or content."));
  }
  return { files, unreadable };
}
