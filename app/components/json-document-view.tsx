import { useFetcher } from "@remix-run/react";
import { useMemo } from "react";
import type { JsonDocument } from "~lib/chats/transcript/part.ts";
import { formatCount } from "~lib/format.ts";
import { JsonView } from "./json-view";
import { Button } from "./ui/button";

/** What the address of a document answers. */
export type JsonAnswer = { state: "open"; label: string; json: string; masked: number } | { state: "closed" };

export interface JsonDocumentViewProps {
  document: JsonDocument;
  label: string;
  className?: string;
}

/** A JSON document as a tree. A long one is loaded when it is asked for; before scripts run, the same link leads to its page. */
export function JsonDocumentView({ document, label, className }: JsonDocumentViewProps) {
  if (document.kind === "inline") return <JsonView value={document.value} label={label} className={className} />;
  return <Deferred key={document.href} href={document.href} bytes={document.bytes} label={label} className={className} />;
}

function Deferred({ href, bytes, label, className }: { href: string; bytes: number; label: string; className?: string }) {
  const fetcher = useFetcher<JsonAnswer>();
  const answer = fetcher.data;
  const value = useMemo(() => (answer?.state === "open" ? parsed(answer.json) : undefined), [answer]);
  if (answer?.state === "open") {
    return (
      <div className="min-w-0">
        <p className="font-medium">{label}</p>
        <JsonView value={value} label={label} className={className} />
      </div>
    );
  }
  const loading = fetcher.state !== "idle";
  const size = `${formatCount(Math.max(1, Math.round(bytes / 1000)))} kB`;
  return (
    <p className="flex flex-wrap items-center gap-2">
      <Button asChild size="sm">
        <a
          href={href}
          onClick={(event) => {
            // With a key held it opens in a tab of its own, as any link.
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
            event.preventDefault();
            if (!loading) fetcher.load(href);
          }}
        >
          {loading ? "Loading…" : `Show ${label} (${size})`}
        </a>
      </Button>
      <span role="status" className="text-muted">
        {answer?.state === "closed" ? "This chat is not open to you any more. Load the page again to open it." : ""}
      </span>
    </p>
  );
}

/** JSON that came from our own server; a text that is none is shown as it is. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return json;
  }
}
