import { readFileSync } from "node:fs";
import { readXlsx } from "hucre/xlsx";
import { download, totalOf } from "./list-page.ts";
import { describe, eventually, expect, open, scriptsRun, test } from "./staff-page.ts";

describe("an export", () => {
  test("begins with its figures, holds the chosen columns, and tells how it ended", async ({ pageAs }) => {
    const page = await pageAs("finance");
    await open(page, "/payments?status=succeeded&total=exact");
    const total = (await totalOf(page))!;
    await page.locator("summary", { hasText: /^Export$/ }).click();
    await page.getByRole("group", { name: "Export" }).getByRole("link", { name: "Columns, CSV or XLSX" }).first().click();
    await page.waitForURL(/\/exports\/new/);
    await eventually(() => page.locator("[data-rows]").getAttribute("data-rows")).toBe(String(total));
    await page.getByRole("checkbox", { name: "customer_email", exact: true }).uncheck();
    const file = await download(page, page.getByRole("button", { name: /^Download / }));
    expect(file.header).not.toContain("customer_email");
    expect(file.rows.length).toBe(total);
    expect(file.last).toBe(`# complete: ${total} rows`);
    const under = page.getByRole("region", { name: "The export under way" });
    await under.getByText("Finished").waitFor();
    await under.getByRole("link", { name: "Its own page" }).click();
    await page.waitForURL(/\/exports\/[0-9a-f-]{36}$/);
    await page.getByRole("heading", { name: "Export: Payments" }).waitFor();
    await page.goto("/exports");
    expect(await page.locator("tr[data-row]").first().innerText()).toMatch(/Payments[\s\S]*Status is succeeded[\s\S]*CSV[\s\S]*Finished/);
  });

  test("can be taken twice from the page of many picked rows, each told by its own progress", async ({ pageAs }) => {
    const page = await pageAs("finance");
    await open(page, "/exports/new");
    const posted = page.waitForResponse((response) => response.request().method() === "POST");
    await page.evaluate(() => {
      const form = Object.assign(document.createElement("form"), { method: "post", action: "/exports/new" });
      for (const [name, value] of [
        ["list", "payments"],
        ["ids", "none-1 none-2"],
      ]) {
        form.append(Object.assign(document.createElement("input"), { name, value }));
      }
      document.body.append(form);
      form.submit();
    });
    await posted;
    await scriptsRun(page);
    const runs: (string | null)[] = [];
    for (let n = 0; n < 2; n++) {
      const file = await download(page, page.getByRole("button", { name: /^Download / }));
      expect(file.last).toBe("# complete: 0 rows");
      const under = page.getByRole("region", { name: "The export under way" });
      await under.getByText("Finished").waitFor();
      runs.push(await under.getByRole("link", { name: "Its own page" }).getAttribute("href"));
    }
    expect(new Set(runs).size).toBe(2);
    for (const run of runs) expect(await (await page.request.get(`${run}/progress`)).json()).toMatchObject({ status: "finished" });
  });

  test("works without scripts, as XLSX", async ({ pageAs }) => {
    const page = await pageAs("finance", { javaScriptEnabled: false });
    await page.goto("/exports/new?list=subscriptions&status=active");
    const rows = Number(await page.locator("[data-rows]").getAttribute("data-rows"));
    await page.getByLabel("XLSX").check();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: /^Download / }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toMatch(/^purser-subscriptions-.*\.xlsx$/);
    const { sheets } = await readXlsx(new Uint8Array(readFileSync(await file.path())));
    expect(sheets.map(({ name }) => name)).toEqual(["subscriptions", "Manifest"]);
    expect(sheets[0]!.rows.length - 1).toBe(rows);
    expect(sheets[1]!.rows.at(-1)![0]).toBe(`complete: ${rows} rows`);
  });
});
