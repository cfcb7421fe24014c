import type { TablesElsewhere } from "../db/product-tables-elsewhere.server.ts";

/** A database's tables, functions and extensions, as far as Purser has to do with them: read in `read-catalog.server.ts`. */
export interface Catalog {
  /** `server_version_num`, such as 170002. */
  version: number;
  tables: ReadonlyMap<string, CatalogTable>;
  /** Of the schema `public`, without those of extensions, by name and argument types: "error_group(error text)". */
  functions: ReadonlyMap<string, CatalogFunction>;
  /** Functions and procedures of any schema, without those of extensions, whose body may take all columns of a table at once ("*"). */
  starFunctions: readonly StarFunction[];
  /** Extensions by name, with the schema that they are in. */
  extensions: ReadonlyMap<string, string>;
  /** Text search configurations of the schema `public`. */
  textSearch: ReadonlySet<string>;
  /** Names in the schema `public` that no table or index can have any more: of tables, indexes, sequences, views, types. */
  taken: ReadonlySet<string>;
  /** Tables by names of the product's in schemas that are not `public`. */
  elsewhere: readonly TablesElsewhere[];
  /** Tables in Purser's own schema, which stand in for optional ones of the product. */
  standIns: ReadonlySet<string>;
}

export interface CatalogTable {
  name: string;
  /** "table", or what else goes by the name: "partitioned table", "view", "foreign table". */
  kind: string;
  columns: ReadonlyMap<string, CatalogColumn>;
  indexes: readonly CatalogIndex[];
  constraints: readonly CatalogConstraint[];
  triggers: readonly CatalogTrigger[];
  /** True where a deleted row is published whole; a table without a primary key could not be deleted from under "publication for all tables". */
  isPublishedWhole: boolean;
  /** True where policies decide which rows the role of this connection sees. */
  rowSecurity: boolean;
  /** True where the role of this connection has its owner's rights. */
  isOwned: boolean;
  /** Tables that inherit from it, with their schema where that is not `public`; partitions are none. */
  inheritors: readonly string[];
  /** Columns of tables that hold whole rows of it, by its row type, an array or a domain of that: "payment_history.was". */
  heldWholeIn: readonly string[];
  /** As the planner last counted them; null where it has not counted yet. */
  rows: number | null;
  /** Of the rows alone. */
  heapBytes: number;
  /** With indexes and what is kept out of line. */
  bytes: number;
}

export interface CatalogColumn {
  name: string;
  /** As PostgreSQL writes it: "timestamp without time zone". */
  type: string;
  notNull: boolean;
  /** The expression of its default, or of a generated column. */
  default: string | null;
  generated: boolean;
  identity: boolean;
  /** Its collation where texts of different bytes may be equal by it, such as in capitals and small letters; else null. */
  looseCollation: string | null;
}

export interface CatalogIndex {
  name: string;
  /** The statement that makes it. */
  definition: string;
  /** False while it is being built, or where building it was cut off. */
  valid: boolean;
  unique: boolean;
  /** Of a unique one of columns alone, over all rows: these columns, which no two rows have alike; null of any other. */
  keepsApart: readonly string[] | null;
  /** True where two rows may be alike until their transaction ends: no foreign key can refer to it. */
  deferrable: boolean;
  /** Made by a primary key or unique constraint. */
  ofConstraint: boolean;
}

export interface CatalogConstraint {
  name: string;
  kind: "primary key" | "unique" | "foreign key" | "check";
  columns: readonly string[];
  definition: string;
  /** Of a foreign key: the table, its schema, and the columns there, in the order of `columns`. */
  refersTo: string | null;
  refersToSchema: string | null;
  refersToColumns: readonly string[];
  onDelete: string | null;
  /** False where rows of before it were not checked. */
  validated: boolean;
}

export interface CatalogTrigger {
  name: string;
  definition: string;
  /** The arguments of its function. */
  args: readonly string[];
  /** The body of its function. */
  source: string;
  /** True where its function runs with the rights of its owner (`security definer`), not of whoever writes. */
  isDefiner: boolean;
  /** What it runs at, and of an update the columns that it is bound to; none: any. */
  events: readonly ("insert" | "update" | "delete" | "truncate")[];
  columns: readonly string[];
  /** What the rows before and after are called in its function (`referencing old table as …`), as far as they are. */
  transitionTables: readonly string[];
  enabled: boolean;
}

export interface CatalogFunction {
  signature: string;
  name: string;
  /** The types of its arguments, by which it is told from others of its name: "json, integer". */
  types: string;
  /** The statement that makes it. */
  definition: string;
  /** Its body alone. */
  source: string;
  /** True where anybody may run it, as PostgreSQL has it unless it is told otherwise. */
  isPublic: boolean;
}

export interface StarFunction {
  /** With its schema and the types of its arguments, as PostgreSQL writes it: "app.paid_since(date)". */
  name: string;
  language: "sql" | "plpgsql";
  source: string;
  /** What its result's columns are: a list of its own, those of a table (its name) of the schema `public`, or none. */
  returns: { list: true } | { rowsOf: string } | null;
  /** The schemas of a search_path of its own, in their order; null where it has that of whoever calls it. */
  searchPath: readonly string[] | null;
}
