import { subscription, user } from "../db/schema.ts";
import { productName } from "../env.server.ts";
import { columnField, joinedField, type RowOf } from "../list/field.server.ts";
import { columnsOf } from "../list/field-columns.server.ts";

/** What an export can select of a subscription; the amount in the minor unit of its currency. */
export const subscriptionFields = {
  id: columnField(subscription.id),
  createdAt: columnField(subscription.createdAt),
  status: columnField(subscription.status),
  productId: columnField(subscription.productId),
  currency: columnField(subscription.currency),
  amount: columnField(subscription.amount),
  recurringInterval: columnField(subscription.recurringInterval),
  startedAt: columnField(subscription.startedAt),
  currentPeriodEnd: columnField(subscription.currentPeriodEnd),
  cancelAtPeriodEnd: columnField(subscription.cancelAtPeriodEnd),
  endedAt: columnField(subscription.endedAt),
  customerId: columnField(subscription.customerId),
  userId: columnField(subscription.userId),
  userName: joinedField(user.name, "user"),
  userEmail: joinedField(user.email, "user"),
};

const column = columnsOf<RowOf<typeof subscriptionFields>>();

/** A subscription's cells: the amount in minor units, and as a decimal beside it. */
export const subscriptionCsv = [
  column.field("subscription_id", "id"),
  column.field("created_at_utc", "createdAt"),
  column.field("status", "status"),
  column.field("product_id", "productId"),
  column.made("product_name", ["productId"], (row) => productName(row.productId)),
  column.field("currency", "currency"),
  ...column.money("amount", "amount", "currency"),
  column.field("interval", "recurringInterval"),
  column.field("started_at_utc", "startedAt"),
  column.field("period_end_utc", "currentPeriodEnd"),
  column.field("cancels_at_period_end", "cancelAtPeriodEnd"),
  column.field("ended_at_utc", "endedAt"),
  column.field("customer_id", "customerId"),
  column.field("user_id", "userId"),
  column.field("user_name", "userName"),
  column.field("user_email", "userEmail"),
];
