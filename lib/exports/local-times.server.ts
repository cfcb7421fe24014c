import { env } from "../env.server.ts";
import type { CellValue } from "../list/cell.ts";
import type { CsvColumn } from "../list/csv.server.ts";
import type { FieldColumn } from "../list/field-columns.server.ts";

const UTC = /_utc$/;

/**
 * Columns of a file with each time said twice, where the reporting zone is not UTC: `created_at_utc`, and beside it the same instant on the
 * zone's clocks, `created_at (Europe/Berlin)`. The header line so names the zone, and no day has to be worked out by hand.
 */
export function withLocalTimes<Row, C extends CsvColumn<Row> | FieldColumn<Row>>(
  columns: readonly C[],
  zone = env().reportingTimeZone,
): C[] {
  if (zone === "UTC") return [...columns];
  return columns.flatMap((column) => {
    if (!UTC.test(column.header)) return [column];
    const local: C = {
      ...column,
      header: `${column.header.replace(UTC, "")} (${zone})`,
      ...("plain" in column && column.plain && { plain: { is: "local", zone } }),
      value(row: Row): CellValue {
        const instant = column.value(row);
        return instant instanceof Date ? { instant, zone } : null;
      },
    };
    return [column, local];
  });
}
