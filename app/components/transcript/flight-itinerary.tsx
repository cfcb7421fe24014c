import type { FlightItinerary } from "~lib/chats/transcript/part.ts";
import { daysLater, dayText, durationText, flightsText, localTime, operatorText, stopsText } from "./flight-words";

/** One journey in two lines: from where to where and when; then with whom. */
export function FlightItineraryView({ itinerary }: { itinerary: FlightItinerary }) {
  const { segments, duration } = itinerary;
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last) return <span className="text-muted">No flights</span>;
  const operators = [...new Set(segments.flatMap((segment) => operatorText(segment) ?? []))];
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-baseline gap-x-2.5 @2xl:grid @2xl:grid-cols-[11rem_8.5rem_6rem_minmax(0,1fr)] @2xl:gap-x-2">
        <span className="text-base whitespace-nowrap">
          <Clock at={first.from.at} /> <span className="font-mono text-xs text-muted">{first.from.code}</span>
          <span aria-hidden="true" className="mx-1.5 text-faint">
            →
          </span>
          <span className="sr-only"> to </span>
          <Clock at={last.to.at} since={first.from.at} /> <span className="font-mono text-xs text-muted">{last.to.code}</span>
        </span>
        <span className="whitespace-nowrap text-muted">{dayText(first.from.at)}</span>
        {duration === null ? null : <span className="whitespace-nowrap text-muted">{durationText(duration)}</span>}
        <span className="text-muted">{stopsText(itinerary)}</span>
      </p>
      <p className="text-xs text-muted [overflow-wrap:anywhere]">
        {flightsText(segments)}
        {operators.length ? `, operated by ${operators.join(", ")}` : ""}
      </p>
    </div>
  );
}

/** A local time, with the days that have passed since the journey began: 06:20 +1. */
export function Clock({ at, since }: { at: string; since?: string }) {
  const time = localTime(at);
  const days = since === undefined ? 0 : daysLater(since, at);
  return (
    <span className="font-medium">
      {time ? time.clock : at.slice(0, 30) || "?"}
      {days === 0 ? null : (
        <sup
          className="ml-0.5 text-xs font-normal text-amber"
          title={`${Math.abs(days)} calendar ${Math.abs(days) === 1 ? "day" : "days"} ${days > 0 ? "later" : "earlier"}`}
        >
          {days > 0 ? `+${days}` : `−${-days}`}
        </sup>
      )}
    </span>
  );
}
