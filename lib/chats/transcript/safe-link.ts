import { readDataUrl } from "../../data-url.ts";
import type { SafeLink } from "./part.ts";
import { textWithoutPayloads } from "./without-payloads.ts";

const SCHEMES = new Set(["http:", "https:", "mailto:"]);
/** No browser's address is longer; what is longer is text, and cut. */
const MAX_HREF = 8_000;
const MAX_TEXT = 500;

/** A link, if it is one that may be followed: http, https and mailto only, with a scheme of its own. Anything else is a text. */
export function safeLink(url: string): SafeLink {
  const text = shownText(url);
  if (url.length > MAX_HREF || readDataUrl(url) || !URL.canParse(url)) return { href: null, text };
  const parsed = new URL(url);
  return SCHEMES.has(parsed.protocol) ? { href: parsed.href, text } : { href: null, text };
}

function shownText(url: string): string {
  const text = textWithoutPayloads(url);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
