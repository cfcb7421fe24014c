import type { Page } from "playwright-core";
import { nthId } from "./change-page.ts";
import { addressOf, allowConsole, describe, eventually, expect, headingOf, open, scriptsRun, signIn, test } from "./staff-page.ts";

const areas = (page: Page) => page.getByRole("navigation", { name: "Areas" }).getByRole("link").allInnerTexts();
const summaryOf = (page: Page, label: string) => page.getByRole("banner").locator("summary", { hasText: label });

async function signOut(page: Page): Promise<void> {
  await summaryOf(page, "Account of").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in$/);
}

describe("signing in", () => {
  test("says that the password is wrong, keeps the e-mail, and then leads on to the page that was asked for", async ({ page }) => {
    allowConsole(/401/);
    await open(page, "/payments?status=failed");
    expect(addressOf(page)).toBe(`/sign-in?next=${encodeURIComponent("/payments?status=failed")}`);
    await page.getByLabel("E-mail").fill("admin@purser.example");
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("E-mail or password is wrong.").waitFor();
    expect(await page.getByLabel("E-mail").inputValue()).toBe("admin@purser.example");

    await signIn(page, "admin", { next: "/payments?status=failed" });
    await eventually(() => addressOf(page)).toBe("/payments?status=failed");
    await page.getByRole("list", { name: "Filters" }).getByTitle("Failed", { exact: true }).waitFor();
  });

  test("refuses what is no e-mail before it asks anybody", async ({ page }) => {
    allowConsole(/400/);
    await open(page, "/sign-in");
    await page.getByLabel("E-mail").fill("nobody");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("That is no e-mail address.").waitFor();
    await page.getByRole("alert").getByText("Type your password.").waitFor();
    expect(await page.getByLabel("E-mail").inputValue()).toBe("nobody");
  });

  test("never leads to another site", async ({ page }) => {
    await signIn(page, "finance", { next: "//elsewhere.example/payments" });
    await eventually(() => addressOf(page)).toBe("/");
  });

  test("works without scripts, and so does signing out", async ({ newPage }) => {
    const page = await newPage({ javaScriptEnabled: false });
    await signIn(page, "support", { next: "/tool-calls" });
    expect(addressOf(page)).toBe("/tool-calls");
    await signOut(page);
    await page.goto("/tool-calls");
    expect(addressOf(page)).toBe(`/sign-in?next=${encodeURIComponent("/tool-calls")}`);
  });
});

test("signing out ends the session: no page opens any more, nor does Back", async ({ newPage }) => {
  const page = await newPage();
  await signIn(page, "finance");
  await open(page, "/users");
  const cookies = await page.context().cookies();
  await signOut(page);
  await page.goBack();
  await page.waitForURL("**/sign-in?next=%2Fusers");

  // The cookie itself is worth nothing any more, should somebody have kept it.
  await page.context().addCookies(cookies);
  await page.goto("/users");
  expect(addressOf(page)).toBe("/sign-in?next=%2Fusers");
});

test("a person without a role is told so, and can sign out", async ({ admin, newPage }) => {
  allowConsole(/403/);
  const person = await newPage();
  await signIn(person, "finance");
  await open(admin, "/users?q=finance%40purser.example");
  await admin.locator("[data-row-link]").click();
  await admin.waitForURL(/\/users\/[^?]+$/);
  const { pathname } = new URL(admin.url());
  await setFinanceRole(admin, pathname, false);
  try {
    expect(await open(person, "/payments")).toBe(403);
    expect(await headingOf(person)).toBe("You may not open this");
    expect(await person.locator("main").innerText()).toContain("finance@purser.example is signed in, but has no role in this dashboard.");
    expect(await person.getByRole("navigation", { name: "Areas" }).count()).toBe(0);
    await person.getByRole("button", { name: "Sign out" }).click();
    await person.waitForURL(/\/sign-in$/);
    await person.goto("/");
    expect(addressOf(person)).toBe("/sign-in");
  } finally {
    await setFinanceRole(admin, pathname, true);
  }
});

async function setFinanceRole(admin: Page, userPath: string, granted: boolean): Promise<void> {
  await open(admin, `${userPath}/roles`);
  await admin.getByLabel("Finance").setChecked(granted);
  await admin.getByRole("button", { name: "Save roles" }).click();
  await admin.waitForURL((url) => url.pathname === userPath);
}

describe("each role", () => {
  const lists = {
    Overview: "/",
    Users: "/users",
    Chats: "/chats",
    Tags: "/tags",
    Messages: "/messages",
    "Tool calls": "/tool-calls",
    Usage: "/usage",
    Subscriptions: "/subscriptions",
    Payments: "/payments",
    "Money report": "/reports/money",
    "Subscription report": "/reports/subscriptions",
    Entitlements: "/entitlements",
    Unlinked: "/unlinked",
    Suspicious: "/reports/suspicious",
    Exports: "/exports",
    Numbers: "/numbers",
    Tokens: "/tokens",
    Audit: "/audit",
    Database: "/database",
    Staff: "/users?staffRole=admin&staffRole=support&staffRole=finance",
  };
  type Area = keyof typeof lists;
  const everything = Object.keys(lists) as Area[];
  const opens: Record<"admin" | "support" | "finance", Area[]> = {
    admin: everything,
    support: ["Overview", "Users", "Chats", "Tags", "Messages", "Tool calls", "Usage", "Exports", "Numbers"],
    finance: [
      ...["Overview", "Users", "Subscriptions", "Payments", "Money report", "Subscription report"],
      ...["Entitlements", "Unlinked", "Suspicious", "Exports", "Numbers"],
    ] as Area[],
  };

  test.for(["admin", "support", "finance"] as const)("%s sees what it may open, and opens it", async (role, { pageAs }) => {
    const page = await pageAs(role);
    await open(page, "/");
    expect(await areas(page)).toEqual(opens[role]);
    for (const area of opens[role]) {
      await page.getByRole("navigation", { name: "Areas" }).getByRole("link", { name: area, exact: true }).click();
      await eventually(() => addressOf(page)).toBe(lists[area]);
      await eventually(() => headingOf(page)).toBe(area);
    }
  });

  const onUser = ["edit", "roles", "ban", "unban", "delete", "revoke-sessions"];
  const onMoney = ["edit", "link", "unlink"];

  test.for(["support", "finance"] as const)(
    "%s gets the 403 page for what others may open, also when the address is typed",
    async (role, { pageAs, reader }) => {
      allowConsole(/403/);
      const page = await pageAs(role);
      const user = `/users/${await nthId(reader, "/users", 0)}`;
      const payment = `/payments/${await nthId(reader, "/payments", 0)}`;
      const subscription = `/subscriptions/${await nthId(reader, "/subscriptions", 0)}`;
      const call = `/tool-calls/${await nthId(reader, "/tool-calls?status=running", 0)}`;
      const usage = `/usage/${encodeURIComponent(await nthId(reader, "/usage", 0))}`;
      const closedLists = everything.filter((area) => !opens[role].includes(area) && area !== "Staff").map((area) => lists[area]);
      const closedTo = {
        support: [
          payment,
          ...onMoney.flatMap((verb) => [`${payment}/${verb}`, `${subscription}/${verb}`]),
          `${usage}/set`,
          `${usage}/reset`,
        ],
        finance: [call, `${call}/move?to=canceled`, usage, `${usage}/set`],
      };
      for (const path of [...closedLists, ...onUser.map((verb) => `${user}/${verb}`), ...closedTo[role]]) {
        const response = await page.goto(path);
        expect(`${path} ${response?.status()}`).toBe(`${path} 403`);
        expect(await headingOf(page)).toBe("You may not open this");
        expect(await page.locator("main").innerText()).toMatch(/Your role \(\w+\) does not allow this\. A person with the role admin/);
      }
      // The file behind a list is guarded like the list; these have none.
      const withoutFile = [
        ...["/tokens", "/tags", "/unlinked", "/database"],
        ...["/reports/money", "/reports/subscriptions", "/reports/suspicious"],
      ];
      for (const path of closedLists.filter((each) => !withoutFile.includes(each)))
        expect((await page.request.get(`${path}.csv`)).status()).toBe(403);

      // The frame stays, so there is a way on.
      await scriptsRun(page);
      expect(await areas(page)).toEqual(opens[role]);
      await page.getByRole("link", { name: "Go to the overview" }).click();
      await eventually(() => headingOf(page)).toBe("Overview");
    },
  );
});

test("the theme is chosen in the top bar and stays, without a flash", async ({ pageAs }) => {
  const page = await pageAs("support", { colorScheme: "light" });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await open(page, "/users");
  const light = await background();
  for (const [choice, theme] of [
    ["Dark", "dark"],
    ["Light", "light"],
    ["System", "system"],
  ] as const) {
    await summaryOf(page, "Theme:").click();
    await page.getByRole("button", { name: choice, exact: true }).click();
    await eventually(() => page.locator("html").getAttribute("class")).toBe(theme);
    if (theme === "dark") await eventually(background).not.toBe(light);
    else await eventually(background).toBe(light);
    await page.keyboard.press("Escape");
    // The server's own answer has it already: nothing is painted in the other theme first.
    await eventually(async () => (await page.request.get("/users")).text()).toContain(`class="${theme}"`);
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await eventually(background).not.toBe(light);
});

test("⌘K finds a page and searches the lists", async ({ admin: page }) => {
  await open(page, "/");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Search" }).waitFor();
  await page.keyboard.type("usag");
  await page.keyboard.press("Enter");
  await eventually(() => addressOf(page)).toBe("/usage");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("ada@example.org");
  await page.getByRole("option", { name: "Search users for “ada@example.org”" }).click();
  await eventually(() => addressOf(page)).toBe("/users?q=ada%40example.org");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await scriptsRun(page);
});
