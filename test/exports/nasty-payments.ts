import { sql } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { payment } from "../../lib/db/schema.ts";

/** What spreadsheets, CSV, XML, SQL and the binary form of rows each have a meaning for, and what has more bytes than letters. */
const signs = [
  ..."=+-@,;\"'\\#_<>&(){}\t\r\n aA0x",
  ...[
    "＝",
    "＋",
    "－",
    "＠",
    "é",
    "語",
    "😀",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "\u0001",
    "\u007f",
    "\u0085",
    "\u2028",
    "_x0041_",
    "]]>",
    "  ",
  ],
];

const text = fc
  .oneof(
    fc.array(fc.constantFrom(...signs), { maxLength: 8 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 40 }).map((any) => any.replaceAll("\0", "").toWellFormed()),
    fc.constantFrom("succeeded", "# complete: 3 rows", "=HYPERLINK(1)", "x;=1", "Ada Novak", "x".repeat(40_000)),
  )
  // PGlite's driver takes a mark at the beginning away, from which the list's rows come here.
  .map((any) => any.replace(/^\ufeff+/, ""));

const currency = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("USD", "EUR", "JPY", "KWD", "CLF", "usd", "XXX", "__proto__", "") },
  text,
);

const amount = fc.oneof(
  fc.integer({ min: -2_147_483_648, max: 2_147_483_647 }),
  fc.integer({ min: -1100, max: 1100 }),
  fc.constantFrom(0, -1, 9, 10, -2_147_483_648, 2_147_483_647),
);

const HOUR = 3_600_000;

/**
 * Around changes of clocks in Berlin, New York and on Lord Howe, where zones were not yet what they are, and wherever; but after the year 100, of
 * whose years the list's driver takes the first for 2001.
 */
const instant = fc
  .oneof(
    fc
      .tuple(
        fc.constantFrom("2026-03-29T01:00Z", "2026-10-25T01:00Z", "2026-03-08T07:00Z", "2026-11-01T06:00Z", "2026-04-04T15:00Z"),
        fc.integer({ min: -3 * HOUR, max: 3 * HOUR }),
      )
      .map(([change, apart]) => Date.parse(change) + apart),
    fc.integer({ min: Date.UTC(1850, 0, 1), max: Date.UTC(2200, 0, 1) }),
    fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) }),
    fc.constantFrom(
      ...["0101-01-01T00:00Z", "1899-12-31T23:00Z", "1969-12-31T23:59:59.999Z", "1970-01-01T00:00Z", "9999-12-31T12:00Z"].map((at) =>
        Date.parse(at),
      ),
    ),
  )
  .chain((ms) =>
    fc.integer({ min: 0, max: 999 }).map((micros) => new Date(ms).toISOString().replace("Z", String(micros).padStart(3, "0"))),
  );

const nastyPayment = fc.record({
  createdAt: instant,
  status: fc.option(text),
  currency,
  totalAmount: amount,
  tax: fc.option(amount),
  settlementAmount: fc.option(amount),
  settlementCurrency: fc.option(currency),
  paymentMethod: fc.option(text),
  customer: fc.option(fc.record({ name: fc.option(text), email: fc.option(text) }, { noNullPrototype: true })),
  refunds: fc.constantFrom(null, [], [{ status: "succeeded", amount: 5, refund_id: "re_1", is_partial: true }], "unreadable", [{}]),
});

/** Inserts payments that are hard to write into a file, all with this beginning of their ids, and gives the link that finds them. */
export async function makeNastyPayments(db: Db, count: number, seed: number): Promise<string> {
  const marks = ["", "=", "#", '"', ",", "-"];
  const ids = Array.from({ length: count }, (_, n) => `${marks[n % marks.length]}nasty-${seed}-${n}`);
  const rows = fc.sample(nastyPayment, { numRuns: count, seed }).map(({ createdAt, ...row }, n) => ({
    ...row,
    id: ids[n]!,
    createdAt: sql`${createdAt}::timestamp`,
    disputes: [],
    subscriptionId: `nasty-${seed}`,
  }));
  await db.insert(payment).values(rows);
  return `subscription=nasty-${seed}`;
}
