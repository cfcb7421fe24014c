import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/http/guard.server";
import { db } from "~lib/db/db.server.ts";
import { exportList } from "~lib/list/export-list.server.ts";
import { countSubscriptions, listSubscriptions } from "~lib/subscriptions/list-subscriptions.server.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";
import { subscriptionCsv } from "~lib/subscriptions/subscription-csv.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "subscriptions:read");
  const query = subscriptionList.parse(request.url);
  return exportList(db, staff, {
    spec: subscriptionList,
    query,
    params: subscriptionList.params(query),
    list: listSubscriptions,
    count: countSubscriptions,
    columns: subscriptionCsv,
  });
}
