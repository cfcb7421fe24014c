import type { Page } from "playwright-core";
import { countEntries, entryOf } from "./audit-page.ts";
import { nthId, save } from "./change-page.ts";
import { listSettled, totalOf } from "./list-page.ts";
import { addressOf, allowConsole, describe, eventually, expect, headingOf, open, test } from "./staff-page.ts";

/** Chats with something in them, oldest first: the tests of this file change one each. */
const oldChats = "/chats?sort=createdAt&visibility=private";
const chat = (id: string) => ({ type: "chat" as const, id });

/** Opens a chat's page before a change is counted: to look at it is an entry of its own, once an hour. */
async function lookAt(page: Page, index: number): Promise<string> {
  const id = await nthId(page, oldChats, index);
  await open(page, `/chats/${id}`);
  return id;
}

/** The newest entry of the log on one kind of subject, where its id is not known beforehand. */
async function newestEntry(reader: Page, action: string): Promise<string> {
  await reader.goto(`/audit?action=${action}&columns=subject,fields`);
  return reader.locator("tr[data-row]").first().innerText();
}

describe("a chat", () => {
  test("gets a title and a visibility", async ({ admin, reader }) => {
    const id = await lookAt(admin, 0);
    await open(admin, `/chats/${id}/edit`);
    const title = await admin.getByLabel("Title").inputValue();
    await admin.getByLabel("Title").fill("  To Lisbon,  in spring ");
    await admin.getByLabel("Visibility").selectOption("public");
    await admin.getByRole("button", { name: "Save chat" }).click();
    await admin.getByRole("alert").getByText("Say why: the audit log keeps it.").first().waitFor();
    await admin.getByLabel("Reason").fill("Asked by its owner");
    expect(await entryOf(reader, chat(id), () => save(admin, "Save chat", "Chat changed"))).toEqual({
      action: "Chat: correct",
      who: "Ada Admin",
      reason: "Asked by its owner",
      changes: { title: [title, "To Lisbon, in spring"], visibility: ["private", "public"] },
    });
    expect(await headingOf(admin)).toBe("To Lisbon, in spring");
  });

  test("that was changed meanwhile shows both sides", async ({ admin, reader, pageAs }) => {
    allowConsole(/409/);
    const id = await lookAt(admin, 1);
    await open(admin, `/chats/${id}/edit`);
    const other = await pageAs("support");
    await open(other, `/chats/${id}/edit`);
    await other.getByLabel("Title").fill("Theirs");
    await other.getByLabel("Reason").fill("Theirs is right");
    await other.getByRole("button", { name: "Save chat" }).click();
    await other.waitForURL(/\/chats\/[^/]+(\/open.*)?$/);

    await admin.getByLabel("Visibility").selectOption("public");
    await admin.getByLabel("Reason").fill("Mine is too");
    await admin.getByRole("button", { name: "Save chat" }).click();
    await admin.getByText("Somebody else changed this first").waitFor();
    expect(await admin.getByLabel("Title").inputValue(), "theirs, which I had not touched").toBe("Theirs");
    const entry = await entryOf(reader, chat(id), () => save(admin, "Save chat over theirs", "Chat changed"));
    expect(entry.changes).toEqual({ visibility: ["private", "public"] });
  });

  test("is deleted after a preview, by its id, by an admin alone", async ({ admin, reader, pageAs }) => {
    allowConsole(/40[349]|422/);
    const id = await lookAt(admin, 2);
    const support = await pageAs("support");
    expect(await open(support, `/chats/${id}/delete`)).toBe(403);
    await reader.goto(`/messages?chat=${id}`);
    const messages = (await totalOf(reader))!;
    await open(admin, `/chats/${id}/delete`);
    expect(Number.parseInt(await admin.locator("[data-goes=messages]").innerText(), 10)).toBe(messages);
    await admin.getByLabel(/^Type the title/).fill("something else");
    await admin.getByRole("button", { name: "Delete chat for good" }).click();
    await admin.getByRole("alert").getByText("This is neither the chat's title nor its id.").waitFor();
    await admin.getByLabel(/^Type the title/).fill(id);
    await admin.getByLabel("Reason").fill("Asked by its owner");
    const entry = await entryOf(reader, chat(id), () => save(admin, "Delete chat for good", "Chat deleted"));
    expect([entry.action, entry.reason]).toEqual(["Chat: delete", "Asked by its owner"]);
    expect(entry.changes.deleted?.[0]?.replace(/\s/g, "")).toContain(`messages:${messages}`);
    expect(await open(admin, `/chats/${id}`)).toBe(404);
    await reader.goto(`/messages?chat=${id}`);
    expect(await totalOf(reader)).toBe(0);
  });
});

describe("tags", () => {
  test("are added, edited and deleted, each with its entry", async ({ admin, reader }) => {
    allowConsole(/422/);
    await open(admin, "/tags");
    await admin.getByRole("link", { name: "Add tag" }).click();
    await eventually(() => headingOf(admin)).toBe("Add a tag");
    await admin.getByLabel("Name").fill("PRAISE");
    await admin.getByLabel("Colour").selectOption("Red");
    await admin.getByRole("button", { name: "Add tag" }).click();
    await admin.getByRole("alert").getByText("There is a tag of that name already.").waitFor();
    await admin.getByLabel("Name").fill("  Seen   in Chromium ");
    await save(admin, "Add tag", "Tag added");
    const row = admin.locator("tr[data-row]", { hasText: "Seen in Chromium" });
    const id = (await row.getAttribute("data-row"))!;
    expect(await newestEntry(reader, "tag.add")).toContain("name, color");
    expect(await countEntries(reader, { type: "tag", id })).toBe(1);

    await open(admin, `/tags/${id}/edit`);
    await admin.getByLabel("Colour").selectOption("Violet");
    const edited = await entryOf(reader, { type: "tag", id }, () => save(admin, "Save tag", "Tag changed"));
    expect([edited.action, edited.changes]).toEqual(["Tag: edit", { color: ["red", "violet"] }]);

    const chats = await Promise.all([10, 11].map((index) => nthId(reader, oldChats, index)));
    await open(admin, `/chats/tags?id=${chats.join("&id=")}`);
    await admin
      .getByRole("group", { name: "Add" })
      .getByLabel(/Seen in Chromium/)
      .check();
    await save(admin, "Change tags of 2 chats", "Tags of 2 chats changed");

    await open(admin, `/tags/${id}/delete`);
    expect(await admin.locator("[data-goes=chats]").innerText()).toBe("from 2 chats");
    await admin.getByLabel(/^Type .* to confirm/).fill("seen in chromium");
    const deleted = await entryOf(reader, { type: "tag", id }, () => save(admin, "Delete tag for good", "2 chats lost it"));
    expect([deleted.action, deleted.changes.name, deleted.changes.chats]).toEqual(["Tag: delete", ["Seen in Chromium", null], ["2", null]]);
    expect(await open(admin, "/chats?tag=Seen+in+Chromium")).toBe(200);
    await admin.getByText("No chats match", { exact: true }).waitFor();
  });

  test("of one chat are ticked, and made on the way; another's tick meanwhile stays", async ({ admin, reader, pageAs }) => {
    const id = await lookAt(admin, 3);
    await open(admin, `/chats/${id}/tags`);
    const other = await pageAs("support");
    await open(other, `/chats/${id}/tags`);
    await other.getByLabel("praise").check();
    const theirs = await entryOf(reader, chat(id), async () => {
      await other.getByRole("button", { name: "Save tags" }).click();
      await other.waitForURL((url) => !url.pathname.endsWith("/tags"));
    });
    expect([theirs.action, theirs.who]).toEqual(["Chat: tag", "Sam Support"]);

    await admin.getByLabel("duplicate").check();
    await admin.getByLabel(/^New tag/).fill("Made on the way");
    await admin.getByLabel(/^Its colour/).selectOption("Green");
    const mine = await entryOf(reader, chat(id), () => save(admin, "Save tags", "Tags changed"));
    expect(mine.action).toBe("Chat: tag");
    const after = mine.changes.tags?.[1] ?? "";
    for (const name of ["praise", "duplicate", "Made on the way"]) expect(after).toContain(name);
  });

  test("are put on the chats that are selected in the list, and taken off again", async ({ admin, reader }) => {
    await open(admin, `${oldChats}&size=25`);
    const boxes = admin.locator("tr[data-row]").getByRole("checkbox");
    for (const index of [12, 13, 14]) await boxes.nth(index).check();
    const ids = await admin
      .locator("tr[data-row]")
      .evaluateAll((rows) => rows.slice(12, 15).map((row) => row.getAttribute("data-row") ?? ""));
    await admin.getByRole("region", { name: "Selected rows" }).getByRole("link", { name: "Tag…" }).click();
    await eventually(() => headingOf(admin)).toBe("Tag 3 chats");
    const before: number[] = [];
    for (const id of ids) before.push(await countAlone(reader, id));
    await admin.getByLabel(/^New tag/).fill("Bulk of three");
    await save(admin, "Change tags of 3 chats", "Tags of 3 chats changed");
    expect(addressOf(admin)).toBe("/chats");

    await open(admin, "/chats?tag=bulk+of+three");
    await listSettled(admin);
    expect(await totalOf(admin)).toBe(3);
    await open(admin, `/chats/tags?id=${ids.join("&id=")}&id=nobody`);
    await admin.getByText("1 chat of your selection is no longer there").waitFor();
    const box = admin.getByRole("group", { name: "Take away" }).getByLabel(/Bulk of three/);
    expect(await admin.locator('[data-removes="Bulk of three"]').innerText()).toBe("on 3 of 3, 3 will lose it");
    await box.check();
    const entry = await entryOf(reader, chat(ids[0]!), () => save(admin, "Change tags of 3 chats", "Tags of 3 chats changed"));
    expect(entry.action).toBe("Chat: untag");
    for (const [index, id] of ids.entries()) expect(await countAlone(reader, id)).toBe(before[index]! + 2);
  });

  const countAlone = (reader: Page, id: string) => countEntries(reader, chat(id));
});

describe("notes", () => {
  test("are added on the chat's page, edited by their author and deleted, each with its entry", async ({ admin, reader, pageAs }) => {
    allowConsole(/40[03]/);
    const id = await lookAt(admin, 4);
    await open(admin, `/chats/${id}/notes`);
    await admin.getByLabel("Note").fill("   ");
    await admin.getByRole("button", { name: "Add note" }).click();
    await admin.getByRole("alert").getByText("Write the note.").first().waitFor();
    await admin.getByLabel("Note").fill("Called **back**, [see](javascript:alert(1))");
    await save(admin, "Add note", "Note added");
    const card = admin.locator("#notes li", { hasText: "Called back" });
    await card.first().waitFor({ state: "attached" });
    expect(await card.locator("strong").first().innerText()).toBe("back");
    expect(await card.locator("a[href^='javascript']").count()).toBe(0);
    const noteId = (await card.first().getAttribute("id"))!.replace("note-", "");
    const note = { type: "chat_note" as const, id: noteId };
    expect(await countEntries(reader, note)).toBe(1);

    const support = await pageAs("support");
    await open(support, `/chats/${id}/notes/${noteId}/edit`);
    await support.getByText("This is not your note").waitFor();

    await open(admin, `/chats/${id}/notes/${noteId}/edit`);
    await admin.getByLabel("Note").fill("Called twice");
    const edited = await entryOf(reader, note, () => save(admin, "Save note", "Note changed"));
    expect([edited.action, edited.changes.body, edited.changes.chatId]).toEqual([
      "Chat note: edit",
      ["Called **back**, [see](javascript:alert(1))", "Called twice"],
      [null, id],
    ]);

    await open(admin, `/chats/${id}/notes/${noteId}/delete`);
    const deleted = await entryOf(reader, note, () => save(admin, "Delete note", "Note deleted"));
    expect([deleted.action, deleted.changes.body]).toEqual(["Chat note: delete", ["Called twice", null]]);
  });

  test("can be added before scripts run", async ({ pageAs }) => {
    const page = await pageAs("admin", { javaScriptEnabled: false });
    const id = await nthId(page, oldChats, 5);
    await page.goto(`/chats/${id}`);
    await page.locator("#notes textarea").fill("Written without scripts", { force: true });
    await page.locator("#notes button[type=submit]").click({ force: true });
    await page.waitForURL(/\/chats\/[^/]+#notes$/);
    expect(await page.locator("#notes").textContent()).toContain("Written without scripts");
  });
});
