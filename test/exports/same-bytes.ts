import type { Staff } from "../../lib/auth/staff.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { batchOfCells } from "../../lib/exports/batch.server.ts";
import type { ExportedList, RowSource } from "../../lib/exports/exported-list.server.ts";
import { withLocalTimes } from "../../lib/exports/local-times.server.ts";
import type { CsvColumn } from "../../lib/list/csv.server.ts";
import { expect } from "../helpers/database-test.ts";

interface Wanted<Row> {
  list: ExportedList;
  search: string;
  /** Some of them; all unless told otherwise. */
  columns?: readonly string[];
  /** The list's own rows, in its order. */
  rows: readonly Row[];
  cells: readonly CsvColumn<Row>[];
  batchSize?: number;
}

/** Expects that what an export writes straight from the database is, byte by byte, what its columns say of the list's rows. */
export async function expectSameBytes<Row>(source: RowSource, staff: Staff, wanted: Wanted<Row>): Promise<void> {
  const { list, search, rows, cells } = wanted;
  const asked = list.ask(staff, { scope: "all", params: new URLSearchParams(search) }, new Date());
  const chosen = withLocalTimes<Row, CsvColumn<Row>>(cells).filter(({ header }) => wanted.columns?.includes(header) ?? true);
  const figures = { rows: rows.length, sums: null };
  const naive = batchOfCells(
    rows.map((row) => chosen.map((column) => column.value(row))),
    figures,
  );
  const headers = chosen.map(({ header }) => header);
  let [csv, sheet, at] = ["", "", 2];
  for await (const batch of asked.batches(source, headers, wanted.batchSize ?? 7)) {
    csv += Buffer.from(batch.csv());
    // As where a sheet ends in the middle of a batch.
    const first = Math.ceil(batch.figures.rows / 3);
    sheet += Buffer.from(batch.sheet(0, first, at));
    sheet += Buffer.from(batch.sheet(first, batch.figures.rows - first, at + first));
    at += batch.figures.rows;
  }
  expect(at - 2).toBe(rows.length);
  expect(csv).toBe(Buffer.from(naive.csv()).toString());
  expect(sheet).toBe(Buffer.from(naive.sheet(0, rows.length, 2)).toString());
}

/** Every row of a list that a search matches. */
export const allRows = <Query extends object, Row>(
  db: Db,
  spec: { parse(search: string): Query },
  search: string,
  list: (db: Db, query: Query) => Promise<{ rows: Row[] }>,
): Promise<Row[]> => list(db, { ...spec.parse(`?${search}`), size: 10_000 }).then(({ rows }) => rows);
