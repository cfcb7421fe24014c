import type { Db } from "../db/database.server.ts";
import { rollUpAll } from "./rebuild.server.ts";
import { refreshRollups } from "./refresh.server.ts";

/** How long after a read that met changes they are rolled up: a page's own reads are over by then. */
const SOON_MS = 1_000;
/** How long after a refresh the next one begins at the earliest. */
const PAUSE_MS = 10_000;
/** How often it is done where nobody reads anything. Seldom: an idle Neon database sleeps, and is woken by every query. */
const EVERY_MS = 30 * 60_000;

// The server's start-up and the bundled routes are two module graphs in one process, see db.server.ts: a read tells the one that keeps.
const holder = globalThis as typeof globalThis & { purserRollups?: { ask(): void } };

/** Asks for what has been written to be rolled up soon: what a read has added up from rows, the next one need not. */
export function askForRefresh(): void {
  holder.purserRollups?.ask();
}

interface KeepRollups {
  /** The reporting zone. */
  zone: string;
  /** Is told of a refresh that failed; the next one comes all the same. */
  onFault: (error: unknown) => void;
}

/**
 * Keeps the roll-ups up to date for as long as the process runs: at once, soon after a read that met changes, and now and then. Any number
 * of servers may do this on one database. It does not keep the process alive.
 *
 * @returns ends it; waits for a refresh that is under way
 */
export function keepRollups(db: Db, { zone, onFault }: KeepRollups): () => Promise<void> {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let ended = 0;
  let working: Promise<void> | undefined;
  const plan = (at: number) => {
    if (ending.signal.aborted || working || at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(work, Math.max(0, at - Date.now()));
    timer.unref();
  };
  const work = () => {
    due = Number.POSITIVE_INFINITY;
    working = refreshOrRoll(db, zone, ending.signal)
      .catch((error: unknown) => {
        if (!ending.signal.aborted) onFault(error);
      })
      .then(() => {
        working = undefined;
        ended = Date.now();
        plan(ended + EVERY_MS);
      });
  };
  const kept = { ask: () => plan(Math.max(Date.now() + SOON_MS, ended + PAUSE_MS)) };
  holder.purserRollups = kept;
  work();
  return async () => {
    ending.abort();
    clearTimeout(timer);
    if (holder.purserRollups === kept) delete holder.purserRollups;
    await working;
  };
}

async function refreshOrRoll(db: Db, zone: string, signal: AbortSignal): Promise<void> {
  const refreshed = await refreshRollups(db, { zone, now: new Date() });
  if (refreshed?.unfinished) await rollUpAll(db, { zone, signal });
}
