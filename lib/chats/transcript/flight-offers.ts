import { isObject, member, wordMember } from "./json-value.ts";
import type { FlightItinerary, FlightOffer, FlightOffers, FlightSegment } from "./part.ts";

/** As many offers are drawn; the rest is in the JSON. */
const DRAWN = 20;
/** No code, time or name is longer; what is longer is cut. */
const MAX_LABEL = 100;
/** No way has more; what claims to is cut too. */
const MAX_ITINERARIES = 10;
const MAX_SEGMENTS = 20;

/**
 * What JSON says of flights, if it has the shape of Amadeus flight offers: the answer of "Flight Offers Search" (`data[]` of type
 * flight-offer) or of "Flight Offers Price" (`data.flightOffers[]`), also inside one wrapper such as `{ result: … }`. Null for anything
 * else, an empty answer too. Never throws.
 *
 * The shapes are those of the Amadeus Self-Service OpenAPI specification, version 2.
 */
export function readFlightOffers(value: unknown): FlightOffers | null {
  const answer = answerOf(value);
  if (!answer) return null;
  const dictionaries = member(answer.body, "dictionaries");
  const offers: FlightOffer[] = [];
  for (const item of answer.list) {
    if (offers.length === DRAWN) break;
    const offer = readOffer(item, dictionaries);
    if (offer) offers.push(offer);
  }
  if (offers.length === 0) return null;
  const all = answer.list.reduce<number>((sum, item) => sum + (isOffer(item) ? 1 : 0), 0);
  return { offers, more: Math.max(0, all - offers.length) };
}

/** The body of an answer and its list of offers. */
function answerOf(value: unknown): { body: unknown; list: unknown[] } | undefined {
  const inside = ["result", "response", "body", "output", "flights"].map((name) => member(value, name));
  for (const body of [value, ...inside]) {
    if (Array.isArray(body) && isOffer(body[0])) return { body: undefined, list: body };
    const data = member(body, "data");
    const list = Array.isArray(data) ? data : member(data, "flightOffers");
    if (Array.isArray(list) && list.some(isOffer)) return { body, list };
  }
  return undefined;
}

function isOffer(value: unknown): boolean {
  return member(value, "type") === "flight-offer" && Array.isArray(member(value, "itineraries"));
}

function readOffer(offer: unknown, dictionaries: unknown): FlightOffer | undefined {
  if (!isOffer(offer)) return undefined;
  const cabins = cabinsOf(offer);
  const itineraries = listMember(offer, "itineraries")
    .slice(0, MAX_ITINERARIES)
    .map((item): FlightItinerary => {
      const segments = listMember(item, "segments").slice(0, MAX_SEGMENTS);
      return {
        duration: label(item, "duration"),
        segments: segments.flatMap((segment) => readSegment(segment, dictionaries, cabins) ?? []),
      };
    })
    .filter((item) => item.segments.length > 0);
  if (itineraries.length === 0) return undefined;
  const price = member(offer, "price");
  const amount = amountOf(member(price, "grandTotal")) ?? amountOf(member(price, "total"));
  const currency = label(price, "currency");
  const seats = member(offer, "numberOfBookableSeats");
  return {
    id: label(offer, "id") ?? "",
    price: amount !== null && currency !== null ? { amount, currency } : null,
    bookableSeats: typeof seats === "number" && Number.isInteger(seats) ? seats : null,
    itineraries,
  };
}

function readSegment(segment: unknown, dictionaries: unknown, cabins: ReadonlyMap<string, string>): FlightSegment | undefined {
  const [from, to] = [readEnd(member(segment, "departure")), readEnd(member(segment, "arrival"))];
  const code = label(segment, "carrierCode");
  if (!from || !to || code === null) return undefined;
  const nameOf = (carrier: string) => label(member(dictionaries, "carriers"), carrier);
  const operating = label(member(segment, "operating"), "carrierCode");
  const craft = label(member(segment, "aircraft"), "code");
  const stops = member(segment, "numberOfStops");
  const number = member(segment, "number");
  return {
    from,
    to,
    carrier: { code, name: nameOf(code) },
    operator: operating !== null && operating !== code ? { code: operating, name: nameOf(operating) } : null,
    number: typeof number === "string" || typeof number === "number" ? String(number) : "",
    aircraft: craft && (label(member(dictionaries, "aircraft"), craft) ?? craft),
    duration: label(segment, "duration"),
    stops: typeof stops === "number" && Number.isInteger(stops) && stops > 0 ? stops : 0,
    cabin: cabins.get(label(segment, "id") ?? "") ?? null,
  };
}

function readEnd(end: unknown): FlightSegment["from"] | undefined {
  const [code, at] = [label(end, "iataCode"), label(end, "at")];
  return code !== null && at !== null ? { code, terminal: label(end, "terminal"), at } : undefined;
}

/** Cabins by segment id, as the first traveller flies. */
function cabinsOf(offer: unknown): Map<string, string> {
  const details = listMember(listMember(offer, "travelerPricings").find(isObject), "fareDetailsBySegment");
  const cabins = new Map<string, string>();
  for (const detail of details) {
    const [id, cabin] = [label(detail, "segmentId"), label(detail, "cabin")];
    if (id !== null && cabin !== null) cabins.set(id, cabin);
  }
  return cabins;
}

/** An amount such as "546.70"; a number is written out. */
function amountOf(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? value : null;
}

function listMember(value: unknown, name: string): unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}

function label(value: unknown, name: string): string | null {
  return wordMember(value, name)?.slice(0, MAX_LABEL) ?? null;
}
