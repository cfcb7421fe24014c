import { type SQL, sql } from "drizzle-orm";
import { usageCount } from "../usage/usage-source.server.ts";
import type { ExplainedNumber } from "./explained-number.ts";
import { listNumber } from "./list-number.server.ts";
import { only } from "./narrow.ts";
import { numberWords } from "./number-words.ts";
import { usageRows } from "./sources.server.ts";

const counted = (rows: SQL) => sql`coalesce(sum(${usageCount}) filter (where ${rows}), 0)::float8`;

export const usageNumbers: readonly ExplainedNumber[] = [
  listNumber({ id: "usage", ...numberWords.usage, permission: "usage:read", source: usageRows, countedWords: "Rows of both counters" }),
  listNumber({
    id: "usage-messages",
    ...numberWords["usage-messages"],
    permission: "usage:read",
    source: usageRows,
    measure: counted,
    counted: (asked) => only(asked, "counter", ["messages"]),
    countedWords: "Rows of the message counter",
    leftOut: (asked) => [
      { why: "It counts extreme searches, which is a number of its own", filters: only(asked, "counter", ["searches"]) },
    ],
  }),
  listNumber({
    id: "usage-searches",
    ...numberWords["usage-searches"],
    permission: "usage:read",
    source: usageRows,
    measure: counted,
    counted: (asked) => only(asked, "counter", ["searches"]),
    countedWords: "Rows of the counter of extreme searches",
    leftOut: (asked) => [{ why: "It counts messages, which is a number of its own", filters: only(asked, "counter", ["messages"]) }],
  }),
  listNumber({
    id: "usage-total",
    ...numberWords["usage-total"],
    permission: "usage:read",
    source: usageRows,
    measure: counted,
    countedWords: "Rows of both counters",
  }),
];
