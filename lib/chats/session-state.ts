/** What the assistant remembers of a flight request, as far as it can be read. All texts are as stored, masked. */
export interface FlightRequestFacts {
  origin: string | null;
  destination: string | null;
  departDate: string | null;
  returnDate: string | null;
  cabin: string | null;
  passengers: string | null;
}

export interface SessionFacts {
  last: FlightRequestFacts | null;
  pending: FlightRequestFacts | null;
  /** Names and values as texts, in their own order. */
  preferences: [name: string, value: string][];
}

/**
 * Reads the facts out of a session state, whatever is in it: the product's own code writes it, and nothing checks it. What does not have the
 * expected shape is left out here, and is still in the raw JSON.
 */
export function sessionFacts(state: unknown): SessionFacts {
  const { last_flight_request, pending_flight_request, preferences } = asObject(state) ?? {};
  return {
    last: flightRequest(last_flight_request),
    pending: flightRequest(pending_flight_request),
    preferences: Object.entries(asObject(preferences) ?? {}).flatMap(([name, value]) => {
      const text = asText(value);
      return text === null ? [] : [[name, text]];
    }),
  };
}

function flightRequest(value: unknown): FlightRequestFacts | null {
  const request = asObject(value);
  if (!request) return null;
  const facts = {
    origin: asText(request.origin),
    destination: asText(request.destination),
    departDate: asText(request.departDate),
    returnDate: asText(request.returnDate),
    cabin: asText(request.cabin),
    passengers: asText(request.passengers),
  };
  return Object.values(facts).some((fact) => fact !== null) ? facts : null;
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

/** More of a value than this is not read at a glance. */
const MOST = 200;

function asText(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
