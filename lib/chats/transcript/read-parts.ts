import { firstMember, isObject, type JsonObject, member, textMember, wordMember } from "./json-value.ts";
import type { Part, RawPart, ReasoningPart, SourcePart, TextPart, ToolPart } from "./part.ts";
import { readFile, type StoredContent } from "./read-file.ts";
import { readToolCall, readToolInvocation, readToolResult, readUiTool, withResult } from "./read-tool-part.ts";
import { safeLink } from "./safe-link.ts";
import type { MessageAddress } from "./transcript-address.ts";
import { jsonWithoutPayloads, textWithoutPayloads } from "./without-payloads.ts";

/** A part, and the content of its file where the row has it. */
export interface ReadPart {
  part: Part;
  stored: StoredContent | null;
}

/** What a message's `parts` come to. `problem` says why the whole value could not be read as a list of parts. */
export interface ReadParts {
  parts: ReadPart[];
  problem: string | null;
}

/**
 * Reads the `parts` of a row, whatever it holds: parts of AI SDK 5 and 6, what version 7 adds, those of version 4, those of model messages,
 * a bare text. What nobody knows, and what lacks what its type needs, becomes a raw part. Documents are whole, nothing is masked; data
 * URLs and base64 are taken out. Never throws.
 */
export function readParts(parts: unknown, address: MessageAddress): ReadParts {
  if (typeof parts === "string") return { parts: [only(textPart(parts, null))], problem: null };
  if (!Array.isArray(parts)) {
    const kind = parts === null || parts === undefined ? "null" : isObject(parts) ? "an object" : `a ${typeof parts}`;
    return { parts: [only(rawPart(parts, null))], problem: `The parts of this message are ${kind}, not a list.` };
  }
  const read: ReadPart[] = [];
  const awaiting = new Map<string, number>();
  for (const value of parts as unknown[]) {
    let next: ReadPart;
    try {
      next = readPart(value, address, `p${read.length}`);
    } catch {
      next = only(rawPart(value, "It could not be read."));
    }
    const type = member(value, "type");
    const { part } = next;
    if (part.kind === "tool" && part.toolCallId !== null) {
      const earlier = type === "tool-result" || type === "tool-error" ? awaiting.get(part.toolCallId) : undefined;
      if (earlier !== undefined) {
        awaiting.delete(part.toolCallId);
        read[earlier] = only(withResult(read[earlier]!.part as ToolPart, part));
        continue;
      }
      if (type === "tool-call") awaiting.set(part.toolCallId, read.length);
    }
    read.push(next);
  }
  return { parts: read, problem: null };
}

/** Model-message parts whose type begins like a tool's without naming one. */
const noToolNames = new Set(["tool-approval-request", "tool-approval-response", "tool-output-denied"]);

function readPart(value: unknown, address: MessageAddress, index: string): ReadPart {
  if (typeof value === "string") return only(textPart(value, null));
  if (!isObject(value)) return only(rawPart(value, "It is no part: a part is an object with a type."));
  const type = member(value, "type");
  if (typeof type !== "string") return only(rawPart(value, "It has no type."));
  if (type === "file" || type === "image" || type === "reasoning-file") {
    const file = readFile(value, address, index);
    if (!file) return only(rawPart(value, "It has neither an address nor content."));
    return type === "reasoning-file" ? { ...file, part: { ...file.part, reasoning: true } } : file;
  }
  return only(readContent(value, type));
}

function readContent(value: JsonObject, type: string): Part {
  switch (type) {
    case "text": {
      const text = textMember(value, "text");
      return text === null ? rawPart(value, "It has no text.") : textPart(text, value);
    }
    case "reasoning":
      return readReasoning(value) ?? rawPart(value, "It has no text.");
    case "redacted-reasoning":
      return { kind: "reasoning", text: "", redacted: true, streaming: false };
    case "step-start":
      return { kind: "step" };
    case "source-url":
    case "source-document":
      return readSource(value, type === "source-document") ?? rawPart(value, "It has no address.");
    case "source": {
      const source = isObject(member(value, "source")) ? (member(value, "source") as JsonObject) : value;
      return readSource(source, member(source, "sourceType") === "document") ?? rawPart(value, "It has no address.");
    }
    // These three begin like the parts of AI SDK 5 that name their tool in their type, and come before them.
    case "tool-invocation":
      return readToolInvocation(member(value, "toolInvocation")) ?? rawPart(value, "It does not say which tool was called.");
    case "tool-call":
      return readToolCall(value) ?? rawPart(value, "It does not say which tool was called.");
    case "tool-result":
    case "tool-error":
      return readToolResult(value) ?? rawPart(value, "It does not say which tool was called.");
    case "dynamic-tool": {
      const name = wordMember(value, "toolName");
      if (name === null) return rawPart(value, "It does not say which tool was called.");
      return readUiTool(value, name) ?? rawPart(value, "It has neither a state nor the id of a call.");
    }
    case "custom": {
      const kind = wordMember(value, "kind");
      return kind === null ? rawPart(value, "It does not say of which kind it is.") : dataPart(kind, value, without(value, "type", "kind"));
    }
  }
  if (type.startsWith("tool-") && type.length > 5 && !noToolNames.has(type)) {
    return readUiTool(value, type.slice(5)) ?? rawPart(value, "It has neither a state nor the id of a call.");
  }
  if (type.startsWith("data-") && type.length > 5) {
    return Object.hasOwn(value, "data") ? dataPart(type.slice(5), value, value.data) : rawPart(value, "It has no data.");
  }
  return rawPart(value, null);
}

const only = (part: Part): ReadPart => ({ part, stored: null });

function textPart(text: string, part: JsonObject | null): TextPart {
  return { kind: "text", text: textWithoutPayloads(text), streaming: member(part, "state") === "streaming" };
}

/** `reasoning{text}`; AI SDK 4: `reasoning{reasoning, details[]}`. */
function readReasoning(part: JsonObject): ReasoningPart | undefined {
  const list = member(part, "details");
  const details: unknown[] = Array.isArray(list) ? list : [];
  const detailed = details.flatMap((detail) => textMember(detail, "text") ?? []).join("\n\n");
  const text = textMember(part, "text", "reasoning") ?? (details.length > 0 ? detailed : null);
  if (text === null) return undefined;
  const providers = member(part, "providerMetadata");
  const hidden =
    details.some((detail) => member(detail, "type") === "redacted") ||
    (isObject(providers) && Object.values(providers).some((provider) => firstMember(provider, "redactedData") !== undefined));
  const shown = text || detailed;
  return {
    kind: "reasoning",
    text: textWithoutPayloads(shown),
    redacted: hidden && shown === "",
    streaming: member(part, "state") === "streaming",
  };
}

function readSource(source: JsonObject, isDocument: boolean): Part | undefined {
  const title = shownWord(source, "title");
  if (isDocument) {
    return {
      kind: "document",
      title,
      filename: shownWord(source, "filename"),
      mediaType: shownWord(source, "mediaType", "mimeType"),
    };
  }
  const url = wordMember(source, "url");
  if (url === null) return undefined;
  return { kind: "source", link: safeLink(url), title } satisfies SourcePart;
}

function shownWord(value: JsonObject, ...names: string[]): string | null {
  const word = wordMember(value, ...names);
  return word && textWithoutPayloads(word);
}

function dataPart(name: string, part: JsonObject, data: unknown): Part {
  const id = firstMember(part, "id");
  return {
    kind: "data",
    name: textWithoutPayloads(name),
    id: typeof id === "string" || typeof id === "number" ? textWithoutPayloads(String(id)) : null,
    data: { kind: "inline", value: jsonWithoutPayloads(data) },
  };
}

/** A part as it stands in the row. @param problem what is wrong with it; null for a type that nobody knows */
export function rawPart(value: unknown, problem: string | null): RawPart {
  const type = textMember(value, "type");
  return {
    kind: "raw",
    type: type && textWithoutPayloads(type.slice(0, 200)),
    problem,
    value: { kind: "inline", value: jsonWithoutPayloads(value) },
  };
}

function without(value: JsonObject, ...names: string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}
