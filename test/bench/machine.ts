import { availableParallelism, cpus, totalmem } from "node:os";
import pg from "pg";

const SETTINGS = [
  "shared_buffers",
  "work_mem",
  "effective_cache_size",
  "random_page_cost",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "jit",
];

/** What figures depend on besides the code. */
export interface Machine {
  cores: number;
  processor: string;
  memoryGb: number;
  node: string;
  postgres: string;
  settings: Record<string, string>;
  scale: number;
  /** Rows by table, as the planner estimates them. */
  rows: Record<string, number>;
  databaseMb: number;
}

export async function describeMachine(url: string, scale: number): Promise<Machine> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: version } = await client.query<{ server_version: string }>("show server_version");
    const { rows: settings } = await client.query<{ name: string; value: string }>(
      "select name, current_setting(name) as value from pg_settings where name = any($1) order by name",
      [SETTINGS],
    );
    const { rows: size } = await client.query<{ mb: number }>("select (pg_database_size(current_database()) / 1048576)::int as mb");
    return {
      cores: availableParallelism(),
      processor: cpus()[0]?.model ?? "unknown",
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      postgres: version[0]!.server_version,
      settings: Object.fromEntries(settings.map(({ name, value }) => [name, value])),
      scale,
      rows: Object.fromEntries([...(await rowsByTable(client))].filter(([, rows]) => rows >= 1_000)),
      databaseMb: size[0]!.mb,
    };
  } finally {
    await client.end();
  }
}

/** How many rows each table of the product and of Purser has, as the planner estimates them. */
export async function rowsByTable(client: { query: pg.ClientBase["query"] }): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; rows: number }>(
    "select relname as name, reltuples::float8 as rows from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by reltuples desc",
  );
  return new Map(rows.map(({ name, rows }) => [name, rows]));
}
