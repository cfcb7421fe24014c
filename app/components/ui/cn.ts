import { type ClassValue, clsx } from "clsx";
import { slotsOf } from "./class-slots";

/**
 * Joins class names; where one sets all that an earlier one sets, the earlier one goes, so a caller's `className` can override a
 * component's own. What `twMerge` makes of the classes that are used here, without its table of all others: a test holds the two together.
 */
export function cn(...classes: ClassValue[]): string {
  const kept: Class[] = [];
  for (const text of clsx(classes).split(" ").reverse()) {
    const read = readClass(text);
    if (!kept.some((later) => replaces(later, read))) kept.unshift(read);
  }
  return kept.map(({ text }) => text).join(" ");
}

interface Class {
  text: string;
  /** When it holds: "hover:", or "" for always. */
  variants: string;
  slots: readonly string[];
}

const known = new Map<string, Class>();

function readClass(text: string): Class {
  let read = known.get(text);
  if (!read) {
    const [variants] = /^(?:(?:[^:[(]|\[[^\]]*\]|\([^)]*\))+:)*/.exec(text)!;
    read = { text, variants, slots: slotsOf(text.slice(variants.length)) };
    known.set(text, read);
  }
  return read;
}

function replaces(later: Class, earlier: Class): boolean {
  return earlier.slots.length > 0 && later.variants === earlier.variants && earlier.slots.every((slot) => later.slots.includes(slot));
}
