import { expect, test } from "vitest";
import type { StarFunction } from "../../lib/database/catalog.ts";
import { takesWholeRows } from "../../lib/database/takes-whole-rows.ts";

const of = (language: StarFunction["language"], source: string, returns: StarFunction["returns"] = null) => ({ language, source, returns });
const list = { list: true } as const;

test.each([
  of("sql", "select * from payment where user_id = $1", list),
  of("sql", '-- all\n select p.*, u.name from public.payment as p join "user" u on u.id = p.user_id', list),
  of("sql", "update chat set title = ''; SELECT DISTINCT ON (user_id) * FROM payment ORDER BY 1", list),
  of("sql", "select * from payment", { rowsOf: "payment_past" }),
  of("plpgsql", "begin return query select * from only payment p where p.id = $1; end", list),
  of("plpgsql", "begin insert into past select * from payment where id = old.id; return old; end"),
  of("plpgsql", 'begin insert into app."Past" (a, b) (select now(), payment.* from x join payment on true); end'),
  of("plpgsql", "begin with gone as (delete from payment where id = $1 returning *) insert into past select * from gone; end"),
])("takes all columns of payment: %o", (each) => expect(takesWholeRows(each, "payment")).toBe(true));

test.each([
  of("sql", "select * from payment", { rowsOf: "payment" }),
  of("sql", "select count(*) from payment", list),
  of("sql", "select * from payment_past", list),
  of("sql", "select * from app.payment", list),
  of("sql", "select id, total_amount * 2 from payment", list),
  of("sql", "select p.id, c.* from payment p join chat c on true", list),
  of("sql", "select to_jsonb(p.*) from payment p", list),
  of(
    "plpgsql",
    "declare r record; begin select * into r from payment where id = $1; for r in select * from payment loop end loop; end",
    list,
  ),
  of("plpgsql", "begin insert into past (id) select id from payment where exists (select * from payment); end"),
  of("plpgsql", "begin insert into past select * from chat; perform 1 from payment; end"),
  of("plpgsql", "begin delete from payment where id = $1 returning * into r; insert into past (id) values (r.id); end"),
])("does not: %o", (each) => expect(takesWholeRows(each, "payment")).toBe(false));

test("a table that is called as a function of PostgreSQL's is only itself in quotes", () => {
  expect(takesWholeRows(of("sql", 'select * from "user"', list), "user")).toBe(true);
  expect(takesWholeRows(of("sql", "select * from user", list), "user")).toBe(false);
});
