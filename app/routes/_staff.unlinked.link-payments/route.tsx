import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { type ShouldRevalidateFunction, useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { linkInBulk } from "~lib/unlinked/link-in-bulk.server.ts";
import { planBulkLink } from "~lib/unlinked/plan-bulk-link.server.ts";
import { unlinkedList } from "~lib/unlinked/unlinked.ts";
import { BulkLink } from "~lib/unlinked/unlinked-forms.ts";
import { BulkPreview } from "../_staff.unlinked._index/bulk";

export const meta: MetaFunction = () => [{ title: "Link payments in bulk · Purser" }];

/** The list's query, whatever it says it is of. */
function queryOf(request: Request) {
  const query = unlinkedList.parse(request.url);
  return { ...query, filters: { ...query.filters, of: ["payments"] as const } };
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "payments:change");
  const query = queryOf(request);
  const { of: _, ...filters } = query.filters;
  const filtered = query.q !== "" || Object.keys(filters).length > 0;
  return { filtered, plan: await inTime({ request, context }, planBulkLink(db, query)) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "payments:change");
  return submit(request, BulkLink, async (form) => {
    const { linked } = await linkInBulk(db, staff, "payments", queryOf(request), form);
    return redirectWithToast(`/unlinked/link-payments/${encodeURIComponent(staff.requestId)}`, {
      title: `${linked} ${linked === 1 ? "payment" : "payments"} linked`,
      tone: "success",
    });
  });
}

/** After a refusal the page shows what would be linked by now, which Remix would not ask for again by itself. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) =>
  actionStatus === 409 || defaultShouldRevalidate;

export default function LinkPaymentsInBulk() {
  return <BulkPreview of="payments" {...useLoaderData<typeof loader>()} reply={useActionData<typeof action>()} />;
}

export { RouteError as ErrorBoundary };
