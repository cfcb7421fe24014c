import type { ToolCallStatus, toolCalls } from "../db/schema.ts";
import { type DemoClock, HOUR, MINUTE, SECOND } from "./clock.ts";
import type { Random } from "./random.ts";
import { outageFailure, timeoutError, toolFailure } from "./tool-errors.ts";
import type { Exchange, ToolName } from "./tool-exchanges.ts";

export type ToolCallRow = typeof toolCalls.$inferInsert & { id: string };

/**
 * How a part of a message and a row of `tool_calls` belong together: by the part's toolCallId, which is the row's id; only by name and
 * time; one without the other; or at odds, the part says done and the row failed.
 */
export type Link = "id" | "name" | "part-only" | "row-only" | "at-odds";

/** One call, as the row and the part tell of it. Times are milliseconds. */
export interface MadeCall {
  exchange: Exchange;
  link: Link;
  toolCallId: string;
  status: ToolCallStatus;
  error: string | null;
  finishedAt: number;
  row: ToolCallRow | null;
}

/** Typical seconds from start to finish, how widely they spread, and the limit after which a call counts as timed out. */
const speeds: Record<ToolName, { median: number; spread: number; limit: number }> = {
  searchFlights: { median: 2.4, spread: 0.5, limit: 30 },
  priceFlightOffer: { median: 1.5, spread: 0.45, limit: 30 },
  searchAirports: { median: 0.35, spread: 0.4, limit: 10 },
  webSearch: { median: 1.3, spread: 0.6, limit: 20 },
  extremeSearch: { median: 34, spread: 0.5, limit: 180 },
  getWeather: { median: 0.4, spread: 0.5, limit: 10 },
  currencyConverter: { median: 0.2, spread: 0.4, limit: 10 },
  bookFlight: { median: 3, spread: 0.4, limit: 45 },
};

/** Amadeus was down for most of a day, eleven days ago. */
const isOutage = (clock: DemoClock, tool: ToolName, at: number): boolean => {
  const start = clock.today - 11 * 24 * HOUR + 8 * HOUR;
  return at >= start && at < start + 13 * HOUR && ["searchFlights", "priceFlightOffer", "searchAirports", "bookFlight"].includes(tool);
};

/** A finished call that was created at `at`. */
export function makeCall(random: Random, clock: DemoClock, chatId: string, exchange: Exchange, at: number): MadeCall {
  const { tool } = exchange;
  const { median, spread, limit } = speeds[tool];
  const outage = isOutage(clock, tool, at) && random.chance(0.8);
  const status = outage ? "failed" : random.weighted({ succeeded: 845, failed: 80, timeout: 38, canceled: 37 });
  const startedAt = at + Math.round(random.around(0.12, 0.8) * SECOND);
  const usual = Math.min(limit * 0.97, random.around(median, spread)) * SECOND;
  const took = Math.round(status === "timeout" ? limit * SECOND + random.int(2, 60) : status === "failed" ? usual * 0.6 : usual);
  const failure = status === "failed" ? (outage ? outageFailure(random) : toolFailure(random, tool, at)) : null;
  const error =
    failure?.error ??
    (status === "timeout"
      ? timeoutError(random, tool, limit * SECOND)
      : status === "canceled" && random.chance(0.5)
        ? "Canceled by the user"
        : null);
  const link = random.weighted<Link>({ id: 74, name: 21, "part-only": 1.5, "row-only": 1.5, "at-odds": status === "failed" ? 4 : 0 });
  const row: ToolCallRow = {
    id: random.uuid(),
    chatId,
    toolName: tool,
    status,
    request: exchange.request,
    response: status === "succeeded" ? exchange.response : (failure?.response ?? null),
    error,
    dedupeKey: random.chance(0.8) ? `${tool}:${random.hex(32)}` : null,
    createdAt: new Date(at),
    // A call can be canceled while it still waits.
    startedAt: status === "canceled" && random.chance(0.3) ? null : new Date(startedAt),
    finishedAt: new Date(startedAt + took),
  };
  const toolCallId = link === "id" || link === "at-odds" ? row.id : `call_${random.id(24)}`;
  return { exchange, link, toolCallId, status, error, finishedAt: startedAt + took, row: link === "part-only" ? null : row };
}

/** A call that has not finished: waiting in the queue, or running since `at`. */
export function makeOpenCall(random: Random, chatId: string, exchange: Exchange, at: number, status: "queued" | "running"): MadeCall {
  const row: ToolCallRow = {
    id: random.uuid(),
    chatId,
    toolName: exchange.tool,
    status,
    request: exchange.request,
    dedupeKey: `${exchange.tool}:${random.hex(32)}`,
    createdAt: new Date(at),
    startedAt: status === "running" ? new Date(at + 150) : null,
  };
  return { exchange, link: "id", toolCallId: row.id, status, error: null, finishedAt: at + MINUTE, row };
}
