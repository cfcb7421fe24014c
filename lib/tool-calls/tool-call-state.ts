import type { ToolCallStatus } from "../db/values.ts";

/** The statuses of calls that ended without what they were to find: what "failed" means where calls are counted. */
export const failedStatuses = ["failed", "timeout"] as const satisfies readonly ToolCallStatus[];

/** A call that has been running for longer than this is stuck. */
const STUCK_AFTER_MS = 10 * 60_000;

/** Calls that have been running since before this instant are stuck. */
export function stuckSince(now: Date): Date {
  return new Date(now.getTime() - STUCK_AFTER_MS);
}

/** True for a call that has been running for over ten minutes; where the start was not written down, since it was created. */
export function isStuck(call: { status: string; createdAt: Date; startedAt: Date | null }, now: Date): boolean {
  return call.status === "running" && (call.startedAt ?? call.createdAt) < stuckSince(now);
}
