import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { differ, dump } from "./dump.ts";
import { liveProducts } from "./live-product.ts";
import { makeProductDatabase } from "./product-database.ts";

describe.for(liveProducts)("moving in to the product “%s”", (name) => {
  test("changes nothing of it, and adds what the plan said and no more", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { url, database } = await makeProductDatabase(name, onTestFinished);
    const before = await dump(url);
    const doctor = await examine(database.db, { rows: true });
    expect(doctor.findings.filter(({ verdict }) => verdict === "stops")).toEqual([]);
    expect(differ(before, await dump(url)), "the doctor only reads").toEqual({ changed: [], added: [], rows: [] });

    const after = await adopt(database, { lockTimeout: 5_000 });
    const moved = await dump(url);
    const { changed, added, rows } = differ(before, moved);
    expect({ changed, rows }).toEqual({ changed: [], rows: [] });
    const plan = doctor.steps.flatMap(({ statements }) => statements).join("\n");
    expect(added.filter((object) => !isPlanned(object, plan, new Set(added)))).toEqual([]);
    expect(added.length).toBeGreaterThan(100);

    expect(after.steps).toEqual([]);
    const healthy = await examine(database.db, { rows: true });
    expect(healthy.findings.filter(({ verdict }) => verdict === "missing" || verdict === "stops")).toEqual([]);
    await adopt(database, { lockTimeout: 5_000 });
    expect(differ(moved, await dump(url)), "a second time does nothing").toEqual({ changed: [], added: [], rows: [] });
  });
});

test("a product with ids that are uuids is refused by name, and left as it was", { timeout: 120_000 }, async ({ onTestFinished }) => {
  const { url, database } = await makeProductDatabase("uuid", onTestFinished);
  const before = await dump(url);
  const { findings } = await examine(database.db, { rows: true });
  const stops = findings.filter(({ verdict }) => verdict === "stops").map(({ about }) => about);
  expect(stops).toEqual(expect.arrayContaining(["column user.id", "column chat.id", "column tool_calls.status"]));
  await expect(adopt(database, { lockTimeout: 5_000 })).rejects.toThrow(/column user\.id/);
  expect(differ(before, await dump(url))).toEqual({ changed: [], added: [], rows: [] });
});

/** Whether a statement of the plan names the object, or the new table or index that it belongs to. */
function isPlanned(object: string, plan: string, added: ReadonlySet<string>): boolean {
  const [, kind = "", name = ""] = /^(\S+(?: search)?) (.*)$/.exec(object) ?? [];
  // The journal of our migrations, which is noted at the end.
  if (/^(schema )?drizzle$|__purser_migrations/.test(object)) return true;
  const parts = name.replace(/\(.*/s, "").split(".");
  const [schema, relation] = parts;
  const isOfNewTable = kind !== "table" && parts.length > 2 && added.has(`table ${schema}.${relation}`);
  const named = isOfNewTable ? relation! : parts.at(-1)!;
  // An index that a primary key or a unique constraint of a new table brings along.
  return plan.includes(named) || (kind === "index" && [...added].some((one) => one.startsWith("constraint ") && one.endsWith(`.${named}`)));
}
