import fc from "fast-check";
import { readXlsx, streamXlsxRows } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import type { ExportPart } from "../../lib/exports/read-export.server.ts";
import { columnLetters } from "../../lib/exports/xlsx/sheet-xml.ts";
import { xlsxFile } from "../../lib/exports/xlsx-file.server.ts";
import type { CellValue } from "../../lib/list/cell.ts";
import { seeded } from "../helpers/seeded.ts";
import { rowsPart } from "./rows-part.ts";

const manifest = (rows: number): ExportPart => ({
  kind: "manifest",
  manifest: {
    facts: [["List", "things"]],
    sums: [
      ["currency", "net_minor_units", "net"],
      ["JPY", 500, { decimal: "500" }],
    ],
  },
  figures: { rows, sums: { JPY: { net: 500 } } },
});

async function* partsOf(rows: readonly CellValue[][], size = 2): AsyncGenerator<ExportPart> {
  for (let at = 0; at < rows.length; at += size) yield rowsPart(rows.slice(at, at + size));
  yield manifest(rows.length);
}

async function bytesOf(file: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

/** As Excel would show it: what stands in a cell, without what stands behind the last. */
const trimmed = (row: readonly unknown[]) => row.map((cell) => cell ?? null);

describe("an XLSX export", () => {
  it("has the rows on a sheet of the list's name, and the manifest on the next", async () => {
    const at = new Date("2026-10-25T00:30:00Z");
    const rows: CellValue[][] = [
      ["=1+1", -5, { decimal: "-0.005" }, true, at, { instant: at, zone: "Europe/Berlin" }],
      ["", 0, { decimal: "12.30" }, false, null, undefined],
    ];
    const workbook = await readXlsx(await bytesOf(xlsxFile("reports/money", ["text", "n", "money", "yes", "utc", "local"], partsOf(rows))));
    expect(workbook.sheets.map(({ name }) => name)).toEqual(["reports money", "Manifest"]);
    const [data, proof] = workbook.sheets;
    expect(data!.rows[0]).toEqual(["text", "n", "money", "yes", "utc", "local"]);
    const [text, n, money, yes, utc, local] = data!.rows[1]!;
    expect([text, n, money, yes]).toEqual(["=1+1", -5, -0.005, true]);
    expect(new Date(utc as Date).toISOString()).toBe("2026-10-25T00:30:00.000Z");
    // The zone's clocks show half past two.
    expect(new Date(local as Date).toISOString()).toBe("2026-10-25T02:30:00.000Z");
    expect(trimmed(data!.rows[2]!).slice(0, 4)).toEqual([null, 0, 12.3, false]);
    const said = proof!.rows.map((row) => row.filter((cell) => cell !== null && cell !== undefined && cell !== ""));
    expect(said).toContainEqual(["List", "things"]);
    expect(said).toContainEqual(["JPY", 500, 500]);
    expect(said.at(-1)).toEqual(["complete: 2 rows"]);
  });

  it("holds any text unchanged but for what XML has no place for", async () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.constantFrom("_x0041_", "<&>", " a ", "\r\n", "]]>", "\ud800", "\uffff", "\u0001", "=HYPERLINK()"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 5 }), async (texts) => {
        const bytes = await bytesOf(xlsxFile("things", ["text"], partsOf(texts.map((text) => [`|${text}|`]))));
        const read: unknown[] = [];
        for await (const row of streamXlsxRows(bytes, { sheet: 0 })) read.push(row.values[0]);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML has no place for
        const said = (text: string) => text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "\uFFFD");
        expect(read.slice(1)).toEqual(texts.map((text) => `|${said(text)}|`));
      }),
      seeded(100),
    );
  });

  it("goes on on another sheet where one is full, each with the header", async () => {
    const rows = Array.from({ length: 5 }, (_, n): CellValue[] => [n]);
    const { sheets } = await readXlsx(await bytesOf(xlsxFile("things", ["n"], partsOf(rows), 3)));
    expect(sheets.map(({ name, rows }) => [name, rows.map((row) => row[0])]).slice(0, 3)).toEqual([
      ["things", ["n", 0, 1]],
      ["things 2", ["n", 2, 3]],
      ["things 3", ["n", 4]],
    ]);
    expect(sheets[3]!.name).toBe("Manifest");
  });

  it("cannot be opened when reading failed midway", async () => {
    async function* failing(): AsyncGenerator<ExportPart> {
      yield rowsPart(Array.from({ length: 5_000 }, (_, n) => [`row ${n} ${Math.sin(n)}`]));
      throw new Error("the database went away");
    }
    const chunks: Uint8Array[] = [];
    const reading = async () => {
      for await (const chunk of xlsxFile("things", ["text"], failing())) chunks.push(chunk);
    };
    await expect(reading()).rejects.toThrow("the database went away");
    expect(chunks.length).toBeGreaterThan(1);
    await expect(readXlsx(new Uint8Array(Buffer.concat(chunks)))).rejects.toThrow();
  });

  it.each([
    [0, "A"],
    [25, "Z"],
    [26, "AA"],
    [51, "AZ"],
    [52, "BA"],
    [701, "ZZ"],
    [702, "AAA"],
  ])("calls column %i %s", (place, letters) => {
    expect(columnLetters(place)).toBe(letters);
  });
});
