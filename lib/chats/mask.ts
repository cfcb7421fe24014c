import { maskDocumentsByShape, maskNamedDocuments } from "./masking/documents.ts";
import { maskEmails, mayHoldEmail } from "./masking/emails.ts";
import { type FieldKind, fieldKind, maskField, maskNamedFields, maskNumber, namesOtherThing } from "./masking/fields.ts";
import { maskNumbers } from "./masking/number-runs.ts";
import { done, plain, type Span } from "./masking/spans.ts";

/** What masking came to: the text or JSON without personal numbers and addresses, and how many were taken out. */
export interface Masked<T> {
  value: T;
  count: number;
}

/** How deep JSON is followed; what lies deeper is left out, unseen as it is. Amadeus goes to 12. */
const DEEPEST = 400;
const TOO_DEEP = "‹nested too deep›";

// Dates, times and UUIDs hold digits in groups as phones do.
const moments =
  /(?<!\d)(?:(?:19|20|21)\d\d[-/.](?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12]\d|3[01])(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?|(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](?:19|20|21)\d\d|\d{1,2}:\d\d(?::\d\d)?)(?!\d)/g;
const uuids = /(?<![\da-z])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\da-z])/gi;

/**
 * Masks e-mail addresses, phone numbers, card numbers with their codes, and passport numbers in a text, as "‹e-mail›", "‹phone›",
 * "‹card …4242›", "‹cvv›" and "‹passport›". What flights are made of is left: dates and times, amounts, flight numbers, ids, coordinates.
 *
 * In doubt, a number is masked where its check digit or the words around it speak for a card, a phone or a document, and left where nothing
 * does. The time it takes grows with the length of the text alone.
 */
export function maskText(text: string): Masked<string> {
  return maskWith(text, true);
}

function maskWith(text: string, documentsByShape: boolean): Masked<string> {
  if (!/\p{N}|@|＠|&commat;/iu.test(text)) return { value: text, count: 0 };
  const spans: Span[] = [];
  let rest = plain(text);
  if (mayHoldEmail(rest)) rest = maskEmails(rest, spans);
  if (/\d/.test(rest)) {
    rest = maskNamedFields(rest, spans);
    rest = rest.replace(uuids, (match) => done(match.length)).replace(moments, (match) => done(match.length));
    rest = maskNamedDocuments(rest, spans);
    rest = maskNumbers(rest, spans);
    if (documentsByShape) maskDocumentsByShape(rest, spans);
  }
  return spans.length === 0 ? { value: text, count: 0 } : { value: shown(text, spans), count: spans.length };
}

function shown(text: string, spans: Span[]): string {
  let value = "";
  let at = 0;
  for (const { start, end, label } of spans.sort((a, b) => a.start - b.start)) {
    value += text.slice(at, start) + label;
    at = end;
  }
  return value + text.slice(at);
}

/**
 * The same in every string, member name and number of a JSON value; what a member's name says counts too (`passportNumber`,
 * `phones[].number`, `cvv`). What holds nothing to mask is given back as it is, the same reference; what lies more than 400 levels deep is
 * left out.
 */
export function maskJson(value: unknown): Masked<unknown> {
  const found: Found = { count: 0, seen: new Map() };
  return { value: maskValue(value, undefined, undefined, 0, found), count: found.count };
}

/** What one document came to so far. */
interface Found {
  count: number;
  /** Short texts that were looked at: the names and values of an answer of tool calls are the same again and again. */
  seen: Map<string, Masked<string>>;
}

function maskOnce(text: string, withDocuments: boolean, { seen }: Found): Masked<string> {
  if (text.length > 100) return maskWith(text, withDocuments);
  const key = withDocuments ? `1${text}` : `0${text}`;
  const known = seen.get(key);
  if (known) return known;
  const masked = maskWith(text, withDocuments);
  seen.set(key, masked);
  return masked;
}

function maskValue(value: unknown, name: string | undefined, kind: FieldKind | undefined, depth: number, found: Found): unknown {
  if (typeof value === "string") return maskString(value, name, kind, found);
  if (typeof value === "number") {
    const label = maskNumber(kind, value);
    if (label) found.count += 1;
    return label ?? value;
  }
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEEPEST) return TOO_DEEP;
  if (Array.isArray(value)) {
    let changed: unknown[] | undefined;
    for (let n = 0; n < value.length; n++) {
      const item = maskValue(value[n], name, kind, depth + 1, found);
      if (item === value[n]) continue;
      changed ??= [...value];
      changed[n] = item;
    }
    return changed ?? value;
  }
  return maskMembers(value, name, depth, found);
}

function maskString(value: string, name: string | undefined, kind: FieldKind | undefined, found: Found): string {
  const label = kind && maskField(kind, value);
  if (label) {
    found.count += 1;
    return label;
  }
  const masked = maskOnce(value, !namesOtherThing(name), found);
  found.count += masked.count;
  return masked.value;
}

function maskMembers(value: object, name: string | undefined, depth: number, found: Found): object {
  const members = Object.entries(value);
  const masked: [string, unknown][] = [];
  let changed = false;
  const names = new Set<string>();
  const labelled = kindOfValue(value);
  for (const [key, member] of members) {
    const maskedKey = maskOnce(key, true, found);
    found.count += maskedKey.count;
    let shownKey = maskedKey.value;
    // Two addresses as names must not become one member.
    for (let n = 2; maskedKey.count > 0 && (names.has(shownKey) || Object.hasOwn(value, shownKey)); n++)
      shownKey = `${maskedKey.value} ${n}`;
    names.add(shownKey);
    const maskedMember = maskValue(member, key, fieldKind(key, name) ?? (key === "value" ? labelled : undefined), depth + 1, found);
    changed ||= maskedMember !== member || shownKey !== key;
    masked.push([shownKey, maskedMember]);
  }
  // Defines its members, so that one named __proto__ stays a member.
  return changed ? Object.fromEntries(masked) : value;
}

/** What `value` is where the object names it beside: `{ "name": "passportNumber", "value": "…" }`. */
function kindOfValue(members: object): FieldKind | undefined {
  if (!Object.hasOwn(members, "value")) return undefined;
  const { name, key, label, field, type } = members as Record<string, unknown>;
  for (const said of [name, key, label, field, type]) {
    const kind = typeof said === "string" && said.length <= 60 ? fieldKind(said, undefined) : undefined;
    if (kind) return kind;
  }
  return undefined;
}
