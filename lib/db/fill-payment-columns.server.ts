import { type SQL, sql } from "drizzle-orm";
import type { Db } from "./database.server.ts";
import { isPrivilegeLacking } from "./database-errors.ts";
import { payment } from "./schema.ts";

/** Of Purser's own triggers on `payment`. */
const OWN = sql`('keep_payment_columns', 'keep_payment_entries', 'note_payment_updates')`;

/**
 * Gives the columns of `payment` that Purser added their values, in the next `limit` rows after `position`. The trigger that keeps them says
 * the same; here they are said once more, because it may have to sleep, see `keepProductTriggersOut`.
 */
export function fillPaymentColumns(position: string, limit: number): SQL {
  return sql`
    with looked as (
      select id from ${payment} where id > ${position} order by id limit ${limit} for no key update
    ), filled as (
      update ${payment} set
        refunded_amount = public.payment_refunded_amount(refunds::json, total_amount, currency),
        unreadable_entries = public.payment_unreadable_entries(refunds::json, disputes::json, total_amount, currency),
        dispute_status = public.payment_dispute_status(disputes::json),
        customer_id = left(public.json_member_text(customer::json, 'customer_id'), 255),
        customer_email = public.json_member_text(customer::json, 'email'),
        customer_name = public.json_member_text(customer::json, 'name'),
        cart_product = public.payment_cart_product(product_cart::json),
        billing_country = upper(substring(public.json_member_text(billing::json, 'country') from '^[A-Za-z]{2}$'))
      where id in (select id from looked) and refunded_amount = 0 and unreadable_entries = 0
        and coalesce(dispute_status, customer_id, customer_email, customer_name, cart_product, billing_country) is null
      returning id, created_at
    ), noted as (
      insert into public.rollup_log (source, at)
      select 'payment', date_trunc('hour', created_at) from filled
      union select 'entry', date_trunc('hour', e.at) from filled join public.payment_entry as e on e.payment_id = filled.id
    )
    select max(id) as last, count(*)::int as looked from looked`;
}

/**
 * Keeps the product's own triggers from running for each payment that is filled, until the transaction ends: nothing of the product's has
 * changed, so no time of change may move, no event be sent, and nothing be refused.
 *
 * @returns why this role may not keep them out, in sentences; undefined where they are out, or where there are none or no payment
 */
export async function keepProductTriggersOut(tx: Db): Promise<string | undefined> {
  const { rows } = await tx.execute<{ name: string; role: string; version: number }>(sql`
    select t.tgname as name, quote_ident(current_user) as role, current_setting('server_version_num')::int as version
    from pg_trigger t join pg_proc p on p.oid = t.tgfoid
    where t.tgrelid = to_regclass('public.payment') and not t.tgisinternal and t.tgenabled in ('O', 'A') and (t.tgtype & 16) <> 0
      and t.tgattr = ''::int2vector and p.proname not in ${OWN} and exists (select from public.payment)
    order by 1`);
  if (rows.length === 0) return undefined;
  try {
    // A savepoint, so that a refusal leaves the transaction usable; what is set within it holds to the transaction's end.
    await tx.transaction((inner) => inner.execute(sql`set local session_replication_role = replica`));
    return undefined;
  } catch (error) {
    if (!isPrivilegeLacking(error)) throw error;
    const { role, version } = rows[0]!;
    return wordsOfTriggersRun(
      rows.map(({ name }) => name),
      role,
      version,
    );
  }
}

/**
 * Why the product's own triggers would run, and what may be done, in sentences without a full stop at the end.
 *
 * @param role quoted
 * @param version `server_version_num`: a setting is granted since PostgreSQL 15
 */
export function wordsOfTriggersRun(triggers: readonly string[], role: string, version: number): string {
  const grant = version >= 150000 ? `; or first: grant set on parameter session_replication_role to ${role}` : "";
  return `The product's own triggers on payment (${triggers.join(", ")}) would run for every payment that is filled, and this role may not keep them out: let them run, by db:adopt with --let-triggers-run; or run db:adopt as a superuser${grant}`;
}
