import { ChevronDown, ChevronUp } from "lucide-react";
import type { KeyboardEvent } from "react";
import { formatCount } from "~lib/format.ts";
import { Button } from "../ui/button";
import { Input } from "../ui/input";

export interface JsonSearchProps {
  label: string;
  query: string;
  onQuery: (query: string) => void;
  /** False while what was typed is yet to be looked for. */
  settled: boolean;
  /** How many there are, and whether there are more than were looked for. */
  found: number;
  more: boolean;
  /** The place of the match that one looks at. */
  at: number;
  onGo: (step: 1 | -1) => void;
}

/** The search field of a tree: Enter goes to the next match, Shift and Enter to the one before. */
export function JsonSearch({ label, query, onQuery, settled, found, more, at, onGo }: JsonSearchProps) {
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") {
      event.preventDefault();
      onGo(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && query !== "") {
      event.stopPropagation();
      onQuery("");
    }
  }
  const searching = settled && query.trim() !== "";
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not known to React 18
    <div
      role="search"
      aria-label={`Search in ${label}`}
      className="needs-scripts no-print flex min-w-0 flex-1 items-center gap-1 font-sans"
    >
      <Input
        type="search"
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
        aria-label={`Search in ${label}`}
        placeholder="Search names and values"
        className="h-7 max-w-64 text-xs"
      />
      <span role="status" className="shrink-0 text-xs text-muted">
        {searching ? (found === 0 ? "no match" : `${formatCount(at + 1)} of ${formatCount(found)}${more ? "+" : ""}`) : ""}
      </span>
      {searching && found > 0 ? (
        <>
          <Button type="button" size="sm" variant="ghost" className="px-1" aria-label="Previous match" onClick={() => onGo(-1)}>
            <ChevronUp aria-hidden="true" />
          </Button>
          <Button type="button" size="sm" variant="ghost" className="px-1" aria-label="Next match" onClick={() => onGo(1)}>
            <ChevronDown aria-hidden="true" />
          </Button>
        </>
      ) : null}
    </div>
  );
}
