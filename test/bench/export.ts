import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { makeStaff } from "../../lib/auth/make-staff.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { takeApart } from "../exports/csv-of.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { type RunningPurser, startPurser } from "../helpers/start-purser.ts";
import { fillBench } from "./fill-bench.ts";

// `npm run build && npx tsx test/bench/export.ts [rows]`: every payment of a real PostgreSQL, taken over HTTP from the built server as CSV, as
// CSV packed for the way, and as XLSX: rows a second, beside what COPY needs for the same rows, and by how much the server's process grows; then
// the same with a reader that hardly reads. 600,000 rows unless told otherwise; the growth must stay below 100 MB, and the manifest must say
// what SQL does.

const rows = Number(process.argv[2] ?? 600_000);
const MB = 1024 * 1024;
const LIMIT_MB = 100;
const email = "finance@purser.example";
const password = randomBytes(18).toString("base64url");

const faults: string[] = [];
const server = await startLocalPostgres(["shared_buffers=512MB", "effective_cache_size=2GB"]);
try {
  await server.createDatabase("bench");
  const database = openPg(server.url("bench"));
  const { db } = database;
  await database.migrate();
  const few = { users: 10_000, chats: 10, messages: 1, toolCalls: 1, subscriptions: 10_000, usageDays: 1, auditEntries: 1 };
  await fillBench(db, { ...few, payments: rows }, (what) => console.log(what));
  await makeStaff(db, { email, name: "Finance", role: "finance", password });
  const copied = await timeOfCopy(db);
  console.log(`COPY: ${copied.toFixed(1)} s, ${Math.round(rows / copied)} rows a second`);

  const purser = await startPurser({
    ...{ script: "start", databaseUrl: server.url("bench"), driver: "pg" },
    env: { REPORTING_TIME_ZONE: "Europe/Berlin" },
  });
  try {
    const cookie = await signIn(purser);
    // Small exports first, so that what is loaded once does not count.
    for (const format of ["csv", "xlsx"]) await (await take(purser, cookie, format, "identity", "id=none")).arrayBuffer();
    for (const [format, packing] of [
      ["csv", "identity"],
      ["csv", "gzip"],
      ["xlsx", "identity"],
    ] as const) {
      const { seconds, grown, bytes, end } = await measured(purser, () => take(purser, cookie, format, packing));
      if (grown >= LIMIT_MB) faults.push(`${format} grew the server by ${grown.toFixed(0)} MB`);
      if (format === "csv" && packing === "identity") await checkManifest(db, end);
      console.log(
        `${format}, ${packing}: ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows a second, ${(bytes / MB).toFixed(0)} MB, ` +
          `grown by ${grown.toFixed(0)} MB at most (${(seconds / copied).toFixed(1)} times COPY)`,
      );
    }
    for (const format of ["csv", "xlsx"]) {
      const grown = await grownBySlowReader(purser, await take(purser, cookie, format, "identity"));
      if (grown >= LIMIT_MB) faults.push(`a slow reader of ${format} grew the server by ${grown.toFixed(0)} MB`);
      console.log(`${format}, hardly read for 20 s: grown by ${grown.toFixed(0)} MB at most`);
    }
    const said = purser.output().split("\n").slice(1).join("\n").trim();
    if (said) faults.push(`the server said: ${said}`);
  } finally {
    await purser.stop();
    await database.close();
  }
} finally {
  await server.stop();
}
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;

/** Seconds that PostgreSQL itself needs to write what the file holds, in its order. */
async function timeOfCopy(db: Db): Promise<number> {
  const began = performance.now();
  await db.execute(
    sql.raw(`copy (
      select id, created_at, status, currency, total_amount, refunded_amount, tax, settlement_currency, settlement_amount, payment_method,
        dispute_status, unreadable_entries, customer_name, customer_email, subscription_id, user_id
      from payment order by created_at desc, id desc) to '/dev/null' (format csv)`),
  );
  return (performance.now() - began) / 1000;
}

async function signIn({ baseUrl }: RunningPurser): Promise<string> {
  const response = await fetch(`${baseUrl}/sign-in`, {
    method: "POST",
    headers: { Origin: baseUrl },
    body: new URLSearchParams({ email, password }),
    redirect: "manual",
  });
  if (response.status !== 302) throw new Error(`Nobody could sign in: ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** The form of a new export, sent with every column. */
async function take({ baseUrl }: RunningPurser, cookie: string, format: string, packing: string, params = ""): Promise<Response> {
  const page = await fetch(`${baseUrl}/exports/new?list=payments&${params}`, { headers: { Cookie: cookie } });
  const columns = [...(await page.text()).matchAll(/name="columns"[^>]* value="([^"]*)"/g)].map(([, column]) => column!);
  const response = await fetch(`${baseUrl}/exports/file`, {
    method: "POST",
    headers: { Cookie: cookie, Origin: baseUrl, "Accept-Encoding": packing },
    body: new URLSearchParams([
      ["list", "payments"],
      ["scope", "all"],
      ["format", format],
      ["params", params],
      ...columns.map((c) => ["columns", c]),
    ]),
  });
  if (!response.ok || columns.length === 0) throw new Error(`There is no file: ${response.status}`);
  return response;
}

/** The resident memory of the server's process in MB, as the system tells it. */
function residentMb({ pid }: RunningPurser): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

/** Watches the server's memory five times a second until `stop` is asked by how much it grew at most. */
function watched(purser: RunningPurser): () => number {
  const before = residentMb(purser);
  let peak = before;
  const look = () => {
    peak = Math.max(peak, residentMb(purser));
  };
  const timer = setInterval(look, 200);
  return () => {
    clearInterval(timer);
    look();
    return peak - before;
  };
}

/** Reads a file to its end, as fast as it comes. */
async function measured(purser: RunningPurser, open: () => Promise<Response>) {
  const grown = watched(purser);
  const began = performance.now();
  const response = await open();
  let [bytes, end] = [0, Buffer.alloc(0)];
  const reader = response.body!.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.length;
    end = Buffer.concat([end, part.value]).subarray(-20_000);
  }
  return { seconds: (performance.now() - began) / 1000, grown: grown(), bytes, end: end.toString() };
}

/** Reads next to nothing for a while, then goes away. */
async function grownBySlowReader(purser: RunningPurser, response: Response): Promise<number> {
  const grown = watched(purser);
  const reader = response.body!.getReader();
  for (let second = 0; second < 20; second++) {
    await reader.read();
    await sleep(1_000);
  }
  await reader.cancel();
  return grown();
}

async function checkManifest(db: Db, end: string): Promise<void> {
  const { sums, last } = takeApart(`header\r\n${end.slice(end.indexOf("# Export: "))}`);
  const { rows: inSql } = await db.execute<Record<string, string>>(sql`
    select currency, count(*)::text as rows, sum(total_amount)::text as total,
      coalesce(sum(total_amount) filter (where status = 'succeeded'), 0)::text as gross,
      coalesce(sum(total_amount - refunded_amount) filter (where status = 'succeeded'), 0)::text as net
    from payment group by currency order by currency collate "C"`);
  const manifest = Object.entries(sums ?? {}).map(([currency, sum]) => ({
    ...{ currency, rows: sum.rows, total: sum.total_minor_units, gross: sum.gross_minor_units, net: sum.net_minor_units },
  }));
  const same = JSON.stringify(manifest) === JSON.stringify(inSql) && last === `# complete: ${rows} rows`;
  if (!same) faults.push(`the manifest differs from SQL: ${last} ${JSON.stringify([manifest, inSql])}`);
  console.log(`${last}; the manifest ${same ? "says what SQL does" : "differs from SQL"}: ${JSON.stringify(inSql)}`);
}
