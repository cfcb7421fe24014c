import { TriangleAlert } from "lucide-react";
import { useRootData } from "~/http/use-root-data";
import { formatDuration } from "~lib/format.ts";
import { isStuck } from "~lib/tool-calls/tool-call-state.ts";
import { Nothing } from "./time";
import { Badge } from "./ui/badge";

interface Call {
  status: string;
  createdAt: Date;
  startedAt: Date | null;
  /** Milliseconds; null for a call that has not started or not finished. */
  durationMs: number | null;
}

/** How long a call took, or has been running for at `now`; the page's own instant unless one is given. */
export function Duration({ call, now }: { call: Call; now?: Date | undefined }) {
  const root = useRootData();
  if (call.durationMs !== null) return <span className="tabular-nums">{formatDuration(call.durationMs)}</span>;
  if (call.status !== "running" || !root) return <Nothing label="not measured" />;
  const milliseconds = (now ?? new Date(root.now)).getTime() - (call.startedAt ?? call.createdAt).getTime();
  return <span className="text-muted tabular-nums">{formatDuration(Math.max(0, milliseconds))} so far</span>;
}

/** Marks a call that has been running for over ten minutes; nothing for any other. */
export function StuckBadge({ call, now }: { call: Pick<Call, "status" | "createdAt" | "startedAt">; now?: Date | undefined }) {
  const root = useRootData();
  if (!root || !isStuck(call, now ?? new Date(root.now))) return null;
  return (
    <Badge tone="amber" icon={TriangleAlert} title="Running for over 10 minutes">
      Stuck
    </Badge>
  );
}
