import { listSpec } from "../../list/list-spec.ts";
import { type ReportRows, reportRows } from "./report-rows.ts";

/** The subscriptions behind one number of monthly recurring revenue, with their amounts as they were then. Without a number it is empty. */
export const amountsThen = listSpec({
  path: "/reports/subscriptions/amounts",
  noun: ["subscription", "subscriptions"],
  search: null,
  sort: { change: "integer" },
  defaultSort: "-change",
  filters: { report: reportRows("Number") },
  columns: {
    id: "Subscription",
    user: "User",
    status: "Status now",
    opening: "At the month's start",
    closing: "At its end",
    change: "Counts",
  },
});

/** The link to the amounts behind a number. */
export const amountsThenHref = (rows: ReportRows): string => amountsThen.link({ report: rows });
