import { sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { unfinishedTables } from "../../db/fill-kept-tables.server.ts";
import { payment, paymentEntry } from "../../db/schema.ts";
import type { PaymentEntryKind } from "../../db/values.ts";

/** True once the refunds and disputes from before Purser came are among the entries too. */
export async function entriesAreComplete(db: Db): Promise<boolean> {
  return !(await unfinishedTables(db)).includes("payment_entry");
}

const entryOf = (kind?: PaymentEntryKind) =>
  sql`exists (
    select from ${paymentEntry} where ${paymentEntry.paymentId} = ${payment.id} ${kind ? sql`and ${paymentEntry.kind} = ${kind}` : sql``}
  )`;

/**
 * How many payments, of whatever time, have refunds or disputes of which no entry is kept: those from before are being read still, or they
 * could not be kept. Each of the three has an index of its own.
 */
export async function paymentsWithoutEntries(db: Db): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select ${payment.id} from ${payment} where ${payment.refundedAmount} > 0 and not ${entryOf("refund")}
      union
      select ${payment.id} from ${payment} where ${payment.disputeStatus} is not null and not ${entryOf("dispute")}
      union
      select ${payment.id} from ${payment} where ${payment.unreadableEntries} > 0 and not ${entryOf()}
    ) as missing`);
  return rows[0]!.count;
}
