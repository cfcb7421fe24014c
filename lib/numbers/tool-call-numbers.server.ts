import { type SQL, sql } from "drizzle-orm";
import { toolCallDurationMs } from "../db/schema.ts";
import type { ExplainedNumber } from "./explained-number.ts";
import { listNumber } from "./list-number.server.ts";
import { only } from "./narrow.ts";
import { numberWords } from "./number-words.ts";
import { toolCallRows } from "./sources.server.ts";

/** The same `percentile_cont` as the list's own latency, over some of the rows. */
const percentile = (part: number) => (rows: SQL) =>
  sql`percentile_cont(${sql.raw(String(part))}) within group (order by ${toolCallDurationMs}::float8) filter (where ${rows})`;

const latency = (id: "latency-p50" | "latency-p95", part: number): ExplainedNumber =>
  listNumber({
    id,
    ...numberWords[id],
    permission: "tool-calls:read",
    source: toolCallRows,
    measure: percentile(part),
    counted: (asked) => only(asked, "measured", true),
    countedWords: "Calls that both started and finished",
    leftOut: (asked) => [
      { why: "Its start or its end was never written down, or is still to come", filters: only(asked, "measured", false) },
    ],
  });

export const toolCallNumbers: readonly ExplainedNumber[] = [
  listNumber({
    id: "tool-calls",
    ...numberWords["tool-calls"],
    permission: "tool-calls:read",
    source: toolCallRows,
    countedWords: "Calls of every status",
  }),
  latency("latency-p50", 0.5),
  latency("latency-p95", 0.95),
];
