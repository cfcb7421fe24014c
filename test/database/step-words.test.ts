import { describe, expect, test } from "vitest";
import type { Catalog, CatalogTable } from "../../lib/database/catalog.ts";
import type { Step } from "../../lib/database/finding.ts";
import { locksOf, secondsOf } from "../../lib/database/step-words.ts";

const index: Step = { phase: "index", statements: ["create index"], reason: "", lock: "reads all", tables: ["chat"] };

/** A catalogue with one table of so many rows, and its size. */
const withChat = (rows: number | null, heapBytes: number) =>
  ({ tables: new Map([["chat", { name: "chat", rows, heapBytes } as CatalogTable]]) }) as unknown as Catalog;

describe("what an index of a table reads", () => {
  test("is its rows, as the planner has counted them", () => {
    const live = withChat(1_200_000, 300_000_000);
    expect(secondsOf(index, live)).toBe(4);
    expect(locksOf(index, live, 500)).toBe("Reads the 1,200,000 rows of chat, about 4.0 s; nobody waits.");
  });

  test("is all of it, by its size, where nobody has counted: not 0 rows", () => {
    const live = withChat(null, 300_000_000);
    expect(secondsOf(index, live)).toBe(4.5);
    expect(locksOf(index, live, 500)).toBe("Reads all of chat, about 4.5 s; nobody waits.");
  });
});
