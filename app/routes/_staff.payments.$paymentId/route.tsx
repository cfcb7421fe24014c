import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Undo2 } from "lucide-react";
import { RouteError } from "~/components/error-page";
import { History } from "~/components/history";
import { JsonView } from "~/components/json-view";
import { Money } from "~/components/money";
import { NumberExplained } from "~/components/number-explained";
import { Fact, Facts, Page, Section } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import { SuspiciousBadges } from "~/components/suspicious";
import { Nothing, Time } from "~/components/time";
import { Alert } from "~/components/ui/alert";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { CopyId } from "~/components/ui/copy-id";
import { found, requirePermission } from "~/http/guard.server";
import { usersIn } from "~lib/audit/audit-users.ts";
import { listAuditOf } from "~lib/audit/list-audit.server.ts";
import { allows } from "~lib/auth/permissions.ts";
import { db } from "~lib/db/db.server.ts";
import { productName } from "~lib/env.server.ts";
import { formatMoney } from "~lib/format.ts";
import { readCart } from "~lib/payments/cart.ts";
import { getPayment, getPaymentSubscription } from "~lib/payments/get-payment.server.ts";
import { cardWords, methodWords } from "~lib/payments/method-words.ts";
import { paymentList } from "~lib/payments/payment.ts";
import { listTwins, rulesBrokenByPayment } from "~lib/reports/suspicious/broken-rules.server.ts";
import type { PaymentRule } from "~lib/reports/suspicious/suspicious-rule.ts";
import { deskPath } from "~lib/unlinked/unlinked-kind.ts";
import { nameUsers } from "~lib/users/name-users.server.ts";
import { AmountDiffers, ChargedTwice } from "./broken-facts";
import { Disputes, Refunds } from "./entries";
import { PrintButton } from "./print-button";
import { PaymentSheet } from "./sheet";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${formatMoney(data.payment.totalAmount, data.payment.currency)} payment · Purser` : "Payment · Purser" },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "payments:read");
  const paymentId = params.paymentId ?? "";
  const [row, history, broken] = await Promise.all([
    getPayment(db, paymentId),
    listAuditOf(db, { type: "payment", id: paymentId }),
    allows(staff.roles, "reports:read") ? rulesBrokenByPayment(db, paymentId) : Promise.resolve<PaymentRule[]>([]),
  ]);
  const payment = found(row, "payment");
  const [subscription, twins, users] = await Promise.all([
    payment.subscriptionId ? getPaymentSubscription(db, payment.subscriptionId) : undefined,
    broken.includes("charged-twice") ? listTwins(db, payment.id) : [],
    nameUsers(db, usersIn(history)),
  ]);
  return {
    payment,
    /** The list of this payment alone, for what explains its amounts. */
    itself: paymentList.link({ id: [payment.id] }),
    history,
    broken,
    twins,
    users,
    bought: readCart(payment.productCart).map(({ productId, quantity }) => ({ product: productName(productId), quantity })),
    reader: staff.name,
    readAt: new Date().toISOString(),
    subscription: subscription && { ...subscription, product: productName(subscription.productId) },
    mayChange: allows(staff.roles, "payments:change"),
    mayAudit: allows(staff.roles, "audit:read"),
  };
}

/** The page on screen, the sheet on paper. */
export default function PaymentPage() {
  const { payment, subscription, bought, reader, readAt } = useLoaderData<typeof loader>();
  return (
    <>
      <div className="print:hidden">
        <OnScreen />
      </div>
      <PaymentSheet payment={payment} subscription={subscription} bought={bought} reader={reader} readAt={readAt} />
    </>
  );
}

function OnScreen() {
  const { payment, history, broken, twins, users, subscription, itself, mayChange, mayAudit } = useLoaderData<typeof loader>();
  const at = `/payments/${encodeURIComponent(payment.id)}`;
  const method = methodWords({
    method: payment.paymentMethod,
    methodType: payment.paymentMethodType,
    cardNetwork: payment.cardNetwork,
    cardLastFour: payment.cardLastFour,
  });
  return (
    <Page
      title={<Money amount={payment.totalAmount} currency={payment.currency} />}
      description={
        <>
          Payment of {payment.customerName ?? payment.customerEmail ?? "an unknown customer"}, <Time at={payment.createdAt} />
          {broken.includes("amount-differs") && subscription ? <AmountDiffers payment={payment} subscription={subscription} /> : null}
          <ChargedTwice twins={twins} />
        </>
      }
      breadcrumb={[{ label: "Payments", to: "/payments" }]}
      badges={
        <>
          <StatusBadge kind="payment" value={payment.status} />
          {payment.refundedAmount > 0 ? (
            <Badge tone="violet" icon={Undo2}>
              {payment.refundedAmount >= payment.totalAmount ? "Refunded in full" : "Refunded in part"}
            </Badge>
          ) : null}
          {payment.disputeStatus ? <StatusBadge kind="dispute" value={payment.disputeStatus} /> : null}
          <SuspiciousBadges noun="payment" rules={broken} />
        </>
      }
      actions={
        <>
          <PrintButton />
          {mayChange ? (
            <>
              <Button asChild>
                <Link to={`${at}/link`}>{payment.userId ? "Link to another user" : "Link to a user"}</Link>
              </Button>
              {payment.userId ? (
                <Button asChild>
                  <Link to={`${at}/unlink`}>Unlink</Link>
                </Button>
              ) : null}
              <Button asChild>
                <Link to={`${at}/edit`}>Correct status</Link>
              </Button>
            </>
          ) : null}
        </>
      }
    >
      {payment.unreadableEntries > 0 ? (
        <Alert
          tone="amber"
          title={
            payment.unreadableEntries === 1
              ? "One refund or dispute entry could not be read"
              : `${payment.unreadableEntries} refund or dispute entries could not be read`
          }
        >
          What cannot be read counts nothing in the amounts below, and stands as it came under “Refunds” or “Disputes”.
        </Alert>
      ) : null}
      <div className="grid gap-5 lg:grid-cols-2">
        <Section title="Amounts" action={<NumberExplained id="net-revenue" of="Net" scopes={[{ of: itself }]} />}>
          <Facts>
            <Fact label="Total, with tax">
              <Money amount={payment.totalAmount} currency={payment.currency} />
            </Fact>
            <Fact label="Tax">
              {payment.tax === null ? <Nothing label="unknown" /> : <Money amount={payment.tax} currency={payment.currency} />}
            </Fact>
            <Fact label="Refunded">
              <Money amount={payment.refundedAmount} currency={payment.currency} />
            </Fact>
            <Fact label="Net">
              {payment.status === "succeeded" ? (
                <Money amount={payment.totalAmount - payment.refundedAmount} currency={payment.currency} className="font-semibold" />
              ) : (
                <span className="text-muted">counts nothing until it has succeeded</span>
              )}
            </Fact>
            <Fact label="Settlement">
              {payment.settlementAmount === null || !payment.settlementCurrency ? (
                <Nothing label="unknown" />
              ) : (
                <>
                  <Money amount={payment.settlementAmount} currency={payment.settlementCurrency} />
                  {payment.settlementTax === null ? null : (
                    <span className="text-muted">
                      {" "}
                      (tax <Money amount={payment.settlementTax} currency={payment.settlementCurrency} />)
                    </span>
                  )}
                </>
              )}
            </Fact>
          </Facts>
        </Section>
        <Section title="Who and for what">
          <Facts>
            <Fact label="User">
              {payment.user ? (
                <Link to={`/users/${encodeURIComponent(payment.user.id)}`} className="text-accent-text hover:underline">
                  {payment.user.name} <span className="text-muted">{payment.user.email}</span>
                </Link>
              ) : (
                <span className="inline-flex flex-wrap items-center gap-2">
                  <Badge tone="amber">not linked to a user</Badge>
                  {mayChange ? (
                    <Link to={deskPath("payments", payment.id)} className="link">
                      Who may it belong to?
                    </Link>
                  ) : null}
                </span>
              )}
            </Fact>
            <Fact label="Customer">
              {payment.customerName ?? <Nothing />} <span className="text-muted">{payment.customerEmail}</span>
            </Fact>
            <Fact label="Customer id">
              {payment.customerId ? <CopyId id={payment.customerId} label="customer id" length={24} /> : <Nothing />}
            </Fact>
            <Fact label="Subscription">
              {payment.subscriptionId ? (
                subscription ? (
                  <Link
                    to={`/subscriptions/${encodeURIComponent(subscription.id)}`}
                    className="inline-flex items-center gap-2 text-accent-text hover:underline"
                  >
                    {subscription.product} <StatusBadge kind="subscription" value={subscription.status} />
                  </Link>
                ) : (
                  <>
                    <CopyId id={payment.subscriptionId} label="subscription id" length={24} />{" "}
                    <span className="text-muted">not in this database</span>
                  </>
                )
              ) : (
                <Nothing label="one-off" />
              )}
            </Fact>
            <Fact label="Payment id">
              <CopyId id={payment.id} label="payment id" length={32} />
            </Fact>
          </Facts>
        </Section>
        <Section title="How">
          <Facts>
            <Fact label="Method">{method ?? <Nothing label="unknown" />}</Fact>
            <Fact label="Card">{cardWords(payment) || <Nothing />}</Fact>
            <Fact label="Error">
              {payment.errorCode || payment.errorMessage ? (
                <span className="text-red">{[payment.errorCode, payment.errorMessage].filter(Boolean).join(": ")}</span>
              ) : (
                <Nothing />
              )}
            </Fact>
            <Fact label="Discount">{payment.discountId ? <CopyId id={payment.discountId} label="discount id" /> : <Nothing />}</Fact>
            <Fact label="Delivered">
              {payment.digitalProductsDelivered === null ? <Nothing label="unknown" /> : payment.digitalProductsDelivered ? "yes" : "no"}
            </Fact>
          </Facts>
        </Section>
        <Section title="When and where">
          <Facts>
            <Fact label="Created">
              <Time at={payment.createdAt} style="datetime" />
            </Fact>
            <Fact label="Last updated">
              <Time at={payment.updatedAt} style="datetime" />
            </Fact>
            <Fact label="Brand">{payment.brandId ? <CopyId id={payment.brandId} label="brand id" /> : <Nothing />}</Fact>
            <Fact label="Business">{payment.businessId ? <CopyId id={payment.businessId} label="business id" /> : <Nothing />}</Fact>
          </Facts>
        </Section>
      </div>
      <Section id="refunds" title="Refunds">
        <Refunds payment={payment} />
      </Section>
      <Section id="disputes" title="Disputes">
        <Disputes payment={payment} />
      </Section>
      <Section id="reported" title="As reported">
        <div className="grid gap-4 lg:grid-cols-2">
          {(["productCart", "customer", "billing", "metadata"] as const).map((field) => (
            <div key={field} className="flex min-w-0 flex-col gap-1">
              <h3 className="text-muted">{reportedLabels[field]}</h3>
              {payment[field] === null ? (
                <p className="text-muted">Not reported.</p>
              ) : (
                <JsonView label={reportedLabels[field]} value={payment[field]} />
              )}
            </div>
          ))}
        </div>
      </Section>
      <History entries={history} subject={{ type: "payment", id: payment.id }} linked={mayAudit} users={users} />
    </Page>
  );
}

const reportedLabels = {
  productCart: "Product cart",
  customer: "Customer",
  billing: "Billing",
  metadata: "Metadata",
} as const;

export { RouteError as ErrorBoundary };
