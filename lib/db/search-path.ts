import { STAND_IN_SCHEMA } from "./product-tables.ts";
import { quoted } from "./quoted.ts";

/** Where unqualified names are looked for first: a stand-in only where the product has no such table. */
export const SEARCH_PATH = `public,${STAND_IN_SCHEMA}`;

/** What PostgreSQL itself has besides `public`: the schema that is called as its role. */
export const USUAL_SCHEMAS: readonly string[] = ["$user"];

/** The schemas that a setting of `search_path` names, such as `app, "My Own", "$user"`. */
export function namedSchemas(setting: string): string[] {
  return [...setting.matchAll(/"((?:[^"]|"")*)"|[^",\s]+/g)].map(([name, inner]) => inner?.replaceAll('""', '"') ?? name.toLowerCase());
}

/**
 * Where unqualified names are looked for: behind those of ours, where the product's own sessions look, so that its triggers find what they
 * name in a change of ours too. Not PostgreSQL's own schema, which comes first where nobody names it.
 */
export function searchPathWith(schemas: readonly string[]): string {
  const first = ["", "pg_catalog", ...SEARCH_PATH.split(",")];
  const own = [...new Set(schemas)].filter((name) => !first.includes(name));
  return [SEARCH_PATH, ...own.map(quoted)].join(",");
}

/** Whether the options of an address, such as `-c search_path=app`, say where names are looked for; they then have the last word. */
export function namesSearchPath(options: string | null): boolean {
  return options !== null && /(?:-c\s*|--)search[_-]path\s*=/i.test(options);
}
