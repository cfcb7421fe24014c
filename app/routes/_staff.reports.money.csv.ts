import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileRoute } from "~/http/file-route.server";
import { requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { recordAudit } from "~lib/audit/record-audit.server.ts";
import { db } from "~lib/db/db.server.ts";
import { env } from "~lib/env.server.ts";
import { requireRecordable } from "~lib/exports/export-refused.ts";
import { csvResponse } from "~lib/list/csv.server.ts";
import { dayOf } from "~lib/list/day.ts";
import { moneyCsv, moneyCsvRows } from "~lib/reports/money/money-csv.server.ts";
import { moneyHref, parseMoneyQuery } from "~lib/reports/money/money-query.ts";
import { getMoneyReport } from "~lib/reports/money/money-report.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  return fileRoute(request, { href: "/reports/money", label: "Back to the money report" }, async () => {
    const staff = await requirePermission({ request, context }, "reports:read");
    requireRecordable();
    const query = parseMoneyQuery(request.url);
    const zone = env().reportingTimeZone;
    const report = await inTime({ request, context }, getMoneyReport(await readDb(request), query, dayOf(new Date(), zone)));
    const rows = moneyCsvRows(report, query);
    await recordAudit(db, staff, {
      action: "list.export",
      subject: { type: "list", id: "money-report" },
      before: {},
      after: { filter: moneyHref(query).split("?")[1] ?? "", rows: rows.length },
    });
    return csvResponse({
      // What is not in the numbers yet must be known of the file too, wherever it goes.
      name: `purser-money-${report.range.from}-to-${report.range.to}${report.entriesComplete ? "" : "-refunds-and-disputes-incomplete"}`,
      columns: moneyCsv(query, zone),
      batches: inOneBatch(rows),
      expected: rows.length,
    });
  });
}

async function* inOneBatch<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows;
}
