import { expect, test } from "vitest";
import { wordsOfTriggersRun } from "../../lib/db/fill-payment-columns.server.ts";

test("who may not keep triggers out is told to let them run first, and of a grant only where there is such a grant", () => {
  const said = [140_012, 150_000].map((version) => wordsOfTriggersRun(["stamped"], "shop", version));
  for (const words of said) expect(words).toMatch(/\(stamped\).*: let them run, .*--let-triggers-run;.*superuser/);
  expect(said.map((words) => words.includes("grant set on parameter session_replication_role to shop"))).toEqual([false, true]);
});
