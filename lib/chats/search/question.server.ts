import { isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { backfill } from "../../db/schema.ts";

/**
 * What PostgreSQL makes of a question. `no-words`: it has none, only signs. `only-not`: it says only what
 * must not be there, or does so on one side of an "or", which would match nearly everything.
 */
export type QuestionKind = "words" | "no-words" | "only-not";

/** `q` as a text-search query, by the rules of a web search: words, "a phrase", or, -not. It accepts any text. */
export function tsqueryOf(q: string): SQL {
  return sql`websearch_to_tsquery('public.said', ${q})`;
}

/** Of what kind a question is, and whether older messages still wait to be filled in. */
export async function readQuestion(db: Db, q: string): Promise<{ kind: QuestionKind; indexing: boolean }> {
  const { rows } = await db.execute<{ nodes: number; tree: string; indexing: boolean }>(sql`
    select numnode(asked) as nodes, querytree(asked) as tree,
      exists (select from ${backfill} where ${backfill.name} = 'message_text' and ${isNull(backfill.finishedAt)}) as indexing
    from ${tsqueryOf(q)} as asked`);
  const { nodes, tree, indexing } = rows[0]!;
  // querytree gives "T" for what no index can answer.
  return { kind: nodes === 0 ? "no-words" : tree === "T" ? "only-not" : "words", indexing };
}
