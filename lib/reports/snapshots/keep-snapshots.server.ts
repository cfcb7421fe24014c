import type { Db } from "../../db/database.server.ts";
import { addMonths, monthOf, startOfMonth } from "../subscriptions/month.ts";
import { takeSnapshot } from "./take-snapshot.server.ts";

/** How often it is looked whether the month has its snapshot, unless the next month begins before. */
const LOOK_EVERY_MS = 5 * 60_000;

/** How long to wait before the next look: until the next month's first instant, or the usual time where that comes first. */
export function nextLook(now: Date, zone: string): number {
  const next = startOfMonth(addMonths(monthOf(now, zone), 1), zone);
  return Math.min(LOOK_EVERY_MS, Math.max(0, next.getTime() - now.getTime()));
}

interface KeepSnapshots {
  /** The reporting zone. */
  zone: string;
  /** Is told of a look that failed; the next one comes all the same. */
  onFault: (error: unknown) => void;
}

/**
 * Takes each month's snapshot for as long as the process runs: at once where the month has none yet, then as soon as a month begins. Any
 * number of servers may do this on one database. It does not keep the process alive.
 *
 * @returns ends it; waits for a look that is under way
 */
export function keepSnapshots(db: Db, { zone, onFault }: KeepSnapshots): () => Promise<void> {
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const look = () => {
    looking = takeSnapshot(db, new Date(), zone)
      .then(() => {})
      .catch((error: unknown) => {
        if (!ended) onFault(error);
      })
      .then(() => {
        if (ended) return;
        timer = setTimeout(look, nextLook(new Date(), zone));
        timer.unref();
      });
  };
  look();
  return async () => {
    ended = true;
    clearTimeout(timer);
    await looking;
  };
}
