import { sql } from "drizzle-orm";
import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { planOf } from "../../lib/database/plan.server.ts";
import { fillKeptTables } from "../../lib/db/fill-kept-tables.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { asRole, ownerOfAll, runIn } from "./as-role.ts";
import { one } from "./live-product.ts";
import { makeProductDatabase, type ProductDatabase } from "./product-database.ts";

const lockTimeout = 5_000;

const ROW_SECURITY = "alter table message enable row level security";

const messages = ({ database }: ProductDatabase) => one(database.db, "select count(*) as value from message");

describe("a table that policies hide rows of", () => {
  test("is not filled from by its owner where row security is forced, and nothing is changed", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("older", onTestFinished);
    const { database } = await asRole(product, ownerOfAll, onTestFinished);
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
    const { database } = await asRole(product, ownerOfAll, onTestFinished);
    await adopt(database, { lockTimeout });
    await runIn(product, `delete from message_text; update backfill set position = '', finished_at = null where name = 'message_text'`);
    await runIn(product, `${ROW_SECURITY}, force row level security`);
    await expect(fillKeptTables(database.db)).rejects.toThrow(/rows of message this role sees/);
    await expect(adopt(database, { lockTimeout })).rejects.toThrow(/rows of message this role sees/);
    expect(await one(product.database.db, "select count(*) as value from backfill where finished_at is null")).toBe("1");
  });

  test("is no finding for who sees all of them", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("older", onTestFinished);
    const { database } = await asRole(product, ownerOfAll, onTestFinished);
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

describe("a lost key of Purser's own to a table that policies hide all rows of", () => {
  /** Every chat has a note; the first chat goes while the key is lost. */
  async function lost(onCleanup: (close: () => Promise<void>) => void) {
    const product = await makeProductDatabase("older", onCleanup);
    const { database } = await asRole(product, ownerOfAll, onCleanup);
    await adopt(database, { lockTimeout });
    await runIn(
      product,
      `insert into chat_note (chat_id, author_name, body) select id, 'Ann', 'seen' from chat;
      alter table chat_note drop constraint chat_note_chat_id_chat_id_fk;
      delete from chat where id = (select min(id) from chat);
      alter table chat enable row level security, force row level security`,
    );
    const count = (what: string) => one(product.database.db, `select count(*) as value from ${what}`);
    expect(Number(await count("chat_note"))).toBeGreaterThan(1);
    return { product, database, count };
  }

  test("is checked by a superuser as itself: only the note goes whose chat is gone", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { product, count } = await lost(onTestFinished);
    const plan = planOf(await examine(product.database.db, { rows: false }), lockTimeout);
    expect(plan).toMatch(/set role "\w+";.*\nreset role;\n.*chat_note.*for update; delete/s);
    expect((await adopt(product.database, { lockTimeout })).steps).toEqual([]);
    expect(await count("chat_note")).toBe(await count("chat"));
    expect(await count("chat_note as n join chat as c on c.id = n.chat_id")).toBe(await count("chat"));
  });

  test("is not checked by their owner, and no note goes", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { product, database, count } = await lost(onTestFinished);
    const notes = await count("chat_note");
    const { steps } = await examine(database.db, { rows: false });
    const ran: unknown[] = [];
    const onStep = (progress: unknown) => void ran.push(progress);
    await expect(adopt(database, { lockTimeout, onStep })).rejects.toThrow(/rows of chat this role sees.*BYPASSRLS/);
    expect(ran).toEqual([]);
    // Nor by the plan, which psql may run.
    const [clean] = steps.find(({ phase }) => phase === "validation")!.statements;
    await expect(database.db.execute(sql.raw(clean!))).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/rows of chat .* sees/) },
    });
    expect(await count("chat_note")).toBe(notes);

    await runIn(product, "alter table chat no force row level security");
    expect((await adopt(database, { lockTimeout })).steps).toEqual([]);
    expect(await count("chat_note")).toBe(await count("chat"));
  });
});
