import { sql } from "drizzle-orm";
import { versionOf } from "../audit/change-row.server.ts";
import type { Db } from "../db/database.server.ts";
import { payment, subscription } from "../db/schema.ts";
import { distinctValuesOf } from "../list/distinct.server.ts";
import { readPage } from "../list/keyset.server.ts";
import { countMatching, type Total } from "../list/total.server.ts";
import { namedUser } from "./named-user.ts";
import { kindOf, unlinkedList } from "./unlinked.ts";
import { type UnlinkedQuery, unlinkedWhere } from "./unlinked-where.server.ts";

/** A payment or subscription without a user; `amount` in the minor unit of its currency. */
export interface UnlinkedRow {
  id: string;
  createdAt: Date;
  amount: number;
  currency: string;
  status: string | null;
  customerId: string | null;
  customerName: string | null;
  customerEmail: string | null;
  /** Of a payment. */
  subscriptionId: string | null;
  /** Of a subscription. */
  productId: string | null;
  /** The user id that its metadata names, whether or not there is such a user. */
  named: string | null;
  version: string;
}

/** What is selected of a payment for an `UnlinkedRow`; metadata that is too long to be the product's is not read. */
export const unlinkedPayment = {
  id: payment.id,
  createdAt: payment.createdAt,
  amount: payment.totalAmount,
  currency: payment.currency,
  status: payment.status,
  customerId: payment.customerId,
  customerName: payment.customerName,
  customerEmail: payment.customerEmail,
  subscriptionId: payment.subscriptionId,
  productId: sql<null>`null`,
  metadata: sql<string | null>`case when length(${payment.metadata}::text) <= 10000 then ${payment.metadata}::text end`,
  version: versionOf(payment),
};

export const unlinkedSubscription = {
  id: subscription.id,
  createdAt: subscription.createdAt,
  amount: subscription.amount,
  currency: subscription.currency,
  status: subscription.status,
  customerId: subscription.customerId,
  customerName: sql<null>`null`,
  customerEmail: sql<null>`null`,
  subscriptionId: sql<null>`null`,
  productId: subscription.productId,
  metadata: sql<string | null>`case when length(${subscription.metadata}) <= 10000 then ${subscription.metadata} end`,
  version: versionOf(subscription),
};

/** The row as it was selected, with what its metadata names in place of the metadata. */
export function unlinkedRow<Row extends { metadata: string | null }>({ metadata, ...row }: Row) {
  return { ...row, named: namedUser(metadata) };
}

/** One page of payments, or of subscriptions, without a user. */
export function listUnlinked(db: Db, query: UnlinkedQuery) {
  const where = unlinkedWhere(query);
  if (kindOf(query) === "payments") {
    const order = { sort: { createdAt: payment.createdAt }, types: unlinkedList.sort, id: payment.id, where };
    return readPage(query, order, async ({ where, orderBy, limit, sortKey }): Promise<(UnlinkedRow & { sortKey: string })[]> => {
      const rows = await db
        .select({ ...unlinkedPayment, sortKey })
        .from(payment)
        .where(where)
        .orderBy(...orderBy)
        .limit(limit);
      return rows.map(unlinkedRow);
    });
  }
  const order = { sort: { createdAt: subscription.createdAt }, types: unlinkedList.sort, id: subscription.id, where };
  return readPage(query, order, async ({ where, orderBy, limit, sortKey }): Promise<(UnlinkedRow & { sortKey: string })[]> => {
    const rows = await db
      .select({ ...unlinkedSubscription, sortKey })
      .from(subscription)
      .where(where)
      .orderBy(...orderBy)
      .limit(limit);
    return rows.map(unlinkedRow);
  });
}

/** How many match. */
export function countUnlinked(db: Db, query: UnlinkedQuery): Promise<Total> {
  const table = kindOf(query) === "payments" ? payment : subscription;
  return countMatching(db, sql`select 1 from ${table} where ${unlinkedWhere(query)}`, query.exact);
}

/** What the filters over open sets can offer. */
export function unlinkedFilterOptions(db: Db, query: UnlinkedQuery): Promise<{ status: string[]; currency: string[] }> {
  const { status, currency } = kindOf(query) === "payments" ? payment : subscription;
  return distinctValuesOf(db, { status, currency });
}
