import { sql } from "drizzle-orm";
import fc from "fast-check";
import { literalSql } from "../../lib/db/literal-sql.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { seeded } from "../helpers/seeded.ts";

const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."'\\\"$1;-E %_\n\t(", "é", "😀"), maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.replaceAll("\0", "").toWellFormed()),
  fc.constantFrom("'; drop table payment; --", "\\'", "E'", "$$", "$1"),
);

describe("a query as text alone", () => {
  test.for(["on", "off"])("says what its parameters do, with standard_conforming_strings %s", async (standard, { database: { hold } }) => {
    const { db, release } = await hold!();
    try {
      await db.execute(sql.raw(`set standard_conforming_strings = ${standard}`));
      await fc.assert(
        fc.asyncProperty(anyText, fc.integer(), fc.boolean(), async (text, number, flag) => {
          const query = sql`select ${text}::text as text, ${number}::int as number, ${flag}::boolean as flag, ${null}::text as nothing,
            'a' in(${text}) as behind`;
          const { rows } = await db.execute(sql.raw(literalSql(query)));
          expect(rows).toEqual([{ text, number, flag, nothing: null, behind: text === "a" }]);
        }),
        seeded(100),
      );
    } finally {
      release(true);
    }
  });

  test("refuses what it cannot write", () => {
    for (const value of ["a\0b", { a: 1 }, Symbol("x")]) expect(() => literalSql(sql`select ${value}`)).toThrow("cannot be written");
  });
});
