import type { ToolCallStatus } from "../db/values.ts";
import { statusLabel } from "../status-labels.ts";

/** Moves of a tool call between states, made by hand: the one table of what is legal, read by pages, verb and tests. */
export const toolCallMoves = {
  cancel: {
    from: ["queued", "running"],
    to: "canceled",
    action: "tool_call.cancel",
    reason: "optional",
    label: "Cancel call",
    done: "canceled",
    effect: "The call ends now. The product may still be working on it, but a canceled call is not meant to be answered any more.",
  },
  retry: {
    from: ["failed", "timeout", "canceled"],
    to: "queued",
    action: "tool_call.retry",
    reason: "optional",
    label: "Retry call",
    done: "queued again",
    effect: "The call waits in the queue again, and the product runs it with the same request. Its times, error and response are cleared.",
  },
  markFailed: {
    from: ["running"],
    to: "failed",
    action: "tool_call.mark_failed",
    reason: "required",
    label: "Mark as failed",
    done: "marked as failed",
    effect: "The call ends now as failed. Where it has no error text yet, your reason becomes it.",
  },
  markTimedOut: {
    from: ["running"],
    to: "timeout",
    action: "tool_call.mark_timeout",
    reason: "required",
    label: "Mark as timed out",
    done: "marked as timed out",
    effect: "The call ends now as timed out. Where it has no error text yet, your reason becomes it.",
  },
} as const satisfies Record<string, Move>;

interface Move {
  from: readonly ToolCallStatus[];
  to: ToolCallStatus;
  action: `tool_call.${string}`;
  reason: "optional" | "required";
  /** What its button says. */
  label: string;
  /** "The call was …", "it can no longer be …". */
  done: string;
  /** What it does, for the person who is about to. */
  effect: string;
}

export type ToolCallMove = keyof typeof toolCallMoves;

const moveNames = Object.keys(toolCallMoves) as ToolCallMove[];

/** True when a call in this state may make the move. A state that nobody listed allows none. */
export function isLegalMove(move: ToolCallMove, status: string): boolean {
  return (toolCallMoves[move].from as readonly string[]).includes(status);
}

/** Why a call in this state may not make the move, naming the state. */
export function illegalMove(move: ToolCallMove, status: string): string {
  return `This tool call is “${statusLabel("tool-call", status)}” by now, so it cannot be ${toolCallMoves[move].done}.`;
}

/** The moves that a call in this state may make. */
export function legalMoves(status: string): ToolCallMove[] {
  return moveNames.filter((move) => isLegalMove(move, status));
}

/** The move that ends in a state, which is how a URL names it; each state is reached by one move at most. */
export function moveTo(status: string | null): ToolCallMove | undefined {
  return moveNames.find((move) => toolCallMoves[move].to === status);
}
