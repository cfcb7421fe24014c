import { describe, expect, it } from "vitest";
import { hasEnded, parseJsonText, statusChoices } from "../../lib/subscriptions/subscription.ts";
import { CorrectSubscription } from "../../lib/subscriptions/subscription-forms.ts";

describe("a subscription's JSON texts", () => {
  it("are parsed where nothing is lost by it", () => {
    expect(parseJsonText('{"seats": 12, "note": "1234567890123456789"}')).toEqual({ value: { seats: 12, note: "1234567890123456789" } });
    expect(parseJsonText("null")).toEqual({ value: null });
  });

  it("stay text where they are no JSON, or hold a number that would be rounded", () => {
    for (const text of ["", "{", "seats=12", '{"id": 12345678901234567890}', "[0.12345678901234567]", "12345678901234567890"]) {
      expect(parseJsonText(text)).toBeUndefined();
    }
  });
});

describe("whether a subscription has ended", () => {
  it("is said by its end or by a status that nothing follows", () => {
    const at = new Date("2026-03-10T12:00:00Z");
    expect(hasEnded({ status: "active", endedAt: null }, at)).toBe(false);
    expect(hasEnded({ status: "active", endedAt: at }, at)).toBe(true);
    expect(hasEnded({ status: "active", endedAt: "2026-03-10T12:00:01Z" }, at)).toBe(false);
    expect(hasEnded({ status: "canceled", endedAt: null }, at)).toBe(true);
    expect(hasEnded({ status: "unpaid", endedAt: null }, at)).toBe(false);
  });
});

describe("the form of a correction", () => {
  it("says a date-time in one way, and refuses what is none", () => {
    const form = { version: "7", status: "active", reason: "Webhook lost" };
    expect(CorrectSubscription.parse({ ...form, currentPeriodEnd: "2026-04-10T12:00:00" }).currentPeriodEnd).toBe("2026-04-10T12:00");
    for (const currentPeriodEnd of ["", "2026-02-30T12:00", "2026-04-10", "yesterday", "0026-04-10T12:00"]) {
      const { error } = CorrectSubscription.safeParse({ ...form, currentPeriodEnd });
      expect(error?.issues.map(({ path }) => path)).toEqual([["currentPeriodEnd"]]);
    }
  });

  it("offers the present status where it is none of Polar's", () => {
    expect(statusChoices("zombie")[0]).toBe("zombie");
    expect(statusChoices("active").filter((status) => status === "active")).toHaveLength(1);
  });
});
