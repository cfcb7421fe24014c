import { done, labels, type Span } from "./spans.ts";

const words =
  "passports?|passaporte|pasaporte|passeport|reisepass|passnummer|pass(?=[ .-]{0,2}(?:no|nr|num)\\b)|travel[ _-]?document|identity[ _-]?card|id[ _-]?card|national[ _-]?id|document[ _-]?(?=no|num|nr)";
const fillers = "(?:numbers?|num|nr|no|n[º°]|nummer|n[uú]mero|num[eé]ro|do|de|del|is|was|id|card|document|the|my|details|info)(?![a-z0-9])";
const gap = "[^\\p{L}\\p{N}\ue000]{0,6}";
// Either groups of digits with letters at most in front ("AB 1234567", "45 10 123456"), or one word with three digits or more.
const value = "[a-z]{0,3}[ -]?\\d{2,9}(?:[ -]\\d{2,9}){0,3}[a-z]{0,2}|(?=(?:[a-z]{0,12}\\d){3})[a-z0-9]{6,15}";
const afterWord = new RegExp(`((?:${words})(?:${gap}${fillers}){0,4}(?: ?\\([^()\\n]{0,30}\\))?${gap})(${value})(?![\\p{L}\\p{N}])`, "giu");

// As the United States, China and India (X12345678, X1234567), Italy, Brazil and Portugal (AB1234567, AB123456) and France (12AB34567) do.
const byShape = /(?<![\p{L}\p{N}_\-#/.@=])(?:[A-Z]\d{7,8}|[A-Z]{2}\d{6,7}|\d{2}[A-Z]{2}\d{5})(?![\p{L}\p{N}_-])/gu;
const otherNumber =
  /(?:order|booking|reservation|ticket|invoice|ref|reference|confirmation|flight|offer|id|code|case|tracking|bag|baggage|receipt|voucher|fare|error|request|trace|pnr)[^\p{L}\p{N}]{0,3}(?:(?:number|no|nr|num|id|code|is)(?!\p{L}))?[^\p{L}\p{N}]{0,5}$/iu;
const flightNumber = /^[a-z]{2} ?\d{1,4}[a-z]?$/i;
const day = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

/** Masks what stands behind a word such as "passport no.", whatever its form. */
export function maskNamedDocuments(text: string, spans: Span[]): string {
  return text.replace(afterWord, (match: string, words: string, value: string, start: number) => {
    const digits = value.replace(/\D/g, "");
    if (digits.length < (/[a-z]\d*[a-z]/i.test(value) ? 3 : 5) || flightNumber.test(value) || day.test(value)) return match;
    spans.push({ start: start + words.length, end: start + match.length, label: labels.passport });
    return words + done(value.length);
  });
}

/** Masks what is written as a passport's number is, unless a word in front says that it is another one. */
export function maskDocumentsByShape(text: string, spans: Span[]): string {
  return text.replace(byShape, (match: string, start: number) => {
    if (otherNumber.test(text.slice(Math.max(0, start - 32), start))) return match;
    spans.push({ start, end: start + match.length, label: labels.passport });
    return done(match.length);
  });
}
