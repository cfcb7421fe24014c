import { entitlementList, entitlementSentence, plainSentence } from "../../lib/entitlements/entitlement.ts";
import { countVerdicts, listEntitlements } from "../../lib/entitlements/list-entitlements.server.ts";
import { type RedVerdict, redVerdict } from "../../lib/entitlements/verdict.ts";
import { getUser } from "../../lib/users/get-user.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { seeded } from "../helpers/seeded.ts";
import { walkBothWays } from "../list/walk.ts";
import { clearMoney, now } from "./plant.ts";
import { isRunning, makeRandomMoney, verdictsOf } from "./random-money.ts";

describe("on random subscriptions and payments", () => {
  test("the list, its counts and each user's page say what the rules' words say", { timeout: 240_000 }, async ({ db }) => {
    const { seed, numRuns } = seeded(6);
    const seen = new Set<RedVerdict>();
    for (let run = 0; run < numRuns; run++) {
      await clearMoney(db);
      const { users, subscriptions, payments } = await makeRandomMoney(db, seed + run);
      const expected = new Map(users.map((id) => [id, verdictsOf(id, subscriptions, payments)]));
      const withPlan = users.filter((id) => subscriptions.some((one) => one.userId === id && isRunning(one)));
      const having = (verdict: RedVerdict) => users.filter((id) => expected.get(id)!.has(verdict)).sort();

      for (const id of users) {
        const page = await getUser(db, id, { entitlementAt: now });
        const verdicts = new Set(page!.entitlement!.findings.map((finding) => finding.verdict));
        expect([id, [...verdicts].sort()]).toEqual([id, [...expected.get(id)!].sort()]);
        for (const verdict of verdicts) seen.add(verdict);
        const sentence = plainSentence(entitlementSentence(page!.entitlement!, "UTC", now));
        expect([id, !/^(No plan|Not known): /.test(sentence)]).toEqual([id, withPlan.includes(id)]);
      }
      for (const verdict of redVerdict) {
        const { rows } = await listEntitlements(db, entitlementList.parse(`/entitlements?size=200&verdict=${verdict}`), now);
        expect([verdict, rows.map((row) => row.id).sort()]).toEqual([verdict, having(verdict)]);
      }
      const { rows: planned } = await listEntitlements(db, entitlementList.parse("/entitlements?size=200&verdict=plan"), now);
      expect(planned.map((row) => row.id).sort()).toEqual([...withPlan].sort());
      expect(await countVerdicts(db, now)).toEqual(Object.fromEntries(redVerdict.map((verdict) => [verdict, having(verdict).length])));

      const { forward, back } = await walkBothWays(entitlementList, { ...entitlementList.defaults, size: 3 }, (query) =>
        listEntitlements(db, query as typeof entitlementList.defaults, now),
      );
      expect([...forward].sort()).toEqual(users.filter((id) => expected.get(id)!.size > 0).sort());
      expect(back).toEqual(forward);
    }
    expect([...seen].sort()).toEqual([...redVerdict].sort());
  });
});
