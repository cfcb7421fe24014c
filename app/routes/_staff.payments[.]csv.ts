import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/http/guard.server";
import { db } from "~lib/db/db.server.ts";
import { exportList } from "~lib/list/export-list.server.ts";
import { countPayments, listPayments } from "~lib/payments/list-payments.server.ts";
import { paymentList } from "~lib/payments/payment.ts";
import { paymentCsv } from "~lib/payments/payment-csv.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "payments:read");
  const query = paymentList.parse(request.url);
  return exportList(db, staff, {
    spec: paymentList,
    query,
    params: paymentList.params(query),
    list: listPayments,
    count: countPayments,
    columns: paymentCsv,
  });
}
