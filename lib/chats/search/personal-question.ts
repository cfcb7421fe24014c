import { maskText } from "../mask.ts";

/** A day is no number of a person. */
const DAY = /\b(?:19|20)\d\d-\d\d-\d\d\b/g;
/** Five digits together, or seven with only spaces and the like between them. */
const NUMBER = /\d{5,}|\d(?:[\s().+/"'-]*\d){6,}/;

/**
 * True when `q` looks for an e-mail address, or a phone, card or passport number, or for a part of one. That there is a match would tell
 * what masking hides, so only those who may see such numbers may look for them.
 */
export function asksForPersonalData(q: string): boolean {
  return q.includes("@") || maskText(q).count > 0 || NUMBER.test(q.replace(DAY, " "));
}
