import { expect, test } from "vitest";
import { copiesWholeRows } from "../../lib/database/copies-whole-rows.ts";

test.each([
  "begin insert into past select (old).*, now(); return new; end",
  "begin insert into past select new.*; return new; end",
  "begin INSERT INTO past VALUES (OLD.*); return old; end",
  "begin insert into past (id, at)\n  values (now(), ( new ) . *); return new; end",
  'begin insert into past select "new".*; return new; end',
  "begin raise notice '--'; insert into past select new.*; return new; end",
  "begin perform to_jsonb(new.*); insert into past select distinct old.* from x; return new; end",
])("copies whole rows: %s", (source) => expect(copiesWholeRows(source)).toBe(true));

test.each([
  "begin insert into log (row) values (to_jsonb(new.*)); return new; end",
  "begin insert into log select row_to_json((old).*), now(); return new; end",
  "begin insert into past (id) values (old.id); return new; end",
  "begin -- insert into past select new.*\n return new; end",
  "begin /* insert into past select new.*; */ return new; end",
  "begin raise notice 'insert into past select new.*'; return new; end",
  "begin if new.* is distinct from old.* then new.updated_at := now(); end if; return new; end",
])("does not: %s", (source) => expect(copiesWholeRows(source)).toBe(false));
