import { action as openChat } from "../app/routes/_staff.chats.$chatId_.open/route.tsx";
import { permissionsOf } from "../lib/auth/permissions.ts";
import { numbers } from "../lib/numbers/numbers.server.ts";
import { describe, expect, test } from "./helpers/database-test.ts";
import { signedIn } from "./helpers/request.ts";
import { makeProduct } from "./routes/product.ts";
import { addressOf, ask, routeIds, routeModules } from "./routes/route-modules.ts";

/** The areas of the finance desk, as the first part of an address: money, and what is made of it. */
const desk = ["payments", "subscriptions", "reports", "entitlements", "unlinked"];

/** The areas of conversations, and of what was done in them. */
const conversations = ["chats", "messages", "tool-calls", "usage", "tags"];

const inAreas = (areas: readonly string[]) =>
  routeIds.filter((id) => areas.some((area) => new RegExp(`^_staff\\.${area}(\\.|_|\\[|$)`).test(id)));

describe("the finance desk", () => {
  for (const [role, reached, closed] of [
    ["finance", desk, conversations],
    ["support", conversations, desk],
  ] as const) {
    test(`${role} reaches all of ${reached[0]} and its like, and nothing of ${closed[0]}`, { timeout: 120_000 }, async ({ db }) => {
      const known = await makeProduct(db);
      const person = await signedIn(db, role);
      // What was said in a private chat opens to nobody who has not said why.
      if (role === "support") await ask(openChat, person.post(`/chats/${known.chatId}/open`, { reason: "A booking" }), known);
      const faults: string[] = [];
      const visit = async (ids: readonly string[], may: boolean) => {
        for (const id of ids) {
          const { loader, action } = routeModules.get(id)!;
          const address = addressOf(id, known);
          for (const [kind, handler, request] of [
            ["loader", loader, person.get(address)],
            ["action", action, person.post(address)],
          ] as const) {
            if (!handler) continue;
            const { status } = await ask(handler, request, known);
            // What support may change but not delete, admins do: there a refusal is right too.
            if (may ? status === 403 && !adminsAlone(id) : status !== 403) faults.push(`${id} ${kind}: ${status}`);
          }
        }
      };
      expect(inAreas(reached).length).toBeGreaterThan(10);
      expect(inAreas(closed).length).toBeGreaterThan(10);
      await visit(inAreas(reached), true);
      await visit(inAreas(closed), false);
      expect(faults).toEqual([]);
    });
  }

  test("is a matter of permissions that no one holds on both sides", () => {
    const of = (role: "support" | "finance") => permissionsOf[role].filter((permission) => !/^(overview|users):/.test(permission));
    expect(of("finance").filter((permission) => !/^(payments|subscriptions|reports):/.test(permission))).toEqual([]);
    expect(of("support").filter((permission) => !/^(chats|tool-calls|usage):/.test(permission))).toEqual([]);
  });

  test("explains its own numbers, and none of a chat", async ({ db }) => {
    await makeProduct(db);
    const [finance, support] = [await signedIn(db, "finance"), await signedIn(db, "support")];
    const { loader } = routeModules.get("_staff.numbers.$numberId")!;
    const statusFor = async (person: typeof finance, id: string) =>
      (await ask(loader!, person.get(`/numbers/${id}`), { numberId: id })).status;
    for (const { id, permission } of numbers) {
      if (/^(payments|subscriptions|reports):/.test(permission)) {
        expect([id, await statusFor(finance, id), await statusFor(support, id)]).toEqual([id, 200, 403]);
      } else if (/^(chats|tool-calls|usage):/.test(permission)) {
        expect([id, await statusFor(finance, id), await statusFor(support, id)]).toEqual([id, 403, 200]);
      }
    }
  });
});

/** Of the areas above, what only an admin may do. */
function adminsAlone(id: string): boolean {
  return /delete|reveal|\.usage\.\$usageId_\.(set|reset)$/.test(id);
}
