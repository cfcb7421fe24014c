import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { TextField } from "~/components/form/fields";
import { Fact, Facts, Page } from "~/components/page";
import { CopyId } from "~/components/ui/copy-id";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { productName } from "~lib/env.server.ts";
import { getSubscriptionForChange } from "~lib/subscriptions/get-subscription.server.ts";
import { linkSubscription } from "~lib/subscriptions/link-subscription.server.ts";
import { LinkSubscription } from "~lib/subscriptions/subscription-forms.ts";

export const meta: MetaFunction = () => [{ title: "Link a subscription to a user · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "subscriptions:change");
  const subscription = found(await getSubscriptionForChange(db, params.subscriptionId ?? ""), "subscription");
  return { subscription, product: productName(subscription.productId) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "subscriptions:change");
  const subscriptionId = params.subscriptionId ?? "";
  return submit(request, LinkSubscription, async (form) => {
    await linkSubscription(db, staff, subscriptionId, form);
    return redirectWithToast(`/subscriptions/${encodeURIComponent(subscriptionId)}`, { title: "Subscription linked", tone: "success" });
  });
}

export default function LinkSubscriptionPage() {
  const { subscription, product } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/subscriptions/${encodeURIComponent(subscription.id)}`;
  return (
    <Page
      title="Link to a user"
      description={`Says whose subscription to ${product} this is. This changes our copy alone: Polar is not told.`}
      breadcrumb={[
        { label: "Subscriptions", to: "/subscriptions" },
        { label: product, to: at },
      ]}
    >
      <Facts className="max-w-xl">
        <Fact label="Customer id">
          <CopyId id={subscription.customerId} label="customer id" length={24} />
        </Fact>
        <Fact label="Linked to">
          {subscription.user ? (
            <>
              {subscription.user.name} <span className="text-muted">{subscription.user.email}</span>
            </>
          ) : (
            "no user"
          )}
        </Fact>
      </Facts>
      <ChangeForm
        schema={LinkSubscription}
        defaultValue={{ userId: subscription.user?.id ?? "" }}
        version={subscription.version}
        reply={reply}
        labels={{ userId: "User" }}
        submitLabel="Link subscription"
        cancelTo={at}
      >
        {(fields) => (
          <TextField
            field={fields.userId}
            label="User"
            help="The user's id or e-mail, as on the user's page."
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
