import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCursor, parseCursor, type SortType } from "../../lib/list/cursor.ts";
import { seeded } from "../helpers/seeded.ts";
import { anyText } from "./thing-list.ts";

const word = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString("base64url");
const read = (text: string | null, type: SortType = "text", sort = "name") => parseCursor(text, "after", sort, type);
const types: SortType[] = ["timestamp", "integer", "text"];

describe("a cursor", () => {
  it("holds any key and id, in letters that a URL leaves as they are", () => {
    const wellFormed = anyText(300).map((text) => text.replaceAll("\0", "").toWellFormed());
    fc.assert(
      fc.property(wellFormed, wellFormed, (key, id) => {
        fc.pre(id !== "");
        const text = formatCursor("-name", { key, id });
        expect(text).toMatch(/^[\w-]+$/);
        expect(parseCursor(text, "before", "-name", "text")).toEqual({ side: "before", key, id });
      }),
      seeded(500),
    );
  });

  it("holds the longest key and id that an index of the database can", () => {
    const edge = { key: "é".repeat(1350), id: "x".repeat(2700) };
    expect(read(formatCursor("name", edge))).toMatchObject(edge);
  });

  it.each<[SortType, string]>([
    ["timestamp", "2026-03-10 12:00:00"],
    ["timestamp", "2026-03-10 12:00:00.1"],
    ["timestamp", "2024-02-29 23:59:59.999999"],
    ["timestamp", "0001-01-01 00:00:00"],
    ["timestamp", "10000-02-29 00:00:00"],
    ["timestamp", "infinity"],
    ["timestamp", "-infinity"],
    ["integer", "-1"],
    ["integer", "999999999999999999"],
    ["text", ""],
    ["text", "Å b\n%"],
  ])("of type %s takes %j", (type, key) => {
    expect(read(formatCursor("name", { key, id: "1" }), type)).toEqual({ side: "after", key, id: "1" });
  });

  it.each<[SortType, string]>([
    ["timestamp", ""],
    ["timestamp", "2026-02-29 12:00:00"],
    ["timestamp", "2026-13-01 12:00:00"],
    ["timestamp", "2026-00-01 12:00:00"],
    ["timestamp", "0000-01-01 12:00:00"],
    ["timestamp", "999999-01-01 12:00:00"],
    ["timestamp", "2026-03-10 24:00:00"],
    ["timestamp", "2026-03-10 12:00:60"],
    ["timestamp", "2026-03-10 12:00:00.1234567"],
    ["timestamp", "2026-03-10T12:00:00Z"],
    ["timestamp", "2026-03-10 12:00:00 BC"],
    ["timestamp", "now"],
    ["timestamp", "2026-03-10 12:00:00'; drop table payment; --"],
    ["integer", ""],
    ["integer", "1.5"],
    ["integer", "1e9"],
    ["integer", "9".repeat(19)],
    ["integer", "0x10"],
    ["integer", "NaN"],
    ["text", "a\0b"],
    ["text", "x".repeat(2701)],
  ])("of type %s refuses %j", (type, key) => {
    expect(read(formatCursor("name", { key, id: "1" }), type)).toBeUndefined();
  });

  it.each([
    null,
    "",
    "!",
    "%",
    "a",
    "bm9uc2Vuc2U",
    "_w",
    "8J-YgA",
    word(null),
    word({ 0: "name", 1: "a", 2: "b", length: 3 }),
    word([]),
    word(["name", "a"]),
    word(["name", "a", "b", "c"]),
    word(["-name", "a", "b"]),
    word(["name", 1, "b"]),
    word(["name", "a", 1]),
    word(["name", "a", null]),
    word(["name", "a", ""]),
    word(["name", "a", "b\0"]),
    word(["name", "a", "b".repeat(2701)]),
    word(["name", "a", "b"]).repeat(500),
  ])("%j is none", (text) => {
    expect(read(text)).toBeUndefined();
  });

  it("that somebody has tampered with is none, or one of the same type", () => {
    const good = formatCursor("-createdAt", { key: "2026-03-10 12:00:00.123456", id: "pay_1" });
    fc.assert(
      fc.property(fc.nat(good.length - 1), anyText(3), fc.constantFrom(...types), (at, put, type) => {
        const found = parseCursor(good.slice(0, at) + put + good.slice(at + 1), "after", "-createdAt", type);
        if (!found) return;
        expect(found.id).not.toMatch(/\0|^$/);
        expect(found.key.isWellFormed() && found.id.isWellFormed()).toBe(true);
        if (type === "timestamp") expect(found.key).toMatch(/^\d{4,5}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/);
        if (type === "integer") expect.unreachable("a time is no whole number");
      }),
      seeded(2000),
    );
  });
});
