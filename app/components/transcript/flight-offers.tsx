import { Plane } from "lucide-react";
import type { FlightOffer, FlightOffers } from "~lib/chats/transcript/part.ts";
import { formatCount } from "~lib/format.ts";
import { FlightOfferView } from "./flight-offer";
import { useDrawn } from "./use-drawn";

const FIRST = 3;

/** The flights that a search found, the first of them at once. */
export function FlightOffersView({ flights: { offers, more } }: { flights: FlightOffers }) {
  const all = offers.length + more;
  if (all === 0) return null;
  return (
    <div className="min-w-0">
      <p className="mb-1.5 flex items-center gap-1.5 font-medium">
        <Plane aria-hidden="true" className="size-3.5 text-muted" />
        {formatCount(all)} {all === 1 ? "flight offer" : "flight offers"}
      </p>
      <div className="overflow-hidden rounded-md border border-line">
        <OfferList offers={offers.slice(0, FIRST)} />
        {offers.length > FIRST ? <MoreOffers offers={offers} /> : null}
      </div>
      {more > 0 ? <p className="mt-1 text-xs text-muted">and {formatCount(more)} more in the raw JSON</p> : null}
    </div>
  );
}

function MoreOffers({ offers }: { offers: FlightOffer[] }) {
  const { ref, onToggle, drawn } = useDrawn(false);
  return (
    <details ref={ref} onToggle={onToggle} className="group/more border-t border-line">
      <summary className="px-3 py-1.5 text-accent-text select-none hover:bg-sunken">
        <span className="group-open/more:hidden">Show all {formatCount(offers.length)}</span>
        <span className="hidden group-open/more:inline">Show the first {FIRST} only</span>
      </summary>
      {drawn ? <OfferList offers={offers.slice(FIRST)} className="border-t border-line" /> : null}
    </details>
  );
}

function OfferList({ offers, className }: { offers: FlightOffer[]; className?: string }) {
  return (
    <ul className={className}>
      {offers.map((offer, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: ids of offers come from outside and may repeat
        <li key={at} className="border-line not-first:border-t">
          <FlightOfferView offer={offer} />
        </li>
      ))}
    </ul>
  );
}
