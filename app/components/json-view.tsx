import { type SyntheticEvent, useEffect, useMemo, useRef, useState } from "react";
import { entriesOf } from "./json/json-entries";
import { JsonNode } from "./json/json-node";
import { JsonSearch } from "./json/json-search";
import { jsonText } from "./json/json-text";
import { patternOf, searchJson } from "./json/search-json";
import { TreeProvider, TreeState } from "./json/tree-state";
import { cn } from "./ui/cn";
import { CopyButton } from "./ui/copy-button";

/** JSON with fewer members is seen at a glance and needs no search. */
const SEARCHED_FROM = 15;
/** A search waits until nobody has typed for so long. Milliseconds. */
const PAUSE = 120;
/** A search opens so many of its matches; the others open when one goes to them. */
const OPENED = 20;

const NOTHING = { matches: [], more: false };

export interface JsonViewProps {
  value: unknown;
  /** What the JSON is: "Payment metadata". */
  label: string;
  className?: string;
}

/**
 * JSON as a tree that opens level by level, with a search over all of it and a path and value to copy on each row. Nothing in it is ever
 * loaded or interpreted: strings are text, data URLs are named, not drawn.
 */
export function JsonView({ value, label, className }: JsonViewProps) {
  const box = useRef<HTMLDivElement>(null);
  const [state] = useState(() => new TreeState());
  const [query, setQuery] = useState("");
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const searchable = useMemo(() => hasMembers(value, SEARCHED_FROM), [value]);

  useEffect(() => {
    const timer = window.setTimeout(() => {
      setWanted(query.trim());
      setAt(0);
    }, PAUSE);
    return () => window.clearTimeout(timer);
  }, [query]);

  const { matches, more } = useMemo(() => (wanted === "" ? NOTHING : searchJson(value, wanted)), [value, wanted]);
  const current = matches[at];
  const tree = useMemo(() => ({ state, pattern: wanted === "" ? undefined : patternOf(wanted) }), [state, wanted]);

  useEffect(() => {
    const seen = current ? [...matches.slice(0, OPENED), current] : [];
    state.show(current?.path, new Set(seen.flatMap(({ opens }) => opens)));
    if (!current) return;
    // What has just been opened is drawn by then.
    const frame = requestAnimationFrame(() => {
      box.current?.querySelector(`[data-path="${CSS.escape(current.path)}"]`)?.scrollIntoView({ block: "nearest" });
    });
    return () => cancelAnimationFrame(frame);
  }, [state, matches, current]);

  function activate(event: SyntheticEvent) {
    const row = event.target instanceof Element ? event.target.closest("[data-path]") : null;
    state.activate(row?.getAttribute("data-path") ?? undefined);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls; this is read
    <div
      ref={box}
      role="group"
      aria-label={label}
      onMouseOver={activate}
      onFocus={activate}
      onMouseLeave={() => state.activate(undefined)}
      className={cn(
        "relative min-w-0 rounded-md border border-line bg-surface font-mono text-xs leading-5",
        searchable && "max-h-[min(44rem,75dvh)] overflow-y-auto",
        className,
      )}
    >
      <div
        className={cn(
          "no-print z-10 flex items-center gap-2 px-1 pt-1",
          searchable ? "sticky top-0 bg-surface pb-1" : "absolute top-0 right-0",
        )}
      >
        {searchable ? (
          <JsonSearch
            label={label}
            query={query}
            onQuery={setQuery}
            settled={wanted === query.trim()}
            found={matches.length}
            more={more}
            at={at}
            onGo={(step) => setAt(matches.length === 0 ? 0 : (at + step + matches.length) % matches.length)}
          />
        ) : null}
        <CopyButton text={() => jsonText(value)} label={`Copy ${label} as JSON`} className="ml-auto px-1.5 font-sans">
          JSON
        </CopyButton>
      </div>
      <div className={cn("overflow-x-auto pb-2 pl-3", searchable ? "pr-3" : "pt-2 pr-16")}>
        <TreeProvider value={tree}>
          <JsonNode value={value} path="" depth={0} />
        </TreeProvider>
      </div>
    </div>
  );
}

/** True for JSON with at least so many members, on all its levels together. */
function hasMembers(value: unknown, count: number): boolean {
  const waiting = [value];
  let members = 0;
  while (waiting.length > 0 && members < count) {
    const entries = entriesOf(waiting.pop()) ?? [];
    members += entries.length;
    for (const [, child] of entries.slice(0, count)) waiting.push(child);
  }
  return members >= count;
}
