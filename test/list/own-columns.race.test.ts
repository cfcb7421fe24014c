import { asc, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { roleScript } from "../../lib/db/role-script.ts";
import { chat, payment, subscription, toolCalls, user } from "../../lib/db/schema.ts";
import { pageCondition } from "../../lib/list/found-within.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { createTestDatabase } from "../helpers/test-database.ts";

const tables = { user, chat, tool_calls: toolCalls, payment, subscription };

describe("a product's table with a column that only the product knows", () => {
  test.for(Object.keys(tables) as (keyof typeof tables)[])(
    "%s is listed whichever way its rows are looked for, under the dashboard's role",
    async (name, { onTestFinished }) => {
      const url = await createTestDatabase("template");
      const owner = openPg(url);
      onTestFinished(() => owner.close());
      await owner.db.execute(sql.raw(`alter table "${name}" add own text; ${roleScript(`lister_of_${name}`)}`));
      const dashboard = openPg(`${url}?options=${encodeURIComponent(`-c role=lister_of_${name}`)}`);
      onTestFinished(() => dashboard.close());
      const table: PgTable = tables[name];
      const { id, createdAt } = tables[name];
      const found = [{ among: id, ids: sql`select ${id} from ${table}`, lookUp: sql`select 1 where near.id is not null` }];
      const clause = {
        where: undefined,
        orderBy: [asc(createdAt), asc(id)] as [ReturnType<typeof asc>, ReturnType<typeof asc>],
        limit: 11,
      };
      // Few enough that all three ways are gone.
      const limits = { few: -1, lookedInto: 1, fewToCount: 0, lookedIntoToCount: 1 };
      const where = await pageCondition(dashboard.db, { table, id }, clause, found, limits);
      expect(await dashboard.db.select({ id }).from(table).where(where)).toEqual([]);
    },
  );
});
