import { Ban, CircleCheck, CircleDashed, CircleHelp, CircleX, Hand, Loader, type LucideIcon } from "lucide-react";
import { Badge, type Tone } from "~/components/ui/badge";
import type { ToolPart, ToolState } from "~lib/chats/transcript/part.ts";

const look: Record<ToolState, { label: string; meaning: string; tone: Tone; icon: LucideIcon }> = {
  "input-streaming": { label: "Input unfinished", meaning: "The model was still writing the input", tone: "gray", icon: CircleDashed },
  "input-available": { label: "Called", meaning: "The input is there, the output is not", tone: "blue", icon: Loader },
  "approval-requested": { label: "Asks for approval", meaning: "The call waits for the user's word", tone: "amber", icon: Hand },
  "approval-responded": { label: "Answered", meaning: "The user has answered; the call has not run yet", tone: "blue", icon: Loader },
  "output-available": { label: "Done", meaning: "The output is there", tone: "green", icon: CircleCheck },
  "output-error": { label: "Failed", meaning: "The call ended with an error", tone: "red", icon: CircleX },
  "output-denied": { label: "Denied", meaning: "The user did not approve of the call", tone: "neutral", icon: Ban },
  unknown: { label: "Unknown state", meaning: "The message has a state that is not known here", tone: "neutral", icon: CircleHelp },
};

/** What the message says became of a call. */
export function ToolStateBadge({ part }: { part: Pick<ToolPart, "state" | "stateText" | "preliminary" | "approval"> }) {
  const { label, meaning, tone, icon } = look[part.state];
  return (
    <Badge tone={tone} icon={icon} title={`In the message: ${meaning}`}>
      {wordOf(part, label)}
    </Badge>
  );
}

function wordOf(
  { state, stateText, preliminary, approval }: Pick<ToolPart, "state" | "stateText" | "preliminary" | "approval">,
  label: string,
) {
  if (state === "unknown") return stateText ? `Unknown state: ${stateText}` : label;
  if (state === "approval-responded" && approval) return approval.approved === false ? "Denied by the user" : "Approved";
  return state === "output-available" && preliminary ? "Preliminary" : label;
}
