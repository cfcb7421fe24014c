import { maskText } from "./mask.ts";

/**
 * The beginning of a text of which `read` characters were selected at most: masked, and `shown` characters of it at most. What stands at the
 * cut may be the half of a number, which masking cannot know; it goes, also where masking has made the text so short that it would be shown.
 */
export function maskBeginning(text: string, { read, shown }: { read: number; shown: number }): string {
  const { value } = maskText(text);
  // PostgreSQL counts a character beyond U+FFFF once.
  const isCut = text.length >= read && [...text].length >= read;
  return value.slice(0, isCut ? Math.max(0, Math.min(shown, value.length - (read - shown))) : shown);
}
