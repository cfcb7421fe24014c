import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { TextField } from "~/components/form/fields";
import { Fact, Facts, Page } from "~/components/page";
import { Nothing } from "~/components/time";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { formatMoney } from "~lib/format.ts";
import { getPaymentForChange } from "~lib/payments/get-payment.server.ts";
import { linkPayment } from "~lib/payments/link-payment.server.ts";
import { LinkPayment } from "~lib/payments/payment-forms.ts";

export const meta: MetaFunction = () => [{ title: "Link a payment to a user · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "payments:change");
  return { payment: found(await getPaymentForChange(db, params.paymentId ?? ""), "payment") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "payments:change");
  const paymentId = params.paymentId ?? "";
  return submit(request, LinkPayment, async (form) => {
    await linkPayment(db, staff, paymentId, form);
    return redirectWithToast(`/payments/${encodeURIComponent(paymentId)}`, { title: "Payment linked", tone: "success" });
  });
}

export default function LinkPaymentPage() {
  const { payment } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/payments/${encodeURIComponent(payment.id)}`;
  const amount = formatMoney(payment.totalAmount, payment.currency);
  return (
    <Page
      title="Link to a user"
      description={`Says whose payment of ${amount} this is.`}
      breadcrumb={[
        { label: "Payments", to: "/payments" },
        { label: amount, to: at },
      ]}
    >
      <Facts className="max-w-xl">
        <Fact label="Paid by">
          {payment.customerName ?? <Nothing />} <span className="text-muted">{payment.customerEmail}</span>
        </Fact>
        <Fact label="Linked to">
          {payment.user ? (
            <>
              {payment.user.name} <span className="text-muted">{payment.user.email}</span>
            </>
          ) : (
            "no user"
          )}
        </Fact>
      </Facts>
      <ChangeForm
        schema={LinkPayment}
        defaultValue={{ userId: payment.user?.id ?? "" }}
        version={payment.version}
        reply={reply}
        labels={{ userId: "User" }}
        submitLabel="Link payment"
        cancelTo={at}
      >
        {(fields) => (
          <TextField
            field={fields.userId}
            label="User"
            help={
              payment.customerEmail
                ? `The user's id or e-mail. The customer's e-mail is ${payment.customerEmail}.`
                : "The user's id or e-mail, as on the user's page."
            }
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
