import { env } from "../../lib/env.server.ts";
import { exportedLists } from "../../lib/exports/exported-lists.server.ts";
import { listPayments } from "../../lib/payments/list-payments.server.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { paymentCsv } from "../../lib/payments/payment-csv.server.ts";
import { moneyEntryCsv } from "../../lib/reports/money/entry-csv.server.ts";
import { moneyEntryList } from "../../lib/reports/money/entry-list.ts";
import { listMoneyEntries } from "../../lib/reports/money/list-entries.server.ts";
import { listSubscriptions } from "../../lib/subscriptions/list-subscriptions.server.ts";
import { subscriptionList } from "../../lib/subscriptions/subscription.ts";
import { subscriptionCsv } from "../../lib/subscriptions/subscription-csv.server.ts";
import { listUsage } from "../../lib/usage/list-usage.server.ts";
import { usageList } from "../../lib/usage/usage.ts";
import { usageCsv } from "../../lib/usage/usage-csv.server.ts";
import { listUsers } from "../../lib/users/list-users.server.ts";
import { userList } from "../../lib/users/user.ts";
import { userCsv } from "../../lib/users/user-csv.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import {
  madeAt,
  makeChat,
  makeMessage,
  makeMessageUsage,
  makePayment,
  makeSearchUsage,
  makeSubscription,
  makeUser,
  makeUserRole,
} from "../helpers/factories.ts";
import { makeNastyPayments } from "./nasty-payments.ts";
import { allRows, expectSameBytes } from "./same-bytes.ts";
import { exporter } from "./take.ts";

describe("rows that are written straight from the database", () => {
  test.for(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])(
    "are what the columns say of the list's, on payments of every kind, in %s",
    async (zone, { db }) => {
      const staff = await exporter(db, "payments:read");
      const own = env().reportingTimeZone;
      Object.assign(env(), { reportingTimeZone: zone });
      try {
        const search = await makeNastyPayments(db, 60, zone.length);
        for (const order of ["", "&sort=createdAt", "&sort=-totalAmount"]) {
          const rows = await allRows(db, paymentList, search + order, listPayments);
          expect(rows).toHaveLength(60);
          await expectSameBytes({ db }, staff, { list: exportedLists.payments, search: search + order, rows, cells: paymentCsv });
        }
      } finally {
        Object.assign(env(), { reportingTimeZone: own });
      }
    },
  );

  test("are so of the chosen columns alone", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    const search = await makeNastyPayments(db, 20, 99);
    const rows = await allRows(db, paymentList, search, listPayments);
    for (const columns of [["settlement"], ["customer_email", "tax"], ["total", "user_id"]]) {
      await expectSameBytes({ db }, staff, { list: exportedLists.payments, search, columns, rows, cells: paymentCsv });
    }
  });

  test("are so of subscriptions, whose users are joined where they are wanted", async ({ db }) => {
    const staff = await exporter(db, "subscriptions:read");
    const user = await makeUser(db, { name: '=Ada, "x"', email: "-ada@example.com" });
    await makeSubscription(db, { userId: user.id, currency: "kwd", amount: -1005, endedAt: madeAt, cancelAtPeriodEnd: true });
    await makeSubscription(db, { productId: "constructor" });
    const rows = await allRows(db, subscriptionList, "", listSubscriptions);
    for (const columns of [undefined, ["product_name", "amount"], ["user_email"]]) {
      const wanted = { list: exportedLists.subscriptions, search: "", rows, cells: subscriptionCsv };
      await expectSameBytes({ db }, staff, { ...wanted, ...(columns && { columns }) });
    }
  });

  test("are so of users, with their plan, roles and messages", async ({ db }) => {
    const staff = { ...(await exporter(db, "users:read")), roles: ["admin" as const] };
    const user = await makeUser(db, { name: "#Ada", banned: true, banExpires: new Date("2090-01-01"), banReason: "a\r\n=b" });
    await makeUserRole(db, { userId: user.id, role: "support" });
    await makeSubscription(db, { userId: user.id });
    const chat = await makeChat(db, { userId: user.id });
    await makeMessage(db, { chatId: chat.id, createdAt: new Date() });
    const rows = await allRows(db, userList, "", (on, query) => listUsers(on, query, { withMessages: true }));
    expect(rows.some(({ plan, messages }) => plan && messages === 1)).toBe(true);
    await expectSameBytes({ db }, staff, { list: exportedLists.users, search: "", rows, cells: userCsv({ withMessages: true }) });
  });

  test("are so of refunds and disputes, and of both counters", async ({ db }) => {
    const staff = await exporter(db, "reports:read");
    const dispute = { dispute_id: "=dp", dispute_status: "dispute_lost", dispute_stage: "dispute", amount: "300", currency: "USD" };
    await makePayment(db, {
      refunds: [{ refund_id: "re_1", status: "succeeded", amount: 5, currency: "USD", is_partial: true }, { amount: "none" }],
      disputes: [dispute],
    });
    const entries = await allRows(db, moneyEntryList, "", listMoneyEntries);
    expect(entries).toHaveLength(3);
    await expectSameBytes({ db }, staff, {
      ...{ list: exportedLists["reports/money/entries"], search: "", rows: entries, cells: moneyEntryCsv },
    });
    const user = await makeUser(db);
    await makeMessageUsage(db, { userId: user.id });
    await makeSearchUsage(db, { userId: user.id });
    const counts = await allRows(db, usageList, "", listUsage);
    expect(counts).toHaveLength(2);
    await expectSameBytes({ db }, staff, { list: exportedLists.usage, search: "", rows: counts, cells: usageCsv });
  });
});
