import { type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../db/database.server.ts";
import { emailKey, payment, subscription, user } from "../db/schema.ts";
import { type EvidenceKind, type FoundEvidence, type JudgedCandidate, judgeEvidence, MOST_USERS } from "./evidence.ts";
import type { UnlinkedKind } from "./unlinked-kind.ts";

/** A user whose an unlinked row may be, and what says so. */
export interface Candidate extends JudgedCandidate {
  name: string;
  email: string;
}

/** An unlinked row as far as evidence is looked for by it; `named` is what `namedUser` read from its metadata. */
interface Unlinked {
  id: string;
  named: string | null;
}

type FoundRow = {
  id: string;
  kind: EvidenceKind;
  userId: string;
  rowType: "payment" | "subscription" | null;
  rowId: string | null;
  name: string;
  email: string;
  emailVerified: boolean;
};

/** More than these are not shown of one row. */
const MOST = 10;

/**
 * The candidates of each of these unlinked rows, by the row's id, best first; a row without any is not in the map. One query, whose every
 * branch goes by an index from the rows to what is linked.
 */
export async function candidatesOf(db: Db, of: UnlinkedKind, rows: readonly Unlinked[]): Promise<Map<string, Candidate[]>> {
  if (rows.length === 0) return new Map();
  const asked = JSON.stringify(rows.map(({ id, named }) => ({ id, named })));
  const { rows: found } = await db.execute<FoundRow>(of === "payments" ? evidenceOfPayments(asked) : evidenceOfSubscriptions(asked));
  const byRow = new Map<string, FoundRow[]>();
  for (const one of found) byRow.set(one.id, [...(byRow.get(one.id) ?? []), one]);
  return new Map([...byRow].map(([id, evidence]) => [id, candidatesFrom(of, evidence)]));
}

function candidatesFrom(of: UnlinkedKind, found: readonly FoundRow[]): Candidate[] {
  const facts = found.map(({ kind, userId, emailVerified, rowType, rowId }): FoundEvidence => {
    return { kind, userId, emailVerified, row: rowType && rowId ? { type: rowType, id: rowId } : null };
  });
  return judgeEvidence(of, facts)
    .slice(0, MOST)
    .map((candidate) => {
      const { name, email } = found.find((one) => one.userId === candidate.userId)!;
      return { ...candidate, name, email };
    });
}

const u = alias(user, "u");
const p = alias(payment, "p");
const s = alias(subscription, "s");

/**
 * Users to whom payments that fit are linked, each with one such payment. An id that stands for "unknown" can be on many thousand rows of as
 * many users: a dozen of them say already that it is nobody's.
 */
const linkedPayments = (fits: SQL): SQL =>
  sql`lateral (select ${p.userId} as user_id, min(${p.id}) as id from ${payment} ${p}
    where ${fits} and ${p.userId} is not null group by ${p.userId} order by ${p.userId} limit ${MOST_USERS}) as o`;

const linkedSubscriptions = (fits: SQL): SQL =>
  sql`lateral (select ${s.userId} as user_id, min(${s.id}) as id from ${subscription} ${s}
    where ${fits} and ${s.userId} is not null group by ${s.userId} order by ${s.userId} limit ${MOST_USERS}) as o`;

/**
 * Evidence that rows of `from` have by the value of one of their columns, `d.value` in `linked`: looked for once for each value, however many
 * rows have it. A null is no value.
 */
const byValue = (from: SQL, column: SQL, kind: EvidenceKind, rowType: "payment" | "subscription", linked: SQL): SQL =>
  sql`select r.id, ${sql.raw(`'${kind}'::text`)}, o.user_id, ${sql.raw(`'${rowType}'::text`)}, o.id
    from (select distinct ${column} as value from ${from} where ${column} is not null) as d
    cross join ${linked} join ${from} as r on r.${column} = d.value`;

const x = sql`x`;
const e = sql`e`;
const customerId = sql`customer_id`;

/** What payments and subscriptions have in common; `x` is the unlinked row: id, named, customer_id. An id that is blank is null there. */
const common = sql`
    select x.id, 'metadata'::text, ${u.id}, null::text, null::text from x join ${user} ${u} on ${u.id} = x.named
    union all
    ${byValue(x, customerId, "customer_id", "payment", linkedPayments(sql`${p.customerId} = d.value`))}
    union all
    ${byValue(x, customerId, "customer_id", "subscription", linkedSubscriptions(sql`${s.customerId} = d.value`))}`;

/** What an e-mail points to; `e` is id and email, in which a blank one is null. */
const byEmail = sql`
    select e.id, 'email', ${u.id}, null, null from e join ${user} ${u} on ${emailKey(u.email)} = e.email
    union all
    ${byValue(e, sql`email`, "payment_email", "payment", linkedPayments(sql`${emailKey(p.customerEmail)} = d.value`))}`;

const asFound = sql`
  select f.id, f.kind, f.user_id as "userId", f.row_type as "rowType", f.row_id as "rowId", coalesce(${u.name}, '') as name, ${u.email} as email,
    ${u.emailVerified} as "emailVerified"
  from found as f join ${user} ${u} on ${u.id} = f.user_id
  order by f.id, f.user_id, f.kind, f.row_type, f.row_id`;

/** Blank is null, which equals nothing; else as it is, so that it is looked up by its index. */
const present = (id: SQL): SQL => sql`case when btrim(${id}) <> '' then ${id} end`;

function evidenceOfPayments(asked: string): SQL {
  return sql`
  with x as materialized (
    select t.id, k.named, ${present(sql`t.subscription_id`)} as subscription_id, ${present(sql`t.customer_id`)} as customer_id,
      ${emailKey(sql`t.customer_email`)} as email, ${present(sql`t.customer_name`)} as name
    from json_to_recordset(${asked}::json) as k (id text, named text) join ${payment} as t on t.id = k.id
  ), e as (select id, email from x where email is not null
  ), found (id, kind, user_id, row_type, row_id) as (
    select x.id, 'subscription'::text, ${s.userId}, 'subscription'::text, ${s.id}
    from x join ${subscription} ${s} on ${s.id} = x.subscription_id where ${s.userId} is not null
    union all
    ${byValue(x, sql`subscription_id`, "payment_of_subscription", "payment", linkedPayments(sql`${p.subscriptionId} = d.value`))}
    union all ${common}
    union all ${byEmail}
    union all
    select x.id, 'name', o.id, null, null from x cross join lateral (
      select ${u.id} as id from ${user} ${u} where left(${u.name}, 100) = left(x.name, 100) and ${u.name} = x.name limit 2) as o
  )${asFound}`;
}

function evidenceOfSubscriptions(asked: string): SQL {
  return sql`
  with x as materialized (
    select t.id, k.named, ${present(sql`t."customerId"`)} as customer_id
    from json_to_recordset(${asked}::json) as k (id text, named text) join ${subscription} as t on t.id = k.id
  ), e as (
    select distinct x.id, ${emailKey(p.customerEmail)} as email from x join ${payment} ${p} on ${p.subscriptionId} = x.id
    where ${emailKey(p.customerEmail)} is not null
  ), found (id, kind, user_id, row_type, row_id) as (
    ${byValue(x, sql`id`, "payment_of_subscription", "payment", linkedPayments(sql`${p.subscriptionId} = d.value`))}
    union all ${common}
    union all ${byEmail}
  )${asFound}`;
}
