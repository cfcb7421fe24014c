/** Types that a query of ours reads alike, beside the type itself: each came with a test. */
const alike: Readonly<Record<string, RegExp>> = {
  json: /^jsonb$/,
  text: /^character varying(\(\d+\))?$/,
  "character varying": /^(text|character varying\(\d+\))$/,
  "timestamp without time zone": /^timestamp\(\d\) without time zone$/,
  integer: /^smallint$/,
  real: /^double precision$/,
};

/** True where Purser reads and writes a column of the type `is` as one of the type `wanted`, both as PostgreSQL writes them. */
export function isReadableAs(is: string, wanted: string): boolean {
  return is === wanted || (alike[wanted]?.test(is) ?? false);
}
