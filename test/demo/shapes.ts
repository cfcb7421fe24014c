/** `value` as an object whose members can be looked at; an empty one where it is none. */
export const membersOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

export const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A part's type, with its state where it has one: "tool-*" for every tool, "data-*" for every kind of data. */
export function shapeOf(part: unknown): string {
  const { type, state, toolInvocation } = membersOf(part);
  if (typeof type !== "string") return "no type";
  if (type === "tool-invocation") return `${type}:${membersOf(toolInvocation).state}`;
  if (type === "tool-call" || type === "tool-result") return type;
  const kind = type.startsWith("tool-") ? "tool-*" : type.startsWith("data-") ? "data-*" : type;
  return state === undefined ? kind : `${kind}:${state}`;
}

const toolStates = [
  "input-streaming",
  "input-available",
  "approval-requested",
  "approval-responded",
  "output-available",
  "output-error",
  "output-denied",
];

/** Every shape that a product's database is known to hold, new and old, and one that nobody knows. */
export const everyShape: readonly string[] = [
  "text",
  "text:streaming",
  "text:done",
  "reasoning",
  "reasoning:streaming",
  "reasoning:done",
  ...toolStates.map((state) => `tool-*:${state}`),
  ...toolStates.map((state) => `dynamic-tool:${state}`),
  "source-url",
  "source-document",
  "file",
  "data-*",
  "step-start",
  "custom",
  "reasoning-file",
  "tool-invocation:partial-call",
  "tool-invocation:call",
  "tool-invocation:result",
  "source",
  "tool-call",
  "tool-result",
  "image",
  "redacted-reasoning",
  "hologram",
];
