import { Bot, CircleHelp, Database, type LucideIcon, Settings2, User, Wrench } from "lucide-react";
import type { EntryTone } from "./entry";

export interface RoleLook {
  name: string;
  icon: LucideIcon;
  tone: EntryTone;
}

const looks = new Map<string, RoleLook>([
  ["user", { name: "User", icon: User, tone: "user" }],
  ["assistant", { name: "Assistant", icon: Bot, tone: "assistant" }],
  ["system", { name: "System", icon: Settings2, tone: "quiet" }],
  ["tool", { name: "Tool", icon: Wrench, tone: "tool" }],
  ["data", { name: "Data", icon: Database, tone: "quiet" }],
]);

/** How a role is told from the others: by a word, a shape and a shade. One that nobody knows keeps its own word. */
export function lookOfRole(role: string): RoleLook {
  return (
    looks.get(role) ?? {
      name: role.trim() ? `Unknown role: ${role.slice(0, 60).toWellFormed()}` : "No role",
      icon: CircleHelp,
      tone: "quiet",
    }
  );
}
