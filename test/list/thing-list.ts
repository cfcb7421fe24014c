import fc from "fast-check";
import { amounts, choice, cleanText, counts, days, moreThan, text, values, yesNo } from "../../lib/list/filters.ts";
import { listSpec, PAGE_SIZES, type QueryOf } from "../../lib/list/list-spec.ts";

/** A list with a filter of every kind and a sort of every type, of things that nobody has. */
export const thingList = listSpec({
  path: "/things",
  noun: ["thing", "things"],
  search: "Name",
  sort: { createdAt: "timestamp", amount: "integer", name: "text" },
  defaultSort: "-createdAt",
  filters: {
    status: choice("Status", ["new", "done", "lost"]),
    tag: values("Tag"),
    open: yesNo("Open"),
    note: text("Note"),
    when: days("When"),
    price: amounts("Price"),
    uses: counts("Uses"),
    over: moreThan("Over", "uses"),
  },
  columns: { name: "Name", amount: "Amount", createdAt: "Made", note: { label: "Note", hidden: true } },
});

export type ThingQuery = QueryOf<typeof thingList>;

/** Any sequence of UTF-16 units: halves of surrogate pairs and NUL too. */
export const anyText = (maxLength: number) =>
  fc
    .array(
      fc.oneof(
        fc.integer({ min: 0x20, max: 0x7e }),
        fc.integer({ min: 0, max: 0xffff }),
        fc.constantFrom(0, 0x0a, 0x20, 0x25, 0x5f, 0x5c, 0xd800, 0xdc00),
      ),
      { maxLength },
    )
    .map((units) => String.fromCharCode(...units));

const clean = anyText(220).map(cleanText);
const filled = clean.filter((value) => value !== "");
const instant = fc.date({ min: new Date("1970-01-01T00:00:00Z"), max: new Date("2199-12-31T00:00:00Z"), noInvalidDate: true });
const dayOrInstant = fc.oneof(
  instant.map((date) => date.toISOString()),
  instant.map((date) => date.toISOString().slice(0, 10)),
);
const amount = fc.stringMatching(/^-?\d{1,12}(\.\d{1,4})?$/);
const count = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 });
const some = { requiredKeys: [] as [] };
const notEmpty = (range: object) => Object.keys(range).length > 0;

const key = {
  createdAt: fc.oneof(
    fc.constantFrom("infinity", "-infinity", "2026-03-10 12:00:00.123456", "10000-01-01 00:00:00"),
    instant.map((date) => date.toISOString().replace("T", " ").replace("Z", "")),
  ),
  amount: fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }).map(String),
  name: clean,
};

const sortAndCursor = fc.constantFrom("createdAt" as const, "amount" as const, "name" as const).chain((sort) =>
  fc.record({
    sort: fc.record({ key: fc.constant(sort), direction: fc.constantFrom("asc" as const, "desc" as const) }),
    cursor: fc.option(fc.record({ side: fc.constantFrom("after" as const, "before" as const), key: key[sort], id: filled }), {
      nil: undefined,
    }),
  }),
);

/** Any query that the list can be asked. */
export const anyQuery: fc.Arbitrary<ThingQuery> = fc
  .record({
    q: clean,
    filters: fc.record(
      {
        status: fc.uniqueArray(fc.constantFrom("new" as const, "done" as const, "lost" as const), { minLength: 1 }),
        tag: fc.uniqueArray(filled, { minLength: 1, maxLength: 8 }),
        open: fc.boolean(),
        note: filled,
        when: fc.record({ from: dayOrInstant, to: dayOrInstant }, some).filter(notEmpty),
        price: fc.record({ min: amount, max: amount }, some).filter(notEmpty),
        uses: fc.record({ min: count, max: count }, some).filter(notEmpty),
        over: fc.integer({ min: 0, max: 1e12 }),
      },
      some,
    ),
    size: fc.constantFrom(...PAGE_SIZES),
    columns: fc.option(fc.subarray(Object.keys(thingList.columns), { minLength: 1 }), { nil: undefined }),
    exact: fc.boolean(),
    rest: sortAndCursor,
  })
  .map(({ rest, ...query }) => ({ ...query, ...rest }));

const names = ["q", "sort", "size", "columns", "after", "before", "total", "page", "__proto__", "constructor"];
const filterNames = Object.keys(thingList.filters).flatMap((name) => [name, `${name}.from`, `${name}.to`, `${name}.min`, `${name}.max`]);
const nonsense = [
  ...[
    "",
    " ",
    "0",
    "-0",
    "-1",
    "50",
    "1e3",
    "0x32",
    "NaN",
    "Infinity",
    "-Infinity",
    "9".repeat(15),
    "9".repeat(400),
    "1.50",
    "-1.2345",
    ".5",
  ],
  ...["yes", "no", "true", "new", "done", "exact", "name", "-name", "--name", "amount", "name,amount", "name,name,none"],
  ...["__proto__", "-__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined", "[object Object]"],
  ...["2026-02-30", "2026-03-01", "1969-12-31", "2200-01-01", "2026-03-01T09:30:00Z", "2026-03-01T24:00:00Z", "2026-13-01T00:00Z"],
  ...["\0", "\ud800", "a\0b", "'; drop table user; --", "%", "%00", "..", "../../etc/passwd", "WyJuYW1lIiwiYSIsImIiXQ", "e30", "////"],
];

/** Any parameters, known and unknown, also more than once. */
export const anyParams: fc.Arbitrary<[string, string][]> = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom(...names, ...filterNames), anyText(8)),
    fc.oneof(fc.constantFrom(...nonsense), anyText(250), dayOrInstant, amount),
  ),
  { maxLength: 12 },
);
