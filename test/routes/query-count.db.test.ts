import { vi } from "vitest";
import { loader as rootLoader } from "../../app/root.tsx";
import { countQueries } from "../../lib/request-record.server.ts";
import { describe, expect, test, testDriver } from "../helpers/database-test.ts";
import { signedIn } from "../helpers/request.ts";
import { makeProduct } from "./product.ts";
import { addressOf, ask, pageIds, routeModules } from "./route-modules.ts";

/** So many queries may one page take, its layout and its guard included. */
const MOST = 12;

/** Searches that make lists ask for more than at first; other pages do not mind them. */
const searches = [
  "",
  "?q=mia",
  "?q=flights&sort=-best",
  "?total=exact&user=nobody",
  "?to=failed&measured=yes&user=nobody&createdAt.from=2026-03-01",
];

describe("a page of the dashboard", () => {
  test(`takes at most ${MOST} queries, its layout included`, { timeout: 120_000 }, async ({ db }) => {
    const params = await makeProduct(db);
    const admin = await signedIn(db, "admin");
    // The first visit to a chat also opens it and records that, which is a change; every visit in the hour after it only reads.
    const chatPage = "_staff.chats.$chatId";
    // Of the database's page a visit begins an examination, which is shown for the minute after it.
    const examined = "_staff.database._index";
    for (const id of [chatPage, examined]) await ask(routeModules.get(id)!.loader!, admin.get(`${addressOf(id, params)}?again`), params);
    const logged = vi.spyOn(countQueries, "logQuery");
    const counts: Record<string, number> = {};
    for (const id of pageIds.filter((id) => id.startsWith("_staff."))) {
      for (const search of searches) {
        // As in one request: the loaders side by side, with one context, so that who asks is looked up once.
        const context = {};
        const get = () => admin.get(addressOf(id, params) + search);
        const loaders = [rootLoader, routeModules.get("_staff")!.loader!, routeModules.get(id)!.loader!];
        logged.mockClear();
        await Promise.all(loaders.map((loader) => ask(loader, get(), params, context)));
        counts[id] = Math.max(counts[id] ?? 0, logged.mock.calls.length);
      }
    }
    logged.mockRestore();
    if (testDriver === "pglite") console.log("Queries a page:", counts);
    expect(Object.values(counts).every((count) => count > 0)).toBe(true);
    expect(Object.entries(counts).filter(([, count]) => count > MOST)).toEqual([]);
  });
});
