import type { UIMessage } from "ai";
import type { Random } from "./random.ts";
import type { MadeCall } from "./tool-calls.ts";
import type { Turn } from "./turns.ts";

/** A part as AI SDK 5 and 6 know it. */
export type Part = UIMessage["parts"][number];

/** Parts of an assistant's message that tell of a turn, as AI SDK 5 and 6 write them. Version 6 asks before it books. */
export function assistantParts(random: Random, version: 5 | 6, turn: Turn, calls: readonly MadeCall[], answer: string): Part[] {
  const parts: Part[] = [{ type: "step-start" }];
  if (random.chance(0.35)) parts.push({ type: "reasoning", text: turn.thought, state: "done" });
  for (const call of calls) {
    if (call.link !== "row-only") parts.push(toolPart(random, version, call));
  }
  if (calls.length > 0) parts.push({ type: "step-start" });
  parts.push(
    ...(turn.sources
      .slice(0, 3)
      .map((source) => ({ type: "source-url", sourceId: random.id(16), url: source.url, title: source.title })) as Part[]),
  );
  if (answer) parts.push({ type: "text", text: answer, state: "done" });
  return parts;
}

/** One call as a part. The state follows from the call, except where part and row are at odds. */
export function toolPart(random: Random, version: 5 | 6, call: MadeCall): Part {
  const { tool, request: input, response: output } = call.exchange;
  const head = { type: `tool-${tool}` as const, toolCallId: call.toolCallId };
  const approval = version === 6 && tool === "bookFlight" ? { id: `approval-${random.id(12)}`, approved: true as const } : undefined;
  if (call.link === "at-odds" || call.status === "succeeded") {
    // Some tools come from an MCP server, whose tools the SDK does not know by type.
    if (tool === "currencyConverter" && version === 6) {
      return { type: "dynamic-tool", toolName: tool, toolCallId: call.toolCallId, state: "output-available", input, output };
    }
    return {
      ...head,
      state: "output-available",
      input,
      output,
      ...(approval && { approval }),
      ...(tool === "webSearch" && { providerExecuted: true }),
    };
  }
  switch (call.status) {
    case "failed":
    case "timeout":
      return { ...head, state: "output-error", input, errorText: call.error ?? "Unknown error" };
    case "canceled":
      if (approval) {
        return { ...head, state: "output-denied", input, approval: { id: approval.id, approved: false, reason: "Not at this price" } };
      }
      // An aborted call may be stored as if it had answered, with nothing in it.
      return random.chance(0.5)
        ? { ...head, state: "output-available", input: {}, output: null }
        : { ...head, state: "input-available", input };
    case "queued":
    case "running":
      return random.chance(0.2)
        ? { ...head, state: "input-streaming", input: Object.fromEntries(Object.entries(input).slice(0, 1)) }
        : { ...head, state: "input-available", input };
  }
}

/** The same turn as AI SDK 4 wrote it. */
export function oldAssistantParts(random: Random, turn: Turn, calls: readonly MadeCall[], answer: string): Record<string, unknown>[] {
  const parts: Record<string, unknown>[] = [{ type: "step-start" }];
  if (random.chance(0.3)) parts.push({ type: "reasoning", reasoning: turn.thought, details: [{ type: "text", text: turn.thought }] });
  for (const call of calls) {
    if (call.link === "row-only") continue;
    const head = { toolCallId: call.toolCallId, toolName: call.exchange.tool, args: call.exchange.request, step: 0 };
    const done = call.link === "at-odds" || call.status === "succeeded";
    const result = done ? call.exchange.response : call.error ? { error: call.error } : null;
    parts.push({
      type: "tool-invocation",
      toolInvocation: result === null ? { state: "call", ...head } : { state: "result", ...head, result },
    });
  }
  for (const source of turn.sources.slice(0, 3)) {
    parts.push({ type: "source", source: { sourceType: "url", id: random.id(16), url: source.url, title: source.title } });
  }
  if (answer) parts.push({ type: "text", text: answer });
  return parts;
}
