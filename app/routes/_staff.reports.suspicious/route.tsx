import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { Page, Section } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { db } from "~lib/db/db.server.ts";
import { paymentList } from "~lib/payments/payment.ts";
import { paymentSilences } from "~lib/reports/suspicious/silence.server.ts";
import { suspiciousPaymentCounts, suspiciousSubscriptionCounts } from "~lib/reports/suspicious/suspicious-counts.server.ts";
import { paymentRule, paymentRules, subscriptionRule, subscriptionRules } from "~lib/reports/suspicious/suspicious-rule.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";
import { Rules } from "./rules";
import { SilenceTable } from "./silence-table";

export const meta: MetaFunction = () => [{ title: "Suspicious · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "reports:read");
  const [payments, subscriptions, silences] = await inTime(
    { request, context },
    Promise.all([suspiciousPaymentCounts(db), suspiciousSubscriptionCounts(db), paymentSilences(db, new Date())]),
  );
  return { payments, subscriptions, silences };
}

export default function Suspicious() {
  const { payments, subscriptions, silences } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Suspicious"
      description="Payments and subscriptions that break a rule. Each number counts every row that its link lists, of all time. A row may break several rules."
    >
      <Section id="payments" title="Payments">
        <Rules
          noun={paymentList.noun}
          rows={paymentRules.map((rule) => ({
            id: rule,
            rule: paymentRule[rule],
            ...payments[rule],
            listHref: paymentList.link({ suspicious: [rule] }),
          }))}
          rowHref={(id) => `/payments/${encodeURIComponent(id)}`}
        />
      </Section>
      <Section id="silence" title="Webhook silence">
        <SilenceTable silences={silences} />
      </Section>
      <Section id="subscriptions" title="Subscriptions">
        <Rules
          noun={subscriptionList.noun}
          rows={subscriptionRules.map((rule) => ({
            id: rule,
            rule: subscriptionRule[rule],
            ...subscriptions[rule],
            listHref: subscriptionList.link({ suspicious: [rule] }),
          }))}
          rowHref={(id) => `/subscriptions/${encodeURIComponent(id)}`}
        />
      </Section>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
