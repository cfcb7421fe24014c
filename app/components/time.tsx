import { useRootData } from "~/http/use-root-data";
import { formatDate, formatDateTime, formatRelative, formatUtc } from "~lib/format.ts";
import { cn } from "./ui/cn";

export interface TimeProps {
  at: string | Date | null;
  /** "relative" is "3 h ago"; the others are the clocks of the reporting zone. */
  style?: "relative" | "datetime" | "date";
  className?: string;
}

/**
 * A point in time; its title gives it exactly, in the reporting zone and in UTC. Relative times count from the root loader's `now`, so that
 * server and browser write the same words.
 */
export function Time({ at, style = "relative", className }: TimeProps) {
  const root = useRootData();
  if (at === null) return <Nothing />;
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span className={className}>{String(at)}</span>;
  const zone = root?.zone ?? "UTC";
  const text =
    style === "date" ? formatDate(date, zone) : style === "relative" && root ? formatRelative(date, root.now) : formatDateTime(date, zone);
  return (
    <time
      dateTime={date.toISOString()}
      title={`${formatDateTime(date, zone, { seconds: true })} ${zone}\n${formatUtc(date)}`}
      className={cn("whitespace-nowrap", className)}
    >
      {text}
    </time>
  );
}

/** The dash of a value that is not there. */
export function Nothing({ label = "none" }: { label?: string }) {
  return (
    <span className="text-muted">
      <span aria-hidden="true">—</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
