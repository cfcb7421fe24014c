import { entryOf } from "./audit-page.ts";
import { nthId, save } from "./change-page.ts";
import { allowConsole, expect, open, test } from "./staff-page.ts";

const subscription = (id: string) => ({ type: "subscription" as const, id });
const running = "/subscriptions?status=active&cancelsAtPeriodEnd=no&withoutUser=no&sort=-currentPeriodEnd";

test("a subscription is linked to a user and unlinked again", async ({ pageAs, reader }) => {
  allowConsole(/422/);
  const page = await pageAs("finance");
  const userId = await nthId(page, "/users?q=support%40purser.example", 0);
  const id = await nthId(page, "/subscriptions?withoutUser=yes", 0);
  await open(page, `/subscriptions/${id}`);
  await page.getByRole("link", { name: "Link to a user" }).click();
  await page.getByLabel("User").fill("nobody@purser.example");
  await page.getByRole("button", { name: "Link subscription" }).click();
  await page.getByRole("alert").getByText("There is no user with this id or e-mail.").waitFor();
  await page.getByLabel("User").fill(userId);
  expect(await entryOf(reader, subscription(id), () => save(page, "Link subscription", "Subscription linked"))).toEqual({
    action: "Subscription: link",
    who: "Fay Finance",
    reason: null,
    changes: { userId: [null, userId] },
  });

  await page.getByRole("link", { name: "Unlink", exact: true }).click();
  await page.getByLabel("Reason").fill("Bought for a friend");
  expect(await entryOf(reader, subscription(id), () => save(page, "Unlink subscription", "Subscription unlinked"))).toEqual({
    action: "Subscription: unlink",
    who: "Fay Finance",
    reason: "Bought for a friend",
    changes: { userId: [userId, null] },
  });
});

test("it is set to cancel at the end of its period, and taken back", async ({ pageAs, reader }) => {
  const page = await pageAs("finance");
  const id = await nthId(page, running, 0);
  await open(page, `/subscriptions/${id}`);
  await page.getByRole("link", { name: "Cancel at period end" }).click();
  const end = await page.locator("main header time").getAttribute("datetime");
  await page.getByLabel("Reason").fill("The customer asked by mail");
  const entry = await entryOf(reader, subscription(id), () => save(page, "Set to cancel at period end", "Set to cancel at its period end"));
  const { canceledAt, ...changes } = entry.changes;
  expect({ ...entry, changes }).toEqual({
    action: "Subscription: cancel at period end",
    who: "Fay Finance",
    reason: "The customer asked by mail",
    changes: { cancelAtPeriodEnd: ["no", "yes"], endsAt: [null, end] },
  });
  expect(Math.abs(Date.parse(canceledAt![1]!) - Date.now())).toBeLessThan(120_000);
  await page.locator("main header").getByText("Cancels at period end").waitFor();
  await page.locator("main header").getByText("Active", { exact: true }).waitFor();

  await page.getByRole("link", { name: "Keep renewing" }).click();
  await page.getByLabel("Reason").fill("The customer changed their mind");
  const back = await entryOf(reader, subscription(id), () => save(page, "Keep renewing", "Renews again"));
  expect([back.action, back.changes.cancelAtPeriodEnd, back.changes.endsAt]).toEqual([
    "Subscription: keep renewing",
    ["yes", "no"],
    [end, null],
  ]);
});

test("status and period end are corrected with a reason, each alone", async ({ pageAs, reader }) => {
  allowConsole(/422/);
  const page = await pageAs("finance");
  const id = await nthId(page, running, 1);
  await open(page, `/subscriptions/${id}`);
  await page.getByRole("link", { name: "Correct status or period end" }).click();
  await page.getByLabel("Status").selectOption({ label: "Past due" });
  await page.getByLabel("Reason").fill("The last charge bounced");
  expect(await entryOf(reader, subscription(id), () => save(page, "Save correction", "Subscription corrected"))).toEqual({
    action: "Subscription: correct",
    who: "Fay Finance",
    reason: "The last charge bounced",
    changes: { status: ["active", "past_due"] },
  });

  await page.getByRole("link", { name: "Correct status or period end" }).click();
  await page.getByLabel("Period end").fill("2001-01-01T00:00:00");
  await page.getByLabel("Reason").fill("Polar gave two weeks more");
  await page.getByRole("button", { name: "Save correction" }).click();
  await page.getByRole("alert").getByText("The period has to end after it starts.").waitFor();
  expect(await page.getByLabel("Reason").inputValue()).toBe("Polar gave two weeks more");
  await page.getByLabel("Period end").fill("2031-02-03T04:05:06");
  const entry = await entryOf(reader, subscription(id), () => save(page, "Save correction", "Subscription corrected"));
  expect(Object.keys(entry.changes)).toEqual(["currentPeriodEnd"]);
  expect(entry.changes.currentPeriodEnd?.[1]).toBe("2031-02-03T04:05:06.000Z");
});
