import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Download } from "lucide-react";
import { AsOf } from "~/components/as-of";
import { rangeLabel } from "~/components/chart/day-label";
import { RouteError } from "~/components/error-page";
import { Page, Section } from "~/components/page";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { readDb, readState } from "~/http/read-db.server";
import { useMayExport } from "~/http/use-may-export";
import { useRootData } from "~/http/use-root-data";
import { env } from "~lib/env.server.ts";
import { formatCount } from "~lib/format.ts";
import { dayOf } from "~lib/list/day.ts";
import { moneyEntryList } from "~lib/reports/money/entry-list.ts";
import { keyName } from "~lib/reports/money/key-names.server.ts";
import { addUp } from "~lib/reports/money/money-lines.ts";
import { entryScope, type MoneyScope } from "~lib/reports/money/money-links.ts";
import { type MoneyQuery, moneyHref, parseMoneyQuery } from "~lib/reports/money/money-query.ts";
import { getMoneyReport, type MoneyReport } from "~lib/reports/money/money-report.server.ts";
import { Controls } from "./controls";
import { LeftOut } from "./left-out";
import { CurrencyTotals, MoneyTable, SettlementTable } from "./lines-table";
import { Meanings } from "./meanings";
import { NetChart } from "./net-chart";
import { NotAllRead } from "./not-all-read";
import { Unreadable } from "./unreadable";

export const meta: MetaFunction = () => [{ title: "Money report · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "reports:read");
  const db = await readDb(request);
  const query = parseMoneyQuery(request.url);
  const asOf = await readState(db);
  const today = dayOf(asOf.at, env().reportingTimeZone);
  const report = await inTime({ request, context }, getMoneyReport(db, query, today));
  return { query, asOf, today, report, names: namesOf(report, query) };
}

/** What the parts are called, by their keys. */
function namesOf({ currencies, settlements }: MoneyReport, { split }: MoneyQuery): Record<string, string> {
  if (!split) return {};
  const keys = [...currencies, ...settlements].flatMap(({ total }) => total.parts.map(({ key }) => key));
  return Object.fromEntries(keys.map((key) => [key, keyName(split, key)]));
}

/** So many lines of parts the page shows: each has a link in every cell. */
const MOST_PARTS = 150;

/** How many lines of parts stand under the lines of these tables. */
const partsOf = (tables: readonly { lines: readonly { parts: readonly unknown[] }[] }[]) =>
  addUp(tables, ({ lines }) => addUp(lines, ({ parts }) => parts.length));

export default function MoneyReportPage() {
  const { query, asOf, today, report, names } = useLoaderData<typeof loader>();
  const { range, buckets, currencies, settlements } = report;
  const zone = useRootData()?.zone ?? "UTC";
  const mayExport = useMayExport();
  const scope: MoneyScope = { range, ...(query.currency !== undefined && { currency: query.currency }) };
  const unreadable = addUp(report.entries, (row) => (row.report === "unreadable" ? row.entries : 0));
  const parts = partsOf(currencies);
  const showParts = buckets.length === 1 || parts <= MOST_PARTS;
  const showSettledParts = buckets.length === 1 || parts + partsOf(settlements) <= MOST_PARTS;
  const drawn = currencies.toSorted((a, b) => b.total.cells.payments - a.total.cells.payments)[0];
  // One line of each currency is what their totals are.
  const saidAlready = buckets.length === 1 && currencies.length > 1 && !query.split;
  const table = { query, scope, buckets, names, today, showParts };
  return (
    <Page
      title="Money report"
      description={
        <>
          {rangeLabel(range.from, range.to)}, {query.by === "month" ? "months" : "days"} of {zone}. Amounts include tax. Each currency
          stands for itself; they are never added. Every number opens the rows behind it. <AsOf {...asOf} />
        </>
      }
      actions={
        mayExport ? (
          <Button asChild>
            <a href={moneyHref(query, "/reports/money/csv")} download>
              <Download aria-hidden="true" />
              CSV
            </a>
          </Button>
        ) : null
      }
    >
      <Controls query={query} range={range} currencies={report.known} today={today} />
      <NotAllRead report={report} />
      {unreadable > 0 ? (
        <Alert
          tone="amber"
          title={`${formatCount(unreadable)} ${unreadable === 1 ? "refund or dispute" : "refunds and disputes"} of this time could not be read`}
        >
          {unreadable === 1 ? "It adds" : "They add"} nothing to the numbers below.{" "}
          <Link to={moneyEntryList.link({ ...entryScope(scope), report: ["unreadable"] })} discover="none" className="link">
            {unreadable === 1 ? "Open it" : "Open them"}
          </Link>
        </Alert>
      ) : null}
      {currencies.length === 0 ? (
        <p className="py-8 text-center text-muted">No payment succeeded in this time, and nothing was refunded or disputed.</p>
      ) : null}
      {showParts ? null : (
        <p className="text-muted">
          Split, these are {formatCount(parts)} lines: too many to show, so the parts stand under each total alone.{" "}
          {currencies.length > 1 ? "One currency or fewer" : "Fewer"} {query.by === "month" ? "months" : "days"} show them here; the CSV
          file has them all.
        </p>
      )}
      {currencies.length > 1 ? (
        <Section title="All currencies">
          <CurrencyTotals
            currencies={currencies}
            scope={scope}
            hrefOf={(currency) => (saidAlready ? moneyHref({ ...query, currency }) : `#in-${currency}`)}
          />
        </Section>
      ) : null}
      {(saidAlready ? [] : currencies).map((lines) => (
        <Section key={lines.currency} id={`in-${lines.currency}`} title={lines.currency}>
          {lines === drawn && buckets.length > 1 ? <NetChart lines={lines} {...table} /> : null}
          <MoneyTable lines={lines} {...table} />
        </Section>
      ))}
      {settlements.length > 0 ? (
        <Section title="Settlements">
          <p className="max-w-3xl text-muted">
            What Dodo Payments settles of the same payments, in the currency that it settles in. It stands apart: it has nothing to do with
            the amounts above but the payments that it is of.
            {showParts && !showSettledParts ? " Its parts stand under each total alone." : ""}
          </p>
          <div className="grid gap-4 xl:grid-cols-2">
            {settlements.map((lines) => (
              <SettlementTable key={lines.currency} lines={lines} {...table} showParts={showSettledParts} />
            ))}
          </div>
        </Section>
      ) : null}
      <Section id="could-not-be-read" title="Could not be read">
        <Unreadable entries={report.entries} scope={scope} />
      </Section>
      <Section id="left-out" title="Left out">
        <LeftOut report={report} scope={scope} />
      </Section>
      <Section id="meanings" title="What the columns mean">
        <Meanings scope={scope} settlements={settlements.map(({ currency }) => currency)} />
      </Section>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
