/** Small questions to JSON that may be anything. They look at own members only, whatever a member is called, and never throw. */

export type JsonObject = Record<string, unknown>;

/** True for an object that is no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of an object; undefined where there is none, or no object. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The first of these members that is there and not null. */
export function firstMember(value: unknown, ...names: string[]): unknown {
  for (const name of names) {
    const found = member(value, name);
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}

/** The first of these members that is a text; null where none is. An empty text counts. */
export function textMember(value: unknown, ...names: string[]): string | null {
  for (const name of names) {
    const found = member(value, name);
    if (typeof found === "string") return found;
  }
  return null;
}

/** The same, but an empty text is none. */
export function wordMember(value: unknown, ...names: string[]): string | null {
  for (const name of names) {
    const found = member(value, name);
    if (typeof found === "string" && found !== "") return found;
  }
  return null;
}

/** True only where the member is `true`. */
export function isSet(value: unknown, name: string): boolean {
  return member(value, name) === true;
}
