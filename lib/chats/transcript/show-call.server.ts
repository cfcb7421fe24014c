import { documentFor } from "./document-for.server.ts";
import { readFlightOffers } from "./flight-offers.ts";
import { isoTime } from "./iso-time.ts";
import type { Masking } from "./masking.ts";
import type { FlightOffers, JoinedCall, JsonDocument } from "./part.ts";
import type { CallRow } from "./select-calls.server.ts";
import { toolCallJsonHref } from "./transcript-address.ts";
import { jsonWithoutPayloads, textWithoutPayloads } from "./without-payloads.ts";

/** How a call's row comes to a page. */
export interface CallShowing {
  masking: Masking;
  chatId: string;
  whole: boolean;
  joinedBy: JoinedCall["joinedBy"];
  /** The part beside it draws no flights, so the row may. */
  drawsFlights: boolean;
}

/** A row of `tool_calls` as it may leave the server: masked, and with long documents left behind. */
export function showCall(row: CallRow, { masking, chatId, whole, joinedBy, drawsFlights }: CallShowing): JoinedCall {
  const shown = (field: "request" | "response"): { document: JsonDocument; flights: FlightOffers | null } => {
    const href = toolCallJsonHref(chatId, row.id, field);
    const { bytes } = row[field];
    // A live product's table may have calls without a request.
    const value = bytes === null ? null : row[field].value;
    if (value === undefined) return { document: { kind: "deferred", bytes: bytes ?? 0, href }, flights: null };
    const masked = masking.json(jsonWithoutPayloads(value));
    return {
      document: whole ? { kind: "inline", value: masked } : documentFor(masked, href),
      flights: field === "response" && drawsFlights ? readFlightOffers(masked) : null,
    };
  };
  const request = shown("request");
  const response = row.response.bytes === null ? null : shown("response");
  const { startedAt, finishedAt } = row;
  const duration = startedAt && finishedAt ? finishedAt.getTime() - startedAt.getTime() : Number.NaN;
  return {
    id: row.id,
    toolName: row.toolName,
    status: row.status,
    createdAt: isoTime(row.createdAt),
    startedAt: startedAt && isoTime(startedAt),
    finishedAt: finishedAt && isoTime(finishedAt),
    durationMs: Number.isFinite(duration) ? duration : null,
    error: row.error === null ? null : masking.text(textWithoutPayloads(row.error)),
    request: request.document,
    response: response?.document ?? null,
    flights: response?.flights ?? null,
    joinedBy,
  };
}
