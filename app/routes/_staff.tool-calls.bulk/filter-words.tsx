import { Badge } from "~/components/ui/badge";
import type { QueryOf } from "~lib/list/list-spec.ts";
import { filterWords } from "~lib/tool-calls/bulk/bulk-filter.ts";
import type { toolCallList } from "~lib/tool-calls/tool-call.ts";

/** The filter in words; where there is none it says so plainly, since then every call is meant. */
export function FilterWords({ query }: { query: Pick<QueryOf<typeof toolCallList>, "q" | "filters"> }) {
  const words = filterWords(query);
  if (words.length === 0) return <strong className="font-medium">Every tool call there is, without a filter</strong>;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {words.map((word) => (
        <li key={word} className="min-w-0">
          <Badge title={word}>{word}</Badge>
        </li>
      ))}
    </ul>
  );
}
