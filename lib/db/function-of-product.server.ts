import { readMigrationFiles } from "drizzle-orm/migrator";
import { JOURNAL } from "./migrate.server.ts";

/**
 * The function of the product's in which the database met a fault, such as "app.payment_changed"; undefined where it met it in a statement or in a
 * function of Purser's own.
 *
 * @param where as PostgreSQL tells it: the innermost function comes first
 */
export function functionOfProduct(where: string | undefined): string | undefined {
  const innermost = /^(?:PL\/pgSQL function (.+?)\(|SQL function "(.+?)")/m.exec(where ?? "");
  const name = innermost?.[1] ?? innermost?.[2];
  return name === undefined || ownFunctions().has(name.replace(/^.*\./, "")) ? undefined : name;
}

function ownFunctions(): Set<string> {
  const statements = readMigrationFiles(JOURNAL).flatMap(({ sql }) => sql);
  return new Set(statements.flatMap((statement) => [...statement.matchAll(/\bFUNCTION public\.(\w+)/g)].map(([, name]) => name!)));
}
