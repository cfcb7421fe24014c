import { sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { maskText } from "../mask.ts";
import { tsqueryOf } from "./question.server.ts";
import { MATCH_END, MATCH_START, type Snippet, snippetOf, withoutMarks } from "./snippet.ts";

// The whole text, to be cut here: what PostgreSQL cuts loses what looks like a tag.
const OPTIONS = `StartSel=${MATCH_START}, StopSel=${MATCH_END}, HighlightAll=true`;

/** A snippet, and whether the masked text still matches: it does not where what matched is what masking hides. */
export interface Marked {
  snippet: Snippet;
  matches: boolean;
}

/**
 * Snippets of texts, in their order. A text is masked first and marked then, by the database once more, so that no mark can stand inside an
 * address or a number and hide it from the masking.
 */
export async function markMatches(db: Db, q: string, texts: readonly string[]): Promise<Marked[]> {
  if (texts.length === 0) return [];
  const masked = JSON.stringify(texts.map((text) => maskText(withoutMarks(text)).value.toWellFormed()));
  const { rows } = await db.execute<{ marked: string; matches: boolean }>(sql`
    select ts_headline('public.said', said, asked, ${OPTIONS}) as marked, to_tsvector('public.said', said) @@ asked as matches
    from ${tsqueryOf(q)} as asked, json_array_elements_text(${masked}::json) with ordinality as texts (said, place)
    order by place`);
  return rows.map(({ marked, matches }) => ({ snippet: snippetOf(marked), matches }));
}
