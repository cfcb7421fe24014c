import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { type ShouldRevalidateFunction, useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { linkPayment } from "~lib/payments/link-payment.server.ts";
import { undoLink } from "~lib/unlinked/undo-link.server.ts";
import { LinkCandidate, UndoLink } from "~lib/unlinked/unlinked-forms.ts";
import { deskPath } from "~lib/unlinked/unlinked-kind.ts";
import { DeskRowPage } from "../_staff.unlinked._index/desk-row";
import { readDeskRow } from "../_staff.unlinked._index/desk-row.server";

export const meta: MetaFunction = () => [{ title: "Link a payment · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "payments:change");
  return readDeskRow(db, { request, context }, "payments", params.paymentId ?? "");
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "payments:change");
  const id = params.paymentId ?? "";
  const at = deskPath("payments", id);
  if (new URL(request.url).searchParams.get("do") === "undo") {
    return submit(request, UndoLink, async (form) => {
      await undoLink(db, staff, "payments", id, form);
      return redirectWithToast(at, { title: "Link undone", tone: "success" });
    });
  }
  return submit(request, LinkCandidate, async (form) => {
    await linkPayment(db, staff, id, form);
    return redirectWithToast(at, { title: "Payment linked. You can undo this here.", tone: "success" });
  });
}

/** After a refusal the page shows the row as it is by now, which Remix would not ask for again by itself. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) =>
  actionStatus === 409 || defaultShouldRevalidate;

export default function LinkPaymentAtDesk() {
  return <DeskRowPage {...useLoaderData<typeof loader>()} reply={useActionData<typeof action>()} />;
}

export { RouteError as ErrorBoundary };
