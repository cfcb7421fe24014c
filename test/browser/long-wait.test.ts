import { test } from "./purser-on-postgres.ts";
import { expect, scriptsRun } from "./staff-page.ts";

test("a page that waits long says what it may be waiting for, until it is there", async ({ adminAt }) => {
  const page = await adminAt("/");
  await scriptsRun(page);
  let goOn = () => {};
  const held = new Promise<void>((done) => {
    goOn = done;
  });
  await page.route("**/users.data*", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("link", { name: "Users", exact: true }).first().click();
  await page.getByRole("progressbar", { name: "Loading" }).waitFor();
  const hint = page.getByText("Still waiting: a database that was asleep needs some seconds");
  await hint.waitFor();
  goOn();
  await page.waitForURL("**/users");
  await expect.poll(() => hint.count()).toBe(0);
});
