import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { productName } from "~lib/env.server.ts";
import { getSubscriptionForChange } from "~lib/subscriptions/get-subscription.server.ts";
import { unlinkSubscription } from "~lib/subscriptions/link-subscription.server.ts";
import { UnlinkSubscription } from "~lib/subscriptions/subscription-forms.ts";

export const meta: MetaFunction = () => [{ title: "Unlink a subscription · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "subscriptions:change");
  const subscription = found(await getSubscriptionForChange(db, params.subscriptionId ?? ""), "subscription");
  return { subscription, product: productName(subscription.productId) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "subscriptions:change");
  const subscriptionId = params.subscriptionId ?? "";
  return submit(request, UnlinkSubscription, async (form) => {
    await unlinkSubscription(db, staff, subscriptionId, form);
    return redirectWithToast(`/subscriptions/${encodeURIComponent(subscriptionId)}`, { title: "Subscription unlinked", tone: "success" });
  });
}

export default function UnlinkSubscriptionPage() {
  const { subscription, product } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/subscriptions/${encodeURIComponent(subscription.id)}`;
  return (
    <Page
      title="Unlink from the user"
      description={
        subscription.user
          ? `Takes the subscription to ${product} away from ${subscription.user.name || subscription.user.email} in our copy; Polar is not told. The subscription itself stays, and can be linked again.`
          : `The subscription to ${product} is not linked to a user.`
      }
      breadcrumb={[
        { label: "Subscriptions", to: "/subscriptions" },
        { label: product, to: at },
      ]}
    >
      <ChangeForm
        schema={UnlinkSubscription}
        defaultValue={{ userId: subscription.user?.id ?? "" }}
        version={subscription.version}
        reply={reply}
        labels={{ userId: "User" }}
        danger
        submitLabel="Unlink subscription"
        cancelTo={at}
      >
        {(fields) => (
          <>
            {/* Not set by this form; so that a conflict can say what was seen. */}
            <input type="hidden" name="userId" value={reply?.conflict?.current.userId ?? subscription.user?.id ?? ""} />
            <ReasonField field={fields.reason} />
          </>
        )}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
