import type { ToolCallStatus } from "../db/values.ts";
import type { ListQuery } from "../list/list-spec.ts";
import type { Total } from "../list/total.server.ts";

/** How often a list that is looked at asks for what has changed. */
export const LIVE_EVERY_MS = 5_000;

/** However slow or silent the server is, it is asked again after this long. */
export const LIVE_AT_MOST_MS = 60_000;

/** Newer calls are counted up to here: "99+". */
export const NEWER_UP_TO = 99;

/** The rows of one page at most. */
export const LIVE_ROWS = 200;

/** What may have changed of a call that has not ended. Times as in JSON. */
export interface LiveRow {
  id: string;
  status: ToolCallStatus;
  startedAt: string | null;
  finishedAt: string | null;
  durationMs: number | null;
  errorLine: string | null;
}

export interface LiveAnswer {
  /** The server's clock. */
  at: string;
  rows: LiveRow[];
  /** Asked for, but no longer there. */
  gone: string[];
  /** How many calls match that are newer than the newest one shown; null where that was not asked. */
  newer: Pick<Total, "count" | "exact"> | null;
}

/** True for a call that will still change by itself. */
export function isLive({ status }: { status: string }): boolean {
  return status === "queued" || status === "running";
}

/** Only where the newest come first and nothing stands before them is there a place for newer calls. */
export function showsNewest({ sort, cursor }: Pick<ListQuery, "sort" | "cursor">): boolean {
  return sort.key === "createdAt" && sort.direction === "desc" && cursor === undefined;
}
