import { DAY, isoDay } from "./clock.ts";
import type { FlightOffer } from "./flight-offers.ts";
import type { Random } from "./random.ts";
import {
  bookFlight,
  currencyConverter,
  type Exchange,
  extremeSearch,
  getWeather,
  priceFlightOffer,
  searchAirports,
  searchFlights,
  type WebResult,
  webSearch,
} from "./tool-exchanges.ts";
import type { Trip } from "./trip.ts";

/** A question and its answer, with what the assistant does between the two. */
export interface Turn {
  question: string;
  exchanges: Exchange[];
  thought: string;
  answer: string;
  sources: WebResult[];
}

const month = (at: number) => new Date(at).toLocaleString("en", { month: "long", timeZone: "UTC" });
const dayAndMonth = (at: number) => `${new Date(at).getUTCDate()} ${month(at)}`;
const people = (trip: Trip) =>
  `${trip.adults === 1 ? "one adult" : `${trip.adults} adults`}${trip.children ? ` and ${trip.children === 1 ? "a child" : `${trip.children} children`}` : ""}`;
const cabin = (trip: Trip) => trip.cabin.toLowerCase().replace("_", " ");
const dates = (trip: Trip) =>
  trip.return === null ? `on ${dayAndMonth(trip.departure)}` : `from ${dayAndMonth(trip.departure)} to ${dayAndMonth(trip.return)}`;

export function titleOf(random: Random, trip: Trip): string {
  const [from, to] = [trip.origin.city, trip.destination.city];
  return random.pick([
    `Flights ${from} → ${to} in ${month(trip.departure)}`,
    `${from} to ${to}, ${people(trip)}`,
    `Cheapest ${cabin(trip)} fare to ${to}`,
    `${to} ${trip.return === null ? "one way" : `for ${Math.round((trip.return - trip.departure) / DAY)} days`}`,
    `${trip.origin.iata}-${trip.destination.iata} ${isoDay(trip.departure)}`,
    `Weekend in ${to}?`,
    `Weather and flights for ${to}`,
    `Nonstop to ${to} (${trip.destination.country})`,
  ]);
}

const offerLine = (offer: FlightOffer) => {
  const segments = offer.itineraries[0]?.segments ?? [];
  const stops = segments.length === 1 ? "nonstop" : `via ${segments[0]?.arrival.iataCode}`;
  return `- **${segments[0]?.carrierCode} ${segments[0]?.number}**, ${stops}, leaves ${segments[0]?.departure.at.slice(11, 16)}: ${offer.price.grandTotal} ${offer.price.currency}`;
};

function searchTurn(random: Random, trip: Trip, nonStop: boolean): Turn & { offers: FlightOffer[] } {
  const { offers, ...exchange } = searchFlights(random, trip, nonStop);
  const [from, to] = [trip.origin.city, trip.destination.city];
  return {
    question: nonStop
      ? random.pick(["Is there anything nonstop?", "I don't want to change planes. Direct only please.", "any direct ones"])
      : random.pick([
          `Find me flights from ${from} to ${to} ${dates(trip)} for ${people(trip)}, ${cabin(trip)}.`,
          `${from} to ${to} ${dates(trip)}, what's the cheapest?`,
          `hi, need to get to ${to} ${dates(trip)}. Flying out of ${trip.origin.iata}`,
          `What does a ${cabin(trip)} ticket to ${to} cost ${dates(trip)}?`,
        ]),
    exchanges: [exchange],
    thought: `The user wants ${trip.origin.iata} to ${trip.destination.iata} ${dates(trip)}. I have all that the search needs.`,
    answer: `I found ${offers.length} option${offers.length === 1 ? "" : "s"} from ${from} to ${to}:\n\n${offers.map(offerLine).join("\n")}\n\nShall I check the price of one of them?`,
    sources: [],
    offers,
  };
}

function priceTurn(random: Random, offer: FlightOffer): Turn {
  const exchange = priceFlightOffer(random, offer);
  return {
    question: random.pick([
      "Is the first one still available?",
      "Check the price of the cheapest please",
      `What about option ${offer.id}? Final price?`,
    ]),
    exchanges: [exchange],
    thought: "The offer has to be priced again before it can be booked.",
    answer: `Yes, ${offer.numberOfBookableSeats ?? "some"} seats are left. It has to be ticketed by ${offer.lastTicketingDate}.`,
    sources: [],
  };
}

const bookTurn = (random: Random, offer: FlightOffer): Turn => ({
  question: random.pick(["OK, hold it for me", "book it", "Please reserve that one until tomorrow"]),
  exchanges: [bookFlight(random, offer)],
  thought: "Holding a fare needs the user's approval.",
  answer: `Done: the fare of ${offer.price.grandTotal} ${offer.price.currency} is held for 24 hours.`,
  sources: [],
});

function webTurn(random: Random, trip: Trip, at: number): Turn {
  const { topic, results, ...exchange } = webSearch(random, trip, at);
  return {
    question: random.pick([`What about ${topic} in ${trip.destination.city}?`, `And ${topic}?`, `Anything I should know about ${topic}?`]),
    exchanges: [exchange],
    thought: `I should look up ${topic}, this changes often.`,
    answer: `In short: ${results[0]?.content ?? "nothing was found."} See [${results[0]?.title}](${results[0]?.url}).`,
    sources: results,
  };
}

function extremeTurn(random: Random, trip: Trip, at: number): Turn {
  const { results, ...exchange } = extremeSearch(random, trip, at);
  return {
    question: `When is the best time to fly to ${trip.destination.city}, all things considered? Take your time.`,
    exchanges: [exchange],
    thought: "This needs several searches. I will plan them first, then compare.",
    answer: `## Best time for ${trip.destination.city}\n\n1. Midweek, ${month(trip.departure)}\n2. Book about six weeks ahead\n3. Change planes at most once\n\n| day | saves |\n|---|---|\n| Tuesday | 18 % |\n| Saturday | 4 % |`,
    sources: results,
  };
}

const weatherTurn = (random: Random, trip: Trip): Turn => ({
  question: `What's the weather like in ${trip.destination.city} then?`,
  exchanges: [getWeather(random, trip)],
  thought: `Weather at ${trip.destination.iata}, five days from ${isoDay(trip.departure)}.`,
  answer: `Around ${dayAndMonth(trip.departure)} it is usually mild in ${trip.destination.city}. Take a light jacket for the evenings.`,
  sources: [],
});

function currencyTurn(random: Random, trip: Trip, at: number): Turn {
  const exchange = currencyConverter(random, trip, at);
  return {
    question: `How much is ${exchange.request.amount} ${exchange.request.from} in ${exchange.request.to}?`,
    exchanges: [exchange],
    thought: "A plain conversion.",
    answer: `${exchange.request.amount} ${exchange.request.from} are ${exchange.response.converted} ${exchange.request.to} today.`,
    sources: [],
  };
}

function talkTurn(random: Random, trip: Trip): Turn {
  const [question, answer] = random.pick([
    ["Thanks!", "You're welcome. Have a good flight!"],
    [
      "Can I bring a guitar on board?",
      "Most airlines take a guitar as your one piece of cabin baggage if it fits the bin. Ask at the gate.",
    ],
    [
      "which airport is closer to the centre",
      `${trip.destination.name} (${trip.destination.iata}) is the usual choice for ${trip.destination.city}.`,
    ],
    [
      `My passport is C01X00T47 and my phone is +49 30 23125 ${random.digits(3)}, do you need anything else?`,
      "Please don't share documents here: I can't store them, and the airline asks for them itself.",
    ],
    [`Send the summary to jordan.guest@example.org please`, "I can't send e-mails, but you can copy the summary from here."],
    ["I'll pay with 4242 4242 4242 4242, ok?", "Please never write card numbers into a chat. Payment happens on the checkout page."],
    ["How long should I plan for the connection?", "Plan at least 75 minutes, and two hours where you have to change terminals."],
    ["no, earlier", "Earlier departures that day are sold out. Would the day before work?"],
    ["What did you mean by 'ticketed by'?", "The airline keeps the fare until that day. After it, the price may change."],
    ["👍", "Great. Anything else?"],
    ["هل يمكنني تغيير الموعد لاحقًا؟", "نعم، يمكن تغيير الموعد مقابل رسوم تعتمد على شركة الطيران."],
  ] as const);
  return { question, exchanges: [], thought: "No tool is needed for this.", answer, sources: [] };
}

/** The next turn of a conversation about a trip; `offers` are those that were found so far. */
export function planTurn(
  random: Random,
  trip: Trip,
  at: number,
  place: number,
  offers: readonly FlightOffer[],
): Turn & { offers?: FlightOffer[] } {
  const kind =
    place === 0
      ? random.weighted({ search: 60, airports: 12, extreme: 5, web: 6, weather: 4, talk: 19 })
      : random.weighted({
          nonStop: 14,
          price: offers.length ? 20 : 0,
          book: offers.length ? 5 : 0,
          web: 11,
          weather: 6,
          currency: 6,
          extreme: 3,
          talk: 52,
        });
  switch (kind) {
    case "search":
      return searchTurn(random, trip, false);
    case "airports": {
      const turn = searchTurn(random, trip, false);
      return { ...turn, exchanges: [searchAirports(random, trip.destination), ...turn.exchanges] };
    }
    case "nonStop":
      return searchTurn(random, trip, true);
    case "price":
      return priceTurn(random, random.pick(offers));
    case "book":
      return bookTurn(random, random.pick(offers));
    case "web":
      return webTurn(random, trip, at);
    case "extreme":
      return extremeTurn(random, trip, at);
    case "weather":
      return weatherTurn(random, trip);
    case "currency":
      return currencyTurn(random, trip, at);
    case "talk":
      return talkTurn(random, trip);
  }
}

/** What the assistant says when a call did not go well. */
export const apology = (random: Random): string =>
  random.pick([
    "Sorry, the flight search did not answer just now. Please try again in a minute.",
    "I could not reach the airline's system. Nothing was booked.",
    "That did not work: the search failed. Could you check the dates and the airport?",
  ]);
