import { Link } from "@remix-run/react";
import { CalendarX, Inbox } from "lucide-react";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { useRootData } from "~/http/use-root-data";
import { formatDate } from "~lib/format.ts";
import { dayOf } from "~lib/list/day.ts";
import type { TimelineEntry } from "~lib/users/timeline/timeline.ts";
import { Entry } from "./entry";
import type { TimelineView } from "./timeline-tools";

interface TimelineListProps extends TimelineView {
  /** Newest first. */
  entries: readonly TimelineEntry[];
  /** The user's page. */
  at: string;
}

/** The entries of a page under the days of the reporting zone. */
export function TimelineList({ spec, query, entries, at }: TimelineListProps) {
  const root = useRootData();
  const zone = root?.zone ?? "UTC";
  if (entries.length === 0) return <Empty spec={spec} query={query} />;
  const today = root ? dayOf(new Date(root.now), zone) : "";
  return (
    <div className="flex flex-col gap-4">
      {byDay(entries, zone).map(({ day, entries }) => (
        <section key={day} aria-label={dayWords(day)} className="flex flex-col gap-1">
          <h2 className="sticky top-12 z-10 bg-canvas py-1 text-xs font-medium text-muted">
            {dayWords(day)}
            {day === today ? " · today" : day > today && today ? " · to come" : ""}
          </h2>
          <ol className="rounded-lg border border-line bg-surface">
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} userAt={at} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

const isInstant = (at: string) => !Number.isNaN(Date.parse(at));

function byDay(entries: readonly TimelineEntry[], zone: string): { day: string; entries: TimelineEntry[] }[] {
  const days: { day: string; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const day = isInstant(entry.at) ? dayOf(new Date(entry.at), zone) : entry.at;
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

/** A day is a day of the calendar, wherever: noon keeps it one. A time that is none is said as it is. */
const dayWords = (day: string) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? formatDate(`${day}T12:00:00Z`, "UTC") : day);

function Empty({ spec, query }: TimelineView) {
  if (query.cursor) {
    return (
      <EmptyState
        icon={Inbox}
        title="Nothing is left on this page"
        action={
          <Button asChild>
            <Link to={spec.href(query, { cursor: undefined })}>Go to the newest</Link>
          </Button>
        }
      />
    );
  }
  if (spec.isUnfiltered(query)) {
    return (
      <EmptyState icon={Inbox} title="Nothing has happened yet">
        What this user does, pays and asks, and what staff do for them, appears here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={CalendarX}
      title="Nothing of this kind happened then"
      action={
        <Button asChild>
          <Link to={spec.href(query, { filters: {} })}>Show everything</Link>
        </Button>
      }
    >
      Choose other kinds, or other days.
    </EmptyState>
  );
}
