import { readFlightOffers } from "./flight-offers.ts";
import { firstMember, isObject, isSet, type JsonObject, member, textMember, wordMember } from "./json-value.ts";
import { type JsonDocument, type ToolPart, type ToolState, toolStates } from "./part.ts";
import { jsonWithoutPayloads, textWithoutPayloads } from "./without-payloads.ts";

/** AI SDK 4 knew three states. */
const oldStates: Readonly<Record<string, ToolState>> = {
  "partial-call": "input-streaming",
  call: "input-available",
  result: "output-available",
};

/** A document of the given member; null where the row has none. A member that is null is a document: null is an answer too. */
function documentOf(value: unknown): JsonDocument | null {
  return value === undefined ? null : { kind: "inline", value: jsonWithoutPayloads(value) };
}

const shownText = (text: string | null) => text && textWithoutPayloads(text);

function toolPart(name: string, toolCallId: string | null, state: ToolState, rest: Partial<ToolPart>): ToolPart {
  return {
    kind: "tool",
    name: textWithoutPayloads(name),
    toolCallId: shownText(toolCallId),
    state,
    stateText: null,
    title: null,
    input: null,
    rawInput: null,
    output: null,
    errorText: null,
    providerExecuted: false,
    preliminary: false,
    approval: null,
    flights: null,
    call: null,
    flags: [],
    ...rest,
  };
}

function outputOf(value: unknown): Pick<ToolPart, "output" | "flights"> {
  if (value === undefined) return { output: null, flights: null };
  const shown = jsonWithoutPayloads(value);
  return { output: { kind: "inline", value: shown }, flights: readFlightOffers(shown) };
}

/** The state that a part names; `unknown` with its text for one that nobody knows. */
function stateOf(value: unknown): Pick<ToolPart, "state" | "stateText"> {
  if (value === undefined || value === null) return { state: "unknown", stateText: null };
  const known = toolStates.find((state) => state === value && state !== "unknown");
  if (known) return { state: known, stateText: null };
  return {
    state: "unknown",
    stateText:
      typeof value === "string"
        ? textWithoutPayloads(value.slice(0, 200))
        : String(JSON.stringify(jsonWithoutPayloads(value))).slice(0, 200),
  };
}

function approvalOf(value: unknown): ToolPart["approval"] {
  if (!isObject(value)) return null;
  const approved = member(value, "approved");
  return {
    id: shownText(wordMember(value, "id")),
    approved: typeof approved === "boolean" ? approved : null,
    reason: shownText(wordMember(value, "reason")),
  };
}

/** `errorText` as a text, whatever it is. */
function errorTextOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return textWithoutPayloads(value);
  const message = textMember(value, "message", "error", "errorText");
  return textWithoutPayloads(message ?? JSON.stringify(jsonWithoutPayloads(value)));
}

/** A part of AI SDK 5 and later: `tool-<name>` or `dynamic-tool`. Undefined where it has neither a state nor a call's id. */
export function readUiTool(part: JsonObject, name: string): ToolPart | undefined {
  const toolCallId = wordMember(part, "toolCallId");
  if (toolCallId === null && firstMember(part, "state") === undefined) return undefined;
  const { state, stateText } = stateOf(member(part, "state"));
  return toolPart(name, toolCallId, state, {
    stateText,
    title: shownText(wordMember(part, "title")),
    input: documentOf(member(part, "input")),
    rawInput: documentOf(member(part, "rawInput")),
    ...outputOf(member(part, "output")),
    errorText: errorTextOf(member(part, "errorText")),
    providerExecuted: isSet(part, "providerExecuted"),
    preliminary: isSet(part, "preliminary"),
    approval: approvalOf(member(part, "approval")),
  });
}

/** AI SDK 4's `tool-invocation`, of which this is the `toolInvocation`; undefined where it has no tool's name. */
export function readToolInvocation(invocation: unknown): ToolPart | undefined {
  const name = wordMember(invocation, "toolName");
  if (name === null) return undefined;
  const named = member(invocation, "state");
  const old = typeof named === "string" && Object.hasOwn(oldStates, named) ? oldStates[named] : undefined;
  const { state, stateText } = old ? { state: old, stateText: null } : stateOf(named);
  const result = firstMember(invocation, "result");
  // Version 4 had no state for a call that failed; what answered was a result that holds nothing but the error.
  const failure = isObject(result) && Object.keys(result).length === 1 ? wordMember(result, "error") : null;
  return toolPart(name, wordMember(invocation, "toolCallId"), failure === null ? state : "output-error", {
    stateText,
    input: documentOf(member(invocation, "args")),
    ...outputOf(member(invocation, "result")),
    errorText: failure === null ? null : textWithoutPayloads(failure),
  });
}

/** A model message's `tool-call`; undefined where it has no tool's name. Its result may stand in a part of its own. */
export function readToolCall(part: JsonObject): ToolPart | undefined {
  const name = wordMember(part, "toolName");
  if (name === null) return undefined;
  return toolPart(name, wordMember(part, "toolCallId"), "input-available", {
    title: shownText(wordMember(part, "title")),
    input: documentOf(firstMember(part, "input", "args")),
    providerExecuted: isSet(part, "providerExecuted"),
  });
}

/** A model message's `tool-result` or `tool-error`; undefined where it has no tool's name. */
export function readToolResult(part: JsonObject): ToolPart | undefined {
  const name = wordMember(part, "toolName");
  if (name === null) return undefined;
  return toolPart(name, wordMember(part, "toolCallId"), "output-available", {
    input: documentOf(firstMember(part, "input", "args")),
    providerExecuted: isSet(part, "providerExecuted"),
    preliminary: isSet(part, "preliminary"),
    ...resultOf(part),
  });
}

/** What a result says. AI SDK 5 and later wrap it: `{type: "json" | "text" | "error-json" | "error-text" | "content" | "execution-denied"}`. */
function resultOf(part: JsonObject): Partial<ToolPart> {
  const failure = member(part, "error");
  if (failure !== undefined) return { state: "output-error", errorText: errorTextOf(failure) };
  const result = Object.hasOwn(part, "output") ? member(part, "output") : member(part, "result");
  const value = member(result, "value");
  switch (member(result, "type")) {
    case "text":
    case "json":
      if (value !== undefined) return outputOf(value);
      break;
    case "error-text":
    case "error-json":
      return { state: "output-error", errorText: errorTextOf(value), output: documentOf(value) };
    case "execution-denied":
      return { state: "output-denied", approval: { id: null, approved: false, reason: shownText(wordMember(result, "reason")) } };
  }
  if (isSet(part, "isError")) return { state: "output-error", errorText: errorTextOf(result), output: documentOf(result) };
  return outputOf(result);
}

/** A call with the result that a later part of the same message holds. */
export function withResult(call: ToolPart, result: ToolPart): ToolPart {
  return {
    ...call,
    state: result.state,
    output: result.output,
    errorText: result.errorText,
    approval: result.approval,
    flights: result.flights,
    preliminary: result.preliminary,
    providerExecuted: call.providerExecuted || result.providerExecuted,
  };
}
