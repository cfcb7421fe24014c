import { sql } from "drizzle-orm";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { user } from "../../lib/db/schema.ts";
import { askList } from "../../lib/exports/ask-list.server.ts";
import { exportedLists } from "../../lib/exports/exported-lists.server.ts";
import { takeExport } from "../../lib/exports/take-export.server.ts";
import { takeApart } from "../exports/csv-of.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { staffAs } from "../helpers/staff.ts";
import { fillBench } from "./fill-bench.ts";

// `npx tsx test/bench/export.ts [rows]`: every payment of a real PostgreSQL as CSV and as XLSX: rows a second, beside what COPY needs for the same
// rows, and by how much the process grows. 600,000 rows unless told otherwise; the growth must stay below 100 MB, and the manifest must say what
// SQL does.

const rows = Number(process.argv[2] ?? 600_000);
const MB = 1024 * 1024;
const LIMIT_MB = 100;

process.env.REPORTING_TIME_ZONE ??= "Europe/Berlin";

const server = await startLocalPostgres(["shared_buffers=512MB", "effective_cache_size=2GB"]);
let failed = false;
try {
  await server.createDatabase("bench");
  const database = openPg(server.url("bench"));
  await database.migrate();
  const { db } = database;
  const few = { users: 1_000, chats: 1, messages: 1, toolCalls: 1, subscriptions: 1, usageDays: 1, auditEntries: 1 };
  await fillBench(db, { ...few, payments: rows }, (what) => console.log(what));
  await db.execute(sql`vacuum analyze payment`);
  const [person] = await db.select({ id: user.id, name: user.name, email: user.email }).from(user).limit(1);
  const staff = staffAs(person!, "payments:read");

  const copying = performance.now();
  await db.execute(sql.raw("copy (select * from payment order by created_at desc, id desc) to '/dev/null' (format csv)"));
  const copied = (performance.now() - copying) / 1000;
  console.log(`COPY: ${copied.toFixed(1)} s, ${Math.round(rows / copied)} rows a second`);

  const take = (search: string, format: "csv" | "xlsx") => {
    const at = new Date();
    const asked = askList(exportedLists.payments, staff, new URLSearchParams(search), at);
    return takeExport(database, staff, { asked, at, format, columns: asked.columns });
  };
  // One small export first, so that what is loaded once does not count.
  await (await take("id=none", "xlsx")).text();
  for (const format of ["csv", "xlsx"] as const) {
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let [peak, bytes, end] = [before, 0, ""];
    const began = performance.now();
    const response = await take("", format);
    const reader = response.body!.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const chunk = part.value;
      bytes += chunk.length;
      if (format === "csv") end = (end + Buffer.from(chunk).toString()).slice(-20_000);
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    const seconds = (performance.now() - began) / 1000;
    const grown = (peak - before) / MB;
    failed ||= grown >= LIMIT_MB;
    if (format === "csv") {
      const { sums, last } = takeApart(`header\r\n${end.slice(end.indexOf("# Export: "))}`);
      const { rows: inSql } = await db.execute<Record<string, string>>(sql`
        select currency, count(*)::text as rows, sum(total_amount)::text as total,
          coalesce(sum(total_amount) filter (where status = 'succeeded'), 0)::text as gross,
          coalesce(sum(total_amount - refunded_amount) filter (where status = 'succeeded'), 0)::text as net
        from payment group by currency order by currency`);
      const manifest = Object.entries(sums ?? {})
        .map(([currency, sum]) => ({
          currency,
          rows: sum.rows,
          total: sum.total_minor_units,
          gross: sum.gross_minor_units,
          net: sum.net_minor_units,
        }))
        .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
      const same = JSON.stringify(manifest) === JSON.stringify(inSql);
      failed ||= !same;
      console.log(`${last}; the manifest ${same ? "says what SQL does" : `differs from SQL: ${JSON.stringify([manifest, inSql])}`}`);
    }
    console.log(
      `${format}: ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows a second, ${(bytes / MB).toFixed(0)} MB, ` +
        `grown by ${grown.toFixed(0)} MB at most (${(seconds / copied).toFixed(1)} times COPY)`,
    );
  }
  await database.close();
} finally {
  await server.stop();
}
if (failed) {
  console.error(`The process grew by ${LIMIT_MB} MB or more, or the manifest was wrong.`);
  process.exitCode = 1;
}
