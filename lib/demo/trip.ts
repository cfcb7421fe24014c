import { DAY, isoDay, startOfDay } from "./clock.ts";
import { type Airport, airports, kilometres } from "./places.ts";
import type { Random } from "./random.ts";

/** What a conversation is about. Days are midnights (UTC) in milliseconds. */
export interface Trip {
  /** The day on which it is planned. */
  planned: number;
  origin: Airport;
  destination: Airport;
  departure: number;
  return: number | null;
  adults: number;
  children: number;
  cabin: "ECONOMY" | "PREMIUM_ECONOMY" | "BUSINESS" | "FIRST";
  currency: string;
}

/** A trip that somebody plans at `at`, starting from their own country where that has an airport. */
export function makeTrip(random: Random, at: number, home: { country: string; currency: string }): Trip {
  const near = airports.filter((item) => item.countryCode === home.country);
  const origin = near.length > 0 && random.chance(0.85) ? random.pick(near) : random.pick(airports);
  const places = airports.filter((item) => item.cityCode !== origin.cityCode);
  // Most trips are not around the world: of two places the nearer one is taken more often.
  const [first, second] = [random.pick(places), random.pick(places)];
  const destination = kilometres(origin, first) < kilometres(origin, second) === random.chance(0.75) ? first : second;
  const departure = startOfDay(at) + Math.round(Math.min(330, Math.max(2, random.around(38, 0.9)))) * DAY;
  const stay = Math.round(Math.min(60, Math.max(1, random.around(kilometres(origin, destination) > 4000 ? 12 : 5, 0.5)))) * DAY;
  return {
    planned: startOfDay(at),
    origin,
    destination,
    departure,
    return: random.chance(0.78) ? departure + stay : null,
    adults: random.pick([1, 1, 1, 2, 2, 2, 3, 4]),
    children: random.chance(0.12) ? random.int(1, 2) : 0,
    cabin: random.weighted({ ECONOMY: 80, PREMIUM_ECONOMY: 8, BUSINESS: 10, FIRST: 2 }),
    currency: home.currency,
  };
}

/** The query of `GET /v2/shopping/flight-offers`. */
export function searchFlightsRequest(trip: Trip, limits: { max: number; nonStop?: boolean }) {
  return {
    originLocationCode: trip.origin.iata,
    destinationLocationCode: trip.destination.iata,
    departureDate: isoDay(trip.departure),
    ...(trip.return !== null && { returnDate: isoDay(trip.return) }),
    adults: trip.adults,
    ...(trip.children > 0 && { children: trip.children }),
    travelClass: trip.cabin,
    ...(limits.nonStop && { nonStop: true }),
    currencyCode: trip.currency,
    max: limits.max,
  };
}
