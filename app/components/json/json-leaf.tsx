import { useState } from "react";
import { describeDataUrl } from "~lib/data-url.ts";
import { formatCount } from "~lib/format.ts";
import { Marked } from "./marked";
import { usePattern } from "./tree-state";

/** Longer strings are cut. */
const CHARACTERS = 300;
/** Of a match beyond the cut, so much is shown before it. */
const BEFORE = 80;

/** A value without members. Strings are text and nothing else; a data URL is named, not drawn. */
export function JsonLeaf({ value }: { value: unknown }) {
  const pattern = usePattern();
  const [whole, setWhole] = useState(false);
  if (typeof value !== "string") {
    return (
      <span className={typeof value === "object" ? "text-muted" : "text-blue"}>
        <Marked text={plain(value)} />
      </span>
    );
  }
  if (/^\s*data:/i.test(value.slice(0, 100))) return <span className="text-muted">{describeDataUrl(value)}</span>;
  const textClass = "whitespace-pre-wrap text-green [overflow-wrap:anywhere]";
  if (whole || value.length <= CHARACTERS) {
    return (
      <span className={textClass}>
        "<Marked text={value} />"
      </span>
    );
  }
  const hit = pattern ? value.search(pattern) : -1;
  const from = hit > CHARACTERS - BEFORE ? hit - BEFORE : 0;
  return (
    <span className={textClass}>
      "{from > 0 ? "…" : ""}
      <Marked text={value.slice(from, from + CHARACTERS)} />
      {from + CHARACTERS < value.length ? "…" : ""}"{" "}
      <button type="button" onClick={() => setWhole(true)} className="needs-scripts link font-sans">
        show all {formatCount(value.length)} characters
      </button>
    </span>
  );
}

function plain(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "invalid date" : value.toISOString();
  if (Array.isArray(value)) return "[]";
  if (typeof value === "object" && value !== null) return "{}";
  return String(value);
}
