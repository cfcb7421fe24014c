import { formatDate } from "~lib/format.ts";
import { dayOf } from "~lib/list/day.ts";

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** The day of an instant in a zone, as `2026-03-01`. */
export function dayAt(at: string, zone: string): string {
  return dayOf(new Date(at), zone);
}

/** "Tuesday, 17 Nov 2026", where a new day begins in a conversation: people say "on Tuesday". */
export function DayMark({ at, zone }: { at: string; zone: string }) {
  const weekday = weekdays[new Date(`${dayAt(at, zone)}T00:00:00Z`).getUTCDay()];
  return (
    <p className="flex items-center gap-3 pt-2 pb-3 text-xs font-medium text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {weekday}, {formatDate(at, zone)}
    </p>
  );
}
