import { addressOf, describe, eventually, expect, headingOf, open, test } from "./staff-page.ts";

describe("the unlinked desk", () => {
  for (const scripts of [true, false]) {
    test(`links in two presses and takes it back, ${scripts ? "with" : "without"} scripts`, async ({ pageAs }) => {
      const page = await pageAs("finance", { javaScriptEnabled: scripts });
      // Without scripts it stands in a noscript at the top, which Playwright's text search passes over.
      const said = (words: string) =>
        eventually(async () =>
          (scripts ? await page.getByText(words).allTextContents() : await page.locator("noscript").allTextContents()).join(),
        ).toContain(words);
      const go = (path: string) => (scripts ? open(page, path) : page.goto(path));
      await go("/unlinked?size=200");
      await page.locator("tbody > tr", { hasText: "Strong" }).first().locator("[data-row-link]").click();
      await page.waitForURL(/\/unlinked\/payment\/[^/]+$/);
      const at = addressOf(page);
      await page
        .getByRole("button", { name: /^Link to / })
        .first()
        .click();
      await page.getByText(/^This payment is linked to /).waitFor();
      await said("Payment linked. You can undo this here.");
      expect(addressOf(page)).toBe(at);
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByRole("heading", { name: /^Who it may belong to/ }).waitFor();
      await said("Link undone");
      expect(await headingOf(page)).toMatch(/^Whose payment of .+ is this\?$/);
    });
  }

  test("shows what a bulk link would do before it does it", async ({ pageAs }) => {
    const page = await pageAs("finance");
    await open(page, "/unlinked");
    await page.getByRole("link", { name: /^Link all with strong evidence/ }).click();
    await page.getByRole("heading", { name: "Link payments with strong evidence" }).waitFor();
    const rows = await page.locator("main tbody > tr").count();
    expect(rows).toBeGreaterThan(0);
    await page.getByRole("button", { name: new RegExp(`^Link ${rows} payments?$`) }).waitFor();
  });
});

test("the entitlements begin with the red verdicts, each with its rule and the rows that prove it", async ({ pageAs }) => {
  const page = await pageAs("finance");
  await open(page, "/entitlements");
  await page
    .getByRole("link", { name: /^Refunded in full yet active/ })
    .first()
    .click();
  await page.waitForURL(/verdict=refunded_yet_active/);
  await page.locator("[data-row-link]").first().click();
  await page.waitForURL(/\/users\/.+#entitlement$/);
  const section = page.locator("#entitlement");
  await section.getByText(/^Refunded in full yet active, since /).waitFor();
  await section.getByRole("link", { name: "1 payment" }).click();
  await page.waitForURL(/\/payments\?id=/);
  await eventually(() => page.locator("[data-row-link]").count()).toBe(1);
});
