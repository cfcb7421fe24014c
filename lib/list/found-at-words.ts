/** What a trigram index can look up anywhere in a text: three letters or digits in a row, or fewer beside a sign, which bounds a word. */
const HAS_TRIGRAM = /[\p{L}\p{N}]{3}|[\p{L}\p{N}]{2}[^\p{L}\p{N}]|[^\p{L}\p{N}][\p{L}\p{N}]/u;
const BEGINS_A_WORD = /^[\p{L}\p{N}]/u;

/**
 * True for what is searched for where words of a name or title begin, not wherever it stands: one or two letters or digits. Anywhere in a word
 * no index could find them, and every row would have to be read.
 */
export function isFoundAtWords(text: string): boolean {
  return BEGINS_A_WORD.test(text) && !HAS_TRIGRAM.test(text);
}
