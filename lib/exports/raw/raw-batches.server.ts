import { type SQL, sql } from "drizzle-orm";
import type { CopiedRows, Db } from "../../db/database.server.ts";
import type { Fields, RowOf } from "../../list/field.server.ts";
import type { FieldColumn } from "../../list/field-columns.server.ts";
import type { Batch } from "../batch.server.ts";
import type { RowSource } from "../exported-list.server.ts";
import { type Money, sumsOf } from "../money-sums.server.ts";
import { readAhead } from "../read-ahead.ts";
import { CsvCells } from "./csv-cells.server.ts";
import { copyLayout, RawRows, recordLayout } from "./raw-rows.server.ts";
import { rowReader } from "./row-reader.server.ts";
import { rowWriter } from "./row-writer.server.ts";
import { Texts } from "./texts.server.ts";
import { XlsxCells } from "./xlsx-cells.server.ts";

/** What of a table's rows goes into a file. */
export interface RawExport<F extends Fields> {
  readonly fields: F;
  /** The fields that `select` selects, in this order. */
  readonly names: readonly (keyof F & string)[];
  readonly select: SQL;
  readonly columns: readonly FieldColumn<RowOf<F>>[];
  readonly money: Money<RowOf<F>> | undefined;
}

/**
 * Rows as PostgreSQL sends them in binary form, written into a file without an object for each: by COPY where the driver can, by a cursor
 * where it cannot. Neither leaves the snapshot. A batch can be written until the next is asked for.
 */
export async function* rawBatches<F extends Fields>(source: RowSource, raw: RawExport<F>, size: number): AsyncGenerator<Batch> {
  const { fields, names, select, columns, money } = raw;
  const texts = new Texts();
  const write = rowWriter(fields, names, columns, texts);
  const readMoney = money && rowReader(fields, names, money.from, texts);
  const isDecimal = columns.map(({ plain }) => plain?.is === "decimal");
  const rows = new RawRows(names.length, source.copy ? copyLayout : recordLayout);
  const room = new Room();
  for await (const piece of source.copy ? source.copy(select, size) : readAhead(fetched(source.db, select, size))) {
    rows.show(piece);
    const written = (format: CsvCells | XlsxCells, from: number, count: number, at: number) => {
      write(rows, format, from, count, at);
      room.used(format.out.length, count);
      return format.out.written();
    };
    yield {
      figures: { rows: rows.count, sums: money && readMoney ? sumsOf(rows.count, (at) => readMoney(rows, at), money) : null },
      csv: () => written(new CsvCells(room.for(rows.count)), 0, rows.count, 0),
      sheet: (from, count, at) => written(new XlsxCells(isDecimal, room.for(count)), from, count, at),
    };
  }
}

/** How much is set aside for rows that are going to be written: a little more than those before took. */
class Room {
  #bytesOfRow = 300;

  for(rows: number): number {
    return Math.ceil(rows * this.#bytesOfRow * 1.05) + 1_000;
  }

  used(bytes: number, rows: number): void {
    if (rows > 0) this.#bytesOfRow = bytes / rows;
  }
}

let cursors = 0;

/** The same rows by a cursor, each as one binary value. */
async function* fetched(db: Db, select: SQL, size: number): AsyncGenerator<CopiedRows> {
  const cursor = sql.identifier(`purser_export_${++cursors}`);
  await db.execute(sql`declare ${cursor} no scroll cursor for select record_send(selected) as row from (${select}) as selected`);
  try {
    for (;;) {
      const { rows } = await db.execute<{ row: Uint8Array }>(sql`fetch ${sql.raw(String(size))} from ${cursor}`);
      if (rows.length > 0) yield { bytes: Buffer.concat(rows.map(({ row }) => row)), count: rows.length };
      if (rows.length < size) return;
    }
  } finally {
    // Where the transaction has failed, so does this, and the cursor goes with it.
    await db.execute(sql`close ${cursor}`).catch(() => {});
  }
}
