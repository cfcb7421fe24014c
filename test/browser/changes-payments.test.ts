import { countEntries, entryOf } from "./audit-page.ts";
import { nthId, save } from "./change-page.ts";
import { allowConsole, eventually, expect, open, test } from "./staff-page.ts";

const payment = (id: string) => ({ type: "payment" as const, id });

test("a payment is linked to a user and unlinked again", async ({ pageAs, reader }) => {
  allowConsole(/422/);
  const page = await pageAs("finance");
  const userId = await nthId(page, "/users?q=support%40purser.example", 0);
  const id = await nthId(page, "/payments?withoutUser=yes", 0);
  await open(page, `/payments/${id}`);
  await page.getByRole("link", { name: "Link to a user" }).click();
  await page.getByLabel("User").fill("nobody@purser.example");
  await page.getByRole("button", { name: "Link payment" }).click();
  await page.getByRole("alert").getByText("There is no user with this id or e-mail.").waitFor();
  expect(await countEntries(reader, payment(id))).toBe(0);

  await page.getByLabel("User").fill("Support@Purser.Example");
  expect(await entryOf(reader, payment(id), () => save(page, "Link payment", "Payment linked"))).toEqual({
    action: "Payment: link",
    who: "Fay Finance",
    reason: null,
    changes: { userId: [null, userId] },
  });
  await page
    .locator("main")
    .getByRole("link", { name: /Sam Support/ })
    .first()
    .waitFor();

  await page.getByRole("link", { name: "Unlink", exact: true }).click();
  await page.getByRole("button", { name: "Unlink payment" }).click();
  await page
    .getByRole("alert")
    .getByText(/^Say why/)
    .waitFor();
  await page.getByLabel("Reason").fill("It was somebody else's");
  expect(await entryOf(reader, payment(id), () => save(page, "Unlink payment", "Payment unlinked"))).toEqual({
    action: "Payment: unlink",
    who: "Fay Finance",
    reason: "It was somebody else's",
    changes: { userId: [userId, null] },
  });
  await eventually(() => page.locator("#history > ol > li").count()).toBe(2);
});

test("a payment's status is corrected with a reason", async ({ pageAs, reader }) => {
  const page = await pageAs("finance");
  const id = await nthId(page, "/payments?status=processing", 0);
  await open(page, `/payments/${id}`);
  await page.getByRole("link", { name: /^Correct/ }).click();
  expect(await page.getByLabel("Status").inputValue()).toBe("processing");
  await page.getByLabel("Status").selectOption({ label: "Succeeded" });
  await page.getByLabel("Reason").fill("Dodo's own page says so");
  expect(await entryOf(reader, payment(id), () => save(page, "Save status", "Status corrected"))).toEqual({
    action: "Payment: correct",
    who: "Fay Finance",
    reason: "Dodo's own page says so",
    changes: { status: ["processing", "succeeded"] },
  });
  await page.locator("main header").getByText("Succeeded").waitFor();
});
