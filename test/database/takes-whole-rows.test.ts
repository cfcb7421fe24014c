import { expect, test } from "vitest";
import type { StarFunction } from "../../lib/database/catalog.ts";
import { type Prefix, takesWholeRows } from "../../lib/database/takes-whole-rows.ts";

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
  of("plpgsql", 'begin insert into past select * from "public"."payment"; end'),
  of("plpgsql", 'begin insert into past select "p".* from "payment" "p"; end'),
  of("plpgsql", "begin insert into past select (p).*, now() from payment p; end"),
  of("plpgsql", "begin insert into past select b.* from payment a join payment b on b.id = a.id; end"),
  of("plpgsql", "begin insert into past select x.*, now() from (select * from payment where id = $1) as x; end"),
  of("plpgsql", "begin insert into past with p as (select * from payment) select * from p; end"),
  of("plpgsql", "begin if exists (select 1 from chat) then insert into past(select * from payment); end if; end"),
  of("plpgsql", "begin return query select extract(epoch from p.created_at), p.* from payment p; end", list),
  of("plpgsql", "begin return query with p as (select * from payment), c as (select id from chat) select * from p; end", list),
  of("plpgsql", "begin return query (select * from payment); end", list),
  of("plpgsql", "begin return query update payment set status = $1 where id = $2 returning *; end", list),
  of("plpgsql", "begin return query execute 'select * from payment where id = $1' using $1; end", list),
  of("plpgsql", "begin execute format('insert into past select * from payment where id = %L', old.id); return old; end"),
  of("sql", "select id, total_amount from chat union all (select * from payment);", list),
  of("sql", "select * from payment union all select * from payment_archive", { rowsOf: "payment" }),
  of("sql", "with p as (select * from payment union select * from payment_archive) select count(*) from p"),
  of("plpgsql", "begin for r in select * from payment except select * from payment_archive loop perform f(r.id); end loop; end"),
  of("sql", "with done as (insert into past select * from payment returning id) select count(*) from done"),
])("takes all columns of payment: %o", (each) => expect(takesWholeRows(each, ["payment"])).toBe(true));

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
  of("sql", "select * from payment where id = $1 for update; select 1", list),
  of("sql", "with payment as (select id from public.payment) select * from payment", list),
  of("sql", 'select * from "Payment"', list),
  of("sql", "select * from payment(1)", list),
  of("sql", "select * from payment where id = $1 union all select p.* from payment as p", { rowsOf: "payment" }),
  of("sql", "select * from payment union all select * from past_payments()", { rowsOf: "payment" }),
  of("sql", "select * from payment where id in (select id from chat union select id from message)", { rowsOf: "payment" }),
  of(
    "sql",
    "with recursive p as (select * from payment where id = $1 union all select n.* from payment n join p on n.id = p.next) select count(*) from p",
    list,
  ),
  of("plpgsql", "begin for r in select * from payment loop perform 1 from chat union select 2; end loop; end", list),
  of("plpgsql", "begin raise notice 'return query select * from payment; insert into past select * from payment'; end", list),
  of("plpgsql", "begin /* return query */ perform $q$; return query select * from payment$q$; end", list),
])("does not: %o", (each) => expect(takesWholeRows(each, ["payment"])).toBe(false));

test.each<[Prefix, string, boolean]>([
  ["possible", "select * from payment", true],
  ["needed", "select * from payment", false],
  ["needed", 'select payment.* from only "public".payment', true],
  ["none", "select * from payment", true],
  ["none", "select * from public.payment", false],
])("by a name before which its schema is %s: %s", (prefix, source, takes) =>
  expect(takesWholeRows(of("sql", source, list), ["payment"], prefix)).toBe(takes),
);

test("rows before and after a statement have their columns alike", () => {
  const compares = of("plpgsql", "begin if exists (select * from old_rows except select * from new_rows) then perform 1; end if; end");
  expect(takesWholeRows(compares, ["old_rows", "new_rows"], "none")).toBe(false);
  const copies = of("plpgsql", 'begin insert into past select o.*, now() from "OLD rows" o; return null; end');
  expect(takesWholeRows(copies, ["OLD rows"], "none")).toBe(true);
});

test("a table that is called as a function of PostgreSQL's is only itself in quotes", () => {
  expect(takesWholeRows(of("sql", 'select * from "user"', list), ["user"])).toBe(true);
  expect(takesWholeRows(of("sql", "select * from public.user", list), ["user"])).toBe(true);
  expect(takesWholeRows(of("sql", "select * from user", list), ["user"])).toBe(false);
});
