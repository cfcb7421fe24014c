import { Link } from "@remix-run/react";
import { Money } from "~/components/money";
import { Fact, Facts, Section } from "~/components/page";
import { Nothing, Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { CopyId } from "~/components/ui/copy-id";
import { recurringInterval as knownIntervals } from "~lib/db/values.ts";
import type { getSubscription } from "~lib/subscriptions/get-subscription.server.ts";
import { intervalWords, subscriptionList } from "~lib/subscriptions/subscription.ts";
import { deskPath } from "~lib/unlinked/unlinked-kind.ts";

interface SubscriptionFactsProps {
  subscription: NonNullable<Awaited<ReturnType<typeof getSubscription>>>;
  product: string;
  mayChange: boolean;
}

/** Every column of a subscription but its two JSON texts, by what they are about. */
export function SubscriptionFacts({ subscription, product, mayChange }: SubscriptionFactsProps) {
  const { user } = subscription;
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Section title="What for">
        <Facts>
          <Fact label="Product">
            <Link to={subscriptionList.link({ product: [subscription.productId] })} className="text-accent-text hover:underline">
              {product}
            </Link>
          </Fact>
          <Fact label="Product id">
            <CopyId id={subscription.productId} label="product id" length={24} />
          </Fact>
          <Fact label="Amount">
            <Money amount={subscription.amount} currency={subscription.currency} /> {intervalWords(subscription.recurringInterval)}
          </Fact>
          <Fact label="Counts in MRR">
            {subscription.countsInMrr ? "yes" : <span className="text-muted">no: {whyNotInMrr(subscription)}</span>}
          </Fact>
          <Fact label="Discount">
            {subscription.discountId ? <CopyId id={subscription.discountId} label="discount id" length={24} /> : <Nothing />}
          </Fact>
        </Facts>
      </Section>
      <Section title="Who">
        <Facts>
          <Fact label="User">
            {user ? (
              <Link to={`/users/${encodeURIComponent(user.id)}`} className="text-accent-text hover:underline">
                {user.name} <span className="text-muted">{user.email}</span>
              </Link>
            ) : (
              <span className="inline-flex flex-wrap items-center gap-2">
                <Badge tone="amber">not linked to a user</Badge>
                {mayChange ? (
                  <Link to={deskPath("subscriptions", subscription.id)} className="link">
                    Who may it belong to?
                  </Link>
                ) : null}
              </span>
            )}
          </Fact>
          <Fact label="Customer id">
            <CopyId id={subscription.customerId} label="customer id" length={24} />
          </Fact>
          <Fact label="Checkout id">
            {/* A live product's table may have rows without one. */}
            {subscription.checkoutId ? (
              <CopyId id={subscription.checkoutId} label="checkout id" length={24} />
            ) : (
              <Nothing label="no checkout" />
            )}
          </Fact>
          <Fact label="Subscription id">
            <CopyId id={subscription.id} label="subscription id" length={24} />
          </Fact>
        </Facts>
      </Section>
      <Section title="Period">
        <Facts>
          <Moment label="Period start" at={subscription.currentPeriodStart} />
          <Moment label="Period end" at={subscription.currentPeriodEnd} />
          <Fact label="At its end">{subscription.cancelAtPeriodEnd ? "cancels" : "renews"}</Fact>
          <Moment label="Started" at={subscription.startedAt} />
          <Moment label="Ends" at={subscription.endsAt} />
          <Moment label="Ended" at={subscription.endedAt} />
        </Facts>
      </Section>
      <Section title="Cancellation and changes">
        <Facts>
          <Moment label="Canceled" at={subscription.canceledAt} />
          <Fact label="Reason">{subscription.customerCancellationReason?.replaceAll("_", " ") ?? <Nothing />}</Fact>
          <Fact label="Comment">
            {subscription.customerCancellationComment ? (
              <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{subscription.customerCancellationComment}</span>
            ) : (
              <Nothing />
            )}
          </Fact>
          <Moment label="Created" at={subscription.createdAt} />
          <Moment label="Modified by Polar" at={subscription.modifiedAt} />
        </Facts>
      </Section>
    </div>
  );
}

function Moment({ label, at }: { label: string; at: Date | null }) {
  return (
    <Fact label={label}>
      <Time at={at} style="datetime" />
    </Fact>
  );
}

function whyNotInMrr({ status, recurringInterval, endedAt }: SubscriptionFactsProps["subscription"]): string {
  if (status !== "active" && status !== "past_due") return "its status is neither active nor past due";
  if (!(knownIntervals as readonly string[]).includes(recurringInterval)) return "its interval cannot be brought to a month";
  return endedAt ? "it has ended" : "it has not started yet";
}
