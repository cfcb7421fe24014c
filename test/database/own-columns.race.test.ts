import { sql } from "drizzle-orm";
import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeProductDatabase } from "./product-database.ts";

describe("columns of payment that a trigger of ours keeps", () => {
  test.for(["customer_id text", "customer_email varchar(320)", "refunded_amount bigint"])(
    "are the product's where it has made them before Purser came: %s",
    { timeout: 120_000 },
    async (column, { onTestFinished }) => {
      const { database } = await makeProductDatabase("older", onTestFinished);
      await database.db.execute(sql.raw(`alter table payment add column ${column}`));
      const { findings } = await examine(database.db, { rows: false });
      const about = `column payment.${column.split(" ")[0]}`;
      expect(findings.filter(({ verdict }) => verdict === "stops")).toEqual([
        { about, verdict: "stops", says: expect.stringMatching(/made it for itself.*would write into it.*renamed/) },
      ]);
      await expect(adopt(database, { lockTimeout: 2000 })).rejects.toThrow(about);
      expect((await database.db.execute(sql`select to_regclass('public.backfill') as made`)).rows).toEqual([{ made: null }]);
    },
  );

  test("are ours where Purser has been, also once one of them is gone", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { database } = await makeProductDatabase("older", onTestFinished);
    await adopt(database, { lockTimeout: 2000 });
    await database.db.execute(sql`alter table payment drop column customer_id`);
    await database.db.execute(sql`drop trigger zz_payment_columns_are_kept on payment`);
    const { findings } = await examine(database.db, { rows: false });
    expect(findings.filter(({ verdict }) => verdict === "stops")).toEqual([]);
  });
});
