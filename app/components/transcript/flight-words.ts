import type { FlightItinerary, FlightOffer, FlightSegment } from "~lib/chats/transcript/part.ts";
import { currencyDigits } from "~lib/format.ts";

/** What a flight offer says, in words. Everything in it came from outside, so what has not the shape it should is shown as it is. */

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** "546.70 EUR", "1,546.70 EUR", "54,670 JPY": a decimal amount, digit by digit, with at least the decimals of its currency. */
export function priceText({ amount, currency }: { amount: string; currency: string }): string {
  const parts = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(amount.trim());
  if (!parts) return `${amount} ${currency}`.slice(0, 60);
  const [, sign, whole, fraction = ""] = parts;
  const digits = currencyDigits(currency);
  const kept = fraction.replace(/0+$/, "").padEnd(digits, "0");
  return `${sign}${whole!.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ",")}${kept && `.${kept}`} ${currency}`;
}

/** A local time of an airport: "11:35", and the day it belongs to. Undefined where it is none. */
export function localTime(at: string): { clock: string; day: number } | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})/.exec(at);
  if (!parts) return undefined;
  const day = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / 86_400_000;
  return { clock: parts[4]!, day };
}

/** "Mon 1 Nov 2021" of a local time; nothing where it is none. */
export function dayText(at: string): string {
  const time = localTime(at);
  if (!time) return "";
  const date = new Date(time.day * 86_400_000);
  return `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** How many calendar days after the start something happens: 1 is "the next day"; 0 also where one of them is no time. */
export function daysLater(start: string, at: string): number {
  const [from, to] = [localTime(start), localTime(at)];
  return from && to ? to.day - from.day : 0;
}

/** "14 h 15 min" for PT14H15M; what is no duration is shown as it is. */
export function durationText(duration: string): string {
  const minutes = minutesOf(duration);
  return minutes === undefined ? duration.slice(0, 30) : minutesText(minutes);
}

function minutesOf(duration: string): number | undefined {
  const parts = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d{1,6}(?:\.\d+)?S)?)?$/.exec(duration);
  if (!parts || duration === "P") return undefined;
  return Number(parts[1] ?? 0) * 1440 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0);
}

function minutesText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours ? `${hours} h` : "", rest || !hours ? `${rest} min` : ""].filter(Boolean).join(" ");
}

/** The time on the ground between two segments: "2 h 30 min". Both times are of the same airport, so their difference is real. */
export function layoverText(arriving: FlightSegment, leaving: FlightSegment): string | undefined {
  if (arriving.to.code !== leaving.from.code) return undefined;
  const [from, to] = [arriving.to.at, leaving.from.at].map((at) => (localTime(at) ? Date.parse(`${at.slice(0, 16)}Z`) : Number.NaN));
  const minutes = Math.round((to! - from!) / 60_000);
  return minutes >= 0 ? minutesText(minutes) : undefined;
}

/** "Nonstop", "1 stop LIS", "2 stops LIS, MAD", "1 stop LIS, 1 without a change": where the plane is changed, and stops on the way. */
export function stopsText({ segments }: FlightItinerary): string {
  const changes = segments.slice(0, -1).map((segment) => segment.to.code);
  const onTheWay = segments.reduce((sum, segment) => sum + segment.stops, 0);
  if (changes.length === 0) return onTheWay === 0 ? "Nonstop" : `${stopCount(onTheWay)} without a change`;
  return `${stopCount(changes.length)} ${changes.join(", ")}${onTheWay ? `, ${onTheWay} without a change` : ""}`;
}

function stopCount(count: number): string {
  return `${count} ${count === 1 ? "stop" : "stops"}`;
}

/** "TAP Air Portugal TP 534": who sells the flight, and its number. */
export function flightText({ carrier, number }: Pick<FlightSegment, "carrier" | "number">): string {
  return [carrier.name && inWords(carrier.name), carrier.code, number].filter(Boolean).join(" ");
}

/** "TAP Air Portugal TP 534, TP 1011 · Iberia IB 4218": the flights of a journey, each carrier's name once in a row. */
export function flightsText(segments: readonly FlightSegment[]): string {
  return segments
    .map((segment, at) => {
      const before = segments[at - 1];
      const sameCarrier = before?.carrier.code === segment.carrier.code && before.carrier.name === segment.carrier.name;
      return sameCarrier ? `, ${segment.carrier.code} ${segment.number}` : `${at ? " · " : ""}${flightText(segment)}`;
    })
    .join("");
}

/** Who flies it, where that is somebody else. */
export function operatorText({ operator }: Pick<FlightSegment, "operator">): string | undefined {
  if (!operator) return undefined;
  return operator.name ? `${inWords(operator.name)} (${operator.code})` : operator.code;
}

/** "Economy", "Economy, Business": the cabins of an offer. */
export function cabinsText({ itineraries }: FlightOffer): string {
  const cabins = itineraries.flatMap(({ segments }) => segments.flatMap(({ cabin }) => (cabin ? [cabinText(cabin)] : [])));
  return [...new Set(cabins)].join(", ");
}

/** "Premium economy" for PREMIUM_ECONOMY. */
export function cabinText(cabin: string): string {
  const words = cabin.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const shortWords = new Set(["AIR", "JET", "SKY", "SUN", "THE"]);

/** The dictionaries shout: "PHILIPPINE AIRLINES" is "Philippine Airlines". Other short words are mostly letters that stand for others. */
export function inWords(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name.replace(/[\p{L}\p{M}']{3,}/gu, (word) =>
    word.length > 3 || shortWords.has(word) ? word.charAt(0) + word.slice(1).toLowerCase() : word,
  );
}
