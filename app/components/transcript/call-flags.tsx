import { TriangleAlert } from "lucide-react";
import { statusLabel } from "~/components/status-badge";
import type { CallFlag, JoinedCall } from "~lib/chats/transcript/part.ts";

/** What does not agree between a message and its calls, each as a sentence. */
export function CallFlags({ flags, call }: { flags: readonly CallFlag[]; call: Pick<JoinedCall, "status"> | null }) {
  if (flags.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {flags.map((flag) => (
        <li key={flag} className="flex items-start gap-1.5 rounded-md bg-amber-soft px-2 py-1 text-amber">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          <span>{sentence(flag, call)}</span>
        </li>
      ))}
    </ul>
  );
}

function sentence(flag: CallFlag, call: Pick<JoinedCall, "status"> | null): string {
  switch (flag) {
    case "part-done-row-failed":
      return `The message says done, but the call ${call?.status === "timeout" ? "timed out" : "failed"}.`;
    case "part-failed-row-done":
      return "The message says failed, but the call succeeded.";
    case "part-without-row":
      return "The message tells of this call, but there is no such tool call on record.";
    case "row-without-part":
      return "No message tells of this call.";
    case "running-too-long":
      return `${call ? statusLabel("tool-call", call.status) : "Running"} for more than 10 minutes.`;
    default:
      return String(flag);
  }
}
