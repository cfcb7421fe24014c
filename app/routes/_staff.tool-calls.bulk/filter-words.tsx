import { Badge } from "~/components/ui/badge";

/** The filter as `filterWords` says it; where there is none it says so plainly, since then every call is meant. */
export function FilterWords({ words }: { words: readonly string[] }) {
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
