import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { Page, Section } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { streamed } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { paymentList } from "~lib/payments/payment.ts";
import { paymentSilences } from "~lib/reports/suspicious/silence.server.ts";
import { suspiciousPaymentCounts, suspiciousSubscriptionCounts } from "~lib/reports/suspicious/suspicious-counts.server.ts";
import { paymentRule, paymentRules, ruleAnchor, subscriptionRule, subscriptionRules } from "~lib/reports/suspicious/suspicious-rule.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";
import { Rules } from "./rules";
import { SilenceTable } from "./silence-table";
import { type Absent, Streamed } from "./streamed";

export const meta: MetaFunction = () => [{ title: "Suspicious · Purser" }];

/** The rules stand there at once. What breaks them is looked for in whole tables, and streams in when it is found. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "reports:read");
  const db = await readDb(request);
  return {
    payments: streamed({ request, context }, suspiciousPaymentCounts(db)),
    subscriptions: streamed({ request, context }, suspiciousSubscriptionCounts(db)),
    silences: streamed({ request, context }, paymentSilences(db, new Date())),
  };
}

export default function Suspicious() {
  const { payments, subscriptions, silences } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Suspicious"
      description="Payments and subscriptions that break a rule. Each number counts every row that its link lists, of all time. A row may break several rules."
    >
      <Section id="payments" title="Payments">
        <Streamed reading={payments}>
          {(found) => (
            <Rules
              noun={paymentList.noun}
              rows={paymentRules.map((rule) => ({
                id: rule,
                anchor: ruleAnchor("payment", rule),
                rule: paymentRule[rule],
                broken: typeof found === "string" ? found : found[rule],
                listHref: paymentList.link({ suspicious: [rule] }),
              }))}
              rowHref={(id) => `/payments/${encodeURIComponent(id)}`}
            />
          )}
        </Streamed>
      </Section>
      <Section id="silence" title="Webhook silence">
        <Streamed reading={silences}>
          {(found) =>
            typeof found === "string" ? <p className="text-muted">{silenceAbsent[found]}</p> : <SilenceTable silences={found} />
          }
        </Streamed>
      </Section>
      <Section id="subscriptions" title="Subscriptions">
        <Streamed reading={subscriptions}>
          {(found) => (
            <Rules
              noun={subscriptionList.noun}
              rows={subscriptionRules.map((rule) => ({
                id: rule,
                anchor: ruleAnchor("subscription", rule),
                rule: subscriptionRule[rule],
                broken: typeof found === "string" ? found : found[rule],
                listHref: subscriptionList.link({ suspicious: [rule] }),
              }))}
              rowHref={(id) => `/subscriptions/${encodeURIComponent(id)}`}
            />
          )}
        </Streamed>
      </Section>
    </Page>
  );
}

const silenceAbsent: Record<Absent, string> = {
  reading: "Looking through the payments …",
  failed: "The payments could not be read. Load the page again.",
};

export { RouteError as ErrorBoundary };
