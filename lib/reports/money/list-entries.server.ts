import { eq, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { payment, paymentEntry } from "../../db/schema.ts";
import { readPage } from "../../list/keyset.server.ts";
import { countMatching, type Total } from "../../list/total.server.ts";
import { moneyEntryList } from "./entry-list.ts";
import { entryKey, entryVerdict, entryWhere, type MoneyEntryQuery } from "./entry-where.server.ts";

/** A refund or dispute as the list shows it; the amount is in the minor unit of its currency, null where it cannot be read. */
export type MoneyEntryRow = Awaited<ReturnType<typeof listMoneyEntries>>["rows"][number];

/** What refunds and disputes are ordered by. */
export const entryOrder = { sort: { at: paymentEntry.at }, id: entryKey };

/** One page of refunds and disputes. */
export function listMoneyEntries(db: Db, query: MoneyEntryQuery) {
  return readPage(query, { ...entryOrder, types: moneyEntryList.sort, where: entryWhere(query) }, ({ where, orderBy, limit, sortKey }) =>
    db
      .select({
        id: entryKey,
        at: paymentEntry.at,
        atKnown: paymentEntry.atKnown,
        kind: paymentEntry.kind,
        status: paymentEntry.status,
        stage: paymentEntry.stage,
        amount: paymentEntry.amount,
        currency: paymentEntry.currency,
        report: entryVerdict,
        problem: paymentEntry.problem,
        entryId: paymentEntry.entryId,
        place: paymentEntry.place,
        paymentId: paymentEntry.paymentId,
        paymentStatus: payment.status,
        paymentCreatedAt: payment.createdAt,
        paymentAmount: payment.totalAmount,
        sortKey,
      })
      .from(paymentEntry)
      .innerJoin(payment, eq(payment.id, paymentEntry.paymentId))
      .where(where)
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** How many refunds and disputes match. */
export function countMoneyEntries(db: Db, query: MoneyEntryQuery): Promise<Total> {
  return countMatching(
    db,
    sql`select 1 from ${paymentEntry} inner join ${payment} on ${payment.id} = ${paymentEntry.paymentId} where ${entryWhere(query) ?? sql`true`}`,
    query.exact,
  );
}
