import fc from "fast-check";
import { describe, expect, test } from "../helpers/database-test.ts";
import { signedIn } from "../helpers/request.ts";
import { seeded } from "../helpers/seeded.ts";
import { anyVisit } from "./any-visit.ts";
import { listSpecs } from "./list-specs.ts";
import { makeProduct } from "./product.ts";
import { type Answer, addressOf, ask, routeIds, routeModules } from "./route-modules.ts";
import { undone } from "./undone.ts";

const visits = 2000;

describe("any address", () => {
  test("is answered, and never with a fault of ours", { timeout: 600_000 }, async ({ db }) => {
    const known = await makeProduct(db);
    for (let n = 0; n < 3; n++) await makeProduct(db);
    const admin = await signedIn(db, "admin");
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(anyVisit(known), async ({ id, params, address }) => {
        const answer = await undone(db, async (): Promise<Answer> => {
          const answer = await ask(routeModules.get(id)!.loader!, admin.get(address), params);
          const text = await answer.text();
          return { ...answer, text: async () => text };
        });
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expect([200, 204, 302, 404]).toContain(answer.status);
        if (!id.includes("$")) expect(answer.status).toBe(200);
        if (id.endsWith("csv")) expect(await answer.text()).toMatch(/\n# complete: \d+ rows\r\n$/);
      }),
      seeded(visits),
    );
    expect(statuses.get(200)).toBeGreaterThan(visits / 2);
    expect(statuses.get(404)).toBeGreaterThan(visits / 50);
  });

  test("of a list has the vocabulary that it is drawn with", () => {
    const lists = routeIds.filter((id) => id.endsWith("[.]csv")).map((id) => addressOf(id, {}).replace(/\.csv$/, ""));
    expect(lists.length).toBeGreaterThan(5);
    expect(lists.filter((path) => !listSpecs.has(path))).toEqual([]);
  });
});
