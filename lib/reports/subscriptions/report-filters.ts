import { days, values, yesNo } from "../../list/filters.ts";
import { cohortRows, monthFilter, reportRows } from "./report-rows.ts";

/** Filters of the list of subscriptions that the report's links set. Safe in a browser. */
export const reportFilters = {
  report: reportRows("Report"),
  cohort: cohortRows("Cohort"),
  runningAt: monthFilter("Running", "at the start of"),
  endedIn: monthFilter("Ended", "in"),
  startedIn: { ...days("Started"), linkOnly: true },
  canceledAt: { ...days("Canceled"), linkOnly: true },
  reason: values("Reason", { linkOnly: true }),
  renews: { ...days("Renews"), linkOnly: true },
  endKnown: { ...yesNo("End", { yes: "known", no: "not known" }), linkOnly: true },
  cancellationKnown: { ...yesNo("Cancellation date", { yes: "known", no: "not known" }), linkOnly: true },
};
