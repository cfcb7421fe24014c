import { z } from "zod";
import { reasonField } from "../audit/change-fields.ts";
import { type ToolCallMove, toolCallMoves } from "./tool-call-moves.ts";

const RequiredReason = z.object({ reason: reasonField });

const OptionalReason = z.object({ reason: reasonField.optional() });

/** The form that a move asks for. */
export function moveForm(move: ToolCallMove): typeof OptionalReason | typeof RequiredReason {
  return toolCallMoves[move].reason === "required" ? RequiredReason : OptionalReason;
}
