import { type BulkToolCallMove, bulkToolCallMove } from "../../db/values.ts";

/** More calls than this are not changed in one run: nobody can look them through afterwards, and it takes minutes. */
export const BULK_LIMIT = 10_000;

/** A run that has been silent for longer has lost its worker; whoever may change tool calls can then go on with it. */
export const LEASE_MS = 30_000;

/** The run's worker is gone: since this instant nothing has been heard of it. */
export function silentSince(now: Date): Date {
  return new Date(now.getTime() - LEASE_MS);
}

/** What a move of many calls is called, before and after, and what it does to each. */
export const bulkMoves: Readonly<Record<BulkToolCallMove, { label: string; able: string; noun: string; effect: string }>> = {
  cancel: {
    label: "Cancel",
    able: "canceled",
    noun: "Bulk cancel",
    effect:
      "Each call ends now. The product may still be working on some of them, but a canceled call is not meant to be answered any more.",
  },
  retry: {
    label: "Retry",
    able: "retried",
    noun: "Bulk retry",
    effect: "Each call waits in the queue again, and the product runs it with the same request. Its times, error and response are cleared.",
  },
};

/** The move that a URL names; undefined for anything else. */
export function bulkMoveOf(text: string | null): BulkToolCallMove | undefined {
  return bulkToolCallMove.find((move) => move === text);
}

/** True while calls of the run may still be changed. */
export function isUnfinished(status: string): boolean {
  return status === "running" || status === "stopping";
}
