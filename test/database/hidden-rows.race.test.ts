import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { fillKeptTables } from "../../lib/db/fill-kept-tables.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { asRole, runIn } from "./as-role.ts";
import { one } from "./live-product.ts";
import { makeProductDatabase, type ProductDatabase } from "./product-database.ts";

const lockTimeout = 5_000;

/** Gives all that is in `public` to a role that is no superuser, as a hosted database has it. */
const owner = (role: string) => `
  do $do$ declare place text; begin
    execute format('grant all on database %I to ${role}', current_database());
    for place in select oid::regclass::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
      execute format('alter table %s owner to ${role}', place);
    end loop;
  end $do$;
  alter schema public owner to ${role};`;

const ROW_SECURITY = "alter table message enable row level security";

const messages = ({ database }: ProductDatabase) => one(database.db, "select count(*) as value from message");

describe("a table that policies hide rows of", () => {
  test("is not filled from by its owner where row security is forced, and nothing is changed", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("older", onTestFinished);
    const { database } = await asRole(product, owner, onTestFinished);
    await runIn(product, `${ROW_SECURITY}, force row level security`);
    const { findings } = await examine(database.db, { rows: false });
    expect(findings).toContainEqual(
      expect.objectContaining({
        about: "table message",
        verdict: "limited",
        says: expect.stringMatching(/Row level security.*db:adopt has to be run by a role that sees all/),
      }),
    );
    await expect(adopt(database, { lockTimeout })).rejects.toThrow(
      /rows of message this role sees.*BYPASSRLS.*NO FORCE ROW LEVEL SECURITY/,
    );
    expect(await one(product.database.db, "select to_regclass('backfill') as value")).toBe("null");

    await runIn(product, "alter table message no force row level security");
    await adopt(database, { lockTimeout });
    expect(await one(product.database.db, "select count(*) as value from message_text")).toBe(await messages(product));
  });

  test("is not filled from on a later turn either", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("older", onTestFinished);
    const { database } = await asRole(product, owner, onTestFinished);
    await adopt(database, { lockTimeout });
    await runIn(product, `delete from message_text; update backfill set position = '', finished_at = null where name = 'message_text'`);
    await runIn(product, `${ROW_SECURITY}, force row level security`);
    await expect(fillKeptTables(database.db)).rejects.toThrow(/rows of message this role sees/);
    await expect(adopt(database, { lockTimeout })).rejects.toThrow(/rows of message this role sees/);
    expect(await one(product.database.db, "select count(*) as value from backfill where finished_at is null")).toBe("1");
  });

  test("is no finding for who sees all of them", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("older", onTestFinished);
    const { database } = await asRole(product, owner, onTestFinished);
    await runIn(product, ROW_SECURITY);
    const { findings } = await examine(database.db, { rows: false });
    expect(findings.filter(({ says }) => says.includes("Row level security"))).toEqual([]);
  });

  test("is one for who does not", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("older", onTestFinished);
    await runIn(product, "alter table chat enable row level security");
    const { database } = await asRole(product, (role) => `grant select on all tables in schema public to ${role}`, onTestFinished);
    const { findings } = await examine(database.db, { rows: false });
    const found = findings.filter(({ says }) => says.includes("Row level security"));
    expect(found.map(({ about, verdict }) => `${verdict} ${about}`)).toEqual(["limited table chat"]);
  });
});
