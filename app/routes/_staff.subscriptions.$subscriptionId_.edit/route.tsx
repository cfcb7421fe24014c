import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField, SelectField, TextField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { env, productName } from "~lib/env.server.ts";
import { formatDateTime } from "~lib/format.ts";
import { statusLabel } from "~lib/status-labels.ts";
import { correctSubscription } from "~lib/subscriptions/correct-subscription.server.ts";
import { getSubscriptionForChange } from "~lib/subscriptions/get-subscription.server.ts";
import { statusChoices } from "~lib/subscriptions/subscription.ts";
import { CorrectSubscription } from "~lib/subscriptions/subscription-forms.ts";
import { toLocalDateTime } from "~lib/zoned-time.ts";

export const meta: MetaFunction = () => [{ title: "Correct a subscription · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "subscriptions:change");
  const subscription = found(await getSubscriptionForChange(db, params.subscriptionId ?? ""), "subscription");
  return { subscription, product: productName(subscription.productId), zone: env().reportingTimeZone };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "subscriptions:change");
  const subscriptionId = params.subscriptionId ?? "";
  return submit(request, CorrectSubscription, async (form) => {
    await correctSubscription(db, staff, subscriptionId, form);
    return redirectWithToast(`/subscriptions/${encodeURIComponent(subscriptionId)}`, { title: "Subscription corrected", tone: "success" });
  });
}

export default function CorrectSubscriptionPage() {
  const { subscription, product, zone } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/subscriptions/${encodeURIComponent(subscription.id)}`;
  return (
    <Page
      title="Correct status or period end"
      description={`Of the subscription to ${product}. This corrects our copy alone: Polar is not told, and its next report may set both again.`}
      breadcrumb={[
        { label: "Subscriptions", to: "/subscriptions" },
        { label: product, to: at },
      ]}
    >
      <ChangeForm
        schema={CorrectSubscription}
        defaultValue={{ status: subscription.status, currentPeriodEnd: toLocalDateTime(subscription.currentPeriodEnd, zone) }}
        version={subscription.version}
        reply={reply}
        labels={{ status: "Status", currentPeriodEnd: "Period end" }}
        valueLabel={(field, value) => (field === "status" ? statusLabel("subscription", value) : value.replace("T", " "))}
        submitLabel="Save correction"
        cancelTo={at}
      >
        {(fields) => (
          <>
            <SelectField
              field={fields.status}
              label="Status"
              help="Changes the word alone: no other column follows it."
              options={statusChoices(subscription.status).map((value) => ({ value, label: statusLabel("subscription", value) }))}
            />
            <TextField
              field={fields.currentPeriodEnd}
              label="Period end"
              type="datetime-local"
              step={1}
              help={`On the clocks of ${zone}. The period began ${formatDateTime(subscription.currentPeriodStart, zone, { seconds: true })}.`}
            />
            <ReasonField field={fields.reason} />
          </>
        )}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
