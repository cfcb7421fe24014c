import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { type ShouldRevalidateFunction, useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { getBulk } from "~lib/unlinked/get-bulk.server.ts";
import { unlinkBulk } from "~lib/unlinked/unlink-bulk.server.ts";
import { BulkUnlink } from "~lib/unlinked/unlinked-forms.ts";
import { BulkResult } from "../_staff.unlinked._index/bulk-result";

export const meta: MetaFunction = () => [{ title: "Subscriptions linked at once · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "subscriptions:change");
  const items = await getBulk(db, "subscriptions", params.requestId ?? "");
  return { items: found(items.length > 0 ? items : undefined, "bulk link of subscriptions") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "subscriptions:change");
  const requestId = params.requestId ?? "";
  return submit(request, BulkUnlink, async (form) => {
    const { unlinked } = await unlinkBulk(db, staff, "subscriptions", requestId, form);
    return redirectWithToast(`/unlinked/link-subscriptions/${encodeURIComponent(requestId)}`, {
      title: `${unlinked} ${unlinked === 1 ? "subscription" : "subscriptions"} unlinked`,
      tone: "success",
    });
  });
}

/** After a refusal the page shows what is linked by now, which Remix would not ask for again by itself. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) =>
  actionStatus === 409 || defaultShouldRevalidate;

export default function SubscriptionsLinkedAtOnce() {
  return <BulkResult of="subscriptions" {...useLoaderData<typeof loader>()} reply={useActionData<typeof action>()} />;
}

export { RouteError as ErrorBoundary };
