import type { Page } from "playwright-core";
import { everyPage } from "./every-page.ts";
import { addFilter } from "./list-page.ts";
import { allowConsole, axeViolations, describe, expect, open, test } from "./staff-page.ts";

const aboutColours = ["color-contrast", "link-in-text-block"];

/** What axe finds in light and in dark, each line with its theme. Only colours differ between the two, so dark asks for these alone. */
async function inBothThemes(page: Page, within?: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  const light = await axeViolations(page, { within });
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await axeViolations(page, { within, only: aboutColours });
  return [...light.map((line) => `light: ${line}`), ...dark.map((line) => `dark: ${line}`)];
}

describe("axe finds nothing, in light and in dark", () => {
  test("on every page", { timeout: 480_000 }, async ({ admin: page }) => {
    const found: Record<string, string[]> = {};
    for (const { name, path } of await everyPage(page)) {
      expect(`${name} ${await open(page, path)}`).toBe(`${name} 200`);
      const violations = await inBothThemes(page);
      if (violations.length > 0) found[`${name} (${path})`] = violations;
    }
    expect(found).toEqual({});
  });

  test("where somebody is kept out, or nothing is there", async ({ page: stranger, pageAs }) => {
    allowConsole(/40[134]/);
    await open(stranger, "/sign-in");
    expect(await inBothThemes(stranger)).toEqual([]);
    await stranger.getByLabel("E-mail").fill("nobody@purser.example");
    await stranger.getByLabel("Password").fill("not the password");
    await stranger.getByRole("button", { name: "Sign in" }).click();
    await stranger.getByRole("alert").waitFor();
    expect(await inBothThemes(stranger)).toEqual([]);

    const person = await pageAs("support");
    for (const [path, status] of [
      ["/payments", 403],
      ["/users/nobody", 404],
      ["/no-such-page", 404],
    ] as const) {
      expect(await open(person, path)).toBe(status);
      expect(await inBothThemes(person)).toEqual([]);
    }
  });

  test("in what opens: menus, sheets, dialogs, errors and the bar of selected rows", async ({ admin: page }) => {
    await open(page, "/payments?size=25");
    await addFilter(page, "Status", (form) => form.getByLabel("Succeeded", { exact: true }).check());
    for (const summary of ["Filter", "Columns", "Export", "Views", "Status is", "Theme:", "Account of"]) {
      await page.locator("summary", { hasText: summary }).first().click();
      expect(await inBothThemes(page, "details[open]"), summary).toEqual([]);
      await page.keyboard.press("Escape");
    }
    await page.keyboard.press("Shift+?");
    await page.getByRole("dialog").waitFor();
    expect(await inBothThemes(page, "[role=dialog]")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    expect(await inBothThemes(page, "[role=dialog]")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await page.getByRole("region", { name: "Selected rows" }).waitFor();
    expect(await inBothThemes(page, "section[aria-label='Selected rows']")).toEqual([]);

    const row = await page.locator("[data-row-link]").first().getAttribute("href");
    await open(page, `${row}/edit`);
    await page.getByRole("button", { name: "Save status" }).click();
    await page.getByRole("alert").waitFor();
    expect(await inBothThemes(page)).toEqual([]);
    await page.getByLabel("Reason").fill("Half a sentence");
    await page.locator("main").getByRole("link", { name: "Cancel" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await inBothThemes(page, "[role=dialog]")).toEqual([]);
  });
});
