import { sql } from "drizzle-orm";
import { COUNTED_UP_TO } from "../../lib/list/counted.ts";
import { countMatching } from "../../lib/list/total.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";

const rows = (count: number) => sql`select 1 from generate_series(1, ${count}::int)`;

describe("how many rows match", () => {
  test("is exact up to ten thousand, and then at least that", async ({ db }) => {
    expect(COUNTED_UP_TO).toBe(10_000);
    expect(await countMatching(db, rows(0), false)).toEqual({ count: 0, exact: true });
    expect(await countMatching(db, rows(9_999), false)).toEqual({ count: 9_999, exact: true });
    expect(await countMatching(db, rows(10_000), false)).toEqual({ count: 10_000, exact: true });
    expect(await countMatching(db, rows(10_001), false)).toEqual({ count: 10_000, exact: false });
    expect(await countMatching(db, sql`${rows(9_999)} union all ${rows(9_999)}`, false)).toEqual({ count: 10_000, exact: false });
  });

  test("is exact for any number where that is asked for", async ({ db }) => {
    expect(await countMatching(db, rows(0), true)).toEqual({ count: 0, exact: true });
    expect(await countMatching(db, rows(25_000), true)).toEqual({ count: 25_000, exact: true });
  });

  test("is not exact where counting all of them takes too long", async ({ db }) => {
    // As a count that runs into its timeout would, without the eight seconds.
    await db.execute(sql`
      create function pg_temp.too_slow() returns boolean language plpgsql as $$ begin
        if current_setting('statement_timeout') <> '0' then raise exception 'canceling statement' using errcode = '57014'; end if;
        return true;
      end $$`);
    const slow = (count: number) => sql`${rows(count)} where pg_temp.too_slow()`;
    expect(await countMatching(db, slow(25_000), true)).toEqual({ count: 10_000, exact: false, timedOut: true });
    expect(await countMatching(db, slow(5), true)).toEqual({ count: 5, exact: true, timedOut: true });
  });

  test("lets any other fault through", async ({ db }) => {
    await expect(countMatching(db, sql`select 1 from nowhere`, true)).rejects.toThrow();
  });
});
