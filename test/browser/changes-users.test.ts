import type { Page } from "playwright-core";
import { countEntries, entryOf } from "./audit-page.ts";
import { factOf, nthId, post, save } from "./change-page.ts";
import { totalOf } from "./list-page.ts";
import { addressOf, allowConsole, describe, eventually, expect, forgetSession, headingOf, open, signIn, test } from "./staff-page.ts";

/** Users of the product without a plan, oldest first: the tests of this file change one each. */
const plainUsers = "/users?role=user&verified=yes&plan=none&sort=createdAt";
const user = (id: string) => ({ type: "user" as const, id });

async function idOf(admin: Page, email: string): Promise<string> {
  return nthId(admin, `/users?q=${encodeURIComponent(email)}`, 0);
}

test("name, e-mail and verification are corrected, and only what changed is recorded", async ({ admin, reader }) => {
  const id = await nthId(admin, plainUsers, 0);
  await open(admin, `/users/${id}`);
  const [name, email] = [await headingOf(admin), await factOf(admin, "E-mail")];
  await admin.getByRole("link", { name: "Correct name or e-mail" }).click();
  await admin.getByLabel("Name").fill("  Augusta Ada King ");
  await admin.getByLabel("E-mail", { exact: true }).fill("Augusta.King@Example.org");
  await admin.getByLabel("E-mail verified").selectOption("no");
  expect(await entryOf(reader, user(id), () => save(admin, "Save user", "User corrected"))).toEqual({
    action: "User: correct",
    who: "Ada Admin",
    reason: null,
    changes: {
      name: [name, "Augusta Ada King"],
      email: [email, "augusta.king@example.org"],
      emailVerified: ["yes", "no"],
    },
  });
  expect(await headingOf(admin)).toBe("Augusta Ada King");
  expect(await admin.locator("#history").innerText()).toContain("augusta.king@example.org");

  await open(admin, `/users/${id}/edit`);
  await admin.getByLabel("Name").fill("Ada King");
  const second = await entryOf(reader, user(id), () => save(admin, "Save user", "User corrected"));
  expect(second.changes).toEqual({ name: ["Augusta Ada King", "Ada King"] });
});

describe("roles", () => {
  test("role and staff roles are given and taken", async ({ admin, reader }) => {
    const id = await nthId(admin, plainUsers, 1);
    await open(admin, `/users/${id}/roles`);
    await admin.getByLabel("Role", { exact: true }).selectOption("admin");
    await admin.getByLabel("Support").check();
    await admin.getByLabel("Finance").check();
    expect(await entryOf(reader, user(id), () => save(admin, "Save roles", "Roles changed"))).toEqual({
      action: "User: change roles",
      who: "Ada Admin",
      reason: null,
      changes: { role: ["user", "admin"], staffRoles: [null, "support, finance"] },
    });
    expect(await factOf(admin, "Staff roles")).toMatch(/Support\s+by Ada Admin/);

    await open(admin, `/users/${id}/roles`);
    await admin.getByLabel("Role", { exact: true }).selectOption("user");
    await admin.getByLabel("Support").uncheck();
    const second = await entryOf(reader, user(id), () => save(admin, "Save roles", "Roles changed"));
    expect(second.changes).toEqual({ role: ["admin", "user"], staffRoles: ["support, finance", "finance"] });

    await open(admin, `/users/${id}/roles`);
    await admin.getByLabel("Finance").uncheck();
    const third = await entryOf(reader, user(id), () => save(admin, "Save roles", "Roles changed"));
    expect(third.changes).toEqual({ staffRoles: ["finance", null] });
  });

  test("nobody changes their own, not even past the page; so the last admin stays", async ({ admin, reader }) => {
    allowConsole(/40[0-9]|422/);
    const id = await idOf(admin, "admin@purser.example");
    await open(admin, `/users/${id}`);
    for (const closed of ["Change roles", "Ban", "Delete…"]) {
      expect(await admin.getByRole("link", { name: closed, exact: true }).count(), closed).toBe(0);
    }
    for (const [path, said] of [
      ["roles", "These are your own roles"],
      ["ban", "This is you"],
      ["delete", "This is you"],
    ]) {
      await open(admin, `/users/${id}/${path}`);
      await admin.getByText(said!).waitFor();
      expect(await admin.locator("main form").count()).toBe(0);
    }
    const before = await countEntries(reader, user(id));
    const forms = {
      roles: [{ version: "1", role: "user" }, "You cannot change your own roles. Ask another admin."],
      ban: [{ version: "1", reason: "no reason" }, "You cannot ban yourself. Ask another admin."],
      delete: [
        { version: "1", counted: "chats:0", confirmation: "admin@purser.example" },
        "You cannot delete yourself. Ask another admin.",
      ],
    } as const;
    for (const [verb, [form, refusal]] of Object.entries(forms)) {
      const { status, text } = await post(admin, `/users/${id}/${verb}`, form);
      expect(`${verb} ${status}`).toBe(`${verb} 403`);
      expect(text).toContain(refusal);
    }
    expect(await countEntries(reader, user(id))).toBe(before);
    expect(await open(admin, "/audit"), "still an admin").toBe(200);
  });
});

test("a ban holds at once, with its reason and end, until it is lifted", async ({ admin, reader, newPage }) => {
  allowConsole(/403/);
  const id = await idOf(admin, "finance@purser.example");
  const person = await newPage();
  forgetSession("finance");
  await signIn(person, "finance");

  await open(admin, `/users/${id}/ban`);
  await admin.getByLabel("Reason").fill("Shared the password");
  await admin.getByLabel("Until").fill("2001-01-01T10:00");
  await admin.getByRole("button", { name: "Ban user" }).click();
  await admin.getByRole("alert").getByText("This time is past.").waitFor();
  expect(await admin.getByLabel("Reason").inputValue()).toBe("Shared the password");
  allowConsole(/422/);

  await admin.getByLabel("Until").fill("2099-05-04T10:30");
  const entry = await entryOf(reader, user(id), () => save(admin, "Ban user", "User banned, "));
  const { sessionsRevoked, ...changes } = entry.changes;
  expect({ ...entry, changes }).toEqual({
    action: "User: ban",
    who: "Ada Admin",
    reason: "Shared the password",
    changes: {
      banned: ["no", "yes"],
      banReason: [null, "Shared the password"],
      banExpires: [null, "2099-05-04T10:30:00.000Z"],
    },
  });
  expect(Number(sessionsRevoked?.[1])).toBeGreaterThanOrEqual(1);
  expect(await factOf(admin, "Ban reason")).toBe("Shared the password");

  await person.goto("/payments");
  expect(addressOf(person)).toBe("/sign-in?next=%2Fpayments");
  await expect(signIn(person, "finance", { timeout: 2_000 })).rejects.toThrow();
  await person.getByText("This account is banned.").waitFor();

  await open(admin, `/users/${id}/ban`);
  expect(await admin.getByLabel("Until").inputValue()).toBe("2099-05-04T10:30");
  await admin.getByLabel("Until").fill("");
  const changed = await entryOf(reader, user(id), () => save(admin, "Save ban", "User banned"));
  expect(changed.changes.banExpires).toEqual(["2099-05-04T10:30:00.000Z", null]);

  await admin.getByRole("link", { name: "Lift ban" }).click();
  await admin.getByLabel("Reason").fill("It was somebody else");
  expect(await entryOf(reader, user(id), () => save(admin, "Lift ban", "Ban lifted"))).toEqual({
    action: "User: unban",
    who: "Ada Admin",
    reason: "It was somebody else",
    changes: { banned: ["yes", "no"], banReason: ["Shared the password", null] },
  });
  await signIn(person, "finance");
});

describe("sessions", () => {
  test("one is ended, the person's others go on; then all are", async ({ admin, reader, newPage }) => {
    const id = await idOf(admin, "support@purser.example");
    const [here, there] = [
      await newPage({ extraHTTPHeaders: { "X-Forwarded-For": "203.0.113.77" } }),
      await newPage({ extraHTTPHeaders: { "X-Forwarded-For": "203.0.113.78" } }),
    ];
    await signIn(here, "support");
    await signIn(there, "support");

    await open(admin, `/users/${id}`);
    expect(await admin.content(), "a session's token never reaches a browser").not.toContain(await tokenOf(here));
    await admin.locator("#sessions tr", { hasText: "203.0.113.77" }).first().getByRole("link", { name: "End" }).click();
    await eventually(() => factOf(admin, "IP address")).toBe("203.0.113.77");
    await admin.getByLabel("Reason").fill("Left open at the airport");
    const entry = await entryOf(reader, user(id), () => save(admin, "End session", "Session ended"));
    expect([entry.action, entry.reason]).toEqual(["User: revoke session", "Left open at the airport"]);
    expect(entry.changes.ipAddress).toEqual(["203.0.113.77", null]);
    await here.goto("/users");
    expect(addressOf(here)).toBe("/sign-in?next=%2Fusers");
    await there.goto("/users");
    expect(addressOf(there)).toBe("/users");

    const sessions = Number(await admin.locator("#sessions h2 span").innerText());
    await admin.getByRole("link", { name: "End all sessions" }).click();
    forgetSession("support");
    const counted = sessions === 1 ? "1 session" : `${sessions} sessions`;
    const all = await entryOf(reader, user(id), () => save(admin, `End ${counted}`, `${counted} ended`));
    expect(all).toEqual({
      action: "User: revoke sessions",
      who: "Ada Admin",
      reason: null,
      changes: { sessions: [String(sessions), "0"] },
    });
    await there.goto("/users");
    expect(addressOf(there)).toBe("/sign-in?next=%2Fusers");
  });

  async function tokenOf(page: Page): Promise<string> {
    const cookie = (await page.context().cookies()).find(({ name }) => name.endsWith("session_token"));
    return decodeURIComponent(cookie!.value).split(".")[0]!;
  }
});

test("a user is deleted after a preview that counts what goes and what stays", async ({ admin, reader }) => {
  allowConsole(/404|422/);
  const id = await payingUser(reader);
  await open(admin, `/users/${id}`);
  const email = (await factOf(admin, "E-mail")).split("\n")[0]!;
  const totals: Record<string, number> = {};
  for (const list of ["chats", "messages", "tool-calls", "payments", "subscriptions"]) {
    await reader.goto(`/${list}?user=${id}`);
    totals[list] = (await totalOf(reader))!;
  }
  const payment = await nthId(admin, `/payments?user=${id}`, 0);

  await open(admin, `/users/${id}`);
  await admin.getByRole("link", { name: "Delete…" }).click();
  await eventually(() => headingOf(admin)).toMatch(/^Delete /);
  const counted = async (attribute: "goes" | "stays", what: string) => {
    const line = admin.locator(`[data-${attribute}="${what}"]`);
    return (await line.count()) === 0 ? 0 : Number.parseInt((await line.innerText()).replaceAll(",", ""), 10);
  };
  expect(await counted("goes", "chats")).toBe(totals.chats);
  expect(await counted("goes", "messages")).toBe(totals.messages);
  expect(await counted("goes", "toolCalls")).toBe(totals["tool-calls"]);
  expect(await counted("stays", "payments")).toBe(totals.payments);
  expect(await counted("stays", "subscriptions")).toBe(totals.subscriptions);

  await admin.getByLabel(/^Type .* to confirm/).fill("somebody@else.example");
  await admin.getByLabel("Reason").fill("Asked to be forgotten");
  await admin.getByRole("button", { name: "Delete user for good" }).click();
  await admin.getByRole("alert").getByText(`This is not the user's e-mail, ${email}.`).waitFor();
  expect(await admin.getByLabel("Reason").inputValue()).toBe("Asked to be forgotten");

  await admin.getByLabel(/^Type .* to confirm/).fill(email.toUpperCase());
  const entry = await entryOf(reader, user(id), () => save(admin, "Delete user for good", "User deleted"));
  expect([entry.action, entry.reason]).toEqual(["User: delete", "Asked to be forgotten"]);
  expect(entry.changes.email).toEqual([email, null]);
  expect(entry.changes.role).toEqual(["user", null]);
  expect(entry.changes.deleted?.[0]?.replace(/\s/g, "")).toContain(`chats:${totals.chats}`);
  expect(entry.changes.kept?.[0]?.replace(/\s/g, "")).toContain(`payments:${totals.payments}`);
  expect(addressOf(admin)).toBe("/users");

  expect(await open(admin, `/users/${id}`)).toBe(404);
  await open(admin, `/chats?user=${id}`);
  await admin.getByText("No chats match", { exact: true }).waitFor();
  expect(await open(admin, `/payments/${payment}`), "money stays on the books").toBe(200);
  expect(await admin.locator("main").innerText()).toMatch(/not linked|no user/i);
});

/** Somebody with payments, and with no more chats than most have. */
async function payingUser(reader: Page): Promise<string> {
  await reader.goto("/payments?withoutUser=no&columns=createdAt,user");
  const ids = await reader
    .locator("tr[data-row] a[href^='/users/']")
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute("href")!.split("/")[2]!))]);
  for (const id of ids) {
    await reader.goto(`/chats?user=${id}`);
    const chats = await totalOf(reader);
    if (chats && chats < 20) return id;
  }
  throw new Error("No payment is of a user with a few chats");
}
