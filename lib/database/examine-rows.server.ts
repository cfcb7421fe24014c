import { sql } from "drizzle-orm";
import { neededPrivileges } from "../db/access.ts";
import type { Db } from "../db/database.server.ts";
import { isPrivilegeLacking, isStatementTimeout } from "../db/database-errors.ts";
import { quoted } from "../db/quoted.ts";
import {
  amadeusEnvironment,
  chatVisibility,
  messageRole,
  paymentStatus,
  recurringInterval,
  subscriptionStatus,
  toolCallStatus,
  userRole,
} from "../db/schema.ts";
import { unlimitedTransaction } from "../db/unlimited-transaction.ts";
import { formatCount } from "../format.ts";
import type { Catalog } from "./catalog.ts";
import type { Finding } from "./finding.ts";

/** Columns whose values we have a list of. */
const lists: Readonly<Record<string, readonly string[]>> = {
  "user.role": userRole,
  "chat.visibility": chatVisibility,
  "message.role": messageRole,
  "tool_calls.status": toolCallStatus,
  "subscription.status": subscriptionStatus,
  "subscription.recurringInterval": recurringInterval,
  "payment.status": paymentStatus,
  "amadeus_tokens.environment": amadeusEnvironment,
};

/** JSON that we read, and the kinds that we can; SQL null is always one. */
const shapes: Readonly<Record<string, readonly string[]>> = {
  "message.parts": ["array", "string"],
  "message.attachments": ["array", "null"],
  "tool_calls.request": ["object"],
  "session_states.state": ["object"],
  "payment.refunds": ["array", "null"],
  "payment.disputes": ["array", "null"],
  "payment.customer": ["object", "null"],
  "payment.billing": ["object", "null"],
  "payment.product_cart": ["array", "null"],
};

/** Rows of which the shape of JSON is looked at, spread over the table. */
const SAMPLE = 5_000;
/** Different values named in a line; there may be millions. */
const MOST_NAMED = 12;

const split = (name: string) => name.split(".") as [table: string, column: string];

/** True where the column can be read as text, a list of values or JSON. */
const has = (live: Catalog, name: string) => live.tables.get(split(name)[0])?.columns.has(split(name)[1]) ?? false;

/**
 * What the rows hold that our lists and shapes do not know: values and JSON, each with counts. Nothing is written.
 *
 * @param seconds for one column at most; what takes longer is said to
 */
export async function examineRows(db: Db, live: Catalog, seconds: number): Promise<Finding[]> {
  const found: Finding[] = [];
  // One after the other: it is a live database, and nobody is in a hurry.
  for (const [name, known] of Object.entries(lists))
    if (has(live, name)) found.push(...(await inTime(db, name, seconds, (tx) => values(tx, name, known))));
  for (const [name, kinds] of Object.entries(shapes)) {
    if (has(live, name)) found.push(...(await inTime(db, name, seconds, (tx) => jsonKinds(tx, name, kinds, live))));
  }
  return found;
}

/**
 * Counts the rows that lack what ours may not lack, in the columns of the product's that the dashboard reads.
 *
 * @param seconds for one table at most
 */
export async function examineNulls(db: Db, expected: Catalog, live: Catalog, seconds: number): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { table: name, columns: read } of neededPrivileges({ readOnly: true })) {
    const table = expected.tables.get(name);
    const is = live.tables.get(name);
    // Of Purser's own tables every column is read.
    if (!table || !is || !read) continue;
    const columns = [...table.columns.values()].filter(
      (column) => column.notNull && read.includes(column.name) && is.columns.get(column.name)?.notNull === false,
    );
    if (columns.length > 0)
      found.push(
        ...(await inTime(db, table.name, seconds, (tx) =>
          nulls(
            tx,
            table.name,
            columns.map(({ name }) => name),
          ),
        )),
      );
  }
  return found;
}

async function inTime(db: Db, name: string, seconds: number, read: (tx: Db) => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await db.transaction(async (tx) => {
      await tx.execute(sql.raw(`set local statement_timeout = '${seconds}s'`));
      await tx.execute(sql.raw(unlimitedTransaction("local")));
      return read(tx);
    });
  } catch (error) {
    const about = `rows of ${name}`;
    // Which privilege is lacking, and what that means, is said of the role.
    if (isPrivilegeLacking(error)) return [{ about, verdict: "works", says: "Not counted: this role may not read it." }];
    if (!isStatementTimeout(error)) throw error;
    return [{ about, verdict: "works", says: `Not counted: that took longer than ${seconds} seconds.` }];
  }
}

async function values(tx: Db, name: string, known: readonly string[]): Promise<Finding[]> {
  const [table, column] = split(name);
  const { rows } = await tx.execute<{ value: string; count: number; kinds: number; all: number }>(sql`
    select left(value, 60) as value, count, count(*) over ()::int as kinds, sum(count) over ()::float8 as "all" from (
      select ${sql.raw(quoted(column))}::text as value, count(*)::float8 as count from ${sql.raw(`public.${quoted(table)}`)}
      where ${sql.raw(quoted(column))}::text not in ${known} group by 1
    ) as found order by count desc, value limit ${MOST_NAMED}`);
  const [first] = rows;
  if (!first) return [];
  const named = rows.map(({ value, count }) => `${JSON.stringify(value)} (${formatCount(count)})`).join(", ");
  const more = first.kinds > rows.length ? ` and ${formatCount(first.kinds - rows.length)} more` : "";
  const says = `${formatCount(first.all)} ${first.all === 1 ? "row holds a value" : "rows hold values"} that no list of ours knows: ${named}${more}. Such a value is shown as it is.`;
  return [{ about: `values of ${name}`, verdict: "works", says }];
}

async function jsonKinds(tx: Db, name: string, kinds: readonly string[], live: Catalog): Promise<Finding[]> {
  const [table, column] = split(name);
  const all = live.tables.get(table)!.rows ?? 0;
  const percent = all <= SAMPLE ? 100 : Math.max(0.001, (SAMPLE / all) * 200);
  const { rows } = await tx.execute<{ kind: string; count: number; looked: number }>(sql`
    select kind, count(*)::float8 as count, sum(count(*)) over ()::float8 as looked from (
      select coalesce(json_typeof(${sql.raw(quoted(column))}::json), 'null') as kind
      from ${sql.raw(`public.${quoted(table)}`)} ${percent < 100 ? sql.raw(`tablesample system (${percent})`) : sql``} limit ${SAMPLE}
    ) as looked group by kind order by 2 desc`);
  const other = rows.filter(({ kind }) => kind !== "null" && !kinds.includes(kind));
  const looked = rows[0]?.looked ?? 0;
  if (other.length === 0) return [];
  const counts = other.map(({ kind, count }) => `${formatCount(count)} of the kind ${kind}`).join(", ");
  const says = `Of ${formatCount(looked)} rows looked at: ${counts}; Purser reads ${kinds.filter((kind) => kind !== "null").join(" or ")}. Such rows are shown as raw JSON or counted as unreadable.`;
  return [{ about: `JSON of ${name}`, verdict: "works", says }];
}

async function nulls(tx: Db, table: string, columns: readonly string[]): Promise<Finding[]> {
  const counts = columns.map(
    (column) => sql`count(*) filter (where ${sql.raw(quoted(column))} is null)::float8 as ${sql.raw(quoted(column))}`,
  );
  const { rows } = await tx.execute<Record<string, number>>(
    sql`select ${sql.join(counts, sql`, `)} from ${sql.raw(`public.${quoted(table)}`)}`,
  );
  return columns.map((column): Finding => {
    const about = `column ${table}.${column}`;
    const empty = rows[0]![column]!;
    if (empty === 0) return { about, verdict: "works", says: "It may be empty here; no row is." };
    return {
      about,
      verdict: "works",
      says: `It may be empty here, and is in ${formatCount(empty)} ${empty === 1 ? "row" : "rows"}, shown without it.`,
    };
  });
}
