import type { Page } from "playwright-core";
import { nthId, save } from "./change-page.ts";
import { addressOf, allowConsole, describe, eventually, expect, headingOf, open, test } from "./staff-page.ts";

const leaving = (page: Page) => page.getByRole("dialog", { name: "Leave without saving?" });

async function openForm(page: Page, index: number): Promise<string> {
  const id = await nthId(page, "/payments?status=failed&sort=createdAt", index);
  await open(page, `/payments/${id}`);
  await page.getByRole("link", { name: /^Correct/ }).click();
  await eventually(() => headingOf(page)).toBe("Correct the status");
  return id;
}

describe("leaving a form", () => {
  test("asks where something was typed, and what was typed stays when one stays", async ({ pageAs }) => {
    const page = await pageAs("finance");
    const id = await openForm(page, 0);
    await page.getByLabel("Reason").fill("Half a sentence");
    const leave = {
      "a link": () => page.getByRole("navigation", { name: "Areas" }).getByRole("link", { name: "Users" }).click(),
      Back: () => page.goBack({ waitUntil: "commit" }).catch(() => {}),
      "the form's own way out": () => page.locator("main").getByRole("link", { name: "Cancel" }).click(),
    };
    for (const [how, go] of Object.entries(leave)) {
      await go();
      await leaving(page).waitFor();
      await leaving(page).getByRole("button", { name: "Stay" }).click();
      await leaving(page).waitFor({ state: "hidden" });
      expect(addressOf(page), how).toBe(`/payments/${id}/edit`);
      expect(await page.getByLabel("Reason").inputValue(), how).toBe("Half a sentence");
    }
    await page.getByRole("navigation", { name: "Areas" }).getByRole("link", { name: "Users" }).click();
    await leaving(page).getByRole("button", { name: "Leave" }).click();
    await eventually(() => addressOf(page)).toBe("/users");
  });

  test("asks before the window is closed or loaded anew", async ({ pageAs }) => {
    const page = await pageAs("finance");
    await openForm(page, 1);
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      dialog.accept().catch(() => {});
    });
    await page.getByLabel("Reason").fill("Half a sentence");
    await page.reload();
    expect(asked).toEqual(["beforeunload"]);
  });

  test("asks also after the server has refused what was sent", async ({ admin: page }) => {
    allowConsole(/422/);
    const id = await nthId(page, "/users?role=user&plan=none&sort=createdAt", 22);
    await open(page, `/users/${id}/edit`);
    await page.getByLabel("E-mail", { exact: true }).fill("finance@purser.example");
    await page.getByRole("button", { name: "Save user", exact: true }).click();
    await page.getByRole("alert").getByText("Another user has this e-mail already.").waitFor();
    await page.locator("main").getByRole("link", { name: "Cancel" }).click();
    await leaving(page).getByRole("button", { name: "Leave" }).click();
    await eventually(() => addressOf(page)).toBe(`/users/${id}`);
  });

  test("asks nothing where nothing was typed, nor once it is saved", async ({ pageAs }) => {
    const page = await pageAs("finance");
    const id = await openForm(page, 2);
    await page.locator("main").getByRole("link", { name: "Cancel" }).click();
    await eventually(() => addressOf(page)).toBe(`/payments/${id}`);

    await page.getByRole("link", { name: /^Correct/ }).click();
    await page.getByLabel("Status").selectOption("cancelled");
    await page.getByLabel("Reason").fill("Never went through");
    await save(page, "Save status", "Status corrected");
    expect(await leaving(page).count()).toBe(0);
  });
});

describe("invalid input", () => {
  test("is told at the top and at its field, and keeps what was typed", async ({ admin: page }) => {
    const id = await nthId(page, "/users?role=user&plan=none&sort=createdAt", 20);
    const taken = await nthId(page, "/users?q=finance%40purser.example", 0);
    await open(page, `/users/${id}/edit`);
    await page.getByLabel("Name").fill("   ");
    await page.getByLabel("E-mail", { exact: true }).fill("no address");
    await page.getByRole("button", { name: "Save user", exact: true }).click();
    const summary = page.getByRole("alert");
    await summary.getByText("2 things need your attention").waitFor();
    await eventually(() => summary.evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await page.getByLabel("E-mail", { exact: true }).inputValue()).toBe("no address");
    expect(await page.getByLabel("E-mail", { exact: true }).getAttribute("aria-invalid")).toBe("true");
    await summary.getByRole("link", { name: "Enter a name." }).click();
    expect(await page.getByLabel("Name").evaluate((field) => field === document.activeElement)).toBe(true);

    // What only the server can know is told in the same place.
    allowConsole(/422/);
    await page.getByLabel("Name").fill("A name");
    await page.getByLabel("E-mail", { exact: true }).fill("Finance@purser.example");
    await page.getByRole("button", { name: "Save user", exact: true }).click();
    await summary.getByText("Another user has this e-mail already.").waitFor();
    expect(await page.getByLabel("Name").inputValue()).toBe("A name");
    expect(await page.getByLabel("E-mail", { exact: true }).inputValue()).toBe("Finance@purser.example");
    expect(taken).not.toBe(id);
  });

  test("without scripts too", async ({ pageAs }) => {
    allowConsole(/4(00|22)/);
    const page = await pageAs("admin", { javaScriptEnabled: false });
    await page.goto("/users?role=user&plan=none&sort=createdAt");
    await page.locator("[data-row-link]").nth(21).click();
    await page.getByRole("link", { name: "Change roles" }).click();
    await page.goBack();
    await page.getByRole("link", { name: "Correct name or e-mail" }).click();
    await page.getByLabel("Name").fill("Typed without scripts");
    await page.getByLabel("E-mail", { exact: true }).fill("no address");
    await page.getByLabel("E-mail verified").selectOption("no");
    await page.getByRole("button", { name: "Save user", exact: true }).click();
    await page.getByRole("alert").getByText("Enter an e-mail address, such as name@example.com.").waitFor();
    expect(await page.getByLabel("Name").inputValue()).toBe("Typed without scripts");
    expect(await page.getByLabel("E-mail", { exact: true }).inputValue()).toBe("no address");
    expect(await page.getByLabel("E-mail verified").inputValue()).toBe("no");

    await page.getByLabel("E-mail", { exact: true }).fill("finance@purser.example");
    await page.getByRole("button", { name: "Save user", exact: true }).click();
    await page.getByRole("alert").getByText("Another user has this e-mail already.").waitFor();
    expect(await page.getByLabel("Name").inputValue()).toBe("Typed without scripts");
    expect(await page.getByLabel("E-mail verified").inputValue()).toBe("no");
  });
});
