import pg from "pg";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { fill, whatIsHeld } from "./fill/fill.ts";

/** The scale that a large one is compared with. */
export const SMALL_SCALE = 0.01;

/** Of the server that the benchmark starts: what a machine with some memory to spare would be given. */
const SETTINGS = [
  ...["shared_buffers=2GB", "work_mem=32MB", "maintenance_work_mem=512MB", "effective_cache_size=6GB"],
  ...["max_wal_size=8GB", "checkpoint_timeout=30min", "wal_level=minimal", "max_wal_senders=0"],
];

export interface BenchDatabase {
  url: string;
  scale: number;
}

export interface BenchDatabases {
  main: BenchDatabase;
  /** Undefined where nothing is compared. */
  small: BenchDatabase | undefined;
  stop: () => Promise<void>;
}

interface Wanted {
  /** Undefined: a server of its own, which is thrown away. */
  address: string | undefined;
  /** Undefined: what the database holds, or 1. */
  scale: number | undefined;
  /** Undefined: where the scale is 1. */
  compare: boolean | undefined;
  say: (what: string) => void;
}

/**
 * Starts a PostgreSQL or takes the one that is named, and fills what is empty.
 *
 * @throws Error of one line for a database that holds anything else, or data of another scale
 */
export async function openDatabases({ address, scale, compare, say }: Wanted): Promise<BenchDatabases> {
  const server = address ? undefined : await startLocalPostgres(SETTINGS);
  try {
    await server?.createDatabase("bench");
    const main = await filled(address ?? server!.url("bench"), scale, say);
    const isCompared = compare ?? main.scale === 1;
    const small = isCompared ? await filled(await siblingOf(main.url), SMALL_SCALE, say) : undefined;
    return { main, small, stop: async () => server?.stop() };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

/** The second database on the same server, named after the first; it is made where there is none. */
async function siblingOf(url: string): Promise<string> {
  const address = new URL(url);
  const name = `${address.pathname.slice(1)}_small`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rows.length === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  address.pathname = `/${name}`;
  return address.href;
}

async function filled(url: string, scale: number | undefined, say: (what: string) => void): Promise<BenchDatabase> {
  const name = new URL(url).pathname.slice(1);
  const held = await whatIsHeld(url);
  switch (held.kind) {
    case "bench":
      if (scale !== undefined && scale !== held.scale)
        throw new Error(`The database ${name} is filled at scale ${held.scale}, not ${scale}.`);
      return { url, scale: held.scale };
    case "half-filled":
      throw new Error(`The fill of the database ${name} was cut off. Drop it and begin anew.`);
    case "other":
      throw new Error(`The database ${name} holds something else. Name an empty one.`);
    case "empty": {
      const wanted = scale ?? 1;
      await fill(url, wanted, (what) => say(`${name}: ${what}`));
      return { url, scale: wanted };
    }
  }
}
