import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readFlightOffers } from "../../../lib/chats/transcript/flight-offers.ts";

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/amadeus/${name}.response.json`, import.meta.url), "utf8")) as Record<string, unknown>;
const search = fixture("flight-offers-search");
const price = fixture("flight-offers-price");

describe("flight offers", () => {
  test("of a search, with carriers and aircraft by name", () => {
    const flights = readFlightOffers(search)!;
    expect(flights.more).toBe(0);
    expect(flights.offers.map(({ id, price, bookableSeats }) => [id, price, bookableSeats])).toEqual([
      ["1", { amount: "355.34", currency: "EUR" }, 9],
      ["2", { amount: "355.34", currency: "EUR" }, 9],
    ]);
    expect(flights.offers[0]!.itineraries).toEqual([
      {
        duration: "PT14H15M",
        segments: [
          {
            from: { code: "SYD", terminal: "1", at: "2021-11-01T11:35:00" },
            to: { code: "MNL", terminal: "2", at: "2021-11-01T16:50:00" },
            carrier: { code: "PR", name: "PHILIPPINE AIRLINES" },
            operator: null,
            number: "212",
            aircraft: "AIRBUS A330-300",
            duration: "PT8H15M",
            stops: 0,
            cabin: "ECONOMY",
          },
          {
            from: { code: "MNL", terminal: "1", at: "2021-11-01T19:20:00" },
            to: { code: "BKK", terminal: null, at: "2021-11-01T21:50:00" },
            carrier: { code: "PR", name: "PHILIPPINE AIRLINES" },
            operator: null,
            number: "732",
            aircraft: "AIRBUS A320",
            duration: "PT3H30M",
            stops: 0,
            cabin: "ECONOMY",
          },
        ],
      },
    ]);
  });

  test("of a confirmed price, without names where there is no dictionary of them", () => {
    const [offer, ...others] = readFlightOffers(price)!.offers;
    expect(others).toEqual([]);
    expect(offer!.price).toEqual({ amount: "2778.98", currency: "USD" });
    expect(offer!.bookableSeats).toBeNull();
    expect(offer!.itineraries.map(({ duration, segments }) => [duration, segments.map(({ cabin }) => cabin)])).toEqual([
      [null, ["BUSINESS", "BUSINESS"]],
      [null, ["ECONOMY", "ECONOMY"]],
    ]);
    expect(offer!.itineraries[0]!.segments[0]).toMatchObject({ carrier: { code: "AT", name: null }, aircraft: "788", number: "212" });
  });

  test("inside one wrapper, and as a bare list", () => {
    expect(readFlightOffers({ result: search })?.offers).toHaveLength(2);
    expect(readFlightOffers(search.data)?.offers).toHaveLength(2);
  });

  test("twenty are drawn, the others counted", () => {
    const offers = (search.data as object[]).slice(0, 1);
    const many = { ...search, data: Array.from({ length: 250 }, () => offers[0]) };
    expect(readFlightOffers(many)).toMatchObject({ offers: { length: 20 }, more: 230 });
  });

  test("another carrier's plane, and a stop on the way", () => {
    const copy = structuredClone(search) as { data: { itineraries: { segments: Record<string, unknown>[] }[] }[] };
    Object.assign(copy.data[0]!.itineraries[0]!.segments[0]!, { operating: { carrierCode: "ZZ" }, numberOfStops: 1, aircraft: undefined });
    expect(readFlightOffers(copy)!.offers[0]!.itineraries[0]!.segments[0]).toMatchObject({
      operator: { code: "ZZ", name: null },
      stops: 1,
      aircraft: null,
    });
  });

  test.each([
    null,
    undefined,
    7,
    "flights",
    [],
    {},
    { data: [] },
    { data: [{ type: "location" }] },
    { data: [{ type: "flight-offer" }] },
    { data: [{ type: "flight-offer", itineraries: [] }] },
    { data: [{ type: "flight-offer", itineraries: [{ segments: [{ departure: {}, arrival: {} }] }] }] },
    { data: { flightOffers: "none" } },
  ])("%j is none", (value) => {
    expect(readFlightOffers(value)).toBeNull();
  });
});
