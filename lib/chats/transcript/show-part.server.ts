import { documentFor } from "./document-for.server.ts";
import { readFlightOffers } from "./flight-offers.ts";
import type { Masking } from "./masking.ts";
import type { FilePart, JsonDocument, Part, ToolPart } from "./part.ts";
import { type MessageAddress, messageJsonHref } from "./transcript-address.ts";

/** How parts come to a page. */
export interface Showing {
  masking: Masking;
  address: MessageAddress;
  /** Every document whole, whatever its size. */
  whole: boolean;
}

/** A part as it may leave the server: masked, and with long documents left behind. `index` is its place in the message. */
export function showPart(part: Part, index: number, showing: Showing): Part {
  const { masking } = showing;
  switch (part.kind) {
    case "text":
    case "reasoning":
      return { ...part, text: masking.text(part.text) };
    case "tool":
      return showTool(part, index, showing);
    case "source":
      return { ...part, link: masking.link(part.link), title: masking.optional(part.title) };
    case "document":
      return {
        ...part,
        title: masking.optional(part.title),
        filename: masking.optional(part.filename),
        mediaType: masking.optional(part.mediaType),
      };
    case "file":
      return showFile(part, masking);
    case "data": {
      const data = shownDocument(part.data, `${index}.data`, showing);
      return { ...part, name: masking.text(part.name), id: masking.optional(part.id), data };
    }
    case "step":
      return part;
    case "raw":
      return { ...part, type: masking.optional(part.type), value: shownDocument(part.value, String(index), showing) };
  }
}

/** A file without its content, its name masked. */
export function showFile(file: FilePart, masking: Masking): FilePart {
  const link = file.link && masking.link(file.link);
  return {
    ...file,
    filename: masking.optional(file.filename),
    mediaType: masking.optional(file.mediaType),
    link,
    // What a link may no longer lead to is missing.
    ...(file.from === "link" && link?.href === null && { from: "missing" as const, href: null }),
  };
}

function showTool(part: ToolPart, index: number, showing: Showing): ToolPart {
  const { masking } = showing;
  const before = masking.count;
  const output = part.output && maskedDocument(part.output, masking);
  const untouched = masking.count === before;
  return {
    ...part,
    name: masking.text(part.name),
    stateText: masking.optional(part.stateText),
    title: masking.optional(part.title),
    input: part.input && shownDocument(part.input, `${index}.input`, showing),
    rawInput: part.rawInput && shownDocument(part.rawInput, `${index}.rawInput`, showing),
    output: output && placed(output, `${index}.output`, showing),
    errorText: masking.optional(part.errorText),
    approval: part.approval && {
      ...part.approval,
      id: masking.optional(part.approval.id),
      reason: masking.optional(part.approval.reason),
    },
    // What was drawn from the output must not say more than the output does.
    flights: part.flights && (untouched ? part.flights : readFlightOffers(output?.value)),
  };
}

function maskedDocument(document: JsonDocument, masking: Masking): { value: unknown } {
  return { value: document.kind === "inline" ? masking.json(document.value) : null };
}

function placed({ value }: { value: unknown }, path: string, { address, whole }: Showing): JsonDocument {
  return whole ? { kind: "inline", value } : documentFor(value, messageJsonHref(address, path));
}

function shownDocument(document: JsonDocument, path: string, showing: Showing): JsonDocument {
  return placed(maskedDocument(document, showing.masking), path, showing);
}
