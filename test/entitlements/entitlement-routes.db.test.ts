import { sql } from "drizzle-orm";
import { subscription } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment, makeSubscription, makeUser } from "../helpers/factories.ts";
import { signedIn } from "../helpers/request.ts";
import { ask, routeModules } from "../routes/route-modules.ts";
import { clearMoney } from "./plant.ts";

const DAY = 86_400_000;
const fromNow = (days: number) => new Date(Date.now() + days * DAY);

describe("entitlements", () => {
  test("the list begins with those in red, and counts each verdict as its own list does", async ({ db }) => {
    await clearMoney(db);
    const finance = await signedIn(db, "finance");
    const user = await makeUser(db);
    await makeSubscription(db, {
      userId: user.id,
      startedAt: fromNow(-60),
      currentPeriodStart: fromNow(-33),
      currentPeriodEnd: fromNow(-3),
    });
    const { loader } = routeModules.get("_staff.entitlements._index")!;
    const page = async (search: string) => JSON.parse(await (await ask(loader!, finance.get(`/entitlements${search}`), {})).text());
    const all = await page("");
    expect(all.page.rows.map((row: { id: string }) => row.id)).toEqual([user.id]);
    expect(all.counts).toMatchObject({ active_past_period: 1, trial_past_end: 0, two_running: 0 });
    expect((await page("?verdict=active_past_period")).total).toEqual({ count: 1, exact: true });
    expect((await page("?verdict=trial_past_end")).total).toEqual({ count: 0, exact: true });
  });

  test("stand on a user's page for those who may read reports, and for nobody else", async ({ db }) => {
    const user = await makeUser(db);
    const sold = await makeSubscription(db, { userId: user.id, currentPeriodStart: fromNow(-3), currentPeriodEnd: fromNow(27) });
    const refunds = [{ refund_id: "ref_1", created_at: fromNow(-1).toISOString(), status: "succeeded", is_partial: false }];
    const paid = await makePayment(db, { userId: user.id, subscriptionId: sold.id, createdAt: fromNow(-3), refunds });
    const { loader } = routeModules.get("_staff.users.$userId")!;
    for (const [role, sees] of [
      ["finance", true],
      ["admin", true],
      ["support", false],
    ] as const) {
      const person = await signedIn(db, role);
      const shown = JSON.parse(await (await ask(loader!, person.get(`/users/${user.id}`), { userId: user.id })).text());
      if (!sees) {
        expect(shown.user).not.toHaveProperty("entitlement");
        continue;
      }
      expect(shown.user.entitlement).toMatchObject({
        present: { id: sold.id, status: "active" },
        findings: [{ verdict: "refunded_yet_active", subscriptionId: sold.id, paymentIds: [paid.id] }],
      });
    }
  });

  test("are shown, listed and exported whatever a period begins and ends with", async ({ db }) => {
    await clearMoney(db);
    const finance = await signedIn(db, "finance");
    const users: string[] = [];
    const ends = ["-infinity", "infinity", "4713-12-01 BC", "294276-12-01", "2026-01-15"];
    for (const start of ends)
      for (const end of ends) {
        const { id } = await makeUser(db);
        const sold = await makeSubscription(db, { userId: id, status: "canceled", recurringInterval: "quarter" });
        await makePayment(db, { userId: id, subscriptionId: sold.id });
        await db.update(subscription).set({ currentPeriodStart: sql`${start}::timestamp`, currentPeriodEnd: sql`${end}::timestamp` });
        const page = await ask(routeModules.get("_staff.users.$userId")!.loader!, finance.get(`/users/${id}`), { userId: id });
        expect([start, end, page.status]).toEqual([start, end, 200]);
        users.push(id);
        for (const [route, path] of [
          ["_staff.entitlements._index", "/entitlements"],
          ["_staff.entitlements._index", "/entitlements?verdict=no_plan"],
          ["_staff.entitlements[.]csv", "/entitlements.csv?verdict=no_plan"],
        ] as const) {
          const answer = await ask(routeModules.get(route)!.loader!, finance.get(path), {});
          const text = await answer.text();
          expect([start, end, path, answer.status]).toEqual([start, end, path, 200]);
          if (path.includes("no_plan")) for (const user of users) expect(text).toContain(user);
        }
        await clearMoney(db);
      }
  });
});
