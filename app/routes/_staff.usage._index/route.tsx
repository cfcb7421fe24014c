import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AsOf } from "~/components/as-of";
import { AddingUp } from "~/components/data-table/adding-up";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { unlessTooSlow } from "~/http/in-time.server";
import { readDb, readState } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { isAbsent } from "~lib/db/absent-tables.server.ts";
import { env } from "~lib/env.server.ts";
import { dayOf } from "~lib/list/day.ts";
import { heaviestUsers } from "~lib/usage/heaviest-users.server.ts";
import { countUsage, listUsage } from "~lib/usage/list-usage.server.ts";
import { usageCounterLabel, usageList, usageListFor } from "~lib/usage/usage.ts";
import { usageByDay } from "~lib/usage/usage-by-day.server.ts";
import { usageRange } from "~lib/usage/usage-range.ts";
import { nameUsers } from "~lib/users/name-users.server.ts";
import { columns } from "./columns";
import { HeaviestUsers } from "./heaviest-users";
import { UsageChart } from "./usage-chart";

export const meta: MetaFunction = () => [{ title: "Usage · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "usage:read");
  const db = await readDb(request);
  const query = usageList.parse(request.url);
  const asOf = await readState(db);
  const now = asOf.at;
  const range = usageRange(query.filters.date, now, env().reportingTimeZone);
  const {
    rows: [page, users],
    beside,
  } = await rowsFirst(
    { request, context },
    {
      rows: Promise.all([listUsage(db, query), nameUsers(db, query.filters.user)]),
      beside: {
        total: countUsage(db, query),
        days: unlessTooSlow(usageByDay(db, query, range)),
        heaviest: unlessTooSlow(heaviestUsers(db, query, range)),
      },
    },
    { whole: query.exact },
  );
  return {
    query,
    page,
    range,
    users,
    ...beside,
    asOf,
    today: dayOf(now, env().reportingTimeZone),
    countsSearches: !isAbsent("extreme_search_usage"),
  };
}

export default function Usage() {
  const { query, page, total, range, days, heaviest, users, asOf, today, countsSearches } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Usage"
      description={
        <>
          {countsSearches
            ? "What the product counted of each user a day: messages, and extreme searches."
            : "What the product counted of each user a day: messages. It counts no extreme searches: its database has no table extreme_search_usage."}{" "}
          <AsOf {...asOf} />
        </>
      }
    >
      <ListView
        spec={usageListFor({ countsSearches })}
        query={query}
        page={page}
        total={total}
        columns={countsSearches ? columns : columns.filter(({ id }) => id !== "counter")}
        rowHref={(row) => `/usage/${encodeURIComponent(row.id)}`}
        rowLabel={(row) => `${usageCounterLabel(row.counter)} of ${row.userName || row.userEmail || "nobody"}`}
        options={users.length > 0 ? { user: users } : {}}
        canExport
        summary={
          <section aria-labelledby="in-range" className="grid min-w-0 gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)]">
            <h2 id="in-range" className="sr-only">
              What was counted, and of whom
            </h2>
            <AddingUp part={days} spec={usageList} query={query} className="min-h-80">
              {(days) => <UsageChart query={query} range={range} days={days} today={today} countsSearches={countsSearches} />}
            </AddingUp>
            <AddingUp part={heaviest} spec={usageList} query={query}>
              {(heaviest) => <HeaviestUsers query={query} range={range} users={heaviest} countsSearches={countsSearches} />}
            </AddingUp>
          </section>
        }
        nothingYet="A row appears here as soon as a user sends a message."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
