import { factOf, nthId } from "./change-page.ts";
import { readPdf } from "./pdf.ts";
import { describe, expect, open, test } from "./staff-page.ts";

const bare = (text: string) => text.replaceAll(/\s/g, "");

describe("a payment on paper", () => {
  for (const format of ["A4", "Letter"]) {
    test(`is one clean sheet of ${format}`, async ({ pageAs }) => {
      const page = await pageAs("finance");
      for (const list of [
        "/payments?refunded=yes",
        "/payments?disputed=yes",
        "/payments?status=failed",
        "/payments?suspicious=unreadable",
      ]) {
        const id = await nthId(page, list, 0);
        await open(page, `/payments/${id}`);
        const [total, tax, refunded] = await Promise.all(["Total, with tax", "Tax", "Refunded"].map((label) => factOf(page, label)));
        const { pages, text } = readPdf(await page.pdf({ format }));
        expect(pages, list).toBe(1);
        for (const amount of [total!, tax!, refunded!]) expect(text, list).toContain(bare(amount));
        // Ids are whole, and links are written out.
        expect(text, list).toContain(id);
        expect(text, list).toMatch(/PrintedbyFayFinance,\d/);
        for (const ofTheScreen of ["Signout", "Search", "Correctstatus", "Copy", "History"]) expect(text, list).not.toContain(ofTheScreen);
      }
    });
  }

  test("names its user and its subscription by their addresses, and says net and settlement", async ({ pageAs }) => {
    const page = await pageAs("finance");
    const subscription = await nthId(page, "/subscriptions?status=active&withoutUser=no", 0);
    const id = await nthId(page, `/payments?subscription=${subscription}&status=succeeded&withoutUser=no`, 0);
    await open(page, `/payments/${id}`);
    const [net, settlement] = await Promise.all(["Net", "Settlement"].map((label) => factOf(page, label)));
    const user = await page.locator("main").getByRole("link").filter({ hasText: "@" }).first().getAttribute("href");
    const { text } = readPdf(await page.pdf({ format: "A4" }));
    for (const part of [net!, settlement!.split("(")[0]!, user!, `/subscriptions/${subscription}`]) expect(text).toContain(bare(part));
  });

  test("stays one sheet with five refunds, three disputes and a cart of four", async ({ pageAs }) => {
    const page = await pageAs("finance");
    await open(page, `/payments/${await nthId(page, "/payments?refunded=yes", 0)}`);
    // No payment of the demo has so many: its one row stands for each of them.
    await page.locator("[data-sheet]").evaluate((sheet) => {
      const refunds = sheet.querySelector("section:has(> table)")!;
      const row = refunds.querySelector("tbody tr")!;
      for (let more = 1; more < 3; more++) row.after(row.cloneNode(true));
      refunds.after(refunds.cloneNode(true));
      for (let more = 0; more < 2; more++) row.after(row.cloneNode(true));
      const line = sheet.querySelector("dl > div")!;
      for (let more = 0; more < 4; more++) line.after(line.cloneNode(true));
    });
    for (const format of ["A4", "Letter"]) expect(readPdf(await page.pdf({ format })).pages, format).toBe(1);
  });

  test("is light in the dark theme, and has no button of the screen's", async ({ pageAs }) => {
    const page = await pageAs("finance", { colorScheme: "dark" });
    await open(page, `/payments/${await nthId(page, "/payments?refunded=yes", 0)}`);
    await page.getByRole("button", { name: "Print" }).waitFor();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("light");
    expect(await page.getByRole("button").filter({ visible: true }).count()).toBe(0);
    expect(await page.locator("[data-sheet]").isVisible()).toBe(true);
    expect(await page.locator("main").innerText()).toMatch(/^Payment of/);
  });
});
