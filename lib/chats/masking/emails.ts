import { done, labels, type Span } from "./spans.ts";

// Also as a link or, in markdown, HTML writes it.
const sign = /@|%40|&(?:#0{0,5}64|#x0{0,5}40|commat);/gi;

/** True for a text that may hold an e-mail address. */
export const mayHoldEmail = (text: string) => text.search(sign) >= 0;

const localCharacter = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]/u;
const domainCharacter = /[\p{L}\p{N}.-]/u;
// The longest that RFC 5321 allows.
const LOCAL = 64;
const DOMAIN = 253;
// It ends on letters, whatever was written against it ("mia@example.com-2026"): zod@4.6.7 is none.
const DOMAIN_NAME = /^[\p{L}\p{N}.-]*[\p{L}\p{N}]\.(?:xn--[a-z0-9-]+|\p{L}{2,})/iu;

/**
 * Masks e-mail addresses: around each sign as far as an address can reach. What stands before the `=` of an address's query and before the
 * `//` of a link is no part of it.
 */
export function maskEmails(text: string, spans: Span[]): string {
  let rest = "";
  let at = 0;
  for (const { 0: found, index } of text.matchAll(sign)) {
    if (index < at) continue;
    let start = index;
    while (start > at && index - start < LOCAL && localCharacter.test(text[start - 1]!)) start -= 1;
    const cut = Math.max(...["=", "?", "&", "/", "%3A", "'", "`"].map((mark) => ends(text, mark, start, index)));
    start = Math.max(start, cut);
    let end = index + found.length;
    const from = end;
    while (end < text.length && end - from < DOMAIN && domainCharacter.test(text[end]!)) end += 1;
    const domain = start === index ? null : DOMAIN_NAME.exec(text.slice(from, end));
    if (!domain) continue;
    end = from + domain[0].length;
    spans.push({ start, end, label: labels.email });
    rest += text.slice(at, start) + done(end - start);
    at = end;
  }
  return rest + text.slice(at);
}

/** Where the last `mark` between two places ends; 0 where there is none. */
function ends(text: string, mark: string, from: number, to: number): number {
  const place = text.slice(from, to).lastIndexOf(mark);
  return place === -1 ? 0 : from + place + mark.length;
}
