import { maskText } from "../mask.ts";

/** A day is no number of a person. */
const DAY = /\b(?:19|20)\d\d-\d\d-\d\d\b/g;
/** Five digits together, or seven with whatever is no letter between them: the words of a search are parted by all of it. */
const NUMBER = /\p{N}{5,}|\p{N}(?:[^\p{L}\p{N}]*\p{N}){6,}/u;
/** What begins with a letter is one word with its digits, such as TP534. A year alone is in many questions. */
const NO_PART = /\p{L}[\p{L}\p{N}]*|(?<![\p{L}\p{N}])(?:19|20)\d\d(?![\p{L}\p{N}])/gu;

/**
 * True when `q` looks for an e-mail address, or a phone, card or passport number, or for a part of one. That there is a match would tell
 * what masking hides, so only those who may see such numbers may look for them. Nor may seven digits stand apart ("415 or a 555 the 2671"):
 * what stands between them may be a word that every text has.
 */
export function asksForPersonalData(q: string): boolean {
  if (/[@＠]|%40/.test(q) || maskText(q).count > 0) return true;
  const rest = q.replace(DAY, " ");
  return NUMBER.test(rest) || (rest.replace(NO_PART, " ").match(/\p{N}/gu)?.length ?? 0) >= 7;
}
