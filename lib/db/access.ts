import { getTableColumns, getTableName, type InferSelectModel, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { isProductTable } from "./product-tables.ts";
import * as schema from "./schema.ts";

type Tables = { [Name in keyof typeof schema as (typeof schema)[Name] extends PgTable ? Name : never]: (typeof schema)[Name] };
export type TableKey = keyof Tables;
type ColumnOf<Key extends TableKey> = Extract<keyof InferSelectModel<Tables[Key]>, string>;

interface TableUse<Column extends string> {
  /** Columns that the dashboard neither reads nor writes. Every other one of the schema is read. */
  unread?: "all" | readonly Column[];
  /** What rows are added for. */
  insert?: string;
  /** Which columns are set, and what for. To lock a row takes the same privilege. */
  update?: Readonly<Record<string, readonly Column[]>>;
  /** What rows are taken away for. What goes with them by a foreign key needs no privilege. */
  delete?: string;
}

const DELETING_CHATS = "deleting chats, and users with theirs";

/**
 * What a running dashboard does to each table, and what for: the one list from which its database role is made, that the doctor holds a role
 * against, and under which the tests pass. Commands of an operator (db:migrate, db:adopt, admin:create) are run as the tables' owner instead:
 * so its role makes no account and sets no password, and what triggers keep is theirs to write. It does make staff of whoever has an account, as
 * admins do at their pages.
 */
export const access: { readonly [Key in TableKey]: TableUse<ColumnOf<Key>> } = {
  user: {
    update: {
      "correcting users": ["name", "email", "emailVerified", "updatedAt"],
      "banning users, and signing in after a ban": ["banned", "banReason", "banExpires", "updatedAt"],
      "changing roles": ["role", "updatedAt"],
    },
    delete: "deleting users",
  },
  session: { insert: "signing in", delete: "signing out, ending sessions, banning users" },
  // The password's hash is what signing in compares with; what other services were given for the user is nobody's business here.
  account: {
    unread: ["accessToken", "refreshToken", "idToken", "accessTokenExpiresAt", "refreshTokenExpiresAt"],
    delete: "deleting users",
  },
  verification: { unread: "all" },
  chat: {
    update: { "correcting, tagging and opening chats": ["title", "visibility"] },
    delete: DELETING_CHATS,
  },
  message: { delete: DELETING_CHATS },
  stream: { delete: DELETING_CHATS },
  toolCalls: { update: { "moving tool calls": ["status", "startedAt", "finishedAt", "error", "response"] }, delete: DELETING_CHATS },
  sessionStates: { delete: DELETING_CHATS },
  messageUsage: { update: { "setting daily counts": ["messageCount", "updatedAt"] }, delete: "deleting users" },
  extremeSearchUsage: { update: { "setting daily counts": ["searchCount", "updatedAt"] }, delete: "deleting users" },
  subscription: {
    update: {
      "correcting subscriptions": ["status", "currentPeriodEnd", "endsAt"],
      "canceling and renewing subscriptions": [
        "cancelAtPeriodEnd",
        "canceledAt",
        "endsAt",
        "customerCancellationReason",
        "customerCancellationComment",
      ],
      "linking subscriptions to users": ["userId"],
    },
  },
  payment: { update: { "correcting payments": ["status"], "linking payments to users": ["userId"] } },
  // Of the token only which key encrypted it, which the database itself reads from it.
  amadeusTokens: {},
  userRoles: { insert: "changing roles", delete: "changing roles" },
  auditLog: { insert: "every change: each is recorded" },
  messageText: {},
  toolCallFailure: {},
  backfill: {},
  tag: {
    insert: "adding tags",
    update: { "editing and using tags": ["name", "color"] },
    delete: "deleting tags",
  },
  chatTags: { insert: "tagging chats", delete: "tagging chats" },
  chatNote: {
    insert: "adding notes",
    update: { "editing notes": ["body", "updatedAt"] },
    delete: "deleting notes",
  },
  chatReading: { insert: "opening chats" },
  bulkRun: {
    insert: "moving many tool calls",
    update: { "moving many tool calls": ["status", "worker", "heartbeatAt", "finishedAt", "stoppedBy"] },
  },
  bulkRunItem: {
    insert: "moving many tool calls",
    update: { "moving many tool calls": ["outcome", "detail", "doneAt"] },
  },
  paymentEntry: {},
  subscriptionSnapshot: { insert: "keeping each month's subscriptions" },
  exportRun: {
    insert: "exporting lists",
    update: { "exporting lists": ["status", "rows", "heartbeatAt", "finishedAt"] },
  },
  rollup: { insert: "keeping roll-ups", delete: "keeping roll-ups" },
  activeDays: { insert: "keeping roll-ups", delete: "keeping roll-ups" },
  rollupDay: { insert: "keeping roll-ups", delete: "keeping roll-ups" },
  rollupState: {
    insert: "keeping roll-ups",
    update: { "keeping roll-ups": ["firstDay", "lastDay", "starts", "ends", "complete", "refreshedAt"] },
    delete: "keeping roll-ups",
  },
  rollupLog: { insert: "keeping roll-ups", delete: "keeping roll-ups" },
  rateLimit: {
    insert: "signing in",
    update: { "signing in": ["count", "lastRequest"] },
    delete: "signing in",
  },
};

/** Functions of Purser's own that its queries call by name, as PostgreSQL writes their signatures. */
export const calledFunctions = ["public.json_member_text(json,text)"] as const;

const tables = new Map(Object.entries(schema).filter((entry): entry is [TableKey, Tables[TableKey]] => is(entry[1], PgTable)));

export type Privilege = "select" | "insert" | "update" | "delete";

/** One privilege that the dashboard's role needs. */
export interface NeededPrivilege {
  /** The table's own name. */
  table: string;
  privilege: Privilege;
  /** Names in the database; null: of the whole table. */
  columns: readonly string[] | null;
  /** What in the dashboard needs it. */
  feature: string;
}

/** The version of a row, which its changes are held against: a column of PostgreSQL's own. */
const ROW_VERSION = "xmin";

/**
 * Everything that a role needs. Of the product's tables column by column, so that what the product keeps in columns unknown to Purser stays its
 * own; of Purser's own all columns, so that a later migration needs no other grant to be read.
 *
 * @param readOnly only what reading takes
 */
export function neededPrivileges({ readOnly = false } = {}): NeededPrivilege[] {
  return (Object.keys(access) as TableKey[]).flatMap((key) => privilegesOf(key, access[key], readOnly));
}

function privilegesOf(key: TableKey, use: TableUse<string>, readOnly: boolean): NeededPrivilege[] {
  const table = getTableName(tables.get(key)!);
  const columns: Readonly<Record<string, { name: string; generated?: unknown }>> = getTableColumns<PgTable>(tables.get(key)!);
  const isProducts = isProductTable(table);
  const named = (names: readonly string[]) => names.map((name) => columns[name]!.name);
  const needed: NeededPrivilege[] = [];
  if (use.unread !== "all") {
    const { unread = [] } = use;
    const read = named(Object.keys(columns).filter((name) => !unread.includes(name)));
    needed.push({ table, privilege: "select", columns: isProducts ? [...read, ROW_VERSION] : null, feature: `reading ${table}` });
  }
  if (readOnly) return needed;
  const all = Object.keys(columns).filter((name) => columns[name]!.generated === undefined);
  if (use.insert) needed.push({ table, privilege: "insert", columns: isProducts ? named(all) : null, feature: use.insert });
  for (const [feature, set] of Object.entries(use.update ?? {})) {
    needed.push({ table, privilege: "update", columns: named(set), feature });
  }
  if (use.delete) needed.push({ table, privilege: "delete", columns: null, feature: use.delete });
  return needed;
}
