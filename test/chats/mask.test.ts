import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Masked, maskJson, maskText } from "../../lib/chats/mask.ts";
import { maskBeginning } from "../../lib/chats/mask-beginning.ts";
import { DAY, demoClock, HOUR } from "../../lib/demo/clock.ts";
import { priceOfferResponse, searchFlightsResponse } from "../../lib/demo/flight-offers.ts";
import { personalChat } from "../../lib/demo/planted-chats.ts";
import { createRandom } from "../../lib/demo/random.ts";
import { currencyConverter, extremeSearch, getWeather, searchAirports, searchFlights, webSearch } from "../../lib/demo/tool-exchanges.ts";
import { makeTrip } from "../../lib/demo/trip.ts";
import { makePowerUser } from "../../lib/demo/users.ts";

describe("the beginning of a text", () => {
  test("holds no half of a number, however much masking has taken out before it", () => {
    const whole = `${`${"m".repeat(60)}@example.com `.repeat(5)}${"x".repeat(20)} card 4242 4242 4242 4242`;
    const text = whole.slice(0, 400);
    expect(text).toMatch(/4242 4242$/);
    expect(maskBeginning(text, { read: 400, shown: 200 })).not.toContain("42");
    expect(maskBeginning("x ".repeat(200), { read: 400, shown: 200 })).toBe("x ".repeat(100));
    expect(maskBeginning("mia@example.com", { read: 400, shown: 200 })).toBe("‹e-mail›");
  });
});

describe("a text", () => {
  it.each([
    ["mia@example.com", "‹e-mail›"],
    ["Mail mia.lang+x@sub.example.co.uk.", "Mail ‹e-mail›."],
    ["Mia <mia@example.com>, LEO@EXAMPLE.ORG", "Mia <‹e-mail›>, ‹e-mail›"],
    ["[write](mailto:mia@example.com?subject=x)", "[write](mailto:‹e-mail›?subject=x)"],
    ["/find?email=mia%40example.com&x=1", "/find?email=‹e-mail›&x=1"],
    ["mia&#64;example.com, mia&#x0040;example.com, mia&commat;example.com", "‹e-mail›, ‹e-mail›, ‹e-mail›"],
    ["мия@пример.рф", "‹e-mail›"],
    ["mia＠example.com", "‹e-mail›"],
    ["Mail mia\\_lang@example.com or mia\\@example.com", "Mail ‹e-mail› or ‹e-mail›"],
    ["mia@example.com-2026, mia@example.com.12 mia@example.com1", "‹e-mail›-2026, ‹e-mail›.12 ‹e-mail›1"],
  ])("hides the e-mail address in %j", (text, shown) => {
    expect(maskText(text).value).toBe(shown);
  });

  it.each([
    ["call +351 912 345 678 now", "call ‹phone› now"],
    ["+49 (0)170 1234567", "‹phone›"],
    ["+1.415.555.2671 or 0049 170 1234567", "‹phone› or ‹phone›"],
    ["phone=%2B351912345678", "phone=‹phone›"],
    ["tel:+4930123456", "tel:‹phone›"],
    ["call \\+1 415\\-555\\-2671", "call \\‹phone›"],
    ["(415) 555-2671", "‹phone›"],
    ["415-555-2671, 415.555.2671, 415 555 2671, 1-800-555-1234", "‹phone›, ‹phone›, ‹phone›, ‹phone›"],
    ["06 12 34 56 78 / 06.12.34.56.78", "‹phone› / ‹phone›"],
    ["0171/1234567", "‹phone›"],
    ["020 7946 0958", "‹phone›"],
    ["0412 345 678", "‹phone›"],
    ["Mobile 912 345 678", "Mobile ‹phone›"],
    ["912 345 678", "‹phone›"],
    ["612 34 56 78", "‹phone›"],
    ["98765 43210", "‹phone›"],
    ["(11) 98765-4321", "‹phone›"],
    ["8 (912) 345-67-89", "‹phone›"],
    ["138 1234 5678", "‹phone›"],
    ["01701234567", "‹phone›"],
    ["call me at 4155552671", "call me at ‹phone›"],
    ["phone: 5552671", "phone: ‹phone›"],
    ["my number is 912345678", "my number is ‹phone›"],
    ["wa.me/351912345678", "wa.me/‹phone›"],
    ["٠٥٠١٢٣٤٥٦٧", "‹phone›"],
    ["reach us on 415-555-2671 for 2 adults on 2026-03-10", "reach us on ‹phone› for 2 adults on 2026-03-10"],
  ])("hides the phone number in %j", (text, shown) => {
    expect(maskText(text).value).toBe(shown);
  });

  it.each([
    ["4242 4242 4242 4242", "‹card …4242›"],
    ["4242-4242-4242-4242 12/28", "‹card …4242› 12/28"],
    ["4242424242424242", "‹card …4242›"],
    ["4222222222222", "‹card …2222›"],
    ["378282246310005, 3782 822463 10005", "‹card …0005›, ‹card …0005›"],
    ["6304 0000 0000 0000", "‹card …0000›"],
    ["4242\u200b4242\u00a04242\u20114242", "‹card …4242›"],
    ["４２４２ ４２４２ ４２４２ ４２４２", "‹card …4242›"],
    ["pay=4242%204242%204242%204242", "pay=‹card …4242›"],
    ["card 4242424242424242, exp 12/28, cvv 123", "card ‹card …4242›, exp 12/28, cvv ‹cvv›"],
    ["my card4242424242424242x", "my card‹card …4242›x"],
  ])("hides the card number in %j", (text, shown) => {
    expect(maskText(text).value).toBe(shown);
  });

  it.each([
    ["AB1234567", "‹passport›"],
    ["Indian J8369854, Chinese E12345678, French 12AB34567", "Indian ‹passport›, Chinese ‹passport›, French ‹passport›"],
    ["passport C01X00T47", "passport ‹passport›"],
    ["passport no. 123456789, valid until 2030-01-01", "passport no. ‹passport›, valid until 2030-01-01"],
    ["Passport number: ab 1234567", "Passport number: ‹passport›"],
    ["**Passport**\n- 45 10 123456", "**Passport**\n- ‹passport›"],
    ["my passport is X1234567", "my passport is ‹passport›"],
    ["my passport number 1234567", "my passport number ‹passport›"],
    ["passport_no: C01X00T47, documentNumber=C01X00T48", "passport_no: ‹passport›, documentNumber=‹passport›"],
    ["Reisepass-Nr. C01X00T47", "Reisepass-Nr. ‹passport›"],
    ['{"passportNumber":"C01X00T47","phone":"912345678"', '{"passportNumber":"‹passport›","phone":"‹phone›"'],
    ['{\\"documents\\":[{\\"number\\":\\"00000000\\"', '{\\"documents\\":[{\\"number\\":\\"‹passport›\\"'],
  ])("hides the passport number in %j", (text, shown) => {
    expect(maskText(text).value).toBe(shown);
  });

  it.each([
    "2026-03-10T14:05:00.123+02:00, 2026-03-10 14:05, 10.03.2026, 03/10/2026, Tue Mar 10 12:00:00 +0200 2026",
    "TP 534 1230 1445 2026, LH1234 at 0930-1145, U2 8532, flights PR 212 732 2021-11-01",
    "EUR 546.70 334.00 0.00, 1 234 567.89 EUR, EUR 912 345 678, 12,345,678.90, +1234567.89, $1200",
    "38.7223, -9.1393; 48.35378 11.78609; 0.4539148803436467; 48.353780000000001",
    "1710000000, 1710000000000, 1710000000000000, 20260310120000",
    "a1b2c3d4-1234-4123-8123-123456789012 12345678-1234-1234-1234-123456789012",
    "call_abc123XYZ4567890 toolu_01A09q90qw90lq917835lq9 chatcmpl-9Xz12345678abcd",
    "PT14H15M, 30000 ms, attempt 3 of 5, HTTP 429, retry in 1200",
    "order ORD-20260310-12345, order number 1234567890, order AB123456, booking ref X1234567, ticket 0471234567890",
    "LIS-JFK, A320, B777-300ER, 73G, O2TR24, XL0R0BRACH, seat 12A row 14",
    "passport required for LH1234 in 2026; passport valid until 2030-01-01; 2 passports",
    "iPhone 15 1200 1300 EUR, an automobile",
    "zod@4.6.7, @types/node, 192.168.10.200, 1 2 3 4 5 6 7 8 9 10 11 12, 09.30 - 11.45",
    "tool call 12345678 failed; the call 1234567 failed",
    "https://example.com/y/12345678901234567890?adults=1&max=2",
    "",
  ])("keeps %j", (text) => {
    expect(maskText(text)).toEqual({ value: text, count: 0 });
  });

  test("is counted, and is not masked twice", () => {
    const once = maskText("mia@example.com, +351 912 345 678, 4242424242424242, cvv: 123, passport AB1234567");
    expect(once.count).toBe(5);
    expect(maskText(once.value)).toEqual({ value: once.value, count: 0 });
  });

  test("whatever it is, can be masked twice with the same result", () => {
    const bit = fc.constantFrom(
      "4",
      "42",
      "4242",
      "0",
      "+",
      " ",
      "-",
      ".",
      "(",
      ")",
      "@",
      "a",
      "AB",
      "passport",
      '"',
      ":",
      "phone",
      "\n",
      "%20",
      "é",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(bit, { maxLength: 30 }).map((bits) => bits.join("")),
        ),
        (text) => {
          const once = maskText(text);
          expect(once.count > 0).toBe(once.value !== text);
          // What is left after a number that was too long for one may be a number itself.
          expect(maskText(once.value).value.length).toBeLessThanOrEqual(once.value.length + 20);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("hides a number however a person groups it", () => {
    const digits = (length: number) => fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
    const withCheck = (start: string) => {
      const sum = [...start]
        .reverse()
        .reduce((total, digit, n) => total + (n % 2 === 0 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][+digit]! : +digit), 0);
      return start + ((10 - (sum % 10)) % 10);
    };
    const separator = fc.constantFrom("", " ", "-", "\u00a0", "\u2011", "  ", " - ");
    const around = fc.constantFrom(["", ""], ["pay with ", " please"], ["(", ")"], ["card:", ", exp 12/28"], ['"', '"'], ["**", "**"]);
    fc.assert(
      fc.property(digits(14), fc.constantFrom("4", "5"), separator, around, (rest, first, gap, [before, after]) => {
        const number = withCheck(first + rest)
          .match(/\d{4}/g)!
          .join(gap);
        const { value } = maskText(before + number + after);
        expect(value).not.toContain(number);
        expect(value.replace(/…\d{4}/, "").replace(after!, "")).not.toMatch(/\d/);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(digits(9), fc.constantFrom("+49", "+1", "+351", "0044"), separator, around, (rest, country, gap, [before, after]) => {
        const number = `${country}${gap}${rest.replace(/^0/, "1").match(/\d{3}/g)!.join(gap)}`;
        const { value } = maskText(before + number + after);
        expect(value.replace(after!, "")).not.toMatch(/\d{3}/);
      }),
      { numRuns: 500 },
    );
  });

  const million = 1_000_000;
  test.each(
    Object.entries({
      "@": "@",
      "a@": "a@",
      "a.a@": "a.a@",
      digits: "1",
      "digits and spaces": "1 ",
      "groups of four": "1234 ",
      plus: "+1",
      brackets: "(1)",
      "%40": "%40",
      "%20": "1%20",
      quotes: '"a":',
      backslashes: '\\"',
      "passport no": "passport no ",
      "passport (": "passport ((((",
      phone: "phone number ",
      dates: "2026-03-",
      uuids: "12345678-1234-",
      "letters and digits": "A1",
      "other digits": "٠",
      domains: "b.",
    }),
  )("of a million characters takes no longer than its length asks for: %s", (_, unit) => {
    // The processor's time, which does not grow with what else the machine does.
    const took = (length: number) => {
      const text = `a@${unit.repeat(length / unit.length)}`;
      const start = process.cpuUsage();
      maskText(text);
      return process.cpuUsage(start).user / 1000;
    };
    const best = (length: number) => Math.min(took(length), took(length));
    const small = best(million / 10);
    // Ten times the length. Squares would take a hundred times as long.
    expect(best(million)).toBeLessThan(Math.max(small, 10) * 50);
  });
});

describe("JSON", () => {
  const masked = (value: unknown) => maskJson(value).value;

  test("is masked by what its members are called", () => {
    expect(
      masked({
        passportNumber: "00123456",
        phone: "5552671",
        cvv: 123,
        email: "none",
        card: { number: "4242 4242 4242 4242", expiry: "2029-08" },
        documents: [{ documentType: "PASSPORT", number: "00000000", expiryDate: "2025-04-14" }],
        contact: { phones: [{ countryCallingCode: "34", number: "480080076" }], emailAddress: "jorge@example.es" },
      }),
    ).toEqual({
      passportNumber: "‹passport›",
      phone: "‹phone›",
      cvv: "‹cvv›",
      email: "none",
      card: { number: "‹card …4242›", expiry: "2029-08" },
      documents: [{ documentType: "PASSPORT", number: "‹passport›", expiryDate: "2025-04-14" }],
      contact: { phones: [{ countryCallingCode: "34", number: "‹phone›" }], emailAddress: "‹e-mail›" },
    });
  });

  test("is masked by what is said beside a value, and above a number", () => {
    expect(
      masked([
        { name: "passportNumber", value: "00123456" },
        { label: "Phone", value: "5552671" },
        { name: "seat", value: "12A" },
        { passportDetails: { number: "00123456" } },
      ]),
    ).toEqual([
      { name: "passportNumber", value: "‹passport›" },
      { label: "Phone", value: "‹phone›" },
      { name: "seat", value: "12A" },
      { passportDetails: { number: "‹passport›" } },
    ]);
  });

  test("is masked in its numbers and in its members' names", () => {
    const byAddress = { "mia@example.com": 1, "leo@example.com": 2, "‹e-mail›": 3 };
    expect(masked([4242424242424242, { phone: 351912345678, mobile: [912345678] }])).toEqual([
      "‹card …4242›",
      { phone: "‹phone›", mobile: ["‹phone›"] },
    ]);
    expect(masked(byAddress)).toEqual({ "‹e-mail› 2": 1, "‹e-mail› 3": 2, "‹e-mail›": 3 });
  });

  test("keeps what flights are made of", () => {
    const flight = {
      number: "1234",
      segments: [{ carrierCode: "TP", number: "534", at: "2026-03-10T11:35:00", duration: "PT14H15M" }],
      createdAt: 1710000000000,
      geoCode: { latitude: 48.35378, longitude: 11.78609 },
      orderId: "1234567890",
      orderNumber: 1234567890,
      bookingReference: "AB123456",
      ticketNumber: "X1234567",
      toolCallId: "call_abc123XYZ4567890",
      price: { total: "546.70", currency: "EUR" },
      count: 351912345678,
    };
    expect(maskJson(flight)).toEqual({ value: flight, count: 0 } satisfies Masked<unknown>);
    expect(masked(flight)).toBe(flight);
  });

  test("is copied only where something changed", () => {
    const value = { kept: { deep: [1, 2, 3] }, mail: "mia@example.com" };
    const { kept } = masked(value) as typeof value;
    expect(kept).toBe(value.kept);
    expect(value.mail).toBe("mia@example.com");
  });

  test("may have a member named __proto__, which stays one", () => {
    const value: unknown = JSON.parse('{"__proto__":{"isAdmin":true,"mail":"mia@example.com"},"constructor":"leo@example.com"}');
    const result = masked(value) as object;
    expect(JSON.stringify(result)).toBe('{"__proto__":{"isAdmin":true,"mail":"‹e-mail›"},"constructor":"‹e-mail›"}');
    expect("isAdmin" in result).toBe(false);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });

  test("may be nested deeper than any stack", () => {
    let value: unknown = "mia@example.com";
    for (let n = 0; n < 200_000; n++) value = n % 2 === 0 ? [value] : { a: value };
    expect(JSON.stringify(masked(value))).toMatch(/‹nested too deep›/);
    expect(JSON.stringify(masked(value))).not.toContain("mia@");
  });

  test("of any kind is masked without an error", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void maskJson(value)));
    for (const value of [undefined, null, Number.NaN, -0, 1e21, true, 5n, new Date(0), () => 1])
      expect(maskJson(value)).toEqual({ value, count: 0 });
  });
});

describe("what the demo holds", () => {
  const now = new Date("2026-03-10T12:00:00Z");
  const random = createRandom("masking");

  test("of flights, places and the web is left as it is", () => {
    for (let n = 0; n < 60; n++) {
      const trip = makeTrip(random, now.getTime() - random.int(0, 300) * DAY + 9 * HOUR, {
        country: "PT",
        currency: random.pick(["EUR", "JPY", "KWD"]),
      });
      const found = searchFlightsResponse(random, trip, { max: 20 });
      const offer = found.data[0];
      const values = [
        found,
        offer && priceOfferResponse(random, offer),
        searchFlights(random, trip, false),
        searchAirports(random, trip.origin),
        webSearch(random, trip, now.getTime()),
        extremeSearch(random, trip, now.getTime()),
        getWeather(random, trip),
        currencyConverter(random, trip, now.getTime()),
      ];
      for (const value of values) {
        const plain: unknown = JSON.parse(JSON.stringify(value ?? null));
        expect(masked(plain)).toBe(plain);
        expect(maskText(JSON.stringify(plain)).value).toBe(JSON.stringify(plain));
      }
    }
  });

  const masked = (value: unknown) => maskJson(value).value;

  test("of a passenger is masked wherever it stands", () => {
    const clock = demoClock(now);
    const rows = personalChat(random, clock, makePowerUser(random, clock));
    const text = JSON.stringify(masked(JSON.parse(JSON.stringify([rows.messages, rows.toolCalls]))));
    for (const personal of ["jordan.guest", "30231258842", "2312 58842", "C01X00T47", "4242424242424242", "4242 4242"]) {
      expect(text).not.toContain(personal);
    }
    expect(text).toContain("Flight TP 534 on 2027-03-14, 546.70 EUR");
  });
});

const examples = new URL("../../../shared/fixtures/amadeus/", import.meta.url);

describe.skipIf(!existsSync(examples))("the examples that Amadeus publishes", () => {
  const files = existsSync(examples) ? readdirSync(examples).filter((name) => name.endsWith(".json")) : [];
  test.each(files)("%s is left as it is", (name) => {
    const text = readFileSync(new URL(name, examples), "utf8");
    const value: unknown = JSON.parse(text);
    expect(maskJson(value).value).toBe(value);
    expect(maskText(text).value).toBe(text);
  });
});
