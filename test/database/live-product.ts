import { sql } from "drizzle-orm";
import { adopt } from "../../lib/database/adopt.server.ts";
import { noteAbsentTables } from "../../lib/db/absent-tables.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { takeDatabase } from "../helpers/test-database.ts";
import { makeProductDatabase, type ProductDatabase } from "./product-database.ts";

/** The products in `products/` that Purser can move in to. */
export const liveProducts = ["older", "newer", "jsonb", "without-optional", "interrupted"] as const;
export type LiveProduct = (typeof liveProducts)[number];

type OnCleanup = (close: () => Promise<void>) => void;

/** Moves in to a product, and makes its database the process's own, as a server has it that starts there. */
export async function movedInto(name: LiveProduct, onCleanup: OnCleanup): Promise<ProductDatabase> {
  const product = await makeProductDatabase(name, onCleanup);
  await adopt(product.database, { lockTimeout: 5_000 });
  const giveBack = takeDatabase(product.database);
  onCleanup(async () => {
    giveBack();
    // The worker's own database has every table.
    (globalThis as typeof globalThis & { purserAbsentTables?: undefined }).purserAbsentTables = undefined;
  });
  await noteAbsentTables(product.database.db);
  return product;
}

/** The one value that a query gives, named `value`, as text. */
export async function one(db: Db, query: string): Promise<string> {
  const { rows } = await db.execute<{ value: unknown }>(sql.raw(query));
  if (rows[0] === undefined) throw new Error(`There is no row: ${query}`);
  return String(rows[0].value);
}
