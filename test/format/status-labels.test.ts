import { expect, it } from "vitest";
import { bulkOutcome, bulkRunStatus, paymentStatus, subscriptionStatus, toolCallStatus } from "../../lib/db/values.ts";
import { statusLabel, statusMeaning } from "../../lib/status-labels.ts";

it("keeps the makers' own spellings", () => {
  expect(statusLabel("subscription", "canceled")).toBe("Canceled");
  expect(statusLabel("payment", "cancelled")).toBe("Cancelled");
});

it("shows what nobody listed, and nothing, as what they are", () => {
  expect(statusLabel("payment", "foo")).toBe("unknown: foo");
  expect(statusLabel("payment", "constructor")).toBe("unknown: constructor");
  expect(statusLabel("payment", null)).toBe("no status");
  expect(statusLabel("role", null)).toBe("no role");
});

it("has a word of its own for every status of a kind", () => {
  for (const [kind, values] of [
    ["payment", paymentStatus],
    ["subscription", subscriptionStatus],
    ["tool-call", toolCallStatus],
    ["bulk-run", bulkRunStatus],
    ["bulk-outcome", bulkOutcome],
  ] as const) {
    const labels = values.map((value) => statusMeaning(kind, value)?.label);
    expect(labels).not.toContain(undefined);
    expect(new Set(labels).size).toBe(values.length);
  }
});
