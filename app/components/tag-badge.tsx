import { Tag } from "lucide-react";
import type { ChatTag } from "~lib/tags/tag.ts";
import { Badge, type Tone } from "./ui/badge";
import { cn } from "./ui/cn";

const tones: Record<ChatTag["color"], Tone> = { grey: "gray", blue: "blue", green: "green", amber: "amber", red: "red", violet: "violet" };

/** A tag by its name; the colour only helps to find it again. Rounder than a status, which it is not. */
export function TagBadge({ tag: { name, color }, className }: { tag: Pick<ChatTag, "name" | "color">; className?: string }) {
  return (
    <Badge tone={tones[color] ?? "gray"} icon={Tag} title={name} className={cn("rounded-full px-2", className)}>
      {name}
    </Badge>
  );
}
