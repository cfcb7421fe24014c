import type { Page } from "playwright-core";
import { countEntries, entryOf } from "./audit-page.ts";
import { factOf, nthId, save } from "./change-page.ts";
import { allowConsole, describe, eventually, expect, headingOf, open, test } from "./staff-page.ts";

/** What the conflict says of one field: as it was opened, theirs, mine. */
const sides = (page: Page, field: string) => page.locator(`tr[data-conflict="${field}"] td`).allInnerTexts();
const conflict = (page: Page) => page.getByText("Somebody else changed this first").waitFor();

describe("two people correct one payment's status", () => {
  const statuses = "/payments?status=succeeded&refunded=no&disputed=no&sort=createdAt";

  /** The first saves "Failed"; the second then sends "Cancelled" from the page that they had open before. */
  async function collide(first: Page, second: Page, id: string) {
    await open(first, `/payments/${id}/edit`);
    await second.goto(`/payments/${id}/edit`);
    await first.getByLabel("Status").selectOption("failed");
    await first.getByLabel("Reason").fill("The bank took it back");
    await second.getByLabel("Status").selectOption("cancelled");
    await second.getByLabel("Reason").fill("The customer called");
    await save(first, "Save status", "Status corrected");
    await second.getByRole("button", { name: "Save status" }).click();
    await conflict(second);
  }

  test("the second sees both values, nothing is lost, and theirs is kept", async ({ pageAs, admin: second, reader }) => {
    allowConsole(/409/);
    const first = await pageAs("finance");
    const id = await nthId(first, statuses, 0);
    const subject = { type: "payment", id } as const;
    await entryOf(reader, subject, () => collide(first, second, id));

    await second.getByText(/Fay Finance saved a change/).waitFor();
    expect(await sides(second, "status")).toEqual(["Status", "Succeeded", "Failed", "Cancelled"]);
    expect(await second.getByLabel("Status").inputValue()).toBe("cancelled");
    expect(await second.getByLabel("Reason").inputValue()).toBe("The customer called");
    await reader.goto(`/payments/${id}`);
    expect(await reader.locator("main header").innerText(), "the first's value stands").toContain("Failed");

    await second.getByRole("link", { name: "Keep theirs, discard mine" }).click();
    await second.waitForURL((url) => url.pathname === `/payments/${id}`);
    expect(await countEntries(reader, subject)).toBe(1);
  });

  test("or the second saves over it, knowing so; the log then has both", async ({ pageAs, admin: second, reader }) => {
    allowConsole(/409/);
    const first = await pageAs("finance");
    const id = await nthId(first, statuses, 1);
    const subject = { type: "payment", id } as const;
    await entryOf(reader, subject, () => collide(first, second, id));

    // Somebody may be quicker a second time.
    await open(first, `/payments/${id}/edit`);
    await first.getByLabel("Status").selectOption("processing");
    await first.getByLabel("Reason").fill("On its way after all");
    await save(first, "Save status", "Status corrected");
    await second.getByRole("button", { name: "Save status over theirs" }).click();
    await eventually(() => sides(second, "status")).toEqual(["Status", "Failed", "Processing", "Cancelled"]);
    expect(await second.getByLabel("Reason").inputValue()).toBe("The customer called");

    expect(await entryOf(reader, subject, () => save(second, "Save status over theirs", "Status corrected"))).toEqual({
      action: "Payment: correct",
      who: "Ada Admin",
      reason: "The customer called",
      changes: { status: ["processing", "cancelled"] },
    });
    expect(await countEntries(reader, subject)).toBe(3);
  });

  test("without scripts the same conflict stands on the page", async ({ pageAs, reader }) => {
    const [first, second] = [await pageAs("finance"), await pageAs("admin", { javaScriptEnabled: false })];
    const id = await nthId(first, statuses, 2);
    const subject = { type: "payment", id } as const;
    allowConsole(/409/);
    await collide(first, second, id);
    expect(await sides(second, "status")).toEqual(["Status", "Succeeded", "Failed", "Cancelled"]);
    expect(await second.getByLabel("Status").inputValue()).toBe("cancelled");
    expect(await second.getByLabel("Reason").inputValue()).toBe("The customer called");
    const entry = await entryOf(reader, subject, async () => {
      await second.getByRole("button", { name: "Save status over theirs" }).click();
      await second.waitForURL((url) => url.pathname === `/payments/${id}`);
    });
    expect(entry.changes).toEqual({ status: ["failed", "cancelled"] });
  });
});

test("two people correct different fields of one user: both changes stay", async ({ admin: first, pageAs, reader }) => {
  allowConsole(/409/);
  const second = await pageAs("admin");
  const id = await nthId(first, "/users?role=user&verified=yes&plan=none&sort=createdAt", 12);
  const subject = { type: "user", id } as const;
  for (const page of [first, second]) await open(page, `/users/${id}/edit`);
  const before = await first.getByLabel("Name").inputValue();
  const email = await first.getByLabel("E-mail", { exact: true }).inputValue();
  await first.getByLabel("Name").fill("Renamed by the first");
  await second.getByLabel("E-mail", { exact: true }).fill("moved@example.org");
  const one = await entryOf(reader, subject, () => save(first, "Save user", "User corrected"));
  expect(one.changes).toEqual({ name: [before, "Renamed by the first"] });

  await second.getByRole("button", { name: "Save user", exact: true }).click();
  await conflict(second);
  expect(await sides(second, "name")).toEqual(["Name", before, "Renamed by the first", "not changed"]);
  expect(await sides(second, "email")).toEqual(["E-mail", email, email, "moved@example.org"]);
  // The form holds the merge: theirs where only they changed a field.
  expect(await second.getByLabel("Name").inputValue()).toBe("Renamed by the first");
  expect(await second.getByLabel("E-mail", { exact: true }).inputValue()).toBe("moved@example.org");
  const two = await entryOf(reader, subject, () => save(second, "Save user over theirs", "User corrected"));
  expect(two.changes, "nothing of the first is lost").toEqual({ email: [email, "moved@example.org"] });
  await eventually(() => headingOf(second)).toBe("Renamed by the first");
  expect(await factOf(second, "E-mail")).toContain("moved@example.org");
});
