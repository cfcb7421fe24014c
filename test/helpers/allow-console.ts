/** The patterns of the running test; the set-up empties it before each. */
export const allowedOnConsole: RegExp[] = [];

/** Lets the running test print errors and warnings that match `pattern`; any other one fails it. */
export function allowConsole(pattern: RegExp): void {
  allowedOnConsole.push(pattern);
}
