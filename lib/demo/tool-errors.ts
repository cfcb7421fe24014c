import { DAY, isoDay } from "./clock.ts";
import type { Random } from "./random.ts";
import type { ToolName } from "./tool-exchanges.ts";

/** What a failed call leaves behind. Numbers, ids and dates differ within one message, as they do in life, so that failures can be grouped. */
export interface ToolFailure {
  error: string;
  response: Record<string, unknown> | null;
}

const amadeusFailure = (status: number, code: number, title: string, detail: string, requestId: string): ToolFailure => ({
  error: `Amadeus API error ${status} (code ${code}): ${detail} [request ${requestId}]`,
  response: { errors: [{ status, code, title, detail }] },
});

function amadeusError(random: Random, at: number): ToolFailure {
  const request = random.uuid();
  switch (random.weighted({ limit: 34, system: 24, date: 12, iata: 14, nothing: 10, token: 6 })) {
    case "limit":
      return amadeusFailure(429, 38194, "Too many requests", "The network rate limit is exceeded, please try again later", request);
    case "system":
      return amadeusFailure(500, 141, "SYSTEM ERROR HAS OCCURRED", `SYSTEM ERROR HAS OCCURRED at node ${random.int(1, 48)}`, request);
    case "date":
      return amadeusFailure(400, 425, "INVALID DATE", `departureDate ${isoDay(at - random.int(1, 90) * DAY)} is in the past`, request);
    case "iata": {
      const code = `${random.pick([..."XQZ"])}${random.pick([..."QXJ"])}${random.pick([..."ZKW"])}`;
      return amadeusFailure(400, 477, "INVALID FORMAT", `Invalid IATA code "${code}" in originLocationCode`, request);
    }
    case "nothing":
      return amadeusFailure(400, 4926, "INVALID DATA RECEIVED", `No fare applicable to offer ${random.int(1, 9)}`, request);
    case "token":
      return amadeusFailure(401, 38192, "Invalid access token", `The access token expired ${random.int(3, 900)} seconds ago`, request);
  }
}

const lines = (first: string, random: Random) =>
  `${first}\n    at fetchUpstream (/app/lib/tools/upstream.ts:${random.int(20, 80)}:13)\n    at async execute (/app/lib/tools/run.ts:${random.int(20, 60)}:5)`;

/** Why a call of this tool failed. */
export function toolFailure(random: Random, tool: ToolName, at: number): ToolFailure {
  switch (tool) {
    case "searchFlights":
    case "priceFlightOffer":
    case "searchAirports":
    case "bookFlight":
      return amadeusError(random, at);
    case "webSearch":
    case "extremeSearch":
      return random.chance(0.6)
        ? {
            error: `Search provider answered 402: monthly quota of ${random.pick([10_000, 25_000])} requests used (request ${random.id(12)})`,
            response: null,
          }
        : { error: lines(`TypeError: fetch failed: connect ECONNREFUSED 192.0.2.${random.int(2, 250)}:443`, random), response: null };
    case "getWeather":
      return {
        error: lines(
          `Error: weather upstream answered 503 for ${random.int(-60, 60)}.${random.digits(2)},${random.int(-170, 170)}.${random.digits(2)}`,
          random,
        ),
        response: null,
      };
    case "currencyConverter":
      return {
        error: `No exchange rate for ${random.pick(["KWD", "THB", "AED"])} on ${isoDay(at - random.int(0, 3) * DAY)}`,
        response: null,
      };
  }
}

/** An outage of Amadeus: one kind of error, many times in a few hours. */
export const outageFailure = (random: Random): ToolFailure =>
  amadeusFailure(500, 141, "SYSTEM ERROR HAS OCCURRED", `SYSTEM ERROR HAS OCCURRED at node ${random.int(1, 48)}`, random.uuid());

/** `limit` in milliseconds. */
export const timeoutError = (random: Random, tool: ToolName, limit: number): string =>
  `${tool} timed out after ${limit} ms (attempt ${random.int(1, 3)}, request ${random.id(12)})`;
