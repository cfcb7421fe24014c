import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { TooManyToAddUp } from "~/components/data-table/too-many-to-add-up";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { inTime, unlessTooSlow } from "~/http/in-time.server";
import { db } from "~lib/db/db.server.ts";
import { env } from "~lib/env.server.ts";
import { dayOf } from "~lib/list/day.ts";
import { heaviestUsers } from "~lib/usage/heaviest-users.server.ts";
import { countUsage, listUsage } from "~lib/usage/list-usage.server.ts";
import { usageCounterLabel, usageList } from "~lib/usage/usage.ts";
import { usageByDay } from "~lib/usage/usage-by-day.server.ts";
import { usageRange } from "~lib/usage/usage-range.ts";
import { nameUsers } from "~lib/users/name-users.server.ts";
import { columns } from "./columns";
import { HeaviestUsers } from "./heaviest-users";
import { UsageChart } from "./usage-chart";

export const meta: MetaFunction = () => [{ title: "Usage · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "usage:read");
  const query = usageList.parse(request.url);
  const now = new Date();
  const range = usageRange(query.filters.date, now, env().reportingTimeZone);
  const [page, total, days, heaviest, users] = await inTime(
    { request, context },
    Promise.all([
      listUsage(db, query),
      countUsage(db, query),
      unlessTooSlow(usageByDay(db, query, range)),
      unlessTooSlow(heaviestUsers(db, query, range)),
      nameUsers(db, query.filters.user),
    ]),
  );
  return { query, page, total, range, days, heaviest, users, today: dayOf(now, env().reportingTimeZone) };
}

export default function Usage() {
  const { query, page, total, range, days, heaviest, users, today } = useLoaderData<typeof loader>();
  return (
    <Page title="Usage" description="What the product counted of each user a day: messages, and extreme searches.">
      <ListView
        spec={usageList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={(row) => `/usage/${encodeURIComponent(row.id)}`}
        rowLabel={(row) => `${usageCounterLabel(row.counter)} of ${row.userName}`}
        options={users.length > 0 ? { user: users } : {}}
        canExport
        summary={
          <section aria-labelledby="in-range" className="grid min-w-0 gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)]">
            <h2 id="in-range" className="sr-only">
              What was counted, and of whom
            </h2>
            {days === "too-slow" ? <TooManyToAddUp /> : <UsageChart query={query} range={range} days={days} today={today} />}
            {heaviest === "too-slow" ? <TooManyToAddUp /> : <HeaviestUsers query={query} range={range} users={heaviest} />}
          </section>
        }
        nothingYet="A row appears here as soon as a user sends a message."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
