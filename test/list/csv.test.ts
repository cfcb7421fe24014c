import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvColumn, csvCell, csvResponse } from "../../lib/list/csv.server.ts";
import { seeded } from "../helpers/seeded.ts";
import { parseCsv } from "./parse-csv.ts";
import { anyText } from "./thing-list.ts";

interface Row {
  text: string | null;
  number: number;
}

const columns: CsvColumn<Row>[] = [
  { header: "text", value: (row) => row.text },
  { header: "a, quoted header", value: (row) => row.number },
];

async function* batchesOf(rows: readonly Row[], size = 3): AsyncGenerator<Row[]> {
  for (let n = 0; n < rows.length; n += size) yield rows.slice(n, n + size);
}

const exportOf = (rows: readonly Row[], expected: number | undefined = rows.length) =>
  csvResponse({ name: "things", columns, batches: batchesOf(rows), expected });

/** What a text is in the file: guarded where a spreadsheet would run it, which may part cells at semicolons or tabs and not know our quotes. */
function guarded(text: string): string {
  let said = [..."=+-@\t\r\n＝＋－＠"].includes(text[0] ?? "") ? "'" : "";
  let [beginsCell, beginsLine] = [false, false];
  for (const char of text) {
    if ((beginsCell && "=+-@＝＋－＠".includes(char)) || (beginsLine && char === "#")) said += "'";
    said += char;
    beginsLine = "\r\n".includes(char);
    beginsCell = beginsLine || ";\t".includes(char) || (beginsCell && char === '"');
  }
  return said;
}

describe("a CSV file", () => {
  it("read back by RFC 4180 gives every cell", async () => {
    const anyRow = fc.record({
      text: fc.oneof(
        fc.constantFrom('"', '""', ",", "\r\n", "=1+1", '"=1"', " a ", "'=1", "\ufeff"),
        fc.string({ unit: fc.constantFrom(..."=-@＋;\t\r\n#\"',a"), maxLength: 6 }),
        anyText(12).map((text) => text.toWellFormed()),
        fc.constant(null),
      ),
      number: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(-0.005, Number.MAX_SAFE_INTEGER)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 10 }), async (rows) => {
        const records = parseCsv(new TextDecoder("utf-8", { ignoreBOM: true }).decode(await exportOf(rows).arrayBuffer()).slice(1));
        expect(records[0]).toEqual(["text", "a, quoted header"]);
        expect(records.slice(1, -1)).toEqual(rows.map(({ text, number }) => [guarded(text ?? ""), String(number)]));
        expect(records.at(-1)).toEqual([`# complete: ${rows.length} rows`]);
      }),
      seeded(200),
    );
  });

  it("says what it is", async () => {
    const response = exportOf([{ text: "é", number: 1 }]);
    expect(Object.fromEntries(response.headers)).toEqual({
      "cache-control": "no-store",
      "content-disposition": 'attachment; filename="things.csv"',
      "content-type": "text/csv; charset=utf-8",
      "x-content-type-options": "nosniff",
      "x-row-count": "1",
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe('text,"a, quoted header"\r\né,1\r\n# complete: 1 rows\r\n');
  });

  it.each<[unknown, string]>([
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-5", "'-5"],
    ["@import", "'@import"],
    ["\t=1", "'\t'=1"],
    ["\r=1", `"'\r'=1"`],
    ["\n=1", `"'\n'=1"`],
    ["x;=1+1", "x;'=1+1"],
    ["x\t＠1", "x\t'＠1"],
    ['x;"=1"', `"x;""'=1"""`],
    ["ok\n# complete: 9 rows", `"ok\n'# complete: 9 rows"`],
    ["a; b - c # d", "a; b - c # d"],
    ["＝1+1", "'＝1+1"],
    ["a=1", "a=1"],
    ["ada@example.com", "ada@example.com"],
    [-5, "-5"],
    [-0.005, "-0.005"],
    [true, "true"],
    [false, "false"],
    [null, ""],
    [undefined, ""],
    ["", ""],
    [new Date("2026-03-10T12:00:00.5Z"), "2026-03-10T12:00:00.500Z"],
    [new Date(Number.NaN), ""],
    ['say "hi"', '"say ""hi"""'],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ])("writes %j as %s", (value, cell) => {
    expect(csvCell(value as string)).toBe(cell);
  });

  it("proves in its last line what came, also where that is not what was counted", async () => {
    const rows = [1, 2, 3, 4].map((number) => ({ text: null, number }));
    const last = async (response: Response) => (await response.text()).trimEnd().split("\r\n").at(-1);
    expect(await last(exportOf([]))).toBe("# complete: 0 rows");
    expect(await last(exportOf(rows))).toBe("# complete: 4 rows");
    expect(await last(exportOf(rows, 5))).toBe("# complete: 4 rows; 5 were counted before");
    const uncounted = csvResponse({ name: "things", columns, batches: batchesOf(rows), expected: undefined });
    expect(uncounted.headers.has("X-Row-Count")).toBe(false);
    expect(await last(uncounted)).toBe("# complete: 4 rows");
  });

  it("breaks off without that line when reading fails midway", async () => {
    async function* failing(): AsyncGenerator<Row[]> {
      yield [{ text: "first", number: 1 }];
      throw new Error("the database went away");
    }
    const reader = csvResponse({ name: "things", columns, batches: failing(), expected: 2 }).body!.getReader();
    let text = "";
    const reading = async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) text += new TextDecoder().decode(part.value);
    };
    await expect(reading()).rejects.toThrow("the database went away");
    expect(text).toContain("first,1");
    expect(text).not.toContain("complete");
  });

  it("is read no further than it is wanted", async () => {
    let [read, ended] = [0, false];
    async function* endless(): AsyncGenerator<Row[]> {
      try {
        for (;;) yield [{ text: "row", number: ++read }];
      } finally {
        ended = true;
      }
    }
    const reader = csvResponse({ name: "things", columns, batches: endless(), expected: undefined }).body!.getReader();
    await reader.read();
    await reader.read();
    await reader.cancel();
    expect(ended).toBe(true);
    expect(read).toBeLessThan(5);
  });
});
