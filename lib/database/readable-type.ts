/** Types that a query of ours reads alike, beside the type itself: each came with a test. */
const alike: Readonly<Record<string, RegExp>> = {
  json: /^jsonb$/,
  text: /^character varying(\(\d+\))?$/,
  "character varying": /^(text|character varying\(\d+\))$/,
  "timestamp without time zone": /^timestamp\(\d\) without time zone$/,
  integer: /^smallint$/,
  real: /^double precision$/,
};

/** Codes that fill their column, so that PostgreSQL pads none with blanks. */
const codes: Readonly<Record<string, string>> = {
  currency: "character(3)",
  settlement_currency: "character(3)",
  card_issuing_country: "character(2)",
};

/** True where Purser reads and writes the column `name` of the type `is` as one of the type `wanted`, both as PostgreSQL writes them. */
export function isReadableAs(is: string, wanted: string, name: string): boolean {
  return is === wanted || is === codes[name] || (alike[wanted]?.test(is) ?? false);
}
