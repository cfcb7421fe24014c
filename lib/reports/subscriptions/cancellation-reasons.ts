import { NO_REASON } from "./report-rows.ts";

/** Polar's reasons. The column is free text: Polar adds values without asking. */
const labels: Readonly<Record<string, string>> = {
  customer_service: "Customer service",
  low_quality: "Low quality",
  missing_features: "Missing features",
  switched_service: "Switched to another service",
  too_complex: "Too complex",
  too_expensive: "Too expensive",
  unused: "Not used",
  other: "Other",
  [NO_REASON]: "No reason given",
};

/** A reason in words; one that nobody listed as it is. */
export function cancellationReasonLabel(reason: string): { label: string; known: boolean } {
  return Object.hasOwn(labels, reason) ? { label: labels[reason]!, known: true } : { label: reason, known: false };
}
