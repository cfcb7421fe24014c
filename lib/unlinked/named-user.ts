// User ids are letters and digits; what PostgreSQL could not hold as text must not reach it.
const ID = /^[\x21-\x7e]{1,255}$/;

/**
 * The user id that a row's metadata names, as `userId` or `user_id`: the product writes it there at the checkout. Null where it names none
 * that can be one, and for what is no JSON object.
 *
 * @param metadata a JSON value, or the text of one
 */
export function namedUser(metadata: unknown): string | null {
  const value = typeof metadata === "string" ? parsed(metadata) : metadata;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const members = value as Record<string, unknown>;
  for (const name of ["userId", "user_id"]) {
    const id = Object.hasOwn(members, name) ? members[name] : undefined;
    if (typeof id === "string" && ID.test(id)) return id;
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
