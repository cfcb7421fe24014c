import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { STAND_IN_SCHEMA } from "../db/product-tables.ts";
import { productTablesElsewhere } from "../db/product-tables-elsewhere.server.ts";
import { namedSchemas } from "../db/search-path.ts";
import type {
  Catalog,
  CatalogColumn,
  CatalogConstraint,
  CatalogFunction,
  CatalogIndex,
  CatalogTable,
  CatalogTrigger,
  StarFunction,
} from "./catalog.ts";

interface TableRow {
  name: string;
  kind: string;
  rowSecurity: boolean;
  isOwned: boolean;
  inheritors: string[];
  heldWholeIn: string[];
  isPublishedWhole: boolean;
  rows: number | null;
  heapBytes: number;
  bytes: number;
  columns: CatalogColumn[];
  indexes: CatalogIndex[];
  constraints: CatalogConstraint[];
  triggers: CatalogTrigger[];
}

/** Reads the catalogue of the schema `public`. It reads no row of any table and takes no lock that anybody waits for. */
export async function readCatalog(db: Db): Promise<Catalog> {
  const [tables, functions, starFunctions, elsewhere, rest] = await Promise.all([
    readTables(db),
    readFunctions(db),
    readStarFunctions(db),
    productTablesElsewhere(db),
    readRest(db),
  ]);
  return {
    version: rest.version,
    tables: new Map(tables.map((table) => [table.name, table])),
    functions: new Map(functions.map((each) => [each.signature, each])),
    starFunctions,
    extensions: new Map(rest.extensions.map(({ name, schema }) => [name, schema])),
    textSearch: new Set(rest.textSearch),
    taken: new Set(rest.taken),
    elsewhere,
    standIns: new Set(rest.standIns),
  };
}

async function readTables(db: Db): Promise<CatalogTable[]> {
  const { rows } = await db.execute<TableRow & Record<string, unknown>>(sql`
    select c.relname as name, case when c.relkind in ('r', 'p') then row_security_active(c.oid) else false end as "rowSecurity",
      pg_has_role(c.relowner, 'usage') as "isOwned",
      (
        select coalesce(json_agg(case when h.relnamespace = c.relnamespace then h.relname else h.relnamespace::regnamespace || '.' || h.relname end order by h.relname), '[]')
        from pg_inherits as i join pg_class as h on h.oid = i.inhrelid where i.inhparent = c.oid and c.relkind = 'r'
      ) as inheritors,
      (
        with recursive of (type) as (
          select c.reltype
          union
          select coalesce(h.reltype, d.objid)
          from of join pg_depend as d on d.refclassid = 'pg_type'::regclass and d.refobjid = of.type
          left join pg_class as h on d.classid = 'pg_class'::regclass and h.oid = d.objid and h.relkind not in ('r', 'm', 'p')
          where d.classid = 'pg_type'::regclass or h.oid is not null
        )
        select coalesce(json_agg(distinct d.objid::regclass || '.' || a.attname), '[]')
        from of join pg_depend as d on d.refclassid = 'pg_type'::regclass and d.refobjid = of.type and d.classid = 'pg_class'::regclass
        join pg_class as h on h.oid = d.objid and h.relkind in ('r', 'm', 'p')
        join pg_attribute as a on a.attrelid = d.objid and a.attnum = d.objsubid
      ) as "heldWholeIn",
      c.relreplident = 'f' as "isPublishedWhole",
      case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'f' then 'foreign table' else 'view' end as kind,
      nullif(c.reltuples, -1)::float8 as rows, coalesce(pg_relation_size(c.oid), 0)::float8 as "heapBytes", coalesce(pg_total_relation_size(c.oid), 0)::float8 as bytes,
      (
        select coalesce(json_agg(json_build_object(
          'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
          'default', pg_get_expr(d.adbin, d.adrelid), 'generated', a.attgenerated <> '', 'identity', a.attidentity <> '',
          'looseCollation', (select o.collname from pg_collation as o where o.oid = a.attcollation and not o.collisdeterministic)
        ) order by a.attnum), '[]')
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      ) as columns,
      (
        select coalesce(json_agg(json_build_object(
          'name', ic.relname, 'definition', pg_get_indexdef(i.indexrelid), 'valid', i.indisvalid, 'unique', i.indisunique,
          'deferrable', not i.indimmediate,
          'keepsApart', case when i.indisunique and i.indpred is null and i.indexprs is null then (
            select json_agg(a.attname order by key.place)
            from unnest(i.indkey) with ordinality as key (attnum, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = key.attnum
            where key.place <= i.indnkeyatts
          ) end,
          'ofConstraint', exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
        ) order by ic.relname), '[]')
        from pg_index i join pg_class ic on ic.oid = i.indexrelid where i.indrelid = c.oid
      ) as indexes,
      (
        select coalesce(json_agg(json_build_object(
          'name', k.conname, 'definition', pg_get_constraintdef(k.oid), 'refersTo', f.relname,
          'refersToSchema', f.relnamespace::regnamespace::text, 'validated', k.convalidated,
          'kind', case k.contype when 'p' then 'primary key' when 'u' then 'unique' when 'f' then 'foreign key' else 'check' end,
          'onDelete', case when k.contype = 'f' then case k.confdeltype
            when 'c' then 'cascade' when 'n' then 'set null' when 'd' then 'set default' when 'r' then 'restrict' else 'no action' end end,
          'columns', (
            select coalesce(json_agg(a.attname order by key.place), '[]')
            from unnest(k.conkey) with ordinality as key (attnum, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = key.attnum
          ),
          'refersToColumns', (
            select coalesce(json_agg(a.attname order by key.place), '[]')
            from unnest(k.confkey) with ordinality as key (attnum, place) join pg_attribute a on a.attrelid = f.oid and a.attnum = key.attnum
          )
        ) order by k.conname), '[]')
        from pg_constraint k left join pg_class f on f.oid = k.confrelid where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c')
      ) as constraints,
      (
        select coalesce(json_agg(json_build_object(
          'name', t.tgname, 'definition', pg_get_triggerdef(t.oid), 'enabled', t.tgenabled <> 'D',
          'args', to_json(array_remove(string_to_array(encode(t.tgargs, 'escape'), E'\\\\000'), '')), 'source', p.prosrc, 'isDefiner', p.prosecdef,
          'events', array_remove(array[case when t.tgtype & 4 > 0 then 'insert' end, case when t.tgtype & 8 > 0 then 'delete' end,
            case when t.tgtype & 16 > 0 then 'update' end, case when t.tgtype & 32 > 0 then 'truncate' end], null),
          'columns', array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = any (t.tgattr)),
          'transitionTables', array_remove(array[t.tgoldtable::text, t.tgnewtable::text], null)
        ) order by t.tgname), '[]')
        from pg_trigger t join pg_proc p on p.oid = t.tgfoid where t.tgrelid = c.oid and not t.tgisinternal
      ) as triggers
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f', 'v', 'm')
      and not exists (select 1 from pg_depend e where e.objid = c.oid and e.classid = 'pg_class'::regclass and e.deptype = 'e')
    order by c.relname`);
  return rows.map((row) => ({ ...row, columns: new Map(row.columns.map((column) => [column.name, column])) }));
}

async function readFunctions(db: Db): Promise<CatalogFunction[]> {
  const { rows } = await db.execute<CatalogFunction & Record<string, unknown>>(sql`
    select p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as signature, p.proname as name,
      oidvectortypes(p.proargtypes) as types, pg_get_functiondef(p.oid) as definition,
      p.prosrc as source, (p.proacl is null or exists (select 1 from aclexplode(p.proacl) as given where given.grantee = 0)) as "isPublic"
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prokind = 'f'
      and not exists (select 1 from pg_depend e where e.objid = p.oid and e.classid = 'pg_proc'::regclass and e.deptype = 'e')
    order by 1`);
  return rows;
}

async function readStarFunctions(db: Db): Promise<StarFunction[]> {
  const { rows } = await db.execute<Omit<StarFunction, "searchPath"> & { searchPath: string | null } & Record<string, unknown>>(sql`
    select format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as name, l.lanname as language, p.prosrc as source,
      case
        when c.relkind = 'r' and c.relnamespace = 'public'::regnamespace then json_build_object('rowsOf', c.relname)
        when c.oid is not null or p.proargmodes && '{o,b,t}' then json_build_object('list', true)
      end as returns,
      (
        select substr(setting, length('search_path=') + 1) from unnest(p.proconfig) as setting where starts_with(setting, 'search_path=')
      ) as "searchPath"
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
    join pg_type t on t.oid = p.prorettype left join pg_class c on c.oid = t.typrelid
    where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_temp' and p.prokind in ('f', 'p')
      and l.lanname in ('sql', 'plpgsql') and p.prosrc like '%*%'
      and not exists (select 1 from pg_depend e where e.objid = p.oid and e.classid = 'pg_proc'::regclass and e.deptype = 'e')
    order by 1`);
  return rows.map(({ searchPath, ...each }) => ({ ...each, searchPath: searchPath === null ? null : namedSchemas(searchPath) }));
}

async function readRest(db: Db) {
  const { rows } = await db.execute<{
    version: number;
    extensions: { name: string; schema: string }[];
    textSearch: string[];
    taken: string[];
    standIns: string[];
  }>(sql`
    select current_setting('server_version_num')::int as version,
      (select coalesce(json_agg(json_build_object('name', extname, 'schema', n.nspname)), '[]')
        from pg_extension join pg_namespace n on n.oid = extnamespace) as extensions,
      (
        select coalesce(json_agg(name), '[]') from (
          select relname as name from pg_class where relnamespace = 'public'::regnamespace
          union select typname from pg_type where typnamespace = 'public'::regnamespace and typelem = 0
        ) as names
      ) as taken,
      (select coalesce(json_agg(cfgname), '[]') from pg_ts_config where cfgnamespace = 'public'::regnamespace) as "textSearch",
      (
        select coalesce(json_agg(c.relname), '[]') from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = ${STAND_IN_SCHEMA} and c.relkind = 'r'
      ) as "standIns"`);
  return rows[0]!;
}
