import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { vi } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { eitherDatabase } from "../../lib/db/either-database.server.ts";
import { auditLog, chatReading } from "../../lib/db/schema.ts";
import { countQueries } from "../../lib/request-record.server.ts";
import { describe, expect, test, testDriver } from "../helpers/database-test.ts";
import { signedIn } from "../helpers/request.ts";
import { processDatabase } from "../helpers/test-database.ts";
import { listSpecs } from "./list-specs.ts";
import { makeProduct } from "./product.ts";
import { addressOf, ask, type Handler, routeIds, routeModules } from "./route-modules.ts";

/** Lists, charts, reports and numbers: what a replica serves. */
const served = new Set([
  "_staff._index",
  ...["_staff.users._index", "_staff.users.$userId_.timeline", "_staff.chats._index", "_staff.chats.search", "_staff.messages._index"],
  ...["_staff.tags._index", "_staff.tool-calls._index", "_staff.tool-calls.failures", "_staff.tool-calls.live"],
  ...["_staff.tool-calls.bulk_.runs", "_staff.usage._index", "_staff.payments._index", "_staff.subscriptions._index"],
  ...["_staff.reports.money._index", "_staff.reports.money.csv", "_staff.reports.money.entries._index", "_staff.reports.suspicious"],
  ...["_staff.reports.subscriptions", "_staff.reports.subscriptions_.amounts", "_staff.entitlements._index", "_staff.unlinked._index"],
  ...["_staff.exports._index", "_staff.exports.new", "_staff.audit._index", "_staff.tokens._index", "_staff.numbers.$numberId"],
]);

/** Files of lists: their rows come from the replica, their runs are written down in the database itself. */
const isFile = (id: string) => id.includes("[.]csv");

/** Where more than who asks is read from the database itself, and why. */
const alsoThePrimary = new Set([
  // Whether there is such a user, who may be new.
  "_staff.users.$userId_.timeline",
  // That the file was taken is written down.
  "_staff.reports.money.csv",
]);

/** What a page has to be asked with to read anything. */
const searchOf = (id: string, { toolCallId }: Record<string, string>): string =>
  ({ "_staff.exports.new": "?list=payments", "_staff.chats.search": "?q=flights", "_staff.tool-calls.live": `?rows=${toolCallId}` })[id] ??
  "";

interface Counts {
  replica: number;
  primary: number;
}

/** Runs it with a replica beside the process's database. */
async function withReplica<T>(copy: Db, run: () => Promise<T>): Promise<T> {
  processDatabase.replica = {
    ...{ db: copy, copy: { db: copy }, attempt: (first) => first(), state: async () => ({ lastChange: null }) },
    ...{ hasReplayed: async () => true, bearsLongReads: async () => true },
  };
  try {
    return await run();
  } finally {
    delete processDatabase.replica;
  }
}

/** How many queries each of the two is asked while `run` runs, with a replica whose rows are the database's own. */
async function countingBoth(run: () => Promise<unknown>): Promise<Counts> {
  const { db } = processDatabase;
  const counts = { replica: 0, primary: 0 };
  // What another page has left running is not counted here.
  const asked = new AsyncLocalStorage<keyof Counts>();
  const logged = vi.spyOn(countQueries, "logQuery").mockImplementation(() => {
    const which = asked.getStore();
    if (which) counts[which]++;
  });
  const copy = eitherDatabase(db, db, (first) => asked.run("replica", first));
  try {
    await withReplica(copy, () => asked.run("primary", run));
  } finally {
    logged.mockRestore();
  }
  return counts;
}

describe("with a replica", () => {
  test("lists, charts and reports are read from it, but for who asks, and everything else is not", { timeout: 120_000 }, async ({ db }) => {
    const params = await makeProduct(db);
    const admin = await signedIn(db, "admin");
    const found: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const id of routeIds.filter((id) => id.startsWith("_staff.") && routeModules.get(id)!.loader)) {
      const get = () => admin.get(addressOf(id, params) + searchOf(id, params));
      const { replica, primary } = await countingBoth(() => ask(routeModules.get(id)!.loader!, get(), params));
      const readsReplica = served.has(id) || (isFile(id) && testDriver !== "pglite");
      expected[id] = readsReplica ? `the replica${isFile(id) || alsoThePrimary.has(id) ? " and more" : ""}` : "the database itself";
      found[id] = replica > 0 ? `the replica${primary > 1 ? " and more" : ""}` : "the database itself";
    }
    expect(found).toEqual(expected);
    const lists = routeIds.filter((id) => listSpecs.has(addressOf(id, params)) && routeModules.get(id)!.loader);
    expect(
      lists.filter((id) => !served.has(id)),
      "a list that the table above lacks",
    ).toEqual([]);
    expect([...served].filter((id) => !routeModules.has(id))).toEqual([]);
  });

  test("pages of numbers say that they are its, and how far it was", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    for (const id of ["_staff._index", "_staff.usage._index", "_staff.reports.money._index"]) {
      const page = async () => (await ask(routeModules.get(id)!.loader!, admin.get(addressOf(id, {})), {})).text();
      expect(await withReplica(db, page), id).toContain('"replica":{"lastChange":null}');
      expect(await page(), id).toContain('"replica":null');
    }
  });

  test("what a page writes down by being looked at is noted, so that the lists after it show that", { timeout: 120_000 }, async ({
    db,
  }) => {
    const params = await makeProduct(db);
    const admin = await signedIn(db, "admin");
    const written = async () => (await db.$count(auditLog)) + (await db.$count(chatReading));
    const writes: string[] = [];
    const notes: string[] = [];
    const visit = async (id: string, handler: Handler, request: Request, all = params) => {
      // Each opens its chat anew.
      await db.delete(chatReading);
      const before = await written();
      const { headers } = await withReplica(db, () => ask(handler, request, all));
      if ((await written()) > before) writes.push(id);
      if (headers.includes("purser_written")) notes.push(id);
    };
    for (const id of routeIds.filter((id) => id.startsWith("_staff.") && !served.has(id) && !isFile(id))) {
      const { loader } = routeModules.get(id)!;
      if (loader) await visit(id, loader, admin.get(addressOf(id, params)));
    }
    const chat = "_staff.chats.$chatId";
    const nothing = { ...params, messageId: "gone", toolCallId: randomUUID() };
    const gone = ["messages.$messageId.json.$path", "tool-calls.$toolCallId.json.$field"];
    for (const id of gone.map((path) => `${chat}_.${path}`)) {
      await visit(`${id} that is gone`, routeModules.get(id)!.loader!, admin.get(addressOf(id, nothing)), nothing);
    }
    await visit(`${chat} that leads on`, routeModules.get(chat)!.loader!, admin.get(`${addressOf(chat, params)}?call=gone`));
    const reveal = `${chat}_.messages.$messageId.reveal`;
    await visit(`${reveal} that is refused`, routeModules.get(reveal)!.action!, admin.post(addressOf(reveal, nothing)), nothing);
    expect(writes).toEqual(expect.arrayContaining([chat, "_staff.tool-calls.$toolCallId", `${reveal} that is refused`]));
    // What these show goes on beside them.
    const runs = ["_staff.exports.$exportId", "_staff.tool-calls.bulk_.$runId"].flatMap((id) => [id, `${id}_.progress`]);
    expect(notes.toSorted()).toEqual([...writes, ...runs].toSorted());
  });
});
