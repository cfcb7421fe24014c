import { describe, expect, it } from "vitest";
import { amounts, choice, cleanText, counts, days, moreThan, text, values, yesNo } from "../../lib/list/filters.ts";
import type { AnyFilter } from "../../lib/list/list-spec.ts";

const same = (value: string) => value;
const read = (filter: AnyFilter, search: string): unknown => filter.parse(new URLSearchParams(search), "f");
const words = (filter: AnyFilter, search: string, nameOf = same) => {
  const { operator, value } = filter.describe(read(filter, search), nameOf);
  return `${operator} ${value}`;
};

describe("text from a URL", () => {
  it.each([
    ["  a b  ", "a b"],
    ["\0a\0\0", "a"],
    [" \0 ", ""],
    ["\ud800a\udc00", "\ufffda\ufffd"],
    ["😀".repeat(200), "😀".repeat(100)],
    [`${"x".repeat(199)} y`, "x".repeat(199)],
    [`${"x".repeat(199)}😀`, `${"x".repeat(199)}\ufffd`],
  ])("%j becomes %j", (from, to) => {
    expect(cleanText(from)).toBe(to);
    expect(cleanText(to)).toBe(to);
  });
});

describe("a filter reads", () => {
  it.each<[string, AnyFilter, string, unknown]>([
    ["choices, in the order given", choice("F", ["a", "b"]), "f=b&f=x&f=a&f=b", ["b", "a"]],
    ["nothing that is on no object's own list", choice("F", ["a"]), "f=constructor&f=__proto__", undefined],
    ["any values", values("F"), "f=+b+&f=&f=constructor", ["b", "constructor"]],
    ["yes", yesNo("F"), "f=yes&f=no", true],
    ["no", yesNo("F"), "f=no", false],
    ["neither", yesNo("F"), "f=true", undefined],
    ["text", text("F"), "f=%25_%5C", "%_\\"],
    ["a day", days("F"), "f.from=2026-03-01", { from: "2026-03-01" }],
    ["instants as ISO 8601", days("F"), "f.from=2026-03-01T09:30Z&f.to=2026-03-02", { from: "2026-03-01T09:30:00.000Z", to: "2026-03-02" }],
    ["amounts as they were typed", amounts("F"), "f.min=+0.10+&f.max=999999999999.9999", { min: "0.10", max: "999999999999.9999" }],
    ["negative amounts", amounts("F"), "f.min=-0", { min: "-0" }],
    ["the good end of a range", amounts("F"), "f.min=x&f.max=5", { max: "5" }],
    ["whole numbers", counts("F"), "f.min=-0&f.max=+7", { min: 0, max: 7 }],
    ["the largest that JavaScript holds", counts("F"), "f.max=999999999999999", { max: 999_999_999_999_999 }],
    ["nothing larger", counts("F"), "f.max=1000000000000000", undefined],
    ["more than none", moreThan("F", "s"), "f=0", 0],
    ["nothing below", moreThan("F", "s"), "f=-1", undefined],
  ])("%s", (_, filter, search, value) => {
    expect(read(filter, search)).toEqual(value);
  });
});

describe("a chip says", () => {
  const plans = choice("F", ["a", "b", "c", "d"], (value) => value.toUpperCase());
  it.each<[string, AnyFilter, string]>([
    ["is A", plans, "f=a"],
    ["is A or B", plans, "f=a&f=b"],
    ["is A, B or C", plans, "f=a&f=b&f=c"],
    ["is 4 values", plans, "f=a&f=b&f=c&f=d"],
    ["is no", yesNo("F"), "f=no"],
    ["is to no user", yesNo("F", { yes: "to no user", no: "to a user" }), "f=yes"],
    ["contains “abc”", text("F"), "f=abc"],
    ["has a word that begins with “a”", text("F"), "f=a"],
    ["on 2026-03-01", days("F"), "f.from=2026-03-01&f.to=2026-03-01"],
    ["between 2026-03-01 and 2026-03-02", days("F"), "f.from=2026-03-01&f.to=2026-03-02"],
    ["from 2026-03-01", days("F"), "f.from=2026-03-01"],
    ["until 2026-03-01", days("F"), "f.to=2026-03-01"],
    ["between 1 and 2", amounts("F"), "f.min=1&f.max=2"],
    ["at least 0 messages", counts("F", "messages"), "f.min=0"],
    ["at most 5", counts("F"), "f.max=5"],
    ["more than 90 seconds", moreThan("F", "seconds"), "f=90"],
  ])("%s", (said, filter, search) => {
    expect(words(filter, search)).toBe(said);
  });

  it("a value by its name", () => {
    expect(words(values("F"), "f=u1&f=u2", (id) => `User ${id}`)).toBe("is User u1 or User u2");
  });
});
