import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { Time } from "~/components/time";
import { Alert } from "~/components/ui/alert";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { productName } from "~lib/env.server.ts";
import { keepRenewing } from "~lib/subscriptions/cancel-at-period-end.server.ts";
import { getSubscriptionForChange } from "~lib/subscriptions/get-subscription.server.ts";
import { ChangeRenewal } from "~lib/subscriptions/subscription-forms.ts";

export const meta: MetaFunction = () => [{ title: "Keep a subscription renewing · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "subscriptions:change");
  const subscription = found(await getSubscriptionForChange(db, params.subscriptionId ?? ""), "subscription");
  return { subscription, product: productName(subscription.productId) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "subscriptions:change");
  const subscriptionId = params.subscriptionId ?? "";
  return submit(request, ChangeRenewal, async (form) => {
    await keepRenewing(db, staff, subscriptionId, form);
    return redirectWithToast(`/subscriptions/${encodeURIComponent(subscriptionId)}`, { title: "Renews again", tone: "success" });
  });
}

export default function KeepRenewingPage() {
  const { subscription, product } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/subscriptions/${encodeURIComponent(subscription.id)}`;
  return (
    <Page
      title="Keep renewing"
      description={
        <>
          Takes the cancellation of the subscription to {product} back: it renews on{" "}
          <Time at={subscription.currentPeriodEnd} style="datetime" />. When and why it was canceled is cleared here; the history keeps it.
        </>
      }
      breadcrumb={[
        { label: "Subscriptions", to: "/subscriptions" },
        { label: product, to: at },
      ]}
    >
      <Alert tone="amber" title="Polar is not told">
        This corrects our copy alone. A subscription that is canceled at Polar still ends there, and its next report may set this again.
      </Alert>
      <ChangeForm
        schema={ChangeRenewal}
        defaultValue={{}}
        version={subscription.version}
        reply={reply}
        labels={{}}
        submitLabel="Keep renewing"
        cancelTo={at}
      >
        {(fields) => <ReasonField field={fields.reason} />}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
