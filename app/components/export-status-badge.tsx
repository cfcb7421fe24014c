import { Ban, CircleCheck, CircleX, Loader, type LucideIcon } from "lucide-react";
import type { ExportStatus } from "~lib/db/values.ts";
import { exportStatusLabel } from "~lib/exports/export-run.ts";
import { Badge, type Tone } from "./ui/badge";

const look: Record<ExportStatus, { tone: Tone; icon: LucideIcon }> = {
  running: { tone: "blue", icon: Loader },
  finished: { tone: "green", icon: CircleCheck },
  canceled: { tone: "neutral", icon: Ban },
  failed: { tone: "red", icon: CircleX },
};

/** How an export stands, as a word, a shape and a colour. */
export function ExportStatusBadge({ status }: { status: ExportStatus }) {
  const { tone, icon } = look[status];
  return (
    <Badge tone={tone} icon={icon}>
      {exportStatusLabel[status]}
    </Badge>
  );
}
