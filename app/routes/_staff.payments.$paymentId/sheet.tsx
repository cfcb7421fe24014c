import { type ReactNode, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { Money } from "~/components/money";
import { useRootData } from "~/http/use-root-data";
import { formatDateTime, formatMoney, formatUtc } from "~lib/format.ts";
import { billingLines } from "~lib/payments/billing-lines.ts";
import type { getPayment } from "~lib/payments/get-payment.server.ts";
import { cardWords, methodWords } from "~lib/payments/method-words.ts";
import { statusLabel } from "~lib/status-labels.ts";
import { SheetDisputes, SheetRefunds } from "./sheet-entries";

export interface PaymentSheetProps {
  payment: NonNullable<Awaited<ReturnType<typeof getPayment>>>;
  /** Undefined where the payment has none, or the database does not know it. */
  subscription: { id: string; product: string; status: string } | undefined;
  /** What its cart names; nothing for a subscription's payment. */
  bought: readonly { product: string; quantity: number }[];
  /** The name of who looks at it, and prints it. */
  reader: string;
  /** When the payment was read, an ISO instant. */
  readAt: string;
}

/** So many products of a cart are written out. */
const MOST_PRODUCTS = 8;

/**
 * A payment on paper, in place of its page: everything that finance keeps, on one sheet, with whole ids and with links written out.
 * Only many refunds or disputes make it longer.
 */
export function PaymentSheet({ payment, subscription, bought, reader, readAt }: PaymentSheetProps) {
  const zone = useRootData()?.zone ?? "UTC";
  const printedAt = usePrintedAt(readAt);
  const { currency, settlementCurrency, user } = payment;
  const settled = (amount: number | null) =>
    amount === null || !settlementCurrency ? "unknown" : <Money amount={amount} currency={settlementCurrency} />;
  const card = cardWords(payment);
  const billing = billingLines(payment.billing);
  const error = [payment.errorCode, payment.errorMessage].filter(Boolean).join(": ");
  return (
    <div data-sheet className="hidden print:block">
      <div className="mb-4 flex items-baseline justify-between gap-6 border-b border-line pb-2">
        <h2 className="text-xl font-semibold">
          Payment of <Money amount={payment.totalAmount} currency={currency} />
          {/* A sign such as "$" is that of several currencies. */}
          {formatMoney(payment.totalAmount, currency).includes(currency) ? null : ` ${currency}`}
        </h2>
        <p className="font-semibold">{statusLabel("payment", payment.status)}</p>
      </div>
      <div className="grid grid-cols-2 gap-x-8 gap-y-4">
        <Part title="Amounts">
          <Line label="Gross, with tax" number>
            <Money amount={payment.totalAmount} currency={currency} />
          </Line>
          <Line label="Tax in it" number>
            {payment.tax === null ? "unknown" : <Money amount={payment.tax} currency={currency} />}
          </Line>
          <Line label="Refunds that succeeded" number>
            <Money amount={payment.refundedAmount} currency={currency} />
          </Line>
          <Line label="Net: gross − refunds" number>
            {payment.status === "succeeded" ? (
              <strong className="font-semibold">
                <Money amount={payment.totalAmount - payment.refundedAmount} currency={currency} />
              </strong>
            ) : (
              "counts nothing until it has succeeded"
            )}
          </Line>
          <Line label={`Settlement${settlementCurrency ? ` in ${settlementCurrency}` : ""}`} number>
            {settled(payment.settlementAmount)}
          </Line>
          <Line label="Settlement tax" number>
            {settled(payment.settlementTax)}
          </Line>
        </Part>
        <Part title="Payment">
          <Line label="Payment id">
            <Id id={payment.id} />
          </Line>
          <Line label="Made">
            {formatDateTime(payment.createdAt, zone, { seconds: true })}
            <br />
            {formatUtc(payment.createdAt)}
          </Line>
          <Line label="Last updated">{payment.updatedAt ? formatDateTime(payment.updatedAt, zone, { seconds: true }) : "not since"}</Line>
          <Line label="Method">{methodWords({ ...payment, method: payment.paymentMethod, methodType: payment.paymentMethodType })}</Line>
          <Line label="Card">{card}</Line>
          <Line label={bought.length === 1 ? "Product" : "Products"}>
            {bought.length === 0 ? null : (
              <>
                {bought.slice(0, MOST_PRODUCTS).map(({ product, quantity }, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the cart never changes while it is shown, and may name a product twice
                  <span key={place} className="block">
                    {quantity} × {product}
                  </span>
                ))}
                {bought.length > MOST_PRODUCTS ? `and ${bought.length - MOST_PRODUCTS} more` : null}
              </>
            )}
          </Line>
          <Line label="Discount">{payment.discountId ? <Id id={payment.discountId} /> : null}</Line>
          <Line label="Error">{error}</Line>
        </Part>
        <Part title="Customer">
          <Line label="Name">{payment.customerName}</Line>
          <Line label="E-mail">{payment.customerEmail}</Line>
          <Line label="Customer id">{payment.customerId ? <Id id={payment.customerId} /> : null}</Line>
          <Line label="Billing">{billing.length > 0 ? billing.join(", ") : null}</Line>
        </Part>
        <Part title="User and subscription">
          <Line label="User">{user ? `${user.name}, ${user.email}` : "not linked to a user"}</Line>
          <Line label="User's page">{user ? <Id id={`/users/${encodeURIComponent(user.id)}`} /> : null}</Line>
          <Line label="Subscription">
            {subscription
              ? `${subscription.product}, ${statusLabel("subscription", subscription.status).toLowerCase()}`
              : payment.subscriptionId
                ? "not in this database"
                : "none: paid once"}
          </Line>
          <Line label="Subscription's page">
            {payment.subscriptionId ? <Id id={`/subscriptions/${encodeURIComponent(payment.subscriptionId)}`} /> : null}
          </Line>
        </Part>
      </div>
      <SheetRefunds payment={payment} zone={zone} />
      <SheetDisputes payment={payment} zone={zone} />
      {payment.unreadableEntries > 0 ? (
        <p className="mt-3">
          Refunds and disputes that could not be read: {payment.unreadableEntries}. They count nothing in the amounts above.
        </p>
      ) : null}
      <p className="mt-4 border-t border-line pt-2 text-xs text-muted">
        Purser. Printed by {reader}, {formatDateTime(printedAt, zone, { seconds: true })}, {zone} time ({formatUtc(printedAt)}); the payment
        as it was at {formatDateTime(readAt, zone, { seconds: true })}.
      </p>
    </div>
  );
}

/** The moment of printing; before the first, and without scripts, when the page was read. */
function usePrintedAt(readAt: string): string {
  const [printedAt, setPrintedAt] = useState<string>();
  useEffect(() => {
    // The browser draws the sheet as soon as this returns.
    const onBeforePrint = () => flushSync(() => setPrintedAt(new Date().toISOString()));
    window.addEventListener("beforeprint", onBeforePrint);
    return () => window.removeEventListener("beforeprint", onBeforePrint);
  }, []);
  return printedAt ?? readAt;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="mb-1 font-semibold">{title}</h3>
      <dl className="border-t border-line">{children}</dl>
    </section>
  );
}

/** A fact; left out of the sheet where there is none. */
function Line({ label, number, children }: { label: string; number?: boolean; children: ReactNode }) {
  if (children === null || children === undefined || children === "") return null;
  return (
    <div className="flex justify-between gap-4 border-b border-line py-0.5">
      <dt className="shrink-0 text-muted">{label}</dt>
      <dd className={`min-w-0 text-right [overflow-wrap:anywhere] ${number ? "tabular-nums" : ""}`}>{children}</dd>
    </div>
  );
}

/** An id or an address, whole: on paper nothing can be copied. */
function Id({ id }: { id: string }) {
  return <code className="font-mono text-[0.6875rem] break-all">{id}</code>;
}
