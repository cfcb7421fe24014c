import { Link } from "@remix-run/react";
import { NumberExplained } from "~/components/number-explained";
import { StatusBadge } from "~/components/status-badge";
import { Card, CardBody, CardHeader, CardTitle } from "~/components/ui/card";
import { formatCount } from "~lib/format.ts";
import { overviewLinks } from "~lib/metrics/overview-links.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";

/** How many subscriptions have each status now, as bars beside their numbers. */
export function SubscriptionsCard({ statuses }: { statuses: readonly { status: string; count: number }[] }) {
  const most = Math.max(1, ...statuses.map(({ count }) => count));
  return (
    <Card>
      <CardHeader className="justify-start gap-1.5">
        <CardTitle>Subscriptions now, by status</CardTitle>
        <NumberExplained id="subscriptions" of="Subscriptions now, by status" scopes={[{ of: subscriptionList.path }]} />
      </CardHeader>
      <CardBody>
        {statuses.length === 0 ? (
          <p className="py-8 text-center text-muted">There is no subscription yet.</p>
        ) : (
          <ul className="flex flex-col gap-1.5">
            {statuses.map(({ status, count }) => (
              <li key={status} className="grid grid-cols-[9.5rem_minmax(0,1fr)_3.5rem] items-center gap-3">
                <StatusBadge kind="subscription" value={status} className="w-fit" />
                <span aria-hidden="true" className="h-2 rounded-sm bg-sunken">
                  <span className="block h-full min-w-0.5 rounded-sm bg-chart-1" style={{ width: `${(count / most) * 100}%` }} />
                </span>
                <Link to={overviewLinks.subscriptions(status, count)} discover="none" className="link justify-self-end">
                  {formatCount(count)}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
