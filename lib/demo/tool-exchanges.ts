import { DAY, isoDay } from "./clock.ts";
import { currencyCodes, exchangeRate } from "./currencies.ts";
import { type FlightOffer, priceOfferRequest, priceOfferResponse, searchFlightsResponse } from "./flight-offers.ts";
import { type Airport, airports } from "./places.ts";
import type { Random } from "./random.ts";
import { searchFlightsRequest, type Trip } from "./trip.ts";

export const toolNames = [
  "searchFlights",
  "priceFlightOffer",
  "searchAirports",
  "webSearch",
  "extremeSearch",
  "getWeather",
  "currencyConverter",
  "bookFlight",
] as const;
export type ToolName = (typeof toolNames)[number];

/** A call as it would go if nothing went wrong. */
export interface Exchange {
  tool: ToolName;
  request: Record<string, unknown>;
  response: Record<string, unknown>;
}

export function searchFlights(random: Random, trip: Trip, nonStop: boolean): Exchange & { offers: FlightOffer[] } {
  const limits = { max: random.pick([1, 2, 2, 3]), nonStop };
  const response = searchFlightsResponse(random, trip, limits);
  return { tool: "searchFlights", request: searchFlightsRequest(trip, limits), response, offers: response.data };
}

export const priceFlightOffer = (random: Random, offer: FlightOffer): Exchange => ({
  tool: "priceFlightOffer",
  request: priceOfferRequest(offer),
  response: priceOfferResponse(random, offer),
});

export const bookFlight = (random: Random, offer: FlightOffer): Exchange => ({
  tool: "bookFlight",
  request: { offerId: offer.id, total: offer.price.grandTotal, currency: offer.price.currency, holdHours: 24 },
  response: { status: "HELD", recordLocator: random.id(6).toUpperCase(), ticketBy: offer.lastTicketingDate },
});

/** `GET /v1/reference-data/locations` */
export function searchAirports(random: Random, place: Airport): Exchange {
  const offset = `${place.offset < 0 ? "-" : "+"}${String(Math.floor(Math.abs(place.offset) / 60)).padStart(2, "0")}:${place.offset % 60 ? "30" : "00"}`;
  const location = (subType: "CITY" | "AIRPORT", found: Airport) => {
    const code = subType === "CITY" ? found.cityCode : found.iata;
    const id = `${subType[0]}${code}`;
    return {
      type: "location",
      subType,
      name: subType === "CITY" ? found.city.toUpperCase() : found.name,
      detailedName: `${found.city.toUpperCase()}/${found.countryCode}:${found.name}`,
      id,
      self: { href: `https://test.api.amadeus.com/v1/reference-data/locations/${id}`, methods: ["GET"] },
      timeZoneOffset: offset,
      iataCode: code,
      geoCode: { latitude: found.latitude, longitude: found.longitude },
      address: {
        cityName: found.city.toUpperCase(),
        cityCode: found.cityCode,
        countryName: found.country.toUpperCase(),
        countryCode: found.countryCode,
        regionCode: found.region,
      },
      analytics: { travelers: { score: random.int(8, 45) } },
    };
  };
  const data = [
    location("CITY", place),
    ...airports.filter((item) => item.cityCode === place.cityCode).map((item) => location("AIRPORT", item)),
  ];
  const request = { keyword: place.city.slice(0, random.int(3, place.city.length)), subType: "CITY,AIRPORT" };
  const self = `https://test.api.amadeus.com/v1/reference-data/locations?subType=CITY,AIRPORT&keyword=${encodeURIComponent(request.keyword)}`;
  return { tool: "searchAirports", request, response: { meta: { count: data.length, links: { self } }, data } };
}

const topics = [
  "visa requirements",
  "carry-on size limits",
  "airport transfer",
  "strike this week",
  "lounge access",
  "transit without visa",
  "jet lag",
];

export interface WebResult {
  url: string;
  title: string;
  content: string;
  publishedDate: string;
}

function webResults(random: Random, trip: Trip, topic: string, at: number, count: number): WebResult[] {
  const city = trip.destination.city;
  const sites = ["travel.example.com", "airports.example.org", "visa.example.net", "forum.example.com", "news.example.org"];
  return Array.from({ length: count }, (_, i) => ({
    url: `https://${random.pick(sites)}/${city.toLowerCase().replaceAll(" ", "-")}/${topic.replaceAll(" ", "-")}-${random.int(100, 9999)}`,
    title: random.pick([
      `${city}: ${topic} explained`,
      `What to know about ${topic} in ${city}`,
      `${topic} (${trip.destination.country}), updated`,
    ]),
    content: `${["Travellers", "Passengers", "Visitors"][i % 3]} to ${city} should check ${topic} no later than ${random.int(2, 21)} days before they leave. ${random.pick(
      ["Rules differ by airline.", "Families are let through first.", "A printed copy helps.", "Fees may apply at the counter."],
    )}`,
    publishedDate: isoDay(at - random.int(2, 400) * DAY),
  }));
}

export function webSearch(random: Random, trip: Trip, at: number): Exchange & { topic: string; results: WebResult[] } {
  const topic = random.pick(topics);
  const query = `${topic} ${trip.destination.city} ${new Date(at).getUTCFullYear()}`;
  const results = webResults(random, trip, topic, at, random.int(2, 4));
  return { tool: "webSearch", request: { queries: [query], maxResults: 5 }, response: { searches: [{ query, results }] }, topic, results };
}

/** Several searches for one question, worked off one after the other: the slow and dear tool. */
export function extremeSearch(random: Random, trip: Trip, at: number): Exchange & { results: WebResult[] } {
  const prompt = `Best time to fly from ${trip.origin.city} to ${trip.destination.city}, and the cheapest way to change planes`;
  const chosen = random.sample(topics, 3);
  const searches = chosen.map((topic) => ({ query: `${topic} ${trip.destination.city}`, results: webResults(random, trip, topic, at, 2) }));
  const response = {
    research: { prompt, plan: chosen, searches, summary: `${trip.destination.city} is cheapest midweek, outside school holidays.` },
  };
  return { tool: "extremeSearch", request: { prompt }, response, results: searches.flatMap((search) => search.results) };
}

export function getWeather(random: Random, trip: Trip): Exchange {
  const { latitude, longitude, city } = trip.destination;
  const warmth = 28 - Math.abs(latitude) * 0.42;
  const days = Array.from({ length: 5 }, (_, i) => {
    const high = Math.round(warmth + random.int(-4, 6));
    return { date: isoDay(trip.departure + i * DAY), high, low: high - random.int(5, 11), rainChance: random.int(0, 90) / 100 };
  });
  return { tool: "getWeather", request: { latitude, longitude, days: 5 }, response: { city, unit: "celsius", days } };
}

export function currencyConverter(random: Random, trip: Trip, at: number): Exchange {
  const to = random.pick(currencyCodes.filter((code) => code !== trip.currency));
  const amount = random.int(2, 60) * 50;
  const rate = Math.round(exchangeRate(trip.currency, to) * random.around(1, 0.02) * 10_000) / 10_000;
  const response = { amount, rate, converted: Math.round(amount * rate * 100) / 100, asOf: isoDay(at) };
  return { tool: "currencyConverter", request: { from: trip.currency, to, amount }, response };
}
