import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { Refusal } from "../errors.ts";
import { type DatabaseFault, databaseFault } from "./database-errors.ts";
import { functionOfProduct } from "./function-of-product.server.ts";
import { lackingPrivilegeWords } from "./lacking-privilege.ts";
import { isProductTable } from "./product-tables.ts";
import * as schema from "./schema.ts";

const ownTables = new Set<string>(
  Object.values(schema)
    .filter((table) => is(table, PgTable))
    .map((table) => getTableName(table))
    .filter((name) => !isProductTable(name)),
);

/**
 * The refusal that a change comes to where the product's own rules were in its way: a check, a key, a column that must not be empty or is
 * too short, or a trigger that raises or fails; or a privilege that Purser's role lacks, for itself or for a trigger of the product's. Nothing of the
 * change is kept then. Undefined for any other error, also for a broken rule of a table of Purser's own: that is a fault.
 */
export function refusedByDatabase(error: unknown): Refusal | undefined {
  const lacking = lackingPrivilegeWords(error);
  if (lacking !== undefined) return new Refusal(422, lacking);
  const fault = databaseFault(error);
  if (!fault || (fault.schema === "public" && fault.table !== undefined && ownTables.has(fault.table))) return undefined;
  const reason = reasonOf(fault);
  return reason === undefined ? undefined : new Refusal(422, `The product's database refuses this: ${reason}. Nothing was changed.`);
}

/** In words, by its SQLSTATE. */
function reasonOf(fault: DatabaseFault): string | undefined {
  const { code, message, table, column, constraint } = fault;
  const named = `“${constraint}” of the table ${table}`;
  switch (code) {
    case "23514":
      return `the check ${named} does not hold`;
    case "23502":
      return `the column ${column} of the table ${table} must not be empty`;
    case "23503":
      return `the foreign key ${named} would be broken`;
    case "23505":
      return `another row has the same value, which the unique ${named} does not allow`;
    case "23P01":
      return `another row is in the way, by the exclusion ${named}`;
    case "22001":
      // Which column, PostgreSQL does not say; its own words hold the type, such as character varying(60).
      return `a text is longer than its column takes (${message})`;
    case "P0001":
      return `a trigger of its own says “${message.slice(0, 300)}”`;
    default:
      return reasonWithin(fault);
  }
}

/** Of data, and of names that are not found: in a function of the product's, which only a trigger runs in a change, a fault of that function. */
function reasonWithin({ code, message, where }: DatabaseFault): string | undefined {
  const name = /^(22|42)/.test(code) ? functionOfProduct(where) : undefined;
  return name && `its own function ${name} fails with “${message.slice(0, 300)}”`;
}
