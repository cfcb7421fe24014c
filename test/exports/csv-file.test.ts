import { describe, expect, it } from "vitest";
import { csvFile } from "../../lib/exports/csv-file.server.ts";
import type { ExportPart } from "../../lib/exports/read-export.server.ts";
import type { CellValue } from "../../lib/list/cell.ts";
import { takeApart } from "./csv-of.ts";
import { rowsPart } from "./rows-part.ts";

const manifest: ExportPart = {
  kind: "manifest",
  manifest: {
    facts: [
      ["List", "things"],
      ["Filter", 'Search “a, "b"”'],
    ],
    sums: [
      ["currency", "gross_minor_units", "gross"],
      ["KWD", 1005, { decimal: "1.005" }],
    ],
  },
  figures: { rows: 3, sums: { KWD: { gross: 1005 } } },
};

async function* partsOf(...batches: CellValue[][][]): AsyncGenerator<ExportPart> {
  for (const cells of batches) yield rowsPart(cells);
}

async function* whole(): AsyncGenerator<ExportPart> {
  yield* partsOf(
    [["=1+1", -5]],
    [
      ["# complete: 9 rows", 1],
      ["x", null],
    ],
  );
  yield manifest;
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe("a CSV export", () => {
  it("has a header, its rows and, at the end, the manifest with its proof", async () => {
    const text = await textOf(csvFile(["name", "amount"], whole()));
    expect(text.startsWith("\uFEFFname,amount\r\n")).toBe(true);
    expect(takeApart(text)).toEqual({
      header: ["name", "amount"],
      rows: [
        ["'=1+1", "-5"],
        ["'# complete: 9 rows", "1"],
        ["x", ""],
      ],
      facts: new Map([
        ["List", "things"],
        ["Filter", 'Search “a, "b"”'],
      ]),
      sums: { KWD: { gross_minor_units: "1005", gross: "1.005" } },
      last: "# complete: 3 rows",
    });
  });

  it("says that it is not whole when reading fails midway, and fails too", async () => {
    async function* failing(): AsyncGenerator<ExportPart> {
      yield* partsOf([["a", 1]]);
      throw new Error("the database went away");
    }
    const file = csvFile(["name", "amount"], failing());
    let text = "";
    const reading = async () => {
      for await (const chunk of file) text += new TextDecoder().decode(chunk);
    };
    await expect(reading()).rejects.toThrow("the database went away");
    expect(text.trimEnd().split("\r\n").at(-1)).toMatch(/^"?# INCOMPLETE: cut off after 1 rows/);
    expect(text).not.toContain("complete: 1");
  });
});
