import { sql } from "drizzle-orm";
import { examine } from "../../lib/database/examine.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { openAsItself } from "../helpers/dashboard-role.ts";
import { expect, test } from "../helpers/database-test.ts";

/** A function and a trigger of the product's own by one name. */
const make = (name: string, at: string, body: string, more = "") =>
  sql.raw(`create function ${name}() returns trigger language plpgsql ${more} as $$ begin ${body} return new; end $$;
    create trigger ${name} ${at} for each row execute function ${name}()`);

const WRITES = "insert into public.past values (new.id);";

test("a product's trigger with the writer's rights is told to a role that is not the owner, where Purser sets it off", async ({
  onTestFinished,
}) => {
  const { owner, database } = await openAsItself(onTestFinished);
  await owner.execute(sql`create table past (id text)`);
  await owner.execute(make("at_update", `after update on "user"`, WRITES));
  await owner.execute(make("at_title", "after update of created_at, title on chat", WRITES));
  // What Purser does not set off, what runs with its owner's rights, and what touches no table.
  await owner.execute(make("at_insert", `after insert on "user"`, WRITES));
  await owner.execute(make("at_owner", "after update of created_at on chat", WRITES));
  await owner.execute(make("by_owner", `after update on "user"`, WRITES, "security definer"));
  await owner.execute(
    make(
      "sets_time",
      `before update on "user"`,
      `/* select */ if tg_op = 'UPDATE' and old is distinct from new then new.updated_at := now(); end if;`,
    ),
  );
  // What anybody may call, and a word that is only in quotes; beside a table it is another matter.
  await owner.execute(
    make(
      "notifies",
      `after update on "user"`,
      `perform pg_catalog.pg_notify('update', json_build_object('at', extract(epoch from new.updated_at), 'id', new."id")::text);
       perform set_config('app.user', new.id, true); PERFORM pg_advisory_xact_lock(1); raise notice 'it''s no insert';`,
    ),
  );
  await owner.execute(make("notifies_all", `after update on "user"`, "perform pg_notify('all', past.id) from public.past;"));
  await owner.execute(make("is_off", `after update on "user"`, WRITES));
  await owner.execute(sql`alter table "user" disable trigger is_off`);

  const told = async (db: Db) =>
    (await examine(db, { rows: false })).findings
      .filter(({ about }) => about.startsWith("trigger "))
      .map(({ about, verdict, feature }) => `${verdict} ${about}: ${feature}`);
  expect(await told(database.db)).toEqual([
    "limited trigger at_title on chat: where this role lacks what it needs: correcting, tagging and opening chats",
    "limited trigger at_update on user: where this role lacks what it needs: correcting users; banning users, and signing in after a ban; changing roles",
    "limited trigger notifies_all on user: where this role lacks what it needs: correcting users; banning users, and signing in after a ban; changing roles",
  ]);
  expect(await told(owner)).toEqual([]);
});
