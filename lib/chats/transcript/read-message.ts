import type { FilePart, Part } from "./part.ts";
import { readAttachments } from "./read-attachments.ts";
import type { StoredContent } from "./read-file.ts";
import { rawPart, readParts } from "./read-parts.ts";
import type { MessageAddress } from "./transcript-address.ts";

/** What a message holds, unmasked, its documents whole; what its `stored` say must not reach a page. */
export interface ReadMessage {
  parts: Part[];
  attachments: FilePart[];
  problem: string | null;
  /** Stored contents by their index: `p3` is that of part 3, `a0` the first attachment's. */
  stored: ReadonlyMap<string, StoredContent>;
}

/**
 * Reads a row's content. The order is fixed, so that an address such as `p3` or `3.output` means the same whenever it is asked for.
 * Never throws: a row that cannot be read is one raw part and a problem.
 */
export function readMessage(row: { parts: unknown; attachments: unknown }, address: MessageAddress): ReadMessage {
  try {
    const { parts, problem } = readParts(row.parts, address);
    const { files, unreadable } = readAttachments(row.attachments, address);
    const stored = new Map<string, StoredContent>();
    for (const [i, item] of parts.entries()) if (item.stored) stored.set(`p${i}`, item.stored);
    for (const [i, item] of files.entries()) if (item.stored) stored.set(`a${i}`, item.stored);
    return {
      parts: [...parts.map((item) => item.part), ...unreadable],
      attachments: files.map((item) => item.part),
      problem,
      stored,
    };
  } catch {
    return {
      parts: [rawPart(row.parts, null), rawPart(row.attachments, null)],
      attachments: [],
      problem: "This message could not be read.",
      stored: new Map(),
    };
  }
}
