import { maskJson, maskText } from "../mask.ts";
import type { SafeLink } from "./part.ts";

/** Takes personal data out of everything that it is given, and counts. */
export interface Masking {
  text(text: string): string;
  optional(text: string | null): string | null;
  link(link: SafeLink): SafeLink;
  json(value: unknown): unknown;
  /** How much it has taken out so far. */
  readonly count: number;
}

/** A masking that begins to count at 0. */
export function startMasking(): Masking {
  let count = 0;
  const text = (value: string) => {
    const masked = maskText(value);
    count += masked.count;
    return masked.value;
  };
  return {
    text,
    optional: (value) => value && text(value),
    link(link) {
      const shown = text(link.text);
      // An address without what was taken out of it would lead somewhere else.
      return link.href !== null && maskText(link.href).count > 0 ? { href: null, text: shown } : { ...link, text: shown };
    },
    json(value) {
      const masked = maskJson(value);
      count += masked.count;
      return masked.value;
    },
    get count() {
      return count;
    },
  };
}

/** Leaves everything as it is: for a message that has been revealed. */
export const noMasking: Masking = {
  text: (text) => text,
  optional: (text) => text,
  link: (link) => link,
  json: (value) => value,
  count: 0,
};
