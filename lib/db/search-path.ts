import { STAND_IN_SCHEMA } from "./product-tables.ts";

/**
 * Where unqualified names are looked for: a stand-in only where the product has no such table. Without PostgreSQL's usual `"$user"`, which
 * would be the stand-ins' schema for a role of that name.
 */
export const SEARCH_PATH = `public,${STAND_IN_SCHEMA}`;

/** Whether the options of an address, such as `-c search_path=app`, say where names are looked for; they then have the last word. */
export function namesSearchPath(options: string | null): boolean {
  return options !== null && /(?:-c\s*|--)search[_-]path\s*=/i.test(options);
}
