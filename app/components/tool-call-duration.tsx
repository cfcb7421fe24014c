import { TriangleAlert } from "lucide-react";
import { useRootData } from "~/http/use-root-data";
import { formatDuration } from "~lib/format.ts";
import { isStuck } from "~lib/tool-calls/tool-call.ts";
import { Nothing } from "./time";
import { Badge } from "./ui/badge";

interface Call {
  status: string;
  createdAt: Date;
  startedAt: Date | null;
  /** Milliseconds; null for a call that has not started or not finished. */
  durationMs: number | null;
}

/** How long a call took, or has been running for. */
export function Duration({ call }: { call: Call }) {
  const root = useRootData();
  if (call.durationMs !== null) return <span className="tabular-nums">{formatDuration(call.durationMs)}</span>;
  if (call.status !== "running" || !root) return <Nothing label="not measured" />;
  const milliseconds = new Date(root.now).getTime() - (call.startedAt ?? call.createdAt).getTime();
  return <span className="text-muted tabular-nums">{formatDuration(Math.max(0, milliseconds))} so far</span>;
}

/** Marks a call that has been running for over ten minutes; nothing for any other. */
export function StuckBadge({ call }: { call: Pick<Call, "status" | "createdAt" | "startedAt"> }) {
  const root = useRootData();
  if (!root || !isStuck(call, new Date(root.now))) return null;
  return (
    <Badge tone="amber" icon={TriangleAlert} title="Running for over 10 minutes">
      Stuck
    </Badge>
  );
}
