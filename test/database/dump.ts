import { createHash } from "node:crypto";
import pg from "pg";

/** Everything that a database holds: each object's definition by what it is called, and the rows of each table. */
export interface Dump {
  /** By kind and name: "table chat", "column chat.title", "index …", "constraint …", "trigger …", "function …", "view …" and so on. */
  objects: ReadonlyMap<string, string>;
  /** By `schema.table` the row's columns as text, in an order of their own. */
  rows: ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;
}

const outsideSystem = (schema: string) => `${schema} !~ '^pg_' and ${schema} <> 'information_schema'`;

/** Definitions as PostgreSQL itself writes them. */
const definitions = `
  select 'schema ' || nspname as name, '' as definition from pg_namespace where ${outsideSystem("nspname")}
  union all select 'extension ' || extname, extversion from pg_extension
  union all select 'type ' || t.typname || ' of ' || n.nspname, string_agg(e.enumlabel, ',' order by e.enumsortorder)
    from pg_type t join pg_namespace n on n.oid = t.typnamespace join pg_enum e on e.enumtypid = t.oid group by t.typname, n.nspname
  union all select (case c.relkind when 'S' then 'sequence ' when 'v' then 'view ' when 'm' then 'view ' when 'i' then 'index ' when 'I' then 'index ' else 'table ' end)
      || n.nspname || '.' || c.relname,
      concat_ws(' ', c.relkind, c.reloptions, c.relrowsecurity, case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) when c.relkind in ('i', 'I') then pg_get_indexdef(c.oid) end,
        obj_description(c.oid, 'pg_class'), c.relacl)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${outsideSystem("n.nspname")} and c.relkind not in ('t', 'c')
  union all select 'column ' || n.nspname || '.' || c.relname || '.' || a.attname,
      concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end, a.attgenerated, a.attidentity, pg_get_expr(d.adbin, d.adrelid), a.attacl)
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm') and ${outsideSystem("n.nspname")}
  union all select 'constraint ' || n.nspname || '.' || c.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where ${outsideSystem("n.nspname")} and k.contype <> 'n'
  union all select 'trigger ' || n.nspname || '.' || c.relname || '.' || t.tgname, pg_get_triggerdef(t.oid) || t.tgenabled::text
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal
  union all select 'function ' || n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', pg_get_functiondef(p.oid) || concat(p.proacl)
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${outsideSystem("n.nspname")} and p.prokind in ('f', 'p') and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  union all select 'text search ' || cfgname, (select string_agg(m.maptokentype || ':' || m.mapdict::regdictionary::text, ',' order by m.maptokentype, m.mapseqno) from pg_ts_config_map m where m.mapcfg = c.oid)
    from pg_ts_config c join pg_namespace n on n.oid = c.cfgnamespace where ${outsideSystem("n.nspname")}
  union all select 'dictionary ' || dictname, dictinitoption from pg_ts_dict d join pg_namespace n on n.oid = d.dictnamespace where ${outsideSystem("n.nspname")}`;

const asText = { getTypeParser: () => (value: string | Buffer) => String(value) };

/** Reads a whole database, with a client of its own, as the product's operator would dump it. */
export async function dump(url: string): Promise<Dump> {
  const client = new pg.Client({ connectionString: url, types: asText });
  await client.connect();
  try {
    const { rows: found } = await client.query<{ name: string; definition: string | null }>(definitions);
    const objects = new Map(found.map(({ name, definition }) => [name, definition ?? ""]));
    const tables = [...objects.keys()].filter((name) => name.startsWith("table ")).map((name) => name.slice("table ".length));
    const rows = new Map<string, Record<string, unknown>[]>();
    for (const table of tables.sort()) {
      const [schema, name] = table.split(".") as [string, string];
      const { rows: held } = await client.query<Record<string, unknown>>(`select * from only "${schema}"."${name}"`);
      rows.set(
        table,
        held.sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b))),
      );
    }
    return { objects, rows };
  } finally {
    await client.end();
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** How two dumps differ in what the first one holds; empty where all of it is still there, as it was. */
export interface DumpDifference {
  /** Objects of the first that are gone or changed. */
  changed: string[];
  /** Objects that only the second has. */
  added: string[];
  /** Tables of the first whose rows are others, looking at the columns only that they had. */
  rows: string[];
}

/** Compares what was there before with what is there now. */
export function differ(before: Dump, after: Dump): DumpDifference {
  return {
    changed: [...before.objects].filter(([name, definition]) => after.objects.get(name) !== definition).map(([name]) => name),
    added: [...after.objects.keys()].filter((name) => !before.objects.has(name)).sort(),
    rows: [...before.rows]
      .filter(([table, rows]) => sumOf(rows, rows) !== sumOf(after.rows.get(table) ?? [], rows))
      .map(([table]) => table),
  };
}

/** A sum of the rows, of the columns that `like` has. */
function sumOf(rows: readonly Readonly<Record<string, unknown>>[], like: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = Object.keys(like[0] ?? {});
  const lines = rows.map((row) => JSON.stringify(columns.map((column) => row[column])));
  return createHash("sha256").update(lines.sort(compare).join("\n")).digest("hex");
}
