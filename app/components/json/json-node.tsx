import { ChevronRight } from "lucide-react";
import { memo, type ReactNode, useEffect, useRef, useState } from "react";
import { formatCount } from "~lib/format.ts";
import { cn } from "../ui/cn";
import { type EntryRange, entriesOf, rangeKey, rangesOf } from "./json-entries";
import { JsonLeaf } from "./json-leaf";
import { memberPath } from "./json-path";
import { Marked } from "./marked";
import { RowActions } from "./row-actions";
import { useIsCurrent, useOpenedAs } from "./tree-state";

/** Levels that are there before anyone opens them, so that they can be opened before scripts run. */
const EAGER_LEVELS = 2;

export interface JsonNodeProps {
  name?: string;
  value: unknown;
  path: string;
  depth: number;
}

/** One member: a line with its value, or a branch that draws its members when it is first opened. */
export const JsonNode = memo(function JsonNode({ name, value, path, depth }: JsonNodeProps) {
  const isCurrent = useIsCurrent(path);
  const entries = entriesOf(value);
  const label =
    name === undefined ? null : (
      <span className="text-accent-text">
        <Marked text={name} />:{" "}
      </span>
    );
  if (!entries || entries.length === 0) {
    return (
      <div
        data-path={path}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its copy buttons appear with the focus, as they do under the pointer
        tabIndex={0}
        className={cn("rounded-sm pl-4 break-words -outline-offset-1", isCurrent && "bg-accent-soft")}
      >
        {label}
        <JsonLeaf value={value} />
        <RowActions path={path} value={value} />
      </div>
    );
  }
  const isArray = Array.isArray(value);
  const noun = isArray ? (entries.length === 1 ? "item" : "items") : entries.length === 1 ? "key" : "keys";
  return (
    <Fold
      id={path}
      path={path}
      depth={depth}
      isCurrent={isCurrent}
      summary={
        <>
          {label}
          <span className="text-muted">
            {isArray ? "[…] " : "{…} "}
            {formatCount(entries.length)} {noun}
          </span>
          <RowActions path={path} value={value} />
        </>
      }
    >
      {() => <Entries entries={entries} range={{ from: 0, to: entries.length }} inList={isArray} path={path} depth={depth + 1} />}
    </Fold>
  );
});

interface EntriesProps {
  entries: [string, unknown][];
  range: EntryRange;
  inList: boolean;
  path: string;
  depth: number;
}

/** The members of a branch; many of them in ranges that open one by one. */
function Entries({ entries, range, inList, path, depth }: EntriesProps) {
  const ranges = rangesOf(range);
  if (!ranges) {
    return entries
      .slice(range.from, range.to)
      .map(([name, child]) => <JsonNode key={name} name={name} value={child} path={memberPath(path, name, inList)} depth={depth} />);
  }
  return ranges.map((part) => (
    <Fold
      key={part.from}
      id={rangeKey(path, part)}
      depth={EAGER_LEVELS}
      summary={
        <span className="text-muted">
          {inList ? `[${part.from} … ${part.to - 1}]` : `${entries[part.from]![0].slice(0, 40)} … ${entries[part.to - 1]![0].slice(0, 40)}`}
        </span>
      }
    >
      {() => <Entries entries={entries} range={part} inList={inList} path={path} depth={Math.max(depth, EAGER_LEVELS)} />}
    </Fold>
  ));
}

interface FoldProps {
  /** Under which the search opens it. */
  id: string;
  path?: string;
  depth: number;
  isCurrent?: boolean;
  summary: ReactNode;
  children: () => ReactNode;
}

/** The browser's own <details>, whose content is first drawn when it opens. */
function Fold({ id, path, depth, isCurrent, summary, children }: FoldProps) {
  const openedAs = useOpenedAs(id);
  const details = useRef<HTMLDetailsElement>(null);
  const [open, setOpen] = useState(depth === 0 || openedAs > 0);
  const [drawn, setDrawn] = useState(open || depth < EAGER_LEVELS);
  const [seen, setSeen] = useState(openedAs);
  if (seen !== openedAs) {
    setSeen(openedAs);
    if (openedAs > 0) {
      setOpen(true);
      setDrawn(true);
    }
  }
  // It may have been opened or closed before scripts ran.
  useEffect(() => {
    if (!details.current) return;
    setOpen(details.current.open);
    if (details.current.open) setDrawn(true);
  }, []);
  return (
    <details
      ref={details}
      open={open}
      onToggle={(event) => {
        const isOpen = event.currentTarget.open;
        setOpen(isOpen);
        if (isOpen) setDrawn(true);
      }}
    >
      <summary
        data-path={path}
        className={cn("relative w-fit max-w-full rounded-sm pl-4 break-words hover:bg-sunken", isCurrent && "bg-accent-soft")}
      >
        <ChevronRight aria-hidden="true" className="absolute top-1 left-0 size-3 text-muted [details[open]>summary>&]:rotate-90" />
        {summary}
      </summary>
      {drawn ? <div className="ml-1.5 border-l border-line pl-2">{children()}</div> : null}
    </details>
  );
}
