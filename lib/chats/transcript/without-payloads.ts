import { base64Bytes, describeDataUrl } from "../../data-url.ts";
import { formatCount } from "../../format.ts";

/** JSON nested deeper is cut: neither `JSON.stringify` nor the way of data to the browser can follow it for ever. */
const MAX_DEPTH = 100;
/** Base64 that is shorter may stay: it is a signature or an id, no file. */
const LONG_BASE64 = 256;

// A data URL names a type or says that it is base64, or both; without either it is prose ("the data:, ..."). So many parameters at most: a value
// may hold "data:" too, and without an end each of them would be followed to the end of the text.
const DATA_URL =
  /\bdata:(?:[\w.+-]+\/[\w.+*-]+(?:;[\w.+-]+(?:=[^;,\s]{0,100})?){0,20}|(?:;[\w.+-]+=[^;,\s]{0,100}){0,20};base64),[^\s"'`)\]]*/gi;

/** A text in which every data URL is replaced by what it holds: "data: image/png, 12,345 bytes". */
export function textWithoutPayloads(text: string): string {
  // Looking for the scheme first is far cheaper than the expression where there is none, which is almost always.
  return /data:/i.test(text) ? text.replace(DATA_URL, describeDataUrl) : text;
}

/**
 * JSON that may go to a page: data URLs and long base64 are replaced by what they hold, what is nested deeper than a hundred levels is
 * cut, and whatever is no JSON becomes text. The same value where there is nothing of the kind, else a copy of what is. Never throws.
 */
export function jsonWithoutPayloads(value: unknown, depth = 0): unknown {
  switch (typeof value) {
    case "string":
      return isLongBase64(value) ? `base64: ${formatCount(base64Bytes(value))} bytes` : wholeDataUrl(value);
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "boolean":
      return value;
    case "object":
      if (value === null) return null;
      break;
    default:
      return value === undefined ? null : String(value);
  }
  if (depth >= MAX_DEPTH) return `(nested deeper than ${MAX_DEPTH} levels)`;
  return Array.isArray(value) ? listWithoutPayloads(value, depth + 1) : membersWithoutPayloads(value, depth + 1);
}

function listWithoutPayloads(list: readonly unknown[], depth: number): readonly unknown[] {
  let changed: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = jsonWithoutPayloads(list[i], depth);
    if (item === list[i]) continue;
    changed ??= [...list];
    changed[i] = item;
  }
  return changed ?? list;
}

function membersWithoutPayloads(value: object, depth: number): object {
  let changed = false;
  const members = Object.entries(value).map(([name, item]): [string, unknown] => {
    const [shownName, shownItem] = [safeName(name), jsonWithoutPayloads(item, depth)];
    changed ||= shownName !== name || shownItem !== item;
    return [shownName, shownItem];
  });
  return changed ? Object.fromEntries(members) : value;
}

function wholeDataUrl(text: string): string {
  return /^\s*data:(?:[\w.+-]+\/[\w.+*-]+)?(?:;[^,;\s]*)*,/i.test(text.slice(0, 300)) ? describeDataUrl(text) : textWithoutPayloads(text);
}

/** True for a text that is nothing but a lot of base64. Hexadecimal and one letter many times over are not: base64 mixes its letters. */
function isLongBase64(text: string): boolean {
  if (text.length < LONG_BASE64 || !/^[\w+/=\r\n-]+$/.test(text.slice(0, LONG_BASE64))) return false;
  return /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text) && /^[\w+/\r\n-]+={0,2}\s*$/.test(text);
}

/** A member called `__proto__` would not survive the way to the browser. */
function safeName(name: string): string {
  return name === "__proto__" ? "[__proto__]" : textWithoutPayloads(name);
}
