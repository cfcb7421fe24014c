// The server's start-up and the bundled routes are two module graphs in one process, see db.server.ts.
const holder = globalThis as typeof globalThis & { purserIsEnding?: boolean };

/** From now on the process takes on nothing new. */
export function beginEnding(): void {
  holder.purserIsEnding = true;
}

/** True once the process was told to end. */
export function isEnding(): boolean {
  return holder.purserIsEnding ?? false;
}
