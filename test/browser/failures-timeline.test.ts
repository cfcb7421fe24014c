import { nthId } from "./change-page.ts";
import { totalOf } from "./list-page.ts";
import { addressOf, describe, eventually, expect, headingOf, open, test } from "./staff-page.ts";

describe("failures", () => {
  test("each number leads to as many calls", async ({ pageAs }) => {
    const page = await pageAs("support");
    await open(page, "/tool-calls");
    await page.getByRole("link", { name: "Failures", exact: true }).click();
    await eventually(() => headingOf(page)).toBe("Failures");
    const rows = page.locator("tr[data-failure]");
    expect(await rows.count()).toBeGreaterThan(3);
    for (const place of [0, 1, 2]) {
      await open(page, "/tool-calls/failures?createdAt.from=2020-01-01");
      const calls = rows.nth(place).locator("[data-calls]");
      const count = Number((await calls.innerText()).replaceAll(",", ""));
      await calls.click();
      await page.waitForURL((url) => url.pathname === "/tool-calls");
      await eventually(() => totalOf(page)).toBe(count);
    }
  });

  test("can be kept to a tool and ordered, and open the newest example", async ({ pageAs }) => {
    const page = await pageAs("support");
    await open(page, "/tool-calls/failures?createdAt.from=2020-01-01");
    const tool = await page.locator("tr[data-failure] td:nth-child(2)").first().innerText();
    await page.locator("summary", { hasText: "Tool any" }).click();
    await page.getByRole("group", { name: "Tools", exact: true }).getByLabel(tool, { exact: true }).check();
    await page.getByRole("group", { name: "Tools", exact: true }).getByRole("button", { name: "Apply" }).click();
    await eventually(async () => new Set(await page.locator("tr[data-failure] td:nth-child(2)").allInnerTexts())).toEqual(new Set([tool]));
    await page.getByRole("link", { name: "Last seen" }).click();
    await eventually(() => new URL(page.url()).searchParams.get("sort")).toBe("-lastSeen");
    await page.locator("tr[data-failure] summary").first().click();
    await page.getByRole("link", { name: "Open this call" }).first().click();
    await eventually(() => headingOf(page)).toBe(tool);
    await page.getByRole("link", { name: "others that failed like this" }).click();
    await page.waitForURL((url) => url.searchParams.has("failure"));
  });
});

describe("a user's timeline", () => {
  test("is walked to its end and back, and kept to kinds", async ({ pageAs }) => {
    const page = await pageAs("admin");
    const userId = await nthId(page, "/users?q=avery.lindqvist@example.com", 0);
    await open(page, `/users/${userId}`);
    await page.getByRole("link", { name: "Timeline", exact: true }).click();
    await eventually(() => headingOf(page)).toBe("Timeline of Avery Lindqvist");
    const entries = () => page.locator("[data-entry]").evaluateAll((items) => items.map((item) => item.getAttribute("data-entry")));
    const first = await entries();
    expect(first.length).toBe(50);
    await page.getByRole("link", { name: "Older" }).click();
    await eventually(async () => (await entries())[0] !== first[0]).toBe(true);
    expect((await entries()).filter((entry) => first.includes(entry))).toEqual([]);
    await page.getByRole("link", { name: "Newer" }).click();
    await eventually(entries).toEqual(first);

    const kinds = () => page.locator("[data-entry]").evaluateAll((items) => items.map((item) => item.getAttribute("data-kind")));
    await page.getByRole("navigation", { name: "Kinds" }).getByRole("link", { name: "Payments" }).click();
    await eventually(async () => new Set(await kinds())).toEqual(new Set(["payment"]));
    await page.getByRole("navigation", { name: "Kinds" }).getByRole("link", { name: "Refunds" }).click();
    await eventually(async () => new Set(await kinds())).toEqual(new Set(["payment", "refund"]));
    expect(addressOf(page)).toBe(`/users/${userId}/timeline?kind=payment&kind=refund`);
  });

  test("offers support no money, and works without scripts", async ({ pageAs }) => {
    const page = await pageAs("support", { javaScriptEnabled: false });
    await page.goto("/users?q=avery.lindqvist@example.com");
    const path = await page.locator("[data-row-link]").first().getAttribute("href");
    await page.goto(`${path}/timeline`);
    const chips = page.getByRole("navigation", { name: "Kinds" }).getByRole("link");
    expect(await chips.allInnerTexts()).toEqual(["All", "Sign-ins", "Chats", "Tool failures", "Counters"]);
    await chips.filter({ hasText: "Sign-ins" }).click();
    expect(new Set(await page.locator("[data-entry]").evaluateAll((items) => items.map((item) => item.getAttribute("data-kind"))))).toEqual(
      new Set(["sign-in"]),
    );
  });
});
