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
import { formatMoney } from "~lib/format.ts";
import { getPaymentForChange } from "~lib/payments/get-payment.server.ts";
import { unlinkPayment } from "~lib/payments/link-payment.server.ts";
import { UnlinkPayment } from "~lib/payments/payment-forms.ts";

export const meta: MetaFunction = () => [{ title: "Unlink a payment · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "payments:change");
  return { payment: found(await getPaymentForChange(db, params.paymentId ?? ""), "payment") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "payments:change");
  const paymentId = params.paymentId ?? "";
  return submit(request, UnlinkPayment, async (form) => {
    await unlinkPayment(db, staff, paymentId, form);
    return redirectWithToast(`/payments/${encodeURIComponent(paymentId)}`, { title: "Payment unlinked", tone: "success" });
  });
}

export default function UnlinkPaymentPage() {
  const { payment } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/payments/${encodeURIComponent(payment.id)}`;
  const amount = formatMoney(payment.totalAmount, payment.currency);
  return (
    <Page
      title="Unlink from the user"
      description={
        payment.user
          ? `Takes the payment of ${amount} away from ${payment.user.name || payment.user.email}. The payment itself stays; it can be linked again.`
          : `The payment of ${amount} is not linked to a user.`
      }
      breadcrumb={[
        { label: "Payments", to: "/payments" },
        { label: amount, to: at },
      ]}
    >
      <ChangeForm
        schema={UnlinkPayment}
        defaultValue={{}}
        version={payment.version}
        reply={reply}
        labels={{ userId: "User" }}
        submitLabel="Unlink payment"
        danger
        cancelTo={at}
      >
        {(fields) => <ReasonField field={fields.reason} />}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
