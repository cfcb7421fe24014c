import { DAY, HOUR, isoDay, MINUTE } from "./clock.ts";
import { currencyBy } from "./currencies.ts";
import { type Airport, airlines, airportBy, kilometres } from "./places.ts";
import type { Random } from "./random.ts";
import { searchFlightsRequest, type Trip } from "./trip.ts";

// The documents of the Amadeus Self-Service flight APIs, as their OpenAPI specification describes them.

export interface Segment {
  departure: { iataCode: string; terminal?: string; at: string };
  arrival: { iataCode: string; terminal?: string; at: string };
  carrierCode: string;
  number: string;
  aircraft: { code: string };
  operating: { carrierCode: string };
  duration: string;
  id: string;
  numberOfStops: number;
  blacklistedInEU?: boolean;
}

export interface FlightOffer {
  type: "flight-offer";
  id: string;
  source: "GDS";
  instantTicketingRequired: boolean;
  nonHomogeneous: boolean;
  oneWay?: boolean;
  lastTicketingDate: string;
  numberOfBookableSeats?: number;
  itineraries: { duration?: string; segments: Segment[] }[];
  price: {
    currency: string;
    total: string;
    base: string;
    fees: { amount: string; type: string }[];
    grandTotal: string;
    billingCurrency?: string;
  };
  pricingOptions: { fareType: string[]; includedCheckedBagsOnly: boolean };
  validatingAirlineCodes: string[];
  travelerPricings: unknown[];
}

const aircraftNames: Record<string, string> = {
  "320": "AIRBUS A320",
  "321": "AIRBUS A321",
  "32N": "AIRBUS A320NEO",
  "73H": "BOEING 737-800 (WINGLETS)",
  E90: "EMBRAER 190",
  "333": "AIRBUS A330-300",
  "359": "AIRBUS A350-900",
  "77W": "BOEING 777-300ER",
  "789": "BOEING 787-9",
};

const duration = (milliseconds: number): string => {
  const minutes = Math.round(milliseconds / MINUTE);
  return `PT${minutes >= 60 ? `${Math.floor(minutes / 60)}H` : ""}${minutes % 60 ? `${minutes % 60}M` : ""}`;
};
/** Local time at the airport, without an offset, as Amadeus writes it. */
const localTime = (at: number, where: Airport): string => new Date(at + where.offset * MINUTE).toISOString().slice(0, 19);
const flightTime = (from: Airport, to: Airport): number => Math.round((30 + (kilometres(from, to) / 840) * 60) / 5) * 5 * MINUTE;
const terminal = (random: Random, where: Airport) => (where.terminals.length > 0 ? { terminal: random.pick(where.terminals) } : {});

function makeItinerary(
  random: Random,
  stops: Airport[],
  day: number,
  carrier: string,
  nextId: () => string,
): FlightOffer["itineraries"][number] {
  const from = stops[0]!;
  const start = day - from.offset * MINUTE + random.int(6 * 12, 21 * 12) * 5 * MINUTE;
  let at = start;
  const segments: Segment[] = [];
  for (let i = 1; i < stops.length; i++) {
    const [origin, target] = [stops[i - 1]!, stops[i]!];
    if (i > 1) at += random.int(11, 60) * 5 * MINUTE;
    const time = flightTime(origin, target);
    segments.push({
      departure: { iataCode: origin.iata, ...terminal(random, origin), at: localTime(at, origin) },
      arrival: { iataCode: target.iata, ...terminal(random, target), at: localTime(at + time, target) },
      carrierCode: carrier,
      number: String(random.int(12, 2980)),
      aircraft: { code: time > 5 * HOUR ? random.pick(["333", "359", "77W", "789"]) : random.pick(["320", "321", "32N", "73H", "E90"]) },
      operating: { carrierCode: carrier },
      duration: duration(time),
      id: nextId(),
      numberOfStops: 0,
      blacklistedInEU: false,
    });
    at += time;
  }
  return { duration: duration(at - start), segments };
}

/** The five airlines whose hub lies least out of the way. */
function carriersOf(trip: Trip) {
  const way = (hub: Airport) => kilometres(trip.origin, hub) + kilometres(hub, trip.destination);
  return airlines
    .map((airline) => ({ ...airline, kilometres: way(airportBy(airline.hub)) }))
    .sort((a, b) => a.kilometres - b.kilometres)
    .slice(0, 5);
}

function makeOffer(random: Random, trip: Trip, id: number, nonStop: boolean, nextSegmentId: () => string): FlightOffer {
  const airline = random.pick(nonStop ? carriersOf(trip).slice(0, 2) : carriersOf(trip));
  const hub = airportBy(airline.hub);
  const direct = nonStop || [trip.origin, trip.destination].some((end) => end.cityCode === hub.cityCode);
  const way = direct ? [trip.origin, trip.destination] : [trip.origin, hub, trip.destination];
  const itineraries = [makeItinerary(random, way, trip.departure, airline.code, nextSegmentId)];
  if (trip.return !== null) itineraries.push(makeItinerary(random, [...way].reverse(), trip.return, airline.code, nextSegmentId));

  const { rate, fareDigits } = currencyBy(trip.currency);
  const cabinFactor = { ECONOMY: 1, PREMIUM_ECONOMY: 1.7, BUSINESS: 3.6, FIRST: 6 }[trip.cabin];
  const fare = (45 + kilometres(trip.origin, trip.destination) * 0.052) * itineraries.length * cabinFactor * random.around(1, 0.25) * rate;
  const money = (amount: number) => amount.toFixed(fareDigits);
  const adult = { base: fare * 0.78, total: fare };
  const child = { base: fare * 0.58, total: fare * 0.78 };
  const bags = random.pick<Record<string, unknown>>([{ weight: 23, weightUnit: "KG" }, { quantity: 1 }, { quantity: 0 }]);
  const bookingClass = random.pick([..."BEHKLMQSTV"]);
  const fareBasis = `${bookingClass}${random.pick(["LOW", "SAV", "FLX", "0R0"])}${trip.origin.countryCode}`;
  const pricing = (price: { base: number; total: number }, travelerType: string, place: number) => ({
    travelerId: String(place + 1),
    fareOption: "STANDARD",
    travelerType,
    price: { currency: trip.currency, total: money(price.total), base: money(price.base) },
    fareDetailsBySegment: itineraries.flatMap((itinerary) =>
      itinerary.segments.map((segment) => ({
        segmentId: segment.id,
        cabin: trip.cabin,
        fareBasis,
        class: bookingClass,
        includedCheckedBags: bags,
      })),
    ),
  });
  const total = money(trip.adults * adult.total + trip.children * child.total);
  return {
    type: "flight-offer",
    id: String(id),
    source: "GDS",
    instantTicketingRequired: false,
    nonHomogeneous: false,
    oneWay: false,
    lastTicketingDate: isoDay(Math.min(trip.departure, trip.planned + random.int(0, 6) * DAY)),
    numberOfBookableSeats: random.int(1, 9),
    itineraries,
    price: {
      currency: trip.currency,
      total,
      base: money(trip.adults * adult.base + trip.children * child.base),
      fees: ["SUPPLIER", "TICKETING"].map((type) => ({ amount: money(0), type })),
      grandTotal: total,
    },
    pricingOptions: { fareType: ["PUBLISHED"], includedCheckedBagsOnly: !("quantity" in bags && bags.quantity === 0) },
    validatingAirlineCodes: [airline.code],
    travelerPricings: [
      ...Array.from({ length: trip.adults }, (_, i) => pricing(adult, "ADULT", i)),
      ...Array.from({ length: trip.children }, (_, i) => pricing(child, "CHILD", trip.adults + i)),
    ],
  };
}

const segmentsOf = (offers: FlightOffer[]) => offers.flatMap((offer) => offer.itineraries.flatMap((itinerary) => itinerary.segments));

function locations(offers: FlightOffer[]) {
  const codes = new Set(segmentsOf(offers).flatMap((segment) => [segment.departure.iataCode, segment.arrival.iataCode]));
  return Object.fromEntries(
    [...codes].map((code) => [code, { cityCode: airportBy(code).cityCode, countryCode: airportBy(code).countryCode }]),
  );
}

/** The answer of `GET /v2/shopping/flight-offers`, cheapest first. */
export function searchFlightsResponse(random: Random, trip: Trip, limits: { max: number; nonStop?: boolean }) {
  let segmentId = 0;
  const offers = Array.from({ length: limits.max }, (_, i) =>
    makeOffer(random, trip, i + 1, limits.nonStop ?? false, () => String(++segmentId)),
  );
  offers.sort((a, b) => Number(a.price.total) - Number(b.price.total));
  const query = Object.entries(searchFlightsRequest(trip, limits)).map(([name, value]) => `${name}=${value}`);
  const segments = segmentsOf(offers);
  return {
    meta: { count: offers.length, links: { self: `https://test.api.amadeus.com/v2/shopping/flight-offers?${query.join("&")}` } },
    data: offers,
    dictionaries: {
      locations: locations(offers),
      aircraft: Object.fromEntries(segments.map(({ aircraft }) => [aircraft.code, aircraftNames[aircraft.code]!])),
      currencies: { [trip.currency]: currencyBy(trip.currency).name },
      carriers: Object.fromEntries(segments.map(({ carrierCode }) => [carrierCode, airlines.find((a) => a.code === carrierCode)!.name])),
    },
  };
}

/** The body of `POST /v1/shopping/flight-offers/pricing`. */
export const priceOfferRequest = (offer: FlightOffer) => ({ data: { type: "flight-offers-pricing", flightOffers: [offer] } });

/** Its answer: the offer as it can be booked now, sometimes a little dearer than when it was found. */
export function priceOfferResponse(random: Random, offer: FlightOffer) {
  const dearer = random.chance(0.2) ? random.int(101, 109) / 100 : 1;
  const digits = offer.price.total.split(".")[1]?.length ?? 0;
  const total = (Number(offer.price.total) * dearer).toFixed(digits);
  const priced: FlightOffer & { paymentCardRequired: boolean } = {
    ...offer,
    price: { ...offer.price, total, grandTotal: total, billingCurrency: offer.price.currency },
    paymentCardRequired: false,
  };
  return { data: { type: "flight-offers-pricing", flightOffers: [priced] }, dictionaries: { locations: locations([offer]) } };
}
