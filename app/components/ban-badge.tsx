import { useRootData } from "~/http/use-root-data";
import { formatDateTime } from "~lib/format.ts";
import { banState } from "~lib/users/user.ts";
import { Badge } from "./ui/badge";

interface BanBadgeProps {
  ban: { banned: boolean; banReason: string | null; banExpires: Date | null };
  /** Says until when beside it, where the ban has an end. */
  withEnd?: boolean;
}

/** Whether a user is banned; nothing for one who never was. A ban whose end has passed is shown as ended, since it holds no more. */
export function BanBadge({ ban, withEnd = false }: BanBadgeProps) {
  const root = useRootData();
  const state = banState(ban, root?.now ?? new Date());
  if (state === "none") return null;
  const end = ban.banExpires && formatDateTime(ban.banExpires, root?.zone ?? "UTC");
  const reason = ban.banReason ?? "No reason was given";
  if (state === "ended") {
    return (
      <Badge tone="gray" title={`${reason}\nended ${end}`}>
        Ban ended
      </Badge>
    );
  }
  return (
    <Badge tone="red" title={`${reason}\n${end ? `until ${end}` : "without end"}`}>
      Banned{withEnd && end ? ` until ${end}` : ""}
    </Badge>
  );
}
