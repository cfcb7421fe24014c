import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField, SelectField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { paymentStatus } from "~lib/db/values.ts";
import { formatMoney } from "~lib/format.ts";
import { correctPayment } from "~lib/payments/correct-payment.server.ts";
import { getPaymentForChange } from "~lib/payments/get-payment.server.ts";
import { CorrectPayment } from "~lib/payments/payment-forms.ts";
import { statusLabel } from "~lib/status-labels.ts";

export const meta: MetaFunction = () => [{ title: "Correct a payment's status · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "payments:change");
  return { payment: found(await getPaymentForChange(db, params.paymentId ?? ""), "payment") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "payments:change");
  const paymentId = params.paymentId ?? "";
  return submit(request, CorrectPayment, async (form) => {
    await correctPayment(db, staff, paymentId, form);
    return redirectWithToast(`/payments/${encodeURIComponent(paymentId)}`, { title: "Status corrected", tone: "success" });
  });
}

export default function CorrectPaymentPage() {
  const { payment } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/payments/${encodeURIComponent(payment.id)}`;
  const amount = formatMoney(payment.totalAmount, payment.currency);
  return (
    <Page
      title="Correct the status"
      description={`Of the payment of ${amount}. This changes our copy alone: Dodo Payments is not told, and its next report may set it again.`}
      breadcrumb={[
        { label: "Payments", to: "/payments" },
        { label: amount, to: at },
      ]}
    >
      <ChangeForm
        schema={CorrectPayment}
        defaultValue={{ status: payment.status ?? "" }}
        version={payment.version}
        reply={reply}
        labels={{ status: "Status" }}
        valueLabel={(_, value) => statusLabel("payment", value)}
        submitLabel="Save status"
        cancelTo={at}
      >
        {(fields) => (
          <>
            <SelectField
              field={fields.status}
              label="Status"
              placeholder={payment.status === null ? "No status" : undefined}
              options={paymentStatus.map((value) => ({ value, label: statusLabel("payment", value) }))}
            />
            <ReasonField field={fields.reason} />
          </>
        )}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
