import type { Page } from "../../lib/list/keyset.server.ts";
import type { ListQuery, ListSpec } from "../../lib/list/list-spec.ts";

type Read = (query: ListQuery) => Promise<Page<{ id: string }>>;
type Spec = Pick<ListSpec, "pageHref" | "parse">;

/** The page that a link leads to. Links know few page sizes; the walk keeps its own. */
const follow = (spec: Spec, read: Read, query: ListQuery, side: "after" | "before", edge: { key: string; id: string }) =>
  read({ ...spec.parse(spec.pageHref(query, side, edge)), size: query.size });

/**
 * The ids of a list from its first page to its last by the links to the next page, and back by those to the page before. A page that is
 * neither the first nor the last must be full.
 */
export async function walkBothWays(spec: Spec, query: ListQuery, read: Read): Promise<{ forward: string[]; back: string[] }> {
  let page = await read({ ...query, cursor: undefined });
  if (page.previous) throw new Error("There is no page before the first");
  const forward = page.rows.map((row) => row.id);
  while (page.next) {
    if (page.rows.length !== query.size) throw new Error(`${page.rows.length} rows on a page of ${query.size} that has a next one`);
    page = await follow(spec, read, query, "after", page.next);
    forward.push(...page.rows.map((row) => row.id));
    if (forward.length > 1_000) throw new Error("The walk does not end");
  }
  const back = page.rows.map((row) => row.id);
  while (page.previous) {
    page = await follow(spec, read, query, "before", page.previous);
    if (!page.next) throw new Error("A page that was gone back to has no next one");
    back.unshift(...page.rows.map((row) => row.id));
    if (back.length > 1_000) throw new Error("The walk back does not end");
  }
  return { forward, back };
}

/** The ids in the order that pages show them, with something done between two pages. */
export async function walkWhile(spec: Spec, query: ListQuery, read: Read, between: () => Promise<void>): Promise<string[]> {
  let page = await read({ ...query, cursor: undefined });
  const seen = page.rows.map((row) => row.id);
  for (let steps = 0; page.next && steps < 1000; steps++) {
    await between();
    page = await follow(spec, read, query, "after", page.next);
    seen.push(...page.rows.map((row) => row.id));
  }
  return seen;
}
