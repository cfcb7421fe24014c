import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { formatCount } from "~lib/format.ts";
import { cn } from "./ui/cn";
import { CopyButton } from "./ui/copy-button";

/** More children than this wait behind "show more": ten thousand nodes at once would stop the browser. */
const CHILDREN = 200;
/** Longer strings are cut. */
const CHARACTERS = 300;
/** Levels drawn before anyone opens them. */
const EAGER_LEVELS = 2;

export interface JsonViewProps {
  value: unknown;
  /** What the JSON is: "Payment metadata". */
  label: string;
  className?: string;
}

/** JSON as a tree that opens level by level. Nothing in it is ever loaded or interpreted: strings are text, data URLs are named, not drawn. */
export function JsonView({ value, label, className }: JsonViewProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls; this is read
    <div
      role="group"
      aria-label={label}
      className={cn(
        "relative min-w-0 overflow-x-auto rounded-md border border-line bg-surface py-2 pr-16 pl-3 font-mono text-xs leading-5",
        className,
      )}
    >
      <CopyButton text={() => toJson(value)} label={`Copy ${label} as JSON`} className="absolute top-1 right-1 px-1.5 font-sans">
        JSON
      </CopyButton>
      <Node value={value} depth={0} />
    </div>
  );
}

function Node({ name, value, depth }: { name?: string; value: unknown; depth: number }) {
  const entries = childrenOf(value);
  const key = name === undefined ? null : <span className="text-accent-text">{name}: </span>;
  if (!entries || entries.length === 0) {
    return (
      <div className="pl-4 break-words">
        {key}
        <Leaf value={value} />
      </div>
    );
  }
  return <Branch label={key} isArray={Array.isArray(value)} entries={entries} depth={depth} />;
}

function Branch({ label, isArray, entries, depth }: { label: ReactNode; isArray: boolean; entries: [string, unknown][]; depth: number }) {
  const details = useRef<HTMLDetailsElement>(null);
  const [drawn, setDrawn] = useState(depth < EAGER_LEVELS);
  const [limit, setLimit] = useState(CHILDREN);
  // It may have been opened before scripts ran.
  useEffect(() => {
    if (details.current?.open) setDrawn(true);
  }, []);
  const noun = isArray ? (entries.length === 1 ? "item" : "items") : entries.length === 1 ? "key" : "keys";
  return (
    <details
      ref={details}
      open={depth === 0 || undefined}
      onToggle={(event) => event.currentTarget.open && setDrawn(true)}
      className="group/node"
    >
      <summary className="relative -ml-0 w-fit rounded-sm pl-4 hover:bg-sunken">
        <ChevronRight aria-hidden="true" className="absolute top-1 left-0 size-3 text-muted [details[open]>summary>&]:rotate-90" />
        {label}
        <span className="text-muted">
          {isArray ? "[…] " : "{…} "}
          {formatCount(entries.length)} {noun}
        </span>
      </summary>
      {drawn ? (
        <div className="ml-1.5 border-l border-line pl-2">
          {entries.slice(0, limit).map(([name, child]) => (
            <Node key={name} name={name} value={child} depth={depth + 1} />
          ))}
          {entries.length > limit ? (
            <button type="button" onClick={() => setLimit(limit + CHILDREN)} className="link ml-4 font-sans">
              show {formatCount(Math.min(CHILDREN, entries.length - limit))} more of {formatCount(entries.length - limit)}
            </button>
          ) : null}
        </div>
      ) : null}
    </details>
  );
}

function Leaf({ value }: { value: unknown }) {
  const [whole, setWhole] = useState(false);
  if (typeof value !== "string") return <span className={typeof value === "object" ? "text-muted" : "text-blue"}>{plain(value)}</span>;
  if (/^data:/i.test(value)) return <span className="text-muted">{dataUrlSummary(value)}</span>;
  if (whole || value.length <= CHARACTERS)
    return <span className="whitespace-pre-wrap text-green [overflow-wrap:anywhere]">"{value}"</span>;
  return (
    <span className="whitespace-pre-wrap text-green [overflow-wrap:anywhere]">
      "{value.slice(0, CHARACTERS)}…"{" "}
      <button type="button" onClick={() => setWhole(true)} className="link font-sans">
        show all {formatCount(value.length)} characters
      </button>
    </span>
  );
}

/** Keys and values of an object or a list; undefined for everything that has none. */
function childrenOf(value: unknown): [string, unknown][] | undefined {
  if (typeof value !== "object" || value === null || value instanceof Date) return undefined;
  return Object.entries(value);
}

function plain(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "invalid date" : value.toISOString();
  if (Array.isArray(value)) return "[]";
  if (typeof value === "object" && value !== null) return "{}";
  return String(value);
}

/** "data: image/png, 12,345 bytes": what a data URL holds, without holding it. */
export function dataUrlSummary(url: string): string {
  const comma = url.indexOf(",");
  const head = (comma < 0 ? url.slice(5, 100) : url.slice(5, comma)).slice(0, 100);
  const body = comma < 0 ? 0 : url.length - comma - 1;
  const padding = url.endsWith("==") ? 2 : url.endsWith("=") ? 1 : 0;
  const bytes = /;base64$/i.test(head) ? Math.max(0, Math.floor((body * 3) / 4) - padding) : body;
  return `data: ${head.replace(/;base64$/i, "") || "text/plain"}, ${formatCount(bytes)} bytes`;
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner), 2) ?? "null";
}
