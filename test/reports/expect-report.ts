import { expect } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { addDays, dayOf } from "../../lib/list/day.ts";
import { subscriptionsNow } from "../../lib/metrics/subscriptions-now.server.ts";
import { amountsThen, amountsThenHref } from "../../lib/reports/subscriptions/amount-then.ts";
import { getSubscriptionReport, type SubscriptionReport } from "../../lib/reports/subscriptions/get-subscription-report.server.ts";
import { amountsThenTotals, listAmountsThen } from "../../lib/reports/subscriptions/list-amounts-then.server.ts";
import { addMonths, monthOf, monthsBetween, startOfMonth } from "../../lib/reports/subscriptions/month.ts";
import { daysOfReport, reportLinks, stopped } from "../../lib/reports/subscriptions/report-links.ts";
import type { SubscriptionReportQuery } from "../../lib/reports/subscriptions/report-query.ts";
import { type MovementKind, movementKinds } from "../../lib/reports/subscriptions/report-rows.ts";
import { countSubscriptions, listSubscriptions } from "../../lib/subscriptions/list-subscriptions.server.ts";
import { subscriptionList } from "../../lib/subscriptions/subscription.ts";
import { type Books, billingAt, churnOf, cohortOf, movementsOf } from "./naive-report.ts";

/**
 * Reads the report and holds every number of it against a walk through each subscription, and against the rows that its link leads to. The
 * report's last month must be the present one, and the process's reporting zone that of the books.
 *
 * @returns how many subscriptions moved, by how
 */
export async function expectReport(db: Db, query: SubscriptionReportQuery, books: Books): Promise<Record<MovementKind, number>> {
  const months = monthsBetween(query.from, query.to);
  const report = await getSubscriptionReport(db, query, books.now, books.zone);
  const moved = await expectMrr(db, report, books, months);
  await expectMrrNow(db, report, books);
  await expectPeople(db, report, books, months);
  await expectCancellations(db, report, books, query);
  await expectRenewals(db, report, books);
  await expectStatuses(db, report);
  return moved;
}

const currenciesOf = ({ subscriptions, snapshots, audit }: Books) =>
  new Set([
    ...[...subscriptions, ...snapshots].map(({ currency }) => currency),
    ...audit.flatMap(({ before }) => (before.currency ? [String(before.currency)] : [])),
  ]);

const byText = (a: unknown, b: unknown) => (String(a) < String(b) ? -1 : 1);

/** Every id that a link's list shows; its count must be theirs. */
async function idsBehind(db: Db, href: string): Promise<string[]> {
  const query = { ...subscriptionList.parse(href), size: 1000 };
  const [{ rows, next }, total] = await Promise.all([listSubscriptions(db, query), countSubscriptions(db, query)]);
  expect(next).toBeUndefined();
  expect(total, href).toEqual({ count: rows.length, exact: true });
  return rows.map(({ id }) => id);
}

/** The tables of monthly recurring revenue: numbers, identities, and the rows behind each link. How many moved. */
async function expectMrr(db: Db, report: SubscriptionReport, books: Books, months: string[]): Promise<Record<MovementKind, number>> {
  const rows = { new: 0, reactivated: 0, expansion: 0, contraction: 0, churned: 0 };
  for (const [place, month] of months.entries()) {
    const end = month === monthOf(books.now, books.zone) ? null : addMonths(month, 1);
    const naive = movementsOf(books, month, end);
    const opened = billingAt(books, month);
    for (const currency of currenciesOf(books)) {
      const all = naive.filter((row) => row.currency === currency);
      const shown = report.currencies.find((each) => each.currency === currency)?.months[place];
      const where = `${month} ${currency} ${books.zone}`;
      if (!shown) {
        expect(all, where).toEqual([]);
        continue;
      }
      const sum = (list: typeof all, value: (row: (typeof all)[number]) => number) => list.reduce((total, row) => total + value(row), 0);
      expect([shown.opening.yearly, shown.closing.yearly], where).toEqual([sum(all, (row) => row.opening), sum(all, (row) => row.closing)]);
      expect(shown.opening.yearly + movementKinds.reduce((total, kind) => total + shown.movements[kind].yearly, 0)).toBe(
        shown.closing.yearly,
      );
      expect(shown.opening.mrr + movementKinds.reduce((total, kind) => total + shown.movements[kind].mrr, 0)).toBe(shown.closing.mrr);
      for (const kind of movementKinds) {
        const moved = all.filter((row) => row.kind === kind);
        const number = shown.movements[kind];
        expect([number.subscriptions, number.yearly], `${where} ${kind}`).toEqual([
          moved.length,
          sum(moved, (row) => row.closing - row.opening),
        ]);
        const ids = await idsBehind(db, reportLinks.mrr(month, kind, currency, number.subscriptions));
        expect(ids.toSorted(), `${where} ${kind}`).toEqual(moved.map(({ id }) => id).toSorted());
        if (ids.length > 0) {
          const query = { ...amountsThen.parse(amountsThenHref({ month, part: kind, currency })), size: 1000 };
          const then = (await listAmountsThen(db, query, new Date(), books.zone)).rows;
          expect(then.map(({ id, opening, closing }) => [id, opening ?? 0, closing ?? 0]).toSorted(byText)).toEqual(
            moved.map(({ id, opening, closing }) => [id, opening, closing]).toSorted(byText),
          );
          expect(await amountsThenTotals(db, query, new Date(), books.zone)).toEqual({
            total: { count: ids.length, exact: true },
            yearly: number.yearly,
          });
        }
        rows[kind] += ids.length;
      }
      const net = await amountsThenTotals(
        db,
        amountsThen.parse(amountsThenHref({ month, part: "moved", currency })),
        new Date(),
        books.zone,
      );
      const moves = movementKinds.reduce((total, kind) => total + shown.movements[kind].subscriptions, 0);
      expect([net.total.count, net.yearly], where).toEqual([moves, shown.closing.yearly - shown.opening.yearly]);
      const atStart = opened.filter((row) => row.currency === currency);
      const behind = async (part: "opening" | "not_normalised", count: number) =>
        (await idsBehind(db, reportLinks.mrr(month, part, currency, count))).toSorted();
      const ids = (normal: boolean) => atStart.filter(({ yearly }) => (yearly !== null) === normal).map(({ id }) => id);
      expect(await behind("opening", shown.opening.subscriptions), where).toEqual(ids(true).toSorted());
      expect(await behind("not_normalised", shown.notNormalised), where).toEqual(ids(false).toSorted());
      expect([shown.opening.subscriptions, shown.notNormalised], where).toEqual([ids(true).length, ids(false).length]);
      const next = report.currencies.find((each) => each.currency === currency)?.months[place + 1];
      if (next) expect(next.opening).toEqual(shown.closing);
    }
  }
  return rows;
}

/** Churn and cohorts. */
async function expectPeople(db: Db, report: SubscriptionReport, books: Books, months: string[]) {
  expect(report.churn).toEqual(months.map((month) => churnOf(books, month)));
  for (const { month, running, ended, endedAtOnce } of report.churn) {
    expect((await idsBehind(db, reportLinks.running(month, running))).length).toBe(running);
    expect((await idsBehind(db, reportLinks.ended(month, ended))).length).toBe(ended);
    expect((await idsBehind(db, reportLinks.endedAtOnce(month, endedAtOnce))).length).toBe(endedAtOnce);
  }
  expect(report.cohorts).toEqual(months.map((month) => cohortOf(books, month, months.at(-1)!)));
  for (const { month, customers, retained } of report.cohorts) {
    expect((await idsBehind(db, reportLinks.cohort(month, customers))).length).toBe(customers);
    for (const [after, count] of retained.entries()) {
      if (after % 5 === 0) expect((await idsBehind(db, reportLinks.retained(month, after, count))).length).toBe(count);
    }
  }
}

/** At its end the present month is what the overview shows, whatever snapshots and corrections say of before. */
async function expectMrrNow(db: Db, report: SubscriptionReport, { now }: Books) {
  for (const { currency, mrr, subscriptions } of (await subscriptionsNow(db, now)).mrr) {
    const last = report.currencies.find((each) => each.currency === currency)?.months.at(-1);
    expect([last?.closing.mrr ?? 0, last?.closing.subscriptions ?? 0], currency).toEqual([mrr, subscriptions]);
  }
}

async function expectCancellations(db: Db, report: SubscriptionReport, { subscriptions, zone }: Books, query: SubscriptionReportQuery) {
  const days = daysOfReport(query);
  for (const { reason, canceled } of report.cancellations) {
    expect((await idsBehind(db, reportLinks.canceled(days, reason, canceled))).length, reason).toBe(canceled);
  }
  const canceled = subscriptions.filter(
    ({ canceledAt }) =>
      canceledAt && canceledAt >= startOfMonth(query.from, zone) && canceledAt < startOfMonth(addMonths(query.to, 1), zone),
  );
  expect(report.cancellations.reduce((sum, each) => sum + each.canceled, 0)).toBe(canceled.length);
}

async function expectRenewals(db: Db, { renewals, notRenewing }: SubscriptionReport, { subscriptions: all, now, zone }: Books) {
  for (const { day, currency, subscriptions, amount } of renewals.rows) {
    const ids = await idsBehind(db, reportLinks.renews({ from: day, to: day }, currency, subscriptions));
    const rows = all.filter(({ id }) => ids.includes(id));
    expect([rows.length, rows.reduce((sum, row) => sum + row.amount, 0)]).toEqual([subscriptions, amount]);
    for (const row of rows) expect([dayOf(row.currentPeriodEnd, zone), row.currency, row.status]).toEqual([day, currency, "active"]);
  }
  expect(renewals.days).toEqual({ from: dayOf(now, zone), to: addDays(dayOf(now, zone), 29) });
  expect((await idsBehind(db, reportLinks.cancelsInstead(renewals.days, 1))).length).toBe(notRenewing.cancels);
  expect((await idsBehind(db, reportLinks.trialsEnding(renewals.days, 1))).length).toBe(notRenewing.trials);
  expect((await idsBehind(db, reportLinks.pastDueInstead(renewals.days, 1))).length).toBe(notRenewing.pastDue);
}

async function expectStatuses(db: Db, report: SubscriptionReport) {
  for (const { status, currency, subscriptions } of report.statuses) {
    expect((await idsBehind(db, reportLinks.statusIn(status, currency, subscriptions))).length).toBe(subscriptions);
  }
  const undated = report.statuses.filter(({ status }) => (stopped as readonly string[]).includes(status));
  expect((await idsBehind(db, reportLinks.endNotKnown(1))).length).toBe(undated.reduce((sum, row) => sum + row.withoutEnd, 0));
}
