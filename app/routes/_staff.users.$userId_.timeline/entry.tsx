import { Link } from "@remix-run/react";
import { CreditCard, Gauge, LogIn, type LucideIcon, MessagesSquare, Repeat, Scale, ShieldCheck, Undo2, Wrench } from "lucide-react";
import { useRootData } from "~/http/use-root-data";
import { formatDateTime, formatUtc } from "~lib/format.ts";
import { type TimelineEntry, type TimelineKind, timelineKinds } from "~lib/users/timeline/timeline.ts";
import { EntryFacts } from "./entry-facts";

const icons: Record<TimelineKind, LucideIcon> = {
  "sign-in": LogIn,
  chat: MessagesSquare,
  "tool-failure": Wrench,
  usage: Gauge,
  payment: CreditCard,
  refund: Undo2,
  dispute: Scale,
  subscription: Repeat,
  staff: ShieldCheck,
};

/** One thing that happened: when, what, and where more of it is. */
export function Entry({ entry, userAt }: { entry: TimelineEntry; userAt: string }) {
  const Icon = icons[entry.kind];
  return (
    <li
      data-entry={entry.id}
      data-kind={entry.kind}
      className="grid grid-cols-[3rem_1rem_minmax(0,1fr)] items-start gap-x-2.5 border-b border-line px-3 py-2 last:border-b-0 hover:bg-sunken"
    >
      <EntryTime entry={entry} />
      <Icon aria-hidden="true" className="mt-0.5 size-4 text-muted" />
      <div className="min-w-0">
        <span className="sr-only">{timelineKinds[entry.kind].label}: </span>
        <EntryFacts entry={entry} userAt={userAt} />
      </div>
    </li>
  );
}

/** The time of day in the reporting zone; a day's count has none, since it stands for the whole day. */
function EntryTime({ entry }: { entry: TimelineEntry }) {
  const zone = useRootData()?.zone ?? "UTC";
  const date = new Date(entry.at);
  if (Number.isNaN(date.getTime())) return <span className="text-muted">—</span>;
  return (
    <time
      dateTime={date.toISOString()}
      title={`${formatDateTime(date, zone, { seconds: true })} ${zone}\n${formatUtc(date)}`}
      className="text-muted tabular-nums"
    >
      {entry.kind === "usage" ? "day" : formatDateTime(date, zone).split(", ")[1]}
    </time>
  );
}

/** A link to the thing itself. */
export function ThingLink({ to, children }: { to: string; children: React.ReactNode }) {
  return (
    <Link to={to} discover="none" className="font-medium [overflow-wrap:anywhere] hover:text-accent-text hover:underline">
      {children}
    </Link>
  );
}
