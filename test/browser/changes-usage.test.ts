import type { Page } from "playwright-core";
import { countEntries, entryOf } from "./audit-page.ts";
import { nthId, save } from "./change-page.ts";
import { allowConsole, eventually, expect, headingOf, open, test } from "./staff-page.ts";

const counters = [
  { counter: "messages", noun: "messages", type: "message_usage", field: "messageCount" },
  { counter: "searches", noun: "extreme searches", type: "extreme_search_usage", field: "searchCount" },
] as const;

test.for(counters)("a count of $counter is set and reset with a reason", async ({ counter, noun, type, field }, { admin, reader }) => {
  const usageId = await nthId(admin, `/usage?counter=${counter}&count=1`, 0);
  const subject = { type, id: usageId.slice(counter.length + 1) };
  await open(admin, `/usage/${encodeURIComponent(usageId)}`);
  const before = await countOf(admin, noun);

  await admin.getByRole("link", { name: "Set the count" }).click();
  expect(await admin.getByLabel("Count", { exact: true }).inputValue()).toBe(String(before));
  await admin.getByLabel("Count", { exact: true }).fill("77");
  await admin.getByLabel("Reason").fill("Counted twice in the outage");
  expect(await entryOf(reader, subject, () => save(admin, "Set the count", "Count set"))).toEqual({
    action: "Usage: set",
    who: "Ada Admin",
    reason: "Counted twice in the outage",
    changes: { [field]: [String(before), "77"] },
  });
  await eventually(() => countOf(admin, noun)).toBe(77);

  await admin.getByRole("link", { name: "Reset to 0" }).click();
  await admin.getByLabel("Reason").fill("A new start for them");
  expect(await entryOf(reader, subject, () => save(admin, "Reset to 0", "Count reset to 0"))).toEqual({
    action: "Usage: reset",
    who: "Ada Admin",
    reason: "A new start for them",
    changes: { [field]: ["77", "0"] },
  });
  await eventually(() => countOf(admin, noun)).toBe(0);
});

test("a count that is none is refused, and what was typed stays", async ({ admin, reader }) => {
  allowConsole(/4(00|22)/);
  const usageId = await nthId(admin, "/usage?counter=messages&count=1", 1);
  await open(admin, `/usage/${encodeURIComponent(usageId)}/set`);
  await admin.getByLabel("Reason").fill("For the test of refusals");
  for (const [typed, said] of [
    ["-3", "A count cannot be below 0."],
    ["2.5", "Give the count as a whole number."],
  ] as const) {
    await admin.getByLabel("Count", { exact: true }).fill(typed);
    await admin.getByRole("button", { name: "Set the count" }).click();
    await admin.getByRole("alert").getByText(said).waitFor();
    expect(await admin.getByLabel("Count", { exact: true }).inputValue()).toBe(typed);
    expect(await admin.getByLabel("Reason").inputValue()).toBe("For the test of refusals");
  }
  expect(await countEntries(reader, { type: "message_usage", id: usageId.slice("messages:".length) })).toBe(0);
});

async function countOf(page: Page, noun: string): Promise<number> {
  const heading = await headingOf(page);
  expect(heading).toMatch(new RegExp(`^[\\d,]+ ${noun}$`));
  return Number(heading.replace(/ .*/, "").replaceAll(",", ""));
}
