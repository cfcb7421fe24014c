import { currentItem, goKey } from "../../app/components/shell/nav.ts";
import { loader } from "../../app/routes/_staff.tsx";
import { describe, expect, test } from "../helpers/database-test.ts";
import { signedIn } from "../helpers/request.ts";

describe("the navigation", () => {
  test("has a key of its own for every area, and a mark of its own", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const { nav } = await loader({ request: admin.get("/"), params: {}, context: {} });
    const items = nav.flatMap((group) => group.items);
    const keys = items.map(goKey);
    expect(keys).not.toContain(undefined);
    expect(new Set(keys).size).toBe(items.length);
    expect(new Set(items.map(({ icon }) => icon)).size).toBe(items.length);
    expect(new Set(items.map(({ label }) => label)).size).toBe(items.length);
  });

  test("marks the area that a page lies in", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const { nav } = await loader({ request: admin.get("/"), params: {}, context: {} });
    for (const [address, label] of [
      ["/", "Overview"],
      ["/payments/pay_1/edit", "Payments"],
      ["/subscriptions/sub_1", "Subscriptions"],
      ["/reports/money", "Money report"],
      ["/reports/money/entries?kind=refund", "Money report"],
      ["/reports/subscriptions/amounts", "Subscription report"],
      ["/reports/suspicious", "Suspicious"],
      ["/entitlements?verdict=plan", "Entitlements"],
      ["/unlinked/link-payments/1", "Unlinked"],
      ["/unlinked/subscription/sub_1", "Unlinked"],
      ["/exports/new?list=payments", "Exports"],
      ["/numbers/net-revenue?currency=EUR", "Numbers"],
      ["/users/user_1/timeline", "Users"],
      ["/users?staffRole=admin&staffRole=support&staffRole=finance", "Staff"],
      ["/paymentsandmore", undefined],
    ] as const) {
      const { pathname, search } = new URL(address, "http://purser.example");
      expect([address, currentItem(nav, { pathname, search })?.label]).toEqual([address, label]);
    }
  });
});
