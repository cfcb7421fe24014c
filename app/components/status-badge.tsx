import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  Clock,
  Globe,
  Landmark,
  LifeBuoy,
  Loader,
  Lock,
  type LucideIcon,
  ShieldCheck,
  TriangleAlert,
  Undo2,
  User,
} from "lucide-react";
import { type StatusKind, type StatusState, statusLabel, statusMeaning } from "~lib/status-labels.ts";
import { Badge, type Tone } from "./ui/badge";

export { statusLabel } from "~lib/status-labels.ts";

const look: Record<StatusState, { tone: Tone; icon: LucideIcon | undefined }> = {
  done: { tone: "green", icon: CircleCheck },
  running: { tone: "blue", icon: Loader },
  queued: { tone: "gray", icon: CircleDashed },
  attention: { tone: "amber", icon: TriangleAlert },
  failed: { tone: "red", icon: CircleX },
  refunded: { tone: "violet", icon: Undo2 },
  stopped: { tone: "neutral", icon: Ban },
  plain: { tone: "neutral", icon: undefined },
};

// Where the shape can say more than the state alone.
const ownIcon: Record<string, LucideIcon> = {
  "tool-call:timeout": Clock,
  "visibility:public": Globe,
  "visibility:private": Lock,
  "role:user": User,
  "role:admin": ShieldCheck,
  "role:support": LifeBuoy,
  "role:finance": Landmark,
};

export interface StatusBadgeProps {
  kind: StatusKind;
  /** As stored. A value that nobody listed is shown as it is. */
  value: string | null;
  /** See `Badge`. */
  wraps?: boolean;
  className?: string;
}

/** A status as a word, a shape and a colour that mean the same on every page. */
export function StatusBadge({ kind, value, wraps, className }: StatusBadgeProps) {
  const meaning = value === null ? undefined : statusMeaning(kind, value);
  const { tone, icon } = meaning ? look[meaning.state] : { tone: "neutral" as const, icon: CircleHelp };
  return (
    <Badge
      tone={tone}
      icon={ownIcon[`${kind}:${value}`] ?? icon}
      // Where there is little room the word is cut.
      title={statusLabel(kind, value)}
      wraps={wraps}
      className={className}
    >
      {statusLabel(kind, value)}
    </Badge>
  );
}
