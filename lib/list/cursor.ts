/** What a sort key is in the database, which decides how a cursor's value is cast back. */
export type SortType = "timestamp" | "integer" | "text";

/** Where a page begins: the sort key and id of the row before it (`after`) or behind it (`before`). */
export interface Cursor {
  readonly side: "after" | "before";
  /** The key as PostgreSQL wrote it, so that microseconds and big numbers stay whole. */
  readonly key: string;
  readonly id: string;
}

const VALID: Record<SortType, RegExp> = {
  timestamp: /^(-?infinity|\d{4,5}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?)$/,
  integer: /^-?\d{1,18}$/,
  text: /^[^\0]*$/su,
};

/** No index entry is longer, so no sort key or id of a list is; in a link, two such and their escapes. */
const MAX_PART = 2_700;
const MAX_WORD = 8_000;

/** A cursor as one URL-safe word. `sort` is in it: a cursor of another order means nothing. */
export function formatCursor(sort: string, { key, id }: { key: string; id: string }): string {
  return encodeBase64Url(JSON.stringify([sort, key, id]));
}

/** The cursor that a word stands for; undefined when it is of another order, of another type, or no cursor at all. */
export function parseCursor(word: string | null, side: Cursor["side"], sort: string, type: SortType): Cursor | undefined {
  if (!word || word.length > MAX_WORD) return undefined;
  try {
    const parts: unknown = JSON.parse(decodeBase64Url(word));
    if (!Array.isArray(parts) || parts.length !== 3) return undefined;
    const [of, key, id] = parts as unknown[];
    if (of !== sort || typeof key !== "string" || typeof id !== "string") return undefined;
    if (!VALID[type].test(key) || key.length > MAX_PART || !id || id.length > MAX_PART || id.includes("\0")) return undefined;
    if (type === "timestamp" && !key.endsWith("infinity") && !isRealDate(key)) return undefined;
    return { side, key: key.toWellFormed(), id: id.toWellFormed() };
  } catch {
    return undefined;
  }
}

function isRealDate(key: string): boolean {
  const [year = 0, month = 0, day = 0] = key.split(" ")[0]!.split("-").map(Number);
  // The calendar repeats every 400 years; JavaScript would read a year below 100 as one of the 1900s.
  return year > 0 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

// Not Buffer: links are made in the browser too.
function encodeBase64Url(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

function decodeBase64Url(word: string): string {
  const bytes = atob(word.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}
