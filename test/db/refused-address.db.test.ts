import { inject } from "vitest";
import { openDatabase } from "../../lib/db/open-database.server.ts";
import { expect, test, testDriver } from "../helpers/database-test.ts";

const onServer = test.skipIf(testDriver === "pglite");

/** The message of opening the test server's address after `change`. */
async function refusal(change: (url: URL) => void): Promise<string> {
  const url = new URL(inject("postgresUrl"));
  change(url);
  const neonWsProxy = testDriver === "neon" ? inject("neonWsProxy") : undefined;
  const error = await openDatabase({ databaseUrl: url.href, databaseDriver: testDriver, neonWsProxy, dataDir: "unused" }).catch(
    (e: Error) => e,
  );
  return (error as Error).message;
}

onServer("a wrong password is said in one line, which does not hold it", async () => {
  const message = await refusal((url) => {
    url.password = "wr0ng";
  });
  expect(message).toMatch(/^The database at 127\.0\.0\.1:\d+\/postgres cannot be reached \(driver \w+\): .*password authentication failed/);
  expect(message).not.toMatch(/\n|wr0ng/);
});

onServer("a database that is not there is named", async () => {
  const message = await refusal((url) => {
    url.pathname = "/nowhere";
  });
  expect(message).toMatch(
    /^The database at 127\.0\.0\.1:\d+\/nowhere cannot be reached \(driver \w+\): database "nowhere" does not exist$/,
  );
  expect(message).not.toContain(new URL(inject("postgresUrl")).password);
});
