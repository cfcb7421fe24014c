/**
 * A message's content as the page shows it, whatever version of the AI SDK wrote it. Safe in a browser. Everything in it has been masked
 * and holds no data URL.
 *
 * The shapes that are read: AI SDK `UIMessage` parts (5, 6 and what 7 adds), AI SDK 4's, and model-message parts seen in databases.
 */

/** The states of a call in AI SDK 6; older ones are translated. `unknown` keeps what the row says in `stateText`. */
export const toolStates = [
  "input-streaming",
  "input-available",
  "approval-requested",
  "approval-responded",
  "output-available",
  "output-error",
  "output-denied",
  "unknown",
] as const;
export type ToolState = (typeof toolStates)[number];

/** JSON in a page: itself while it is small, otherwise its size and the address that gives it whole. */
export type JsonDocument = { kind: "inline"; value: unknown } | { kind: "deferred"; bytes: number; href: string };

/** A link that may be followed (http, https, mailto), or the text of one that may not. */
export type SafeLink = { href: string; text: string } | { href: null; text: string };

export interface TextPart {
  kind: "text";
  text: string;
  /** The stream was still going, or broke off here. */
  streaming: boolean;
}

export interface ReasoningPart {
  kind: "reasoning";
  text: string;
  /** The provider kept it to itself; there is no text. */
  redacted: boolean;
  streaming: boolean;
}

export interface ToolPart {
  kind: "tool";
  name: string;
  toolCallId: string | null;
  state: ToolState;
  /** The state as the row says it, where it is none that is known. */
  stateText: string | null;
  title: string | null;
  input: JsonDocument | null;
  /** Input that could not be parsed, as the model wrote it. */
  rawInput: JsonDocument | null;
  output: JsonDocument | null;
  errorText: string | null;
  providerExecuted: boolean;
  preliminary: boolean;
  approval: { id: string | null; approved: boolean | null; reason: string | null } | null;
  /** What the output says of flights, where it has the shape of Amadeus flight offers. */
  flights: FlightOffers | null;
  /** Its row in `tool_calls`, where there is one. */
  call: JoinedCall | null;
  flags: CallFlag[];
}

/** A row of `tool_calls` beside the part that tells of it. Times are ISO 8601, UTC. */
export interface JoinedCall {
  id: string;
  toolName: string;
  status: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Null until it has finished. */
  durationMs: number | null;
  error: string | null;
  request: JsonDocument;
  response: JsonDocument | null;
  /** What the response says of flights, where the part itself has no output that does. */
  flights: FlightOffers | null;
  /** By which the part and the row were found to belong together; null for a row that no part tells of. */
  joinedBy: "id" | "name and time" | null;
}

/** What does not agree between a part and its row. */
export const callFlags = [
  "part-done-row-failed",
  "part-failed-row-done",
  "part-without-row",
  "row-without-part",
  "running-too-long",
] as const;
export type CallFlag = (typeof callFlags)[number];

export interface SourcePart {
  kind: "source";
  link: SafeLink;
  title: string | null;
}

export interface DocumentPart {
  kind: "document";
  title: string | null;
  filename: string | null;
  mediaType: string | null;
}

/** A file: of a part, or of the message's own list of attachments. */
export interface FilePart {
  kind: "file";
  mediaType: string | null;
  filename: string | null;
  /** Of the content, where it is in the row. */
  bytes: number | null;
  /**
   * `stored`: the content is in the row, and `href` is the dashboard's own address that gives it; `link`: it is elsewhere; `missing`: there is
   * neither, or an address that may not be followed (its text is in `link`).
   */
  from: "stored" | "link" | "missing";
  href: string | null;
  link: SafeLink | null;
  /** An image that the page may show on a click: stored, of a raster type. */
  isImage: boolean;
  /** Written by the model as part of its reasoning. */
  reasoning: boolean;
}

export interface DataPart {
  kind: "data";
  name: string;
  id: string | null;
  data: JsonDocument;
}

export interface StepPart {
  kind: "step";
}

/** A part that nobody knows, or one that lacks what its type needs, which `problem` says. Shown as it is, collapsed. */
export interface RawPart {
  kind: "raw";
  type: string | null;
  problem: string | null;
  value: JsonDocument;
}

export type Part = TextPart | ReasoningPart | ToolPart | SourcePart | DocumentPart | FilePart | DataPart | StepPart | RawPart;

/** A message with what was said in it. */
export interface TranscriptMessage {
  id: string;
  role: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  model: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  totalTokens: number | null;
  /** Seconds. */
  completionTime: number | null;
  parts: Part[];
  attachments: FilePart[];
  /** Why the whole row could not be read as parts, in words; its content is then one raw part. */
  problem: string | null;
  /** How many e-mail addresses, phone, card and passport numbers are masked in it; 0 once it is revealed. */
  masked: number;
}

/** What a flight search found, in the form that is drawn. Amadeus "Flight Offers Search" 2.x: `data[]` of type flight-offer. */
export interface FlightOffers {
  offers: FlightOffer[];
  /** How many there are beyond `offers`. */
  more: number;
}

export interface FlightOffer {
  id: string;
  /** Amount as Amadeus writes it, such as "546.70", in `currency`; null where there is none. */
  price: { amount: string; currency: string } | null;
  bookableSeats: number | null;
  itineraries: FlightItinerary[];
}

export interface FlightItinerary {
  /** ISO 8601, such as PT14H15M. */
  duration: string | null;
  segments: FlightSegment[];
}

export interface FlightSegment {
  /** IATA codes and local times of the airports, without a zone, as Amadeus gives them. */
  from: { code: string; terminal: string | null; at: string };
  to: { code: string; terminal: string | null; at: string };
  carrier: { code: string; name: string | null };
  /** Who flies it, where that is another carrier. */
  operator: { code: string; name: string | null } | null;
  number: string;
  aircraft: string | null;
  duration: string | null;
  /** Stops within the segment, without a change of plane. */
  stops: number;
  cabin: string | null;
}
