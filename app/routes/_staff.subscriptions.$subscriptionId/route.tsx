import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { History } from "~/components/history";
import { Money } from "~/components/money";
import { Page } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import { SuspiciousBadges } from "~/components/suspicious";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { found, requirePermission } from "~/http/guard.server";
import { listAuditOf } from "~lib/audit/list-audit.server.ts";
import { allows } from "~lib/auth/permissions.ts";
import { db } from "~lib/db/db.server.ts";
import { productName } from "~lib/env.server.ts";
import { listPayments } from "~lib/payments/list-payments.server.ts";
import { paymentList } from "~lib/payments/payment.ts";
import { rulesBrokenBySubscription } from "~lib/reports/suspicious/broken-rules.server.ts";
import { getSubscription } from "~lib/subscriptions/get-subscription.server.ts";
import { hasEnded, intervalWords } from "~lib/subscriptions/subscription.ts";
import { SubscriptionFacts } from "./facts";
import { Payments } from "./payments";
import { Reported } from "./reported";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.product} subscription · Purser` : "Subscription · Purser" },
];

const SHOWN_PAYMENTS = 10;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "subscriptions:read");
  const subscriptionId = params.subscriptionId ?? "";
  const ofThis = { ...paymentList.defaults, filters: { subscription: [subscriptionId] }, size: SHOWN_PAYMENTS };
  const [row, history, payments, broken] = await Promise.all([
    getSubscription(db, subscriptionId),
    listAuditOf(db, { type: "subscription", id: subscriptionId }),
    allows(staff.roles, "payments:read") ? listPayments(db, ofThis) : undefined,
    allows(staff.roles, "reports:read") ? rulesBrokenBySubscription(db, subscriptionId) : [],
  ]);
  const subscription = found(row, "subscription");
  return {
    subscription,
    product: productName(subscription.productId),
    ended: hasEnded(subscription, new Date()),
    history,
    broken,
    payments: payments && { rows: payments.rows, more: payments.next !== undefined },
    mayChange: allows(staff.roles, "subscriptions:change"),
    mayAudit: allows(staff.roles, "audit:read"),
  };
}

export default function SubscriptionPage() {
  const { subscription, product, ended, history, broken, payments, mayChange, mayAudit } = useLoaderData<typeof loader>();
  const at = `/subscriptions/${encodeURIComponent(subscription.id)}`;
  return (
    <Page
      title={product}
      description={
        <>
          Subscription of {subscription.user?.name ?? "nobody we know"},{" "}
          <Money amount={subscription.amount} currency={subscription.currency} /> {intervalWords(subscription.recurringInterval)}
        </>
      }
      breadcrumb={[{ label: "Subscriptions", to: "/subscriptions" }]}
      badges={
        <>
          <StatusBadge kind="subscription" value={subscription.status} />
          {subscription.cancelAtPeriodEnd && !ended ? <Badge tone="amber">Cancels at period end</Badge> : null}
          {ended ? <Badge tone="neutral">Ended</Badge> : null}
          <SuspiciousBadges noun="subscription" rules={broken} />
        </>
      }
      actions={
        mayChange ? (
          <>
            <Action to={`${at}/link`}>{subscription.user ? "Link to another user" : "Link to a user"}</Action>
            {subscription.user ? <Action to={`${at}/unlink`}>Unlink</Action> : null}
            {ended ? null : subscription.cancelAtPeriodEnd ? (
              <Action to={`${at}/keep`}>Keep renewing</Action>
            ) : (
              <Action to={`${at}/cancel`}>Cancel at period end</Action>
            )}
            <Action to={`${at}/edit`}>Correct status or period end</Action>
          </>
        ) : null
      }
    >
      <SubscriptionFacts subscription={subscription} product={product} mayChange={mayChange} />
      {payments ? <Payments rows={payments.rows} more={payments.more} subscriptionId={subscription.id} /> : null}
      <Reported metadata={subscription.metadata} customFieldData={subscription.customFieldData} />
      <History entries={history} subject={{ type: "subscription", id: subscription.id }} linked={mayAudit} />
    </Page>
  );
}

function Action({ to, children }: { to: string; children: string }) {
  return (
    <Button asChild>
      <Link to={to}>{children}</Link>
    </Button>
  );
}

export { RouteError as ErrorBoundary };
