import { ChevronRight } from "lucide-react";
import type { FlightOffer } from "~lib/chats/transcript/part.ts";
import { formatCount } from "~lib/format.ts";
import { FlightItineraryView } from "./flight-itinerary";
import { FlightSegments } from "./flight-segments";
import { cabinsText, priceText } from "./flight-words";
import { useDrawn } from "./use-drawn";

/** One offer: its journeys on the left, what it costs on the right; a click shows each flight. */
export function FlightOfferView({ offer }: { offer: FlightOffer }) {
  const { price, bookableSeats, itineraries } = offer;
  const cabins = cabinsText(offer);
  const { ref, onToggle, drawn } = useDrawn(false);
  return (
    <details ref={ref} onToggle={onToggle} className="group/offer">
      <summary className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 px-3 py-2 select-none hover:bg-sunken @lg:grid-cols-[auto_minmax(0,1fr)_auto] @lg:gap-x-4">
        <ChevronRight aria-hidden="true" className="mt-1 size-3.5 text-muted group-open/offer:rotate-90" />
        <div className="flex min-w-0 flex-col gap-1.5">
          {itineraries.length === 0 ? <span className="text-muted">No itinerary</span> : null}
          {itineraries.map((itinerary, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: itineraries have no name but their place
            <FlightItineraryView key={at} itinerary={itinerary} />
          ))}
        </div>
        <div className="col-start-2 mt-1.5 flex flex-wrap items-baseline gap-x-2.5 @lg:col-start-3 @lg:mt-0 @lg:flex-col @lg:items-end">
          <span className="text-base font-semibold whitespace-nowrap">{price ? priceText(price) : "No price"}</span>
          <span className="text-xs text-muted">{cabins}</span>
          {bookableSeats === null ? null : (
            <span className="text-xs text-muted">
              {formatCount(bookableSeats)} {bookableSeats === 1 ? "seat" : "seats"} left
            </span>
          )}
        </div>
      </summary>
      {drawn ? (
        <div className="flex flex-col gap-3 border-t border-line bg-sunken/50 px-3 py-2 pl-8.5">
          {itineraries.map((itinerary, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: itineraries have no name but their place
            <FlightSegments key={at} itinerary={itinerary} />
          ))}
        </div>
      ) : null}
    </details>
  );
}
