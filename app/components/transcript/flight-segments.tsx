import type { FlightItinerary, FlightSegment } from "~lib/chats/transcript/part.ts";
import { Clock } from "./flight-itinerary";
import { cabinText, dayText, durationText, flightText, layoverText, operatorText } from "./flight-words";

/** The flights of a journey, one by one, and the time on the ground between them. */
export function FlightSegments({ itinerary: { segments } }: { itinerary: FlightItinerary }) {
  const start = segments[0]?.from.at;
  return (
    <ol className="flex flex-col gap-1.5 text-xs">
      {segments.map((segment, at) => {
        const next = segments[at + 1];
        const layover = next && layoverText(segment, next);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: flights have no name but their place
          <li key={at} className="min-w-0">
            <p className="flex flex-wrap gap-x-2.5 text-sm">
              <End end={segment.from} start={start} />
              <span aria-hidden="true" className="text-faint">
                →
              </span>
              <End end={segment.to} start={start} />
              {at === 0 ? <span className="text-muted">{dayText(segment.from.at)}</span> : null}
            </p>
            <p className="text-muted [overflow-wrap:anywhere]">{factsOf(segment).join(" · ")}</p>
            {next ? (
              <p className="mt-1.5 text-amber">
                {layover
                  ? `${layover} in ${segment.to.code}`
                  : segment.to.code === next.from.code
                    ? `Change in ${segment.to.code}`
                    : `Change from ${segment.to.code} to ${next.from.code}`}
              </p>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

function End({ end: { code, terminal, at }, start }: { end: FlightSegment["from"]; start: string | undefined }) {
  return (
    <span className="whitespace-nowrap">
      <Clock at={at} since={start} /> <span className="font-mono text-xs">{code}</span>
      {terminal ? <span className="text-xs text-muted"> terminal {terminal}</span> : null}
    </span>
  );
}

function factsOf(segment: FlightSegment): string[] {
  const operator = operatorText(segment);
  return [
    flightText(segment),
    operator ? `operated by ${operator}` : "",
    segment.duration ? durationText(segment.duration) : "",
    segment.stops > 0 ? `${segment.stops} ${segment.stops === 1 ? "stop" : "stops"} on the way` : "",
    segment.cabin ? cabinText(segment.cabin) : "",
    segment.aircraft ?? "",
  ].filter(Boolean);
}
