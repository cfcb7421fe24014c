import { eq } from "drizzle-orm";
import { account, amadeusTokens, session } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { signedIn } from "../helpers/request.ts";
import { makeProduct, SECRET } from "../routes/product.ts";
import { addressOf, ask, routeModules } from "../routes/route-modules.ts";

describe("what a loader says", () => {
  test("holds no session's token, no password or its hash, and no account's tokens", { timeout: 120_000 }, async ({ db }) => {
    const params = await makeProduct(db);
    const admin = await signedIn(db, "admin");
    const [own] = await db.select().from(session).where(eq(session.userId, admin.user.id));
    const [credential] = await db.select().from(account).where(eq(account.userId, admin.user.id));
    const [amadeus] = await db.select().from(amadeusTokens);
    expect(amadeus!.accessToken).toContain(SECRET);
    const secrets = [SECRET, own!.token, credential!.password!, admin.cookie.split("=")[1]!];
    const leaks: string[] = [];
    for (const [id, { loader }] of routeModules) {
      if (!loader) continue;
      // The person who looks is looked at too: their own session is the one whose token still opens doors.
      for (const userId of [params.userId!, admin.user.id]) {
        const seen = { ...params, userId, ...(userId === admin.user.id && { sessionId: own!.id }) };
        const answer = await ask(loader, admin.get(addressOf(id, seen)), seen);
        const text = await answer.text();
        if (secrets.some((secret) => text.includes(secret))) leaks.push(id);
      }
    }
    expect(leaks).toEqual([]);
  });
});
