import { type SQL, sql } from "drizzle-orm";
import { toolCallDurationMs } from "../db/schema.ts";
import { toolCallList } from "../tool-calls/tool-call.ts";
import { rolledLatency, toolCallLatency } from "../tool-calls/tool-call-latency.server.ts";
import type { ExplainedNumber } from "./explained-number.ts";
import { listNumber, type Measure } from "./list-number.server.ts";
import { only } from "./narrow.ts";
import { numberWords } from "./number-words.ts";
import { toolCallRows } from "./sources.server.ts";

/** The same `percentile_cont` as the list's own latency, over some of the rows. */
const percentile = (share: number) => (rows: SQL) =>
  sql`percentile_cont(${sql.raw(String(share))}) within group (order by ${toolCallDurationMs}::float8) filter (where ${rows})`;

/** A percentile of the calls that count; where the list tells it from a histogram, that one, so that what is explained is what was shown. */
function latency(name: "p50" | "p95", share: number): ExplainedNumber {
  const number = (measure?: Measure) =>
    listNumber({
      id: `latency-${name}`,
      ...numberWords[`latency-${name}`],
      permission: "tool-calls:read",
      source: toolCallRows,
      ...(measure && { measure }),
      counted: (asked) => only(asked, "measured", true),
      countedWords: "Calls that both started and finished",
      leftOut: (asked) => [
        { why: "Its start or its end was never written down, or is still to come", filters: only(asked, "measured", false) },
      ],
    });
  const [exact, counted] = [number(percentile(share)), number()];
  return {
    ...exact,
    async explain(db, asked) {
      const query = toolCallList.parse(asked.params);
      if (!rolledLatency(query)) return exact.explain(db, asked);
      const [explanation, shown] = await Promise.all([counted.explain(db, asked), toolCallLatency(db, query)]);
      const figures = [{ currency: null, value: shown[name], approximate: true as const }];
      return { ...explanation, figures, counted: { ...explanation.counted, figures } };
    },
  };
}

export const toolCallNumbers: readonly ExplainedNumber[] = [
  listNumber({
    id: "tool-calls",
    ...numberWords["tool-calls"],
    permission: "tool-calls:read",
    source: toolCallRows,
    countedWords: "Calls of every status",
  }),
  latency("p50", 0.5),
  latency("p95", 0.95),
];
