import { sql } from "drizzle-orm";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { parseMoneyQuery } from "../../lib/reports/money/money-query.ts";
import { getMoneyReport } from "../../lib/reports/money/money-report.server.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { explain, quickest, recordingDatabase } from "./explain.ts";
import { fillBench } from "./fill-bench.ts";

// `npx tsx test/bench/money-report.ts`: how long the money report takes at 600,000 payments in two years, on a real PostgreSQL.
// `--plans` prints the plan of each of its queries; `--scale 0.1` takes a tenth of the rows.

const arguments_ = process.argv.slice(2);
const scaleAt = arguments_.indexOf("--scale");
const scale = scaleAt >= 0 ? Number(arguments_[scaleAt + 1]) : 1;
const showPlans = arguments_.includes("--plans");
const rows = (count: number) => Math.max(1, Math.ceil(count * scale));

process.env.REPORTING_TIME_ZONE ??= "Europe/Berlin";

const server = await startLocalPostgres(["shared_buffers=1GB", "work_mem=16MB", "maintenance_work_mem=256MB", "effective_cache_size=4GB"]);
const address = server.url("bench");
try {
  await server.createDatabase("bench");
  const database = openPg(address);
  await database.migrate();
  const size = {
    users: rows(200_000),
    chats: 1,
    messages: 1,
    toolCalls: 1,
    subscriptions: rows(200_000),
    payments: rows(600_000),
    usageDays: 1,
    auditEntries: 1,
  };
  await fillBench(database.db, size, (what) => console.log(what));
  // What the report is split by: two payments of three are of a subscription and come without a cart.
  await database.db.execute(
    sql.raw(`update payment set tax = total_amount / 6, settlement_amount = total_amount, settlement_currency = 'USD', settlement_tax = 10,
      billing = json_build_object('country', (array['DE', 'US', 'FR', 'IN', 'JP', 'KW'])[1 + total_amount % 6]),
      product_cart = case when total_amount % 3 = 0
        then json_build_array(json_build_object('product_id', 'prod_' || total_amount % 7, 'quantity', 1)) end`),
  );
  await database.db.execute(sql.raw("vacuum (analyze)"));
  await database.close();

  const { db, pool, take } = recordingDatabase(address);
  for (const search of [
    "",
    "from=2024-11",
    "currency=JPY",
    "by=day",
    "by=day&from=2026-09-01&to=2026-11-22",
    "split=method",
    "split=country",
    "split=product",
    "from=2024-11&split=product",
  ]) {
    const query = parseMoneyQuery(`/reports/money?${search}`);
    const report = () => getMoneyReport(db, query, "2026-11-22");
    const whole = await quickest(report);
    take();
    await report();
    console.log(`${whole.toFixed(0).padStart(7)} ms  /reports/money?${search}`);
    for (const statement of take()) {
      const alone = await quickest(() => pool.query(statement.text, statement.params));
      console.log(`${alone.toFixed(0).padStart(16)} ms  ${statement.text.replace(/\s+/g, " ").slice(0, 110)}`);
      if (showPlans) console.log((await explain(pool, statement)).map((line) => `                       ${line}`).join("\n"));
    }
  }
  await pool.end();
} finally {
  await server.stop();
}
