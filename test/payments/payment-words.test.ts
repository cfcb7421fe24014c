import { describe, expect, test } from "vitest";
import { billingLines } from "../../lib/payments/billing-lines.ts";
import { cardWords } from "../../lib/payments/method-words.ts";

describe("a payment's words", () => {
  test("an address is a letter's, without the parts that are not known", () => {
    const whole = { country: "DE", city: "Berlin", state: "Berlin", street: "Torstr. 1", zipcode: "10115" };
    expect(billingLines(whole)).toEqual(["Torstr. 1", "10115 Berlin", "Berlin", "DE"]);
    expect(billingLines({ country: "US", zipcode: 94105 })).toEqual(["94105", "US"]);
    expect(billingLines({ country: " ", city: null, street: 7 })).toEqual([]);
    for (const none of [null, undefined, "Berlin", 5, []]) expect(billingLines(none)).toEqual([]);
  });

  test("a card is its kind, its network and its country", () => {
    expect(cardWords({ cardType: "CREDIT", cardNetwork: "MASTERCARD", cardIssuingCountry: "DE" })).toBe("credit · Mastercard · DE");
    expect(cardWords({ cardType: null, cardNetwork: null, cardIssuingCountry: null })).toBe("");
  });
});
