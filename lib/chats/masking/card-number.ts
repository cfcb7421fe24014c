import type { Run } from "./number-runs.ts";
import { labels } from "./spans.ts";

// The usual lengths first, so that what follows a number (its code, its expiry) is not read as a part of it.
const lengths = [16, 15, 14, 13, 17, 18, 19];

/** The check digit of ISO/IEC 7812, which every card number ends on. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let n = 0; n < digits.length; n++) {
    const digit = Number(digits[digits.length - 1 - n]);
    const doubled = n % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/**
 * True for 13 to 19 digits that can be a card's: the check digit is right, and the first is that of a bank's, an airline's (UATP: 15 digits
 * from 1) or a national network's. A moment is none: milli-, micro- and nanoseconds since 1970 until 2039, and 20260310120000.
 */
export function isCardNumber(digits: string): boolean {
  const { length } = digits;
  if (length < 13 || length > 19 || !passesLuhn(digits) || isMoment(digits)) return false;
  return /^[2-689]/.test(digits) || (length === 15 && digits.startsWith("1"));
}

function isMoment(digits: string): boolean {
  const { length } = digits;
  if (length === 13 || length === 16 || length === 19) return digits < "22";
  return (length === 14 || length === 17) && /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d/.test(digits);
}

/** Where the card number ends that begins with group `from`, as the place of the group after it; undefined where none begins there. */
export function cardAt({ groups, gluedBefore, gluedAfter }: Run, from: number): { to: number; label: string } | undefined {
  const first = groups[from]!;
  // What follows a point is a fraction.
  if (from > 0 && first.gap === "." && groups[from - 1]!.digits.length !== 4) return undefined;
  let best: { to: number; label: string; rank: number } | undefined;
  let digits = "";
  for (let to = from; to < groups.length && digits.length <= 19; to++) {
    const group = groups[to]!;
    if (to > from && !joins(group.gap, groups[to - 1]!.digits.length)) break;
    // Only the last group of a card may be this short.
    if (to > from + 1 && groups[to - 1]!.digits.length < 3) break;
    if (to > from && first.digits.length < 3) break;
    digits += group.digits;
    const rank = lengths.indexOf(digits.length);
    if (rank === -1 || (best && best.rank < rank) || !isCardNumber(digits)) continue;
    const glued = (gluedBefore && from === 0) || (gluedAfter && to === groups.length - 1);
    // Within an id digits are often this many; a card that somebody has typed against a word has one of the usual lengths.
    if (glued && !(to > from || /^[3-6]\d{14,15}$/.test(digits))) continue;
    best = { to: to + 1, label: labels.card(digits), rank };
  }
  return best;
}

function joins(gap: string, before: number): boolean {
  return gap === "." ? before === 4 : /^(?:[ -]|%20){1,3}$/.test(gap);
}
