/** Sign-in attempts that one address may make in a window of seconds. */
export const SIGN_IN_LIMIT = { window: 60, max: 10 };

/** More names than this are not kept: the oldest go first. */
const MOST_KEPT = 20_000;

/**
 * Counts attempts in this process's memory, for where nothing can be written down. A window begins with its first attempt.
 *
 * @returns a function that counts an attempt under a name, and gives the seconds until the next may be made: 0 where this one may
 */
export function attemptsInMemory({ window, max } = SIGN_IN_LIMIT): (name: string, now?: number) => number {
  const kept = new Map<string, { since: number; count: number }>();
  return (name, now = Date.now()) => {
    const known = kept.get(name);
    if (known && now < known.since + window * 1000) {
      known.count++;
      return known.count > max ? Math.ceil((known.since + window * 1000 - now) / 1000) : 0;
    }
    kept.delete(name);
    kept.set(name, { since: now, count: 1 });
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    return 0;
  };
}
