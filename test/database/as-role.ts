import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Database } from "../../lib/db/database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import type { ProductDatabase } from "./product-database.ts";

type OnCleanup = (close: () => Promise<void>) => void;

export interface AsRole {
  /** An address whose connections have the role's privileges alone. */
  url: string;
  database: Database;
}

/** Runs statements in a product's database, as its superuser. */
export async function runIn({ url }: Pick<ProductDatabase, "url">, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}

/**
 * Makes a role that is nobody's, with what `granted` gives it, and opens the database as it. Both go by `onCleanup`, with all that the role owns.
 *
 * @param granted statements by the name that the role has
 */
export async function asRole(product: ProductDatabase, granted: (role: string) => string, onCleanup: OnCleanup): Promise<AsRole> {
  const role = `guest_${randomUUID().replaceAll("-", "")}`;
  await runIn(product, `create role ${role}`);
  onCleanup(() => runIn(product, `drop owned by ${role} cascade; drop role ${role}`));
  await runIn(product, granted(role));
  const url = `${product.url}?options=${encodeURIComponent(`-c role=${role}`)}`;
  const database = openPg(url);
  onCleanup(() => database.close());
  return { url, database };
}

/** Gives all that is in `public` to a role that is no superuser, as a hosted database has it; for `granted`. */
export const ownerOfAll = (role: string) => `
  do $do$ declare place text; begin
    execute format('grant all on database %I to ${role}', current_database());
    for place in select oid::regclass::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
      execute format('alter table %s owner to ${role}', place);
    end loop;
  end $do$;
  alter schema public owner to ${role};`;
